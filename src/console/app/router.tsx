import { createRoute, createRouter, redirect } from "@tanstack/react-router"
import type { Me } from "../data/session.ts"
import { ProblemPage } from "../parts/problem-view.tsx"
import { NotFound } from "./not-found.tsx"
import { rootRoute } from "./root.ts"
import { isOffered, screens } from "./screens.ts"
import { Shell } from "./shell.tsx"

export function openRouter(me: Me) {
  const first = screens.find((screen) => isOffered(screen, me))
  const indexRoute = createRoute({
    getParentRoute: () => rootRoute,
    path: "/",
    beforeLoad: () => {
      if (first) redirect({ to: first.path, replace: true, throw: true })
    },
    component: NotFound,
  })
  rootRoute.update({ component: Shell, notFoundComponent: NotFound })
  return createRouter({
    routeTree: rootRoute.addChildren([indexRoute, ...screens.flatMap((screen) => screen.routes)]),
    basepath: "/console",
    defaultPreload: "intent",
    defaultErrorComponent: ProblemPage,
    scrollRestoration: true,
  })
}
