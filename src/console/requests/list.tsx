import { Anchor, Button, Card, Group, Select, Stack, Text } from "@mantine/core"
import { Link } from "@tanstack/react-router"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { usePages } from "../data/queries.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Icon } from "../parts/icon.tsx"
import { Page } from "../parts/page.tsx"
import { oneOf, type ReadSearch, useFilters } from "../parts/search.ts"
import { type Column, DataTable } from "../parts/table.tsx"
import { Time } from "../parts/time.tsx"
import { Deadline } from "./deadline.tsx"
import { kinds, stateLooks, states, type SubjectRequest } from "./known.ts"
import { Places } from "./places.tsx"
import { requestsWords, type SayRequests } from "./words.ts"

const readFilters = (search: ReadSearch) => ({
  state: oneOf(states, search("state")),
  kind: oneOf(kinds, search("kind")),
})

export function RequestsView() {
  const say = useWords(requestsWords)
  const me = useMe()
  const [{ state, kind }, setFilters] = useFilters(readFilters)
  const query = { limit: "100", ...(state && { state }), ...(kind && { kind }) }
  const pages = usePages(["requests", "list", query], (cursor) =>
    bodyOf(api.GET("/v1/requests", { params: { query: cursor === undefined ? query : { ...query, cursor } } })),
  )
  const filtered = state !== undefined || kind !== undefined
  const file = me.may("erasure:file") && (
    <Button component={Link} to="/requests/new" leftSection={<Icon name="plus" size={16} />}>
      {say("file")}
    </Button>
  )
  return (
    <Page title={say("title")} lead={say("lead")} actions={file}>
      <Places />
      <Group align="flex-end" gap="sm" role="search" aria-label={say("filters")}>
        <Select
          label={say("kind")}
          placeholder={say("any")}
          data={kinds.map((value) => ({ value, label: say(`kind_${value}`) }))}
          value={kind ?? null}
          onChange={(value) => setFilters({ kind: oneOf(kinds, value) })}
          clearable
        />
        <Select
          label={say("state")}
          placeholder={say("any")}
          data={states.map((value) => ({ value, label: say(`state_${value}`) }))}
          value={state ?? null}
          onChange={(value) => setFilters({ state: oneOf(states, value) })}
          clearable
        />
      </Group>
      <DataTable
        label={say("table")}
        pages={pages}
        columns={columnsOf(say)}
        rowKey={(request) => request.id}
        empty={
          <Card withBorder>
            <Stack gap="xs" align="flex-start">
              <Text fw={600}>{say(filtered ? "none" : "none_ever")}</Text>
              <Text>{say(filtered ? "none_detail" : "none_ever_detail")}</Text>
            </Stack>
          </Card>
        }
      />
    </Page>
  )
}

function columnsOf(say: SayRequests): readonly Column<SubjectRequest>[] {
  return [
    {
      key: "received",
      title: say("received"),
      cell: (request) => (
        <Anchor component={Link} to={`/requests/${request.id}/${stateLooks[request.state].step}`} inherit>
          <Time at={request.received_at} as="row" />
        </Anchor>
      ),
    },
    { key: "due", title: say("deadline"), cell: (request) => <Deadline request={request} /> },
    { key: "kind", title: say("kind"), wide: true, cell: (request) => say(`kind_${request.kind}`) },
    {
      key: "state",
      title: say("state"),
      wide: true,
      cell: (request) => (
        <State tone={stateLooks[request.state].tone} icon={stateLooks[request.state].icon}>
          {say(`state_${request.state}`)}
        </State>
      ),
    },
    {
      key: "about",
      title: say("about"),
      wide: true,
      cell: (request) => <span className="nums">{request.number ?? request.recording_id ?? say("no_person")}</span>,
    },
  ]
}
