import { Anchor, Button, Group, Text, TextInput } from "@mantine/core"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { Icon } from "../parts/icon.tsx"
import { clockText } from "../parts/time.tsx"
import { toast } from "../parts/toast.ts"
import { type Mark, parseClock } from "./marks.ts"
import type { Region } from "./sound.ts"
import { playerWords } from "./words.ts"

/** A part by two times: what dragging does, for whoever does not drag. */
export function RegionFields(props: {
  readonly region: Region | null
  readonly durationMs: number
  readonly onRegion: (region: Region | null) => void
  readonly onSave: (region: Region) => void
}) {
  const { region, durationMs, onRegion, onSave } = props
  const say = useWords(playerWords)
  const [from, setFrom] = useState("")
  const [to, setTo] = useState("")
  const [shown, setShown] = useState<Region | null>(null)
  if (region?.from !== shown?.from || region?.to !== shown?.to) {
    // Dragged meanwhile, or come with the address.
    setShown(region)
    setFrom(region ? clockText(region.from, true) : "")
    setTo(region ? clockText(region.to, true) : "")
  }
  const bad = (text: string): string | null => (text !== "" && parseClock(text) === null ? say("time_bad") : null)

  const take = (): void => {
    const begin = parseClock(from)
    const end = parseClock(to)
    if (begin === null || end === null || end <= begin || begin >= durationMs) return
    // What a field shows is rounded: left as it was, it changes nothing.
    if (
      region &&
      clockText(begin, true) === clockText(region.from, true) &&
      clockText(end, true) === clockText(region.to, true)
    )
      return
    onRegion({ from: begin, to: Math.min(end, durationMs) })
  }
  return (
    <form
      onBlur={take}
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <fieldset className="part">
        <legend>
          <Text span size="sm" fw={600}>
            {say("region")}
          </Text>
        </legend>
        <Group gap="sm" align="flex-end">
          <TextInput
            label={say("from")}
            value={from}
            error={bad(from)}
            w={120}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            label={say("to")}
            value={to}
            error={bad(to)}
            w={120}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          {region ? (
            <>
              <Button variant="default" onClick={() => onRegion(null)}>
                {say("clear")}
              </Button>
              <Button
                variant="default"
                leftSection={<Icon name="link" size={16} />}
                onClick={() => {
                  void navigator.clipboard.writeText(location.href).then(() => toast(say("copied")))
                }}
              >
                {say("copy_link")}
              </Button>
              <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => onSave(region)}>
                {say("save_part")}
              </Button>
            </>
          ) : (
            <Text size="sm" c="dimmed" pb={8}>
              {say("region_hint")}
            </Text>
          )}
          <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
        </Group>
      </fieldset>
    </form>
  )
}

const words = {
  consent: "m_consent",
  pause: "m_pause",
  resume: "m_resume",
  withdrawn: "m_withdrawn",
  end: "m_end",
} as const

/** What is drawn over the wave, in words; each leads to its place. */
export function MarkList(props: { readonly marks: readonly Mark[]; readonly onSeek: (ms: number) => void }) {
  const say = useWords(playerWords)
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {say("marks")}
      </Text>
      <ul className="marks">
        {props.marks.map((mark) => (
          <li key={`${mark.kind}${mark.at}`}>
            <Anchor component="button" type="button" size="sm" onClick={() => props.onSeek(mark.at)}>
              <span className="nums">{clockText(mark.at, true)}</span>
            </Anchor>
            <span className={`mark-key wave-${mark.kind}`} aria-hidden="true" />
            <Text span size="sm">
              {say(words[mark.kind])}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  )
}
