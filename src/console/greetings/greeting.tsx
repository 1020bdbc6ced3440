/* One greeting: which version and language one looks at stands in the address, as does the tab. */
import { Alert, Anchor, Button, Group, Loader, Select, Tabs } from "@mantine/core"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Icon } from "../parts/icon.tsx"
import { Page } from "../parts/page.tsx"
import { asError, ProblemView } from "../parts/problem-view.tsx"
import { oneOf, textOf, useFilters, usePathPart } from "../parts/search.ts"
import { Checks } from "./checks.tsx"
import {
  commonLanguages,
  type Greeting,
  greetingQuery,
  languageName,
  linesOf,
  linesQuery,
  type Version,
} from "./greeting-parts.ts"
import "./greetings.css"
import { Listen } from "./listen.tsx"
import { Source } from "./source.tsx"
import { Versions } from "./versions.tsx"
import { greetingsWords } from "./words.ts"

const tabs = ["source", "listen", "checks", "versions"] as const

export function GreetingView() {
  const say = useWords(greetingsWords)
  const id = usePathPart("id")
  const { data, error, isPending, refetch } = useQuery(greetingQuery(id))
  return (
    <Page
      title={data?.data.name ?? say("title")}
      actions={
        <Anchor component={Link} to="/greetings">
          <Group gap={6} wrap="nowrap">
            <Icon name="back" size={16} />
            {say("to_list")}
          </Group>
        </Anchor>
      }
    >
      <ProblemView error={error} retry={() => void refetch()} />
      {isPending && <Loader />}
      {data && <Editor greeting={data.data} etag={data.etag} />}
    </Page>
  )
}

function Editor({ greeting, etag }: { readonly greeting: Greeting; readonly etag: string }) {
  const say = useWords(greetingsWords)
  const me = useMe()
  const [filters, setFilters] = useFilters((search) => ({
    tab: oneOf(tabs, search("tab")),
    version: textOf(search("version"), 9),
    language: textOf(search("language"), 5),
  }))
  const lines = useQuery(linesQuery(me.may("lines:read")))
  const own = linesOf(greeting.id, lines.data?.data ?? [])
  const version =
    greeting.versions.find((one) => String(one.version) === filters.version) ?? greeting.versions.at(-1) ?? null
  const spoken = Object.keys(version?.languages ?? {})
  const asked = own.flatMap((line) => [line.language, ...Object.values(line.language_by_prefix ?? {})])
  const language = filters.language ?? spoken[0] ?? asked[0] ?? "en"
  const languages = [...new Set([...spoken, ...asked, language, ...commonLanguages])]
  const tab = filters.tab ?? "source"
  const may = me.may("greetings:write")
  return (
    <>
      <Group align="flex-end" gap="sm">
        <Select
          label={say("version")}
          data={greeting.versions.toReversed().map((one) => ({
            value: String(one.version),
            label: say("version_of", { version: one.version, state: say(`state_${one.state}`) }),
          }))}
          value={version && String(version.version)}
          onChange={(value) => setFilters({ version: value ?? undefined })}
          allowDeselect={false}
          w={210}
        />
        <Select
          label={say("language")}
          data={languages.map((tag) => ({
            value: tag,
            label: spoken.includes(tag) ? languageName(tag) : say("not_yet", { language: languageName(tag) }),
          }))}
          value={language}
          onChange={(value) => setFilters({ language: value ?? undefined })}
          allowDeselect={false}
          searchable
          w={210}
        />
        {version && <VersionState version={version} live={greeting.live} />}
        {may && (version === null || version.state !== "draft") && (
          <NewDraft greeting={greeting} from={version} onMade={(made) => setFilters({ version: String(made) })} />
        )}
      </Group>
      {version?.hindered != null && (
        <Alert color="orange" icon={<Icon name="warning" />} title={say("hindered")}>
          {version.hindered.reason}
        </Alert>
      )}
      {version && (
        <Tabs
          value={tab}
          onChange={(value) => setFilters({ tab: oneOf(tabs, value) })}
          keepMounted={false}
          activateTabWithKeyboard={false}
        >
          <Tabs.List mb="md" className="tabs">
            {tabs.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {say(`tab_${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="source">
            <Source key={`${version.version}-${language}`} {...{ greeting, etag, version, language }} />
          </Tabs.Panel>
          <Tabs.Panel value="listen">
            <Listen {...{ greeting, version, language }} />
          </Tabs.Panel>
          <Tabs.Panel value="checks">
            <Checks {...{ greeting, version }} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <Versions {...{ greeting, version }} />
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  )
}

function VersionState({ version, live }: { readonly version: Version; readonly live: number | null }) {
  const say = useWords(greetingsWords)
  return (
    <Group gap={6} pb={4}>
      {version.version === live && (
        <State tone="good" icon="live">
          {say("live")}
        </State>
      )}
      {version.draft_wording && (
        <State tone="warn" icon="edit">
          {say("draft_wording")}
        </State>
      )}
    </Group>
  )
}

function NewDraft(props: {
  readonly greeting: Greeting
  readonly from: Version | null
  readonly onMade: (version: number) => void
}) {
  const say = useWords(greetingsWords)
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const { id } = props.greeting

  async function begin(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      const body = props.from === null ? {} : { from: props.from.version }
      const made = await bodyOf(api.POST("/v1/greetings/{id}/versions", { params: { path: { id } }, body }))
      await client.invalidateQueries({ queryKey: ["greetings"] })
      props.onMade(made.version)
    } catch (thrown) {
      setError(asError(thrown))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button leftSection={<Icon name="edit" size={16} />} loading={busy} onClick={() => void begin()}>
        {props.from === null ? say("first_draft") : say("new_draft", { version: props.from.version })}
      </Button>
      <ProblemView error={error} />
    </>
  )
}
