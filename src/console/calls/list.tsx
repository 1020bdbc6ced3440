import { Anchor, Button, Card, Stack, Text } from "@mantine/core"
import { Link } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, type Schemas } from "../data/client.ts"
import { usePages } from "../data/queries.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Masked } from "../parts/masked.tsx"
import { Page } from "../parts/page.tsx"
import { useFilters } from "../parts/search.ts"
import { type Column, DataTable } from "../parts/table.tsx"
import { clockText, Time } from "../parts/time.tsx"
import { lookOf } from "./consent.ts"
import { FilterBar, readFilters } from "./filters.tsx"
import { LiveStrip } from "./live.tsx"
import { callsWords, type SayCalls } from "./words.ts"

type Call = Schemas["Call"]

export function CallsView() {
  const say = useWords(callsWords)
  const me = useMe()
  const [filters, setFilters] = useFilters(readFilters)
  const [number, setNumber] = useState<string | null>(null)
  // Who is limited to lines sees one of them at a time.
  const line = filters.line ?? me.lines?.[0]
  const { consent, from, to } = filters
  const query = {
    limit: "100",
    ...(line === undefined ? {} : { line }),
    ...(consent === undefined ? {} : { consent }),
    ...(from === undefined ? {} : { "answered_at[gte]": from }),
    ...(to === undefined ? {} : { "answered_at[lt]": to }),
    ...(number === null ? {} : { number }),
  }
  const pages = usePages(["calls", "list", query], (cursor) =>
    bodyOf(api.GET("/v1/calls", { params: { query: cursor === undefined ? query : { ...query, cursor } } })),
  )
  const filtered = number !== null || Object.values(filters).some((value) => value !== undefined)
  return (
    <Page title={say("title")} lead={say("lead")}>
      <LiveStrip line={line} />
      <FilterBar filters={{ ...filters, line }} onFilters={setFilters} number={number} onNumber={setNumber} />
      <DataTable
        label={say("table")}
        pages={pages}
        columns={columnsOf(say)}
        rowKey={(call) => call.id}
        empty={
          <Card withBorder>
            <Stack gap="xs" align="flex-start">
              <Text fw={600}>{say(filtered ? "none" : "none_ever")}</Text>
              <Text>{say(filtered ? "none_detail" : "none_ever_detail")}</Text>
              {!filtered && me.may("calls:test") && (
                <Button component="a" href="/phone" variant="default">
                  {say("to_phone")}
                </Button>
              )}
            </Stack>
          </Card>
        }
      />
    </Page>
  )
}

function columnsOf(say: SayCalls): readonly Column<Call>[] {
  return [
    {
      key: "time",
      title: say("col_time"),
      cell: (call) => (
        <Anchor component={Link} to={`/calls/${call.id}`} inherit>
          <Time at={call.answered_at} as="row" />
        </Anchor>
      ),
    },
    {
      key: "consent",
      title: say("col_consent"),
      cell: (call) => <State {...lookOf(call.consent)}>{say(call.consent ?? "undecided")}</State>,
    },
    { key: "line", title: say("col_line"), wide: true, cell: (call) => call.line_id },
    {
      key: "caller",
      title: say("col_caller"),
      cell: (call) => <Masked number={call.caller} state={call.caller_state} />,
    },
    {
      key: "length",
      title: say("col_length"),
      align: "right",
      wide: true,
      cell: (call) => (
        <span className="nums">
          {call.ended_at === null
            ? say("goes_on")
            : clockText(Date.parse(call.ended_at) - Date.parse(call.answered_at))}
        </span>
      ),
    },
    { key: "outcome", title: say("col_outcome"), wide: true, cell: (call) => call.outcome?.replaceAll("_", " ") ?? "" },
  ]
}
