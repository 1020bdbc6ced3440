/** What a line says to a caller. `notice` must be heard in full before a key counts; the rest is said around it. */
export const promptNames = [
  "notice",
  "menu",
  "more",
  "granted",
  "refused",
  "no_input",
  "default_off",
  "invalid",
  "time_warning",
  "stopped",
  "in_progress",
] as const
export type PromptName = (typeof promptNames)[number]
