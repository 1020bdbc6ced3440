/* Who looked at what: of all recordings as the checked ledger has it, and of one with who and why. */
import { Anchor, Button, Card, Group, List, Stack, Text, TextInput, Title } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { ProblemView } from "../parts/problem-view.tsx"
import { textOf, useFilters } from "../parts/search.ts"
import { Time } from "../parts/time.tsx"
import { useChecked } from "./use-check.ts"
import { auditWords } from "./words.ts"

const types = {
  "access.played": "played",
  "access.exported": "exported",
  "access.unmasked": "unmasked",
  "access.denied": "denied",
} as const

export function AccessCard() {
  const say = useWords(auditWords)
  const checked = useChecked()
  const [{ recording }, setFilters] = useFilters((search) => ({ recording: textOf(search("recording"), 60) }))
  const [typed, setTyped] = useState(recording ?? "")
  const one = useQuery({
    queryKey: ["access", recording],
    queryFn: () => bodyOf(api.GET("/v1/recordings/{id}/access", { params: { path: { id: recording ?? "" } } })),
    enabled: recording !== undefined,
  })
  const show = (id: string): void => {
    setTyped(id)
    setFilters({ recording: id })
  }
  const nameOf = (type: string): string => {
    const known = Object.entries(types).find(([name]) => name === type)
    return known === undefined ? type : say(known[1])
  }
  return (
    <Card withBorder component="section">
      <Title order={2} mb="xs">
        {say("access")}
      </Title>
      <Stack gap="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            setFilters({ recording: typed.trim() || undefined })
          }}
        >
          <Group align="flex-end" gap="sm">
            <TextInput
              label={say("recording")}
              description={say("recording_detail")}
              placeholder="rec_…"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <Button type="submit" variant="default">
              {say("show")}
            </Button>
          </Group>
        </form>
        <ProblemView error={one.error} />
        {one.data?.data.length === 0 && <Text>{say("access_none")}</Text>}
        {one.data && (
          <List size="sm">
            {one.data.data.map((entry) => (
              <List.Item key={`${entry.at}${entry.type}`}>
                <Time at={entry.at} as="row" /> · {nameOf(entry.type)} · {entry.actor} ·{" "}
                {entry.reason ?? say("no_reason")}
              </List.Item>
            ))}
          </List>
        )}
        {recording === undefined && checked === null && <Text>{say("access_check")}</Text>}
        {recording === undefined && checked !== null && (
          <>
            <Text size="sm">{say("access_count", { count: checked.accesses.length })}</Text>
            <List size="sm">
              {checked.accesses.map((entry) => (
                <List.Item key={entry.index}>
                  <Time at={entry.at} as="row" /> · {nameOf(entry.type)} · {say("entry", { index: entry.index })}
                  {entry.recording !== null && (
                    <>
                      {" · "}
                      <Anchor
                        component="button"
                        type="button"
                        ta="left"
                        className="breaks"
                        onClick={() => show(`rec_${entry.recording}`)}
                      >
                        rec_{entry.recording}
                      </Anchor>
                    </>
                  )}
                </List.Item>
              ))}
            </List>
          </>
        )}
      </Stack>
    </Card>
  )
}
