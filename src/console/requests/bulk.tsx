/*
 * Recordings of a line or a period. One person previews, and the address then names exactly what was shown; another
 * opens it, sees the same and lets it run as a job.
 */
import { Button, Card, Code, Group, List, Stack, Text, TextInput } from "@mantine/core"
import { useMutation, useQuery } from "@tanstack/react-query"
import { Link, useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, type Schemas } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { Confirm } from "../parts/confirm.tsx"
import { Page } from "../parts/page.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { textOf, useFilters } from "../parts/search.ts"
import { Places } from "./places.tsx"
import { requestsWords } from "./words.ts"

const dayOf = (value: unknown): string | undefined => {
  const text = textOf(value, 10)
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined
}

export function BulkView() {
  const say = useWords(requestsWords)
  const me = useMe()
  const navigate = useNavigate()
  const [opened, setOpened] = useState(false)
  const [scope, setScope] = useFilters((search) => ({
    line: textOf(search("line"), 64),
    since: dayOf(search("since")),
    before: dayOf(search("before")),
    preview: textOf(search("preview"), 64),
  }))
  const { line, since, before, preview } = scope
  const any = line !== undefined || since !== undefined || before !== undefined
  const asked = {
    ...(line === undefined ? {} : { line }),
    ...(since === undefined ? {} : { since: `${since}T00:00:00.000Z` }),
    ...(before === undefined ? {} : { before: `${before}T00:00:00.000Z` }),
  }
  const look = useMutation({
    mutationFn: async () => {
      const shown = await bodyOf(api.POST("/v1/erasures", { body: { ...asked, dry_run: true } }))
      if (!("items" in shown)) throw new Error("no preview")
      return shown
    },
    onSuccess: (shown) => setScope({ preview: shown.preview ?? undefined }),
  })
  const jobs = useQuery({
    queryKey: ["jobs"],
    queryFn: () => bodyOf(api.GET("/v1/jobs", { params: { query: { limit: "20" } } })),
  })
  const run = async (): Promise<void> => {
    const job = await bodyOf(api.POST("/v1/erasures", { body: { ...asked, dry_run: false, preview: preview ?? "" } }))
    if ("state" in job) await navigate({ to: `/requests/jobs/${job.id}` })
  }
  const counts = new Map<Schemas["ErasedRecording"]["outcome"], number>()
  for (const { outcome } of look.data?.items ?? []) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  const change = (part: "line" | "since" | "before") => (event: { currentTarget: { value: string } }) => {
    look.reset()
    setScope({ [part]: event.currentTarget.value || undefined, preview: undefined })
  }
  return (
    <Page title={say("bulk")} lead={say("bulk_lead")}>
      <Places />
      <Card withBorder>
        <Stack gap="md">
          <Group align="flex-end" gap="sm">
            <TextInput label={say("line")} value={line ?? ""} onChange={change("line")} />
            <TextInput type="date" label={say("since")} value={since ?? ""} onChange={change("since")} />
            <TextInput type="date" label={say("before")} value={before ?? ""} onChange={change("before")} />
            <Button variant="default" disabled={!any} loading={look.isPending} onClick={() => look.mutate()}>
              {say("preview_do")}
            </Button>
          </Group>
          <ProblemView error={look.error} />
          {look.data && (
            <div role="status">
              <Text fw={600}>{say("held_count", { count: look.data.items.length })}</Text>
              <List size="sm">
                {[...counts].map(([outcome, count]) => (
                  <List.Item key={outcome}>
                    {count} · {say(`outcome_${outcome}`)}
                  </List.Item>
                ))}
              </List>
            </div>
          )}
          {preview !== undefined && (
            <>
              <Text size="sm">{say("bulk_share")}</Text>
              <Code className="breaks">{location.href}</Code>
              {me.may("erasure:approve") && look.data && (
                <Group justify="flex-end">
                  <Button color="red" disabled={look.data.items.length === 0} onClick={() => setOpened(true)}>
                    {say("approve")}
                  </Button>
                </Group>
              )}
            </>
          )}
        </Stack>
      </Card>
      {jobs.data && jobs.data.data.length > 0 && (
        <Card withBorder>
          <Text fw={600}>{say("jobs")}</Text>
          <List size="sm">
            {jobs.data.data.map((job) => (
              <List.Item key={job.id}>
                <Link to={`/requests/jobs/${job.id}`}>{job.id}</Link> · {say(`job_${job.state}`)} · {job.done}/
                {job.total}
              </List.Item>
            ))}
          </List>
        </Card>
      )}
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title={say("approve")}
        act={say("approve_erase")}
        word={String(look.data?.items.length ?? 0)}
        danger
        onConfirm={run}
      >
        <Text>{say("will_erasure", { count: look.data?.items.length ?? 0 })}</Text>
      </Confirm>
    </Page>
  )
}
