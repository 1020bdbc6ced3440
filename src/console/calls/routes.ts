import { createRoute, lazyRouteComponent } from "@tanstack/react-router"
import { rootRoute } from "../app/root.ts"
import { callsWords } from "./words.ts"

const loader = () => callsWords.load()

export const callsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/calls",
  loader,
  component: lazyRouteComponent(() => import("./list.tsx"), "CallsView"),
})

export const callRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/calls/$id",
  loader,
  component: lazyRouteComponent(() => import("./call.tsx"), "CallView"),
})
