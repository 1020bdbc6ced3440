import { defineScreen } from "../app/define-screen.ts"
import { auditRoute } from "./routes.ts"

export const screen = defineScreen({
  path: "/audit",
  order: 60,
  icon: "audit",
  label: { en: "Audit", de: "Nachweis", fr: "Audit", es: "Auditoría" },
  needs: ["audit:read"],
  routes: [auditRoute],
})
