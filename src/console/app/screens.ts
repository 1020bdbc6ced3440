/* Every folder with a screen.ts is a screen: one is added without touching what others share. */
import type { Me } from "../data/session.ts"
import type { Screen } from "./define-screen.ts"

const found = import.meta.glob<Screen>("../*/screen.ts", { eager: true, import: "screen" })

export const screens: readonly Screen[] = Object.values(found).sort((a, b) => a.order - b.order)

export const isOffered = (screen: Screen, me: Me): boolean => screen.needs.some((permission) => me.may(permission))

/** @param path below /console */
export function screenAt(path: string): Screen | null {
  return screens.find((screen) => path === screen.path || path.startsWith(`${screen.path}/`)) ?? null
}
