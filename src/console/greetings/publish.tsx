/* From a draft to what callers hear: now or at a time, always with a message for whoever reads the versions. */
import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { fieldOf, instantOf } from "../calls/instants.ts"
import { api, bodyOf } from "../data/client.ts"
import { asError, ProblemView } from "../parts/problem-view.tsx"
import { useZoneChoice } from "../parts/time.tsx"
import { toast } from "../parts/toast.ts"
import type { Version } from "./greeting-parts.ts"
import { greetingsWords } from "./words.ts"

export function PublishForm(props: {
  readonly greeting: string
  readonly version: Version
  readonly onDone: () => Promise<unknown>
}) {
  const say = useWords(greetingsWords)
  const zone = useZoneChoice()
  const [message, setMessage] = useState("")
  const [at, setAt] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)

  async function publish(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      await bodyOf(
        api.POST("/v1/greetings/{id}/versions/{version}/publish", {
          params: { path: { id: props.greeting, version: String(props.version.version) } },
          body: { message: message.trim(), ...(at === undefined ? {} : { at }) },
        }),
      )
      toast(say(at === undefined ? "published" : "scheduled"))
      await props.onDone()
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
        if (message.trim() !== "" && !busy) void publish()
      }}
    >
      <Stack gap="md">
        <Text>{say("publish_note")}</Text>
        <Textarea
          label={say("message")}
          description={say("message_note")}
          value={message}
          maxLength={500}
          required
          data-autofocus
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={say("publish_at")}
          description={say("publish_at_note")}
          value={fieldOf(at, zone)}
          onChange={(event) => setAt(instantOf(event.currentTarget.value, zone))}
        />
        <ProblemView error={error} />
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={message.trim() === ""}>
            {say(at === undefined ? "publish_now" : "schedule")}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
