import { Anchor, Button, Card, Group, Stack, Text, TextInput } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { Link, useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, type Schemas } from "../data/client.ts"
import { usePages } from "../data/queries.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Icon } from "../parts/icon.tsx"
import { Page } from "../parts/page.tsx"
import { asError, ProblemView } from "../parts/problem-view.tsx"
import { type Column, DataTable } from "../parts/table.tsx"
import { clockText, Time } from "../parts/time.tsx"
import { gapsOf, type Greeting, lengthOfVersion, linesOf, linesQuery, liveOf } from "./greeting-parts.ts"
import { greetingsWords, type SayGreetings } from "./words.ts"

export function GreetingsView() {
  const say = useWords(greetingsWords)
  const me = useMe()
  const [adding, setAdding] = useState(false)
  const lines = useQuery(linesQuery(me.may("lines:read")))
  const pages = usePages(["greetings", "list"], (cursor) =>
    bodyOf(
      api.GET("/v1/greetings", { params: { query: cursor === undefined ? { limit: "50" } : { limit: "50", cursor } } }),
    ),
  )
  const add = me.may("greetings:write") && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
      {say("add")}
    </Button>
  )
  return (
    <Page title={say("title")} lead={say("lead")} actions={add}>
      <ProblemView error={lines.error} />
      <DataTable
        label={say("table")}
        pages={pages}
        columns={columnsOf(say, lines.data?.data ?? [])}
        rowKey={(greeting) => greeting.id}
        empty={
          <Card withBorder>
            <Text fw={600}>{say("none")}</Text>
            <Text>{say("none_detail")}</Text>
          </Card>
        }
      />
      <Dialog opened={adding} onClose={() => setAdding(false)} title={say("add")}>
        <NewGreeting />
      </Dialog>
    </Page>
  )
}

function columnsOf(say: SayGreetings, lines: readonly Schemas["Line"][]): readonly Column<Greeting>[] {
  return [
    {
      key: "name",
      title: say("col_name"),
      cell: (greeting) => (
        <Anchor component={Link} to={`/greetings/${greeting.id}`} inherit>
          {greeting.name}
        </Anchor>
      ),
    },
    {
      key: "languages",
      title: say("col_languages"),
      cell: (greeting) => {
        const gaps = gapsOf(greeting, lines)
        return (
          <Group gap={6} wrap="nowrap">
            <span>{Object.keys(liveOf(greeting)?.languages ?? {}).join(", ")}</span>
            {gaps.length > 0 && (
              <State tone="warn" icon="warning">
                {say("gap", { languages: gaps.join(", ") })}
              </State>
            )}
          </Group>
        )
      },
    },
    {
      key: "live",
      title: say("col_live"),
      cell: (greeting) =>
        greeting.live === null ? (
          <State tone="warn" icon="minus">
            {say("nothing_live")}
          </State>
        ) : (
          <span className="nums">{greeting.live}</span>
        ),
    },
    {
      key: "lines",
      title: say("col_lines"),
      wide: true,
      cell: (greeting) =>
        linesOf(greeting.id, lines)
          .map(({ name }) => name)
          .join(", "),
    },
    {
      key: "length",
      title: say("col_length"),
      wide: true,
      align: "right",
      cell: (greeting) => {
        const live = liveOf(greeting)
        return <span className="nums">{live ? clockText(lengthOfVersion(live)) : ""}</span>
      },
    },
    {
      key: "changed",
      title: say("col_changed"),
      wide: true,
      cell: (greeting) => {
        const newest = greeting.versions.at(-1)
        return newest && <Time at={newest.published_at ?? newest.created_at} as="row" />
      },
    },
  ]
}

function NewGreeting() {
  const say = useWords(greetingsWords)
  const navigate = useNavigate()
  const [name, setName] = useState("")
  const [id, setId] = useState("")
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const proposed = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 40)

  async function add(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      const made = await bodyOf(api.POST("/v1/greetings", { body: { id: id || proposed, name: name.trim() } }))
      await bodyOf(api.POST("/v1/greetings/{id}/versions", { params: { path: { id: made.id } }, body: {} }))
      await navigate({ to: `/greetings/${made.id}` })
    } catch (thrown) {
      setError(asError(thrown))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void add()
      }}
    >
      <Stack gap="md">
        <TextInput
          label={say("col_name")}
          value={name}
          required
          maxLength={200}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={say("id")}
          description={say("id_note")}
          value={id}
          placeholder={proposed}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <ProblemView error={error} />
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={name.trim() === ""}>
            {say("add")}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
