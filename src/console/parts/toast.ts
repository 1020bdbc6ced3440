import { notifications } from "@mantine/notifications"

/** What was done, for a moment. What went wrong stays where it went wrong: see ProblemView. */
export function toast(message: string): void {
  notifications.show({ message, color: "brand", autoClose: 5000, withBorder: true })
}
