import { Button, Card, Group, Stack, Text, Title } from "@mantine/core"
import { Link } from "@tanstack/react-router"
import { useWords } from "../app/words.ts"
import type { Schemas } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { State, type Tone } from "../parts/badge.tsx"
import { Icon, type IconName } from "../parts/icon.tsx"
import { clockText, Day, Time } from "../parts/time.tsx"
import { callsWords } from "./words.ts"

type Recording = Schemas["Recording"]

const looks: Readonly<Record<Recording["state"], { readonly tone: Tone; readonly icon: IconName }>> = {
  open: { tone: "info", icon: "record" },
  sealed: { tone: "good", icon: "lock" },
  recovered: { tone: "warn", icon: "lock" },
  restricted: { tone: "warn", icon: "lock" },
  failed: { tone: "bad", icon: "warning" },
  lost: { tone: "bad", icon: "warning" },
  shredded: { tone: "plain", icon: "trash" },
}
const playable = new Set<Recording["state"]>(["sealed", "recovered", "failed"])

export function RecordingCards({ call }: { readonly call: Schemas["CallDetail"] }) {
  const say = useWords(callsWords)
  const me = useMe()
  return (
    <Card withBorder component="section">
      <Title order={2} mb="sm">
        {say("recordings")}
      </Title>
      {call.recordings.length === 0 && <Text>{say("no_recording")}</Text>}
      <Stack gap="sm">
        {call.recordings.map((recording) => (
          <Group key={recording.id} justify="space-between" gap="sm">
            <div>
              <Group gap="sm">
                <State {...looks[recording.state]}>{say(`rec_${recording.state}`)}</State>
                {recording.ended_at !== null && (
                  <Text span className="nums">
                    {clockText(Date.parse(recording.ended_at) - Date.parse(recording.started_at))}
                  </Text>
                )}
              </Group>
              <Text size="sm" c="dimmed" mt={4}>
                {recording.erased_at === null ? (
                  <>
                    {say("kept_until")} <Day on={recording.delete_after} />
                  </>
                ) : (
                  <Time at={recording.erased_at} />
                )}
              </Text>
            </div>
            {playable.has(recording.state) && me.may("recordings:audio") && (
              <Button
                component={Link}
                to={`/calls/${call.id}/recordings/${recording.id}`}
                leftSection={<Icon name="play" size={14} />}
              >
                {say("listen")}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Card>
  )
}
