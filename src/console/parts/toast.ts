import { notifications } from "@mantine/notifications"
import i18next from "i18next"
import { shellWords } from "../app/shell-words.ts"

/** What was done, for a moment. What went wrong stays where it went wrong: see ProblemView. */
export function toast(message: string): void {
  const close = i18next.t("close", { ns: shellWords.name })
  notifications.show({
    message,
    color: "brand",
    autoClose: 5000,
    withBorder: true,
    closeButtonProps: { "aria-label": close },
  })
}
