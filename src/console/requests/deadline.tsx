import { Group, Text } from "@mantine/core"
import { useWords } from "../app/words.ts"
import { State } from "../parts/badge.tsx"
import { Day } from "../parts/time.tsx"
import { daysLeft, isDecided, type SubjectRequest } from "./known.ts"
import { requestsWords } from "./words.ts"

const SOON_DAYS = 7

/** How long is left for the answer; of a decided request, that it was answered. */
export function Deadline({
  request,
  withDay = false,
}: {
  readonly request: SubjectRequest
  readonly withDay?: boolean
}) {
  const say = useWords(requestsWords)
  const left = daysLeft(request.due_on)
  const badge = isDecided(request) ? (
    <State tone="plain" icon="check">
      {say("decided")}
    </State>
  ) : left < 0 ? (
    <State tone="bad" icon="warning">
      {say("overdue_days", { count: -left })}
    </State>
  ) : (
    <State tone={left <= SOON_DAYS ? "warn" : "info"} icon="clock">
      {say("days_left", { count: left })}
    </State>
  )
  if (!withDay) return badge
  return (
    <Group gap="xs">
      {badge}
      <Text span size="sm">
        <Day on={request.due_on} />
        {request.extended ? ` · ${say("extended")}` : ""}
      </Text>
    </Group>
  )
}
