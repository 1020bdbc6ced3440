import { createRoute, lazyRouteComponent } from "@tanstack/react-router"
import { rootRoute } from "../app/root.ts"
import { requestsWords } from "./words.ts"

const parent = { getParentRoute: () => rootRoute, loader: () => requestsWords.load() }
const wizard = lazyRouteComponent(() => import("./request.tsx"), "RequestView")

export const requestsRoutes = [
  createRoute({
    ...parent,
    path: "/requests",
    component: lazyRouteComponent(() => import("./list.tsx"), "RequestsView"),
  }),
  createRoute({
    ...parent,
    path: "/requests/new",
    component: lazyRouteComponent(() => import("./new.tsx"), "NewRequestView"),
  }),
  createRoute({
    ...parent,
    path: "/requests/holds",
    component: lazyRouteComponent(() => import("./holds.tsx"), "HoldsView"),
  }),
  createRoute({
    ...parent,
    path: "/requests/bulk",
    component: lazyRouteComponent(() => import("./bulk.tsx"), "BulkView"),
  }),
  createRoute({
    ...parent,
    path: "/requests/jobs/$id",
    component: lazyRouteComponent(() => import("./job.tsx"), "JobView"),
  }),
  createRoute({ ...parent, path: "/requests/$id", component: wizard }),
  createRoute({ ...parent, path: "/requests/$id/$step", component: wizard }),
]
