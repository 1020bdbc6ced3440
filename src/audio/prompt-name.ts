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

/** A value for every prompt. */
export function eachPrompt<T>(of: (name: PromptName) => T): Record<PromptName, T> {
  return {
    notice: of("notice"),
    menu: of("menu"),
    more: of("more"),
    granted: of("granted"),
    refused: of("refused"),
    no_input: of("no_input"),
    default_off: of("default_off"),
    invalid: of("invalid"),
    time_warning: of("time_warning"),
    stopped: of("stopped"),
    in_progress: of("in_progress"),
  }
}
