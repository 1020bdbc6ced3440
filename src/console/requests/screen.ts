import { defineScreen } from "../app/define-screen.ts"
import { requestsRoutes } from "./routes.ts"

export const screen = defineScreen({
  path: "/requests",
  order: 50,
  icon: "requests",
  label: { en: "Requests", de: "Anträge", fr: "Demandes", es: "Solicitudes" },
  needs: ["requests:read"],
  routes: requestsRoutes,
})
