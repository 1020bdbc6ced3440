/* A job as it runs: told by the gateway, item by item. */
import { Alert, Button, Card, Code, Group, Progress, Stack, Text } from "@mantine/core"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, type Schemas } from "../data/client.ts"
import { useEvents } from "../data/events.ts"
import { usePages } from "../data/queries.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Confirm } from "../parts/confirm.tsx"
import { Page } from "../parts/page.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { usePathPart } from "../parts/search.ts"
import { type Column, DataTable } from "../parts/table.tsx"
import { Time } from "../parts/time.tsx"
import { lookOfOutcome } from "./items.tsx"
import { Places } from "./places.tsx"
import { requestsWords, type SayRequests } from "./words.ts"

export function JobView() {
  const say = useWords(requestsWords)
  const me = useMe()
  const id = usePathPart("id")
  const client = useQueryClient()
  const [stopping, setStopping] = useState(false)
  const path = { params: { path: { id } } }
  const asked = useQuery({ queryKey: ["jobs", id], queryFn: () => bodyOf(api.GET("/v1/jobs/{id}", path)) })
  const job = asked.data
  const runs = job?.state === "running"
  useEvents(runs ? `/v1/jobs/${encodeURIComponent(id)}/events` : null, ["job.progress", "job.ended"], () => {
    void client.invalidateQueries({ queryKey: ["jobs", id] })
  })
  const pages = usePages(["jobs", id, "items"], (cursor) =>
    bodyOf(
      api.GET("/v1/jobs/{id}/items", {
        params: { path: { id }, query: { limit: "100", ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  )
  const decided = job ? job.done + job.failed : 0
  return (
    <Page title={say("job_title")} lead={id}>
      <Places />
      <ProblemView error={asked.error} />
      {job && (
        <Card withBorder>
          <Stack gap="sm">
            <Group justify="space-between">
              <div role="status">
                <State
                  tone={runs ? "info" : job.failed > 0 ? "bad" : "good"}
                  icon={runs ? "live" : job.failed > 0 ? "warning" : "check"}
                >
                  {say(`job_${job.state}`)}
                </State>
              </div>
              {runs && me.may("erasure:approve") && (
                <Button variant="default" onClick={() => setStopping(true)}>
                  {say("job_stop")}
                </Button>
              )}
            </Group>
            <Progress value={job.total === 0 ? 100 : (100 * decided) / job.total} aria-label={say("carrying_out")} />
            <Text>{say("job_count", { done: job.done, total: job.total, failed: job.failed })}</Text>
            {job.eta_s !== null && <Text size="sm">{say("job_eta", { count: job.eta_s })}</Text>}
          </Stack>
        </Card>
      )}
      <DataTable
        label={say("items")}
        pages={pages}
        columns={columnsOf(say)}
        rowKey={(item) => item.recording_id}
        empty={<Text>{say("job_empty")}</Text>}
      />
      <Confirm
        opened={stopping}
        onClose={() => setStopping(false)}
        title={say("job_stop")}
        act={say("job_stop")}
        danger
        onConfirm={async () => {
          await bodyOf(api.POST("/v1/jobs/{id}/cancel", path))
          await client.invalidateQueries({ queryKey: ["jobs", id] })
        }}
      >
        <Alert color="orange" variant="light">
          {say("job_stop_detail")}
        </Alert>
      </Confirm>
    </Page>
  )
}

function columnsOf(say: SayRequests): readonly Column<Schemas["ErasedRecording"]>[] {
  return [
    {
      key: "outcome",
      title: say("state"),
      cell: ({ outcome }) => <State {...lookOfOutcome(outcome)}>{say(`outcome_${outcome}`)}</State>,
    },
    { key: "recording", title: say("recording_id"), wide: true, cell: ({ recording_id: id }) => id },
    {
      key: "erased",
      title: say("erased_at"),
      cell: ({ erased_at: at, retained }) => (at === null ? (retained?.sentence ?? "") : <Time at={at} as="row" />),
    },
    {
      key: "tombstone",
      title: say("tombstones"),
      wide: true,
      cell: ({ tombstone_sha256: hash }) => (hash === null ? "" : <Code>{hash}</Code>),
    },
  ]
}
