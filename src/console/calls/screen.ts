import { defineScreen } from "../app/define-screen.ts"
import { playerRoute } from "../player/routes.ts"
import { callRoute, callsRoute } from "./routes.ts"

export const screen = defineScreen({
  path: "/calls",
  order: 20,
  icon: "calls",
  label: { en: "Calls", de: "Anrufe", fr: "Appels", es: "Llamadas" },
  needs: ["calls:read"],
  routes: [callsRoute, callRoute, playerRoute],
})
