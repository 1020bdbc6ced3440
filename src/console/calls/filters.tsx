/* What the list is narrowed to. All of it but the number stands in the address. */
import { Button, Group, MultiSelect, Select, TextInput } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { Icon } from "../parts/icon.tsx"
import { type ReadSearch, someOf, textOf } from "../parts/search.ts"
import { useZoneChoice } from "../parts/time.tsx"
import { consentStates } from "./consent.ts"
import { fieldOf, instantOf } from "./instants.ts"
import { callsWords } from "./words.ts"

export interface CallFilters extends Readonly<Record<string, string | undefined>> {
  readonly consent: string | undefined
  readonly line: string | undefined
  /** RFC 3339, UTC: the same moment whoever opens the link, wherever. */
  readonly from: string | undefined
  readonly to: string | undefined
}

export const readFilters = (search: ReadSearch): CallFilters => ({
  consent: someOf(consentStates, search("consent")).join(",") || undefined,
  line: textOf(search("line"), 100),
  from: momentOf(search("from")),
  to: momentOf(search("to")),
})

function momentOf(value: unknown): string | undefined {
  const text = textOf(value, 40)
  return text !== undefined && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined
}

const NUMBER = /^\+[1-9]\d{4,14}$/

export function FilterBar(props: {
  readonly filters: CallFilters
  readonly onFilters: (change: Partial<CallFilters>) => void
  readonly number: string | null
  readonly onNumber: (number: string | null) => void
}) {
  const { filters, onFilters } = props
  const say = useWords(callsWords)
  const zone = useZoneChoice()
  const any = props.number !== null || Object.values(filters).some((value) => value !== undefined)
  return (
    <Group align="flex-end" gap="sm" role="search" aria-label={say("filters")}>
      <MultiSelect
        label={say("filter_consent")}
        placeholder={filters.consent === undefined ? say("filter_any") : ""}
        data={consentStates.map((value) => ({ value, label: say(value) }))}
        value={[...someOf(consentStates, filters.consent)]}
        onChange={(values) => onFilters({ consent: values.join(",") || undefined })}
        hidePickedOptions
        clearable
        miw={150}
        maw={340}
      />
      <LineFilter value={filters.line} onChange={(line) => onFilters({ line })} />
      <TextInput
        type="datetime-local"
        label={say("filter_from")}
        value={fieldOf(filters.from, zone)}
        onChange={(event) => onFilters({ from: instantOf(event.currentTarget.value, zone) })}
      />
      <TextInput
        type="datetime-local"
        label={say("filter_to")}
        value={fieldOf(filters.to, zone)}
        onChange={(event) => onFilters({ to: instantOf(event.currentTarget.value, zone) })}
      />
      <NumberFilter key={props.number} number={props.number} onNumber={props.onNumber} />
      {any && (
        <Button
          variant="subtle"
          leftSection={<Icon name="cross" size={14} />}
          onClick={() => {
            props.onNumber(null)
            onFilters({ consent: undefined, line: undefined, from: undefined, to: undefined })
          }}
        >
          {say("clear")}
        </Button>
      )}
    </Group>
  )
}

function LineFilter(props: {
  readonly value: string | undefined
  readonly onChange: (line: string | undefined) => void
}) {
  const say = useWords(callsWords)
  const me = useMe()
  const { data } = useQuery({
    queryKey: ["lines"],
    queryFn: () => bodyOf(api.GET("/v1/lines", { params: { query: { limit: "100" } } })),
    enabled: me.lines === null && me.may("lines:read"),
  })
  const lines =
    me.lines?.map((id) => ({ value: id, label: id })) ??
    data?.data.map((line) => ({ value: line.id, label: line.name }))
  if (lines === undefined) return null
  return (
    <Select
      label={say("filter_line")}
      placeholder={say("filter_any")}
      data={lines}
      value={props.value ?? null}
      onChange={(value) => props.onChange(value ?? undefined)}
      clearable={me.lines === null}
      w={150}
    />
  )
}

/** Searched when asked for, not while it is typed: it is somebody's number. */
function NumberFilter(props: { readonly number: string | null; readonly onNumber: (number: string) => void }) {
  const say = useWords(callsWords)
  const [typed, setTyped] = useState(props.number ?? "")
  const [bad, setBad] = useState(false)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const number = typed.replaceAll(/[\s()/-]/g, "")
        setBad(!NUMBER.test(number))
        if (NUMBER.test(number)) props.onNumber(number)
      }}
    >
      <Group align="flex-end" gap={6} wrap="nowrap">
        <TextInput
          label={say("filter_number")}
          value={typed}
          error={bad ? say("filter_number_bad") : null}
          inputMode="tel"
          autoComplete="off"
          w={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" leftSection={<Icon name="search" size={14} />}>
          {say("find")}
        </Button>
      </Group>
    </form>
  )
}
