/* What a screen tells the shell: where it is, who may see it, and what it is called. */
import type { AnyRoute } from "@tanstack/react-router"
import type { Permission } from "../data/session.ts"
import type { IconName } from "../parts/icon.tsx"
import type { Language } from "./words.ts"

export interface Screen {
  /** Below /console, such as /calls. */
  readonly path: `/${string}`
  /** Its place in the navigation. */
  readonly order: number
  readonly icon: IconName
  readonly label: Readonly<Record<Language, string>>
  /** One of these is enough. Who has none is not offered the screen. */
  readonly needs: readonly Permission[]
  readonly routes: readonly AnyRoute[]
}

export const defineScreen = (screen: Screen): Screen => screen
