import { createRoute, lazyRouteComponent } from "@tanstack/react-router"
import { rootRoute } from "../app/root.ts"
import { auditWords } from "./words.ts"

export const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/audit",
  loader: () => auditWords.load(),
  component: lazyRouteComponent(() => import("./view.tsx"), "AuditView"),
})
