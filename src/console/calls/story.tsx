/* The call's story on one clock: how far into the call beside what happened, each with its place in the ledger. */
import { Group, Text } from "@mantine/core"
import { useWords } from "../app/words.ts"
import type { Schemas } from "../data/client.ts"
import { Icon, type IconName } from "../parts/icon.tsx"
import { clockText, Time } from "../parts/time.tsx"
import { callsWords, type SayCalls } from "./words.ts"

type Story = Schemas["CallStory"]
type Entry = Story["entries"][number]

/** The notice is played as 8 kHz, one byte a sample. */
const BYTES_PER_SECOND = 8000

const icons: Readonly<Record<string, IconName>> = {
  "call.answered": "calls",
  "call.ended": "stop",
  "consent.granted": "check",
  "consent.refused": "cross",
  "consent.no_answer": "minus",
  "consent.withdrawn": "undo",
  "recording.started": "record",
  "recording.sealed": "lock",
  "recording.shredded": "trash",
  "access.played": "play",
  "access.exported": "download",
  "access.unmasked": "eye",
}

const spoken = {
  "call.answered": "e_call_answered",
  "call.ended": "e_call_ended",
  "consent.granted": "e_consent_granted",
  "consent.refused": "e_consent_refused",
  "consent.no_answer": "e_consent_no_answer",
  "consent.withdrawn": "e_consent_withdrawn",
  "consent.failed": "e_consent_failed",
  "consent.not_asked": "e_consent_not_asked",
  "consent.not_required": "e_consent_not_required",
  "recording.started": "e_recording_started",
  "recording.sealed": "e_recording_sealed",
  "recording.recovered": "e_recording_recovered",
  "recording.failed": "e_recording_failed",
  "recording.blocked": "e_recording_blocked",
  "recording.shredded": "e_recording_shredded",
  "restriction.set": "e_restriction_set",
  "access.played": "e_access_played",
  "access.exported": "e_access_exported",
  "access.unmasked": "e_access_unmasked",
  "access.denied": "e_access_denied",
  "key.used": "e_key_used",
} as const
const methods = { dtmf: "by_dtmf", speech: "by_speech", agent: "by_agent", prior: "by_prior" } as const

const own = <V,>(table: Readonly<Record<string, V>>, key: string): V | undefined =>
  Object.entries(table).find(([name]) => name === key)?.[1]

export function StoryView({ story }: { readonly story: Story }) {
  const say = useWords(callsWords)
  const during = story.entries.filter((entry) => entry.offset_ms !== null)
  const after = story.entries.filter((entry) => entry.offset_ms === null)
  return (
    <>
      <ol className="story">
        {during.map((entry) => (
          <Line key={entry.leaf} entry={entry} story={story} say={say} />
        ))}
      </ol>
      {after.length > 0 && (
        <>
          <Text size="sm" fw={600} c="dimmed" mt="md" mb={4}>
            {say("after_call")}
          </Text>
          <ol className="story">
            {after.map((entry) => (
              <Line key={entry.leaf} entry={entry} story={story} say={say} />
            ))}
          </ol>
        </>
      )}
    </>
  )
}

function Line({ entry, story, say }: { readonly entry: Entry; readonly story: Story; readonly say: SayCalls }) {
  const word = own(spoken, entry.type)
  const recording = story.recordings.find(({ id }) => id === entry.recording_id)
  const pauses = entry.type === "recording.started" ? (recording?.pauses ?? []) : []
  const more = [...detailsOf(entry, say), ...pauses.map((pause) => pauseWords(pause, say))]
  return (
    <li>
      <span className="story-when nums">{entry.offset_ms === null ? "" : clockText(entry.offset_ms, true)}</span>
      <span className="story-icon">
        <Icon name={own(icons, entry.type) ?? "info"} size={16} />
      </span>
      <div>
        <Text span fw={550}>
          {entry.party === "agent" ? `${say("party_agent")}: ` : ""}
          {word === undefined ? entry.type : say(word)}
        </Text>
        {more.map((line) => (
          <Text key={line} size="sm" c="dimmed" className="breaks">
            {line}
          </Text>
        ))}
        <Group gap={8}>
          <Text size="xs" c="dimmed">
            <Time at={entry.at} as={entry.offset_ms === null ? "moment" : "clock"} /> ·{" "}
            {say("leaf", { index: entry.leaf })}
          </Text>
        </Group>
      </div>
    </li>
  )
}

function detailsOf({ method, heard, script, detail, type }: Entry, say: SayCalls): string[] {
  const by = method === null ? undefined : own(methods, method)
  const seconds = (bytes: number): string => (bytes / BYTES_PER_SECOND).toFixed(1)
  const how = [
    ...(by === undefined ? [] : [say(by)]),
    ...(heard === null || heard.total === 0
      ? []
      : [say("heard_of", { heard: seconds(heard.bytes), total: seconds(heard.total) })]),
  ].join(", ")
  const told = type === "call.ended" ? detail?.replaceAll("_", " ") : detail
  return [how, script ?? "", told ?? ""].filter((text) => text !== "")
}

function pauseWords(pause: Story["recordings"][number]["pauses"][number], say: SayCalls): string {
  const to = pause.to_ms === null ? "…" : clockText(pause.to_ms, true)
  return say("paused_for", { from: clockText(pause.from_ms, true), to })
}
