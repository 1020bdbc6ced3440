/* A state as icon and word; the colour only repeats them. */
import { Badge } from "@mantine/core"
import { Icon, type IconName } from "./icon.tsx"

export type Tone = "good" | "bad" | "warn" | "info" | "plain"
const colours = { good: "green", bad: "red", warn: "orange", info: "blue", plain: "gray" } as const

export function State(props: { readonly tone: Tone; readonly icon: IconName; readonly children: string }) {
  return (
    <Badge
      color={colours[props.tone]}
      variant="light"
      radius="sm"
      size="lg"
      tt="none"
      fw={550}
      miw="max-content"
      leftSection={<Icon name={props.icon} size={14} />}
    >
      {props.children}
    </Badge>
  )
}
