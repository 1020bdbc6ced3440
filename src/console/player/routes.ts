import { createRoute, lazyRouteComponent } from "@tanstack/react-router"
import { rootRoute } from "../app/root.ts"
import { playerWords } from "./words.ts"

/** A view of the calls: screen.ts of calls/ names it. */
export const playerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/calls/$id/recordings/$recording",
  loader: () => playerWords.load(),
  component: lazyRouteComponent(() => import("./view.tsx"), "PlayerView"),
})
