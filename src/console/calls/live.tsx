/* The strip of live calls. It hears of each event, and asks again for what changed. */
import { Anchor, Card, Group, Text } from "@mantine/core"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useRef } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useEvents } from "../data/events.ts"
import { listAt } from "../data/problem.ts"
import { State } from "../parts/badge.tsx"
import { Icon } from "../parts/icon.tsx"
import { Masked } from "../parts/masked.tsx"
import { Time } from "../parts/time.tsx"
import { lookOf } from "./consent.ts"
import { callsWords } from "./words.ts"

const heard = [
  "ready",
  "call.answered",
  "call.ended",
  "consent.granted",
  "consent.refused",
  "consent.no_answer",
  "consent.failed",
  "consent.not_asked",
  "consent.not_required",
  "consent.withdrawn",
  "recording.sealed",
] as const
/** A busy gateway tells of many things at once: they are asked for together. */
const TOGETHER_MS = 300
const FRESH_PAGES = 2

/** @param props.line only this one's calls; needed by who is limited to lines */
export function LiveStrip({ line }: { readonly line: string | undefined }) {
  const say = useWords(callsWords)
  const client = useQueryClient()
  const waiting = useRef<number | null>(null)
  const ofLine = line === undefined ? {} : { line }
  const { data } = useQuery({
    queryKey: ["calls", "live", line],
    queryFn: () => bodyOf(api.GET("/v1/calls", { params: { query: { state: "active", limit: "20", ...ofLine } } })),
  })
  useEvents(line === undefined ? "/v1/events" : `/v1/events?line=${encodeURIComponent(line)}`, heard, () => {
    waiting.current ??= window.setTimeout(() => {
      waiting.current = null
      void client.invalidateQueries({
        queryKey: ["calls"],
        // Who has scrolled far reads what was: all those pages would be asked for anew.
        predicate: ({ state }) => listAt(state.data, "pages").length <= FRESH_PAGES,
      })
    }, TOGETHER_MS)
  })
  const calls = data?.data ?? []
  return (
    <Card withBorder py="xs" px="md" component="section" aria-label={say("live")}>
      <Group gap="lg" wrap="wrap">
        <Group gap={8} wrap="nowrap" role="status">
          <Icon name="live" />
          <Text fw={600}>{calls.length === 0 ? say("live_none") : say("live_count", { count: calls.length })}</Text>
        </Group>
        {calls.map((call) => (
          <Group key={call.id} gap="xs" wrap="wrap">
            <Anchor component={Link} to={`/calls/${call.id}`}>
              <Masked number={call.caller} state={call.caller_state} />
            </Anchor>
            <Text size="sm" c="dimmed">
              {call.line_id} · <Time at={call.answered_at} as="clock" />
            </Text>
            <State {...lookOf(call.consent)}>{say(call.consent ?? "undecided")}</State>
          </Group>
        ))}
      </Group>
    </Card>
  )
}
