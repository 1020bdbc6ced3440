/* The parent of every screen's routes. router.tsx gives it the shell. */
import { createRootRoute } from "@tanstack/react-router"

export const rootRoute = createRootRoute()
