import { defineScreen } from "../app/define-screen.ts"
import { greetingRoute, greetingsRoute } from "./routes.ts"

export const screen = defineScreen({
  path: "/greetings",
  order: 30,
  icon: "greetings",
  label: { en: "Greetings", de: "Ansagen", fr: "Annonces", es: "Locuciones" },
  needs: ["greetings:read"],
  routes: [greetingsRoute, greetingRoute],
})
