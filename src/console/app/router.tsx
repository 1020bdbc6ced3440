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
    // Plain text: what stands in an address is read by people and by our own readers, see parts/search.ts.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search).toString()
      return text === "" ? "" : `?${text}`
    },
    defaultPreload: "intent",
    defaultErrorComponent: ProblemPage,
    scrollRestoration: true,
  })
}
