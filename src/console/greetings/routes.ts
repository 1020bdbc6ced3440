import { createRoute, lazyRouteComponent } from "@tanstack/react-router"
import { rootRoute } from "../app/root.ts"
import { greetingsWords } from "./words.ts"

const loader = () => greetingsWords.load()

export const greetingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/greetings",
  loader,
  component: lazyRouteComponent(() => import("./list.tsx"), "GreetingsView"),
})

export const greetingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/greetings/$id",
  loader,
  component: lazyRouteComponent(() => import("./greeting.tsx"), "GreetingView"),
})
