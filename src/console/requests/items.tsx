/* The recordings of a request: of each what is held, or what became of it, and why it stays. */
import { Anchor, Group, Text } from "@mantine/core"
import { useQueries } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { State, type Tone } from "../parts/badge.tsx"
import type { IconName } from "../parts/icon.tsx"
import { Day } from "../parts/time.tsx"
import type { SubjectRequest } from "./known.ts"
import { requestsWords } from "./words.ts"

/** More than anybody reads through; the count above says how many there are. */
const LOOKED_AT = 100

export const outcomeLooks: Readonly<Record<string, { readonly tone: Tone; readonly icon: IconName }>> = {
  held: { tone: "info", icon: "record" },
  erased: { tone: "plain", icon: "trash" },
  already_erased: { tone: "plain", icon: "trash" },
  would_erase: { tone: "warn", icon: "trash" },
  retained: { tone: "warn", icon: "lock" },
  would_retain: { tone: "warn", icon: "lock" },
  call_in_progress: { tone: "info", icon: "live" },
  waiting: { tone: "info", icon: "clock" },
  failed: { tone: "bad", icon: "warning" },
}
export const lookOfOutcome = (outcome: string) => outcomeLooks[outcome] ?? { tone: "plain", icon: "question" }

/** @param props.preview asks of each what an erasure would do now, and changes nothing */
export function Items({ request, preview }: { readonly request: SubjectRequest; readonly preview: boolean }) {
  const say = useWords(requestsWords)
  const me = useMe()
  const rows = request.items.slice(0, LOOKED_AT)
  const ask = preview && request.kind === "erasure" && me.may("erasure:file")
  const plans = useQueries({
    queries: rows.map(({ recording_id }) => ({
      queryKey: ["requests", request.id, "plan", recording_id],
      queryFn: async () => {
        const plan = await bodyOf(api.POST("/v1/erasures", { body: { recording_id, dry_run: true } }))
        return "items" in plan ? (plan.items[0] ?? null) : null
      },
      enabled: ask,
    })),
  })
  return (
    <>
      <ul className="request-items" aria-label={say("items")}>
        {rows.map((item, index) => {
          const plan = ask ? (plans[index]?.data ?? null) : null
          const outcome = plan?.outcome ?? item.outcome
          const sentence = plan?.retained?.sentence ?? item.basis
          return (
            <li key={item.recording_id}>
              <Group gap="sm">
                <State {...lookOfOutcome(outcome)}>{say(`outcome_${outcome}`)}</State>
                {me.may("calls:read") ? (
                  <Anchor component={Link} to={`/calls/${item.call_id}`} size="sm" className="breaks">
                    {item.recording_id}
                  </Anchor>
                ) : (
                  <Text span size="sm" className="breaks">
                    {item.recording_id}
                  </Text>
                )}
              </Group>
              {(sentence !== null || item.reason !== null || item.until !== null) && (
                <Text size="sm" c="dimmed" mt={4}>
                  {sentence ?? item.reason}
                  {item.until !== null && (
                    <>
                      {" "}
                      · <Day on={item.until} />
                    </>
                  )}
                </Text>
              )}
            </li>
          )
        })}
      </ul>
      {request.items.length > LOOKED_AT && (
        <Text size="sm">{say("items_more", { count: request.items.length - LOOKED_AT })}</Text>
      )}
    </>
  )
}
