import { Anchor, Button, Card, Stack, Text } from "@mantine/core"
import { Link } from "@tanstack/react-router"
import { useWords } from "../app/words.ts"
import { api, bodyOf, type Schemas } from "../data/client.ts"
import { usePages } from "../data/queries.ts"
import { State } from "../parts/badge.tsx"
import { Masked } from "../parts/masked.tsx"
import { Page } from "../parts/page.tsx"
import { type ReadSearch, someOf, textOf, useFilters } from "../parts/search.ts"
import { type Column, DataTable } from "../parts/table.tsx"
import { clockText, Time } from "../parts/time.tsx"
import { consentStates, lookOf } from "./consent.ts"
import { callsWords } from "./words.ts"

type Call = Schemas["Call"]

/** The number is no filter of the address: histories and logs would keep it. */
const readFilters = (search: ReadSearch) => ({
  consent: someOf(consentStates, search("consent")).join(",") || undefined,
  line: textOf(search("line"), 100),
})

export function CallsView() {
  const say = useWords(callsWords)
  const [filters] = useFilters(readFilters)
  const pages = usePages(["calls", filters], (cursor) =>
    bodyOf(
      api.GET("/v1/calls", {
        params: {
          query: {
            limit: "100",
            ...(cursor === undefined ? {} : { cursor }),
            ...(filters.consent === undefined ? {} : { consent: filters.consent }),
            ...(filters.line === undefined ? {} : { line: filters.line }),
          },
        },
      }),
    ),
  )
  const columns: readonly Column<Call>[] = [
    {
      key: "time",
      title: say("col_time"),
      cell: (call) => (
        <Anchor component={Link} to={`/calls/${call.id}`}>
          <Time at={call.answered_at} />
        </Anchor>
      ),
    },
    { key: "line", title: say("col_line"), wide: true, cell: (call) => call.line_id },
    {
      key: "caller",
      title: say("col_caller"),
      cell: (call) => <Masked number={call.caller} state={call.caller_state} />,
    },
    {
      key: "consent",
      title: say("col_consent"),
      cell: (call) => <State {...lookOf(call.consent)}>{say(call.consent ?? "undecided")}</State>,
    },
    {
      key: "length",
      title: say("col_recording"),
      wide: true,
      align: "right",
      cell: (call) =>
        call.ended_at === null ? "" : clockText(Date.parse(call.ended_at) - Date.parse(call.answered_at)),
    },
  ]
  const filtered = Object.values(filters).some((value) => value !== undefined)
  return (
    <Page title={say("title")} lead={say("lead")}>
      <DataTable
        label={say("table")}
        pages={pages}
        columns={columns}
        rowKey={(call) => call.id}
        empty={
          <Card withBorder>
            <Stack gap="xs" align="flex-start">
              <Text fw={600}>{say(filtered ? "none" : "none_ever")}</Text>
              <Text>{say(filtered ? "none_detail" : "none_ever_detail")}</Text>
              <Button component="a" href="/phone" variant="default">
                {say("to_phone")}
              </Button>
            </Stack>
          </Card>
        }
      />
    </Page>
  )
}
