/* The player: what is heard is the browser's own <audio>; every control works by keyboard and says its name. */
import { Alert, Button, Card, Group, NativeSelect, SegmentedControl, Stack, Switch, Text } from "@mantine/core"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import type { Schemas } from "../data/client.ts"
import { Icon, type IconName } from "../parts/icon.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { save } from "../parts/save.ts"
import { oneOf, type ReadSearch, textOf, useFilters } from "../parts/search.ts"
import { clockText } from "../parts/time.tsx"
import { HelpDialog } from "./help.tsx"
import { useKeysChoice, usePlayerKeys } from "./keys.ts"
import type { Mark } from "./marks.ts"
import { MarkList, RegionFields } from "./region-fields.tsx"
import { partOf } from "./part.ts"
import { type Channel, type Region, useSound } from "./sound.ts"
import { Wave } from "./wave.tsx"
import { playerWords } from "./words.ts"

const speeds = ["0.75", "1", "1.25", "1.5", "2"] as const
const channels = ["both", "caller", "agent"] as const

/** The part stands in the address: a link to it is a link to what was heard. */
const readPart = (search: ReadSearch) => ({ from: textOf(search("from"), 12), to: textOf(search("to"), 12) })

function regionOf(part: ReturnType<typeof readPart>, durationMs: number): Region | null {
  const [from, to] = [Number(part.from), Number(part.to)]
  const whole = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to > from && from < durationMs
  return part.from !== undefined && part.to !== undefined && whole ? { from, to: Math.min(to, durationMs) } : null
}

export function Player(props: {
  readonly url: string
  readonly fileName: string
  readonly durationMs: number
  readonly peaks: Schemas["Peaks"]
  readonly marks: readonly Mark[]
}) {
  const { url, durationMs, peaks, marks } = props
  const say = useWords(playerWords)
  const [part, setPart] = useFilters(readPart)
  // While it is dragged it changes too often for the address.
  const [dragged, setDragged] = useState<Region | null>(null)
  const region = dragged ?? regionOf(part, durationMs)
  const [loop, setLoop] = useState(false)
  const [channel, setChannel] = useState<Channel>("both")
  const [speed, setSpeed] = useState<(typeof speeds)[number]>("1")
  const [help, setHelp] = useState(false)
  const [keysOn, setKeysOn] = useKeysChoice()
  const { attach, element, failed, hear, playAt, playing, positionMs, seek, toggle } = useSound({
    durationMs,
    region,
    loop,
  })

  const saving = useMutation({
    mutationFn: async (part: Region) => {
      const times = `${clockText(part.from)}-${clockText(part.to)}`.replaceAll(":", ".")
      save(await partOf(url, part), props.fileName.replace(".wav", `_${times}.wav`))
    },
  })

  const setRegion = (next: Region | null): void => {
    setDragged(null)
    setPart({ from: next === null ? undefined : String(next.from), to: next === null ? undefined : String(next.to) })
  }
  const step = (seconds: number): void => seek(positionMs + seconds * 1000)
  const nextEvent = (): void => {
    const next = marks.find(({ at }) => at > positionMs + 50)
    if (next) seek(next.at)
  }
  const edge = (side: "from" | "to"): void => {
    const here = Math.round(positionMs)
    const from = side === "from" ? here : (region?.from ?? 0)
    const to = side === "to" ? here : (region?.to ?? durationMs)
    if (to > from) setRegion({ from, to })
  }
  const acts: Readonly<Record<string, () => void>> = {
    " ": toggle,
    k: toggle,
    j: () => step(-15),
    l: () => step(15),
    n: nextEvent,
    arrowleft: () => step(-5),
    arrowright: () => step(5),
    "[": () => edge("from"),
    "]": () => edge("to"),
    "?": () => setHelp(true),
  }
  usePlayerKeys(keysOn, (key) => {
    const act = Object.entries(acts).find(([name]) => name === key.toLowerCase())?.[1]
    act?.()
    return act !== undefined
  })

  return (
    <Card withBorder component="section" aria-label={say("player")}>
      <audio ref={attach} src={url} preload="metadata" />
      <Stack gap="md">
        {failed && <Alert color="red" icon={<Icon name="warning" />} title={say("unplayable")} role="alert" />}
        <Wave
          element={element}
          peaks={peaks}
          durationMs={durationMs}
          positionMs={positionMs}
          marks={marks}
          region={region}
          say={say}
          onSeek={seek}
          onRegion={setDragged}
          onRegionEnd={setRegion}
        />
        <Group gap="sm" wrap="nowrap">
          <Text span className="nums nowrap">
            {clockText(positionMs, true)}
          </Text>
          <input
            type="range"
            className="seek"
            aria-label={say("position")}
            aria-valuetext={clockText(positionMs, true)}
            min={0}
            max={durationMs}
            step={100}
            value={Math.round(positionMs)}
            onChange={(event) => seek(Number(event.currentTarget.value))}
          />
          <Text span className="nums nowrap" c="dimmed">
            {clockText(durationMs, true)}
          </Text>
        </Group>
        <Group gap="xs">
          <Button leftSection={<Icon name={playing ? "pause" : "play"} size={16} />} onClick={toggle} miw={120}>
            {say(playing ? "pause" : "play")}
          </Button>
          {([-15, -5, 5, 15] as const).map((seconds) => (
            <Button
              key={seconds}
              variant="default"
              px="sm"
              aria-label={say(seconds < 0 ? "back" : "forward", { seconds: Math.abs(seconds) })}
              onClick={() => step(seconds)}
            >
              {seconds < 0 ? `−${-seconds} s` : `+${seconds} s`}
            </Button>
          ))}
          <Plain icon="next" label={say("next_event")} onClick={nextEvent} />
        </Group>
        <Group gap="lg" align="flex-end">
          <NativeSelect
            label={say("speed")}
            data={speeds.map((value) => ({ value, label: `${value}×` }))}
            value={speed}
            w={100}
            onChange={(event) => {
              const next = oneOf(speeds, event.currentTarget.value) ?? "1"
              setSpeed(next)
              playAt(Number(next))
            }}
          />
          <div>
            <Text size="sm" fw={600} mb={2} aria-hidden>
              {say("channel")}
            </Text>
            <SegmentedControl
              aria-label={say("channel")}
              value={channel}
              data={channels.map((value) => ({ value, label: say(value) }))}
              onChange={(value) => {
                const next = oneOf(channels, value) ?? "both"
                setChannel(next)
                hear(next)
              }}
            />
          </div>
          <Switch
            label={say("loop")}
            checked={loop}
            onChange={(event) => setLoop(event.currentTarget.checked)}
            pb={8}
          />
        </Group>
        <RegionFields region={region} durationMs={durationMs} onRegion={setRegion} onSave={saving.mutate} />
        <ProblemView error={saving.error} />
        <MarkList marks={marks} onSeek={seek} />
        <Group gap="sm" justify="space-between">
          <Button
            component="a"
            href={url}
            download={props.fileName}
            variant="default"
            leftSection={<Icon name="download" size={16} />}
          >
            {say("download")}
          </Button>
          <Group gap="md">
            <Switch
              label={say("keys_on")}
              checked={keysOn}
              onChange={(event) => setKeysOn(event.currentTarget.checked)}
            />
            <Plain icon="question" label={say("keys")} onClick={() => setHelp(true)} />
          </Group>
        </Group>
      </Stack>
      <HelpDialog opened={help} onClose={() => setHelp(false)} />
    </Card>
  )
}

function Plain(props: { readonly icon: IconName; readonly label: string; readonly onClick: () => void }) {
  return (
    <Button variant="default" leftSection={<Icon name={props.icon} size={16} />} onClick={props.onClick}>
      {props.label}
    </Button>
  )
}
