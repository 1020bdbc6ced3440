/* One prompt of a draft. Its words are the legal text of its audio, so new words need new audio. */
import { Button, FileButton, Group, Stack, Text, Textarea } from "@mantine/core"
import { type DragEvent, useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import type { Schemas } from "../data/client.ts"
import { State } from "../parts/badge.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Icon } from "../parts/icon.tsx"
import { asError, ProblemView } from "../parts/problem-view.tsx"
import { clockText } from "../parts/time.tsx"
import { toast } from "../parts/toast.ts"
import { base64Of } from "./base64.ts"
import { lengthOf, type PromptName } from "./greeting-parts.ts"
import { PromptAudio } from "./listen.tsx"
import { Recorder } from "./recorder.tsx"
import { greetingsWords } from "./words.ts"

type Stored = NonNullable<Schemas["GreetingVersion"]["languages"][string][PromptName]>

export interface PromptEditorProps {
  readonly name: PromptName
  readonly stored: Stored | null
  readonly greeting: string
  readonly version: number
  readonly language: string
  readonly etag: string
  readonly may: boolean
  readonly onChanged: () => Promise<unknown>
}

/** What the browser's file picker proposes; the gateway looks at the bytes. */
const SOUND = "audio/*,video/webm,video/mp4,.amr,.opus,.flac"

export function PromptEditor(props: PromptEditorProps) {
  const { name, stored, language, may } = props
  const say = useWords(greetingsWords)
  const [text, setText] = useState(stored?.text ?? "")
  const [busy, setBusy] = useState(false)
  const [over, setOver] = useState(false)
  const [recording, setRecording] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const path = { id: props.greeting, version: String(props.version), language, prompt: name }
  const wordless = text.trim() === ""

  async function keep(act: () => Promise<unknown>): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      await act()
      toast(say("prompt_kept", { prompt: say(`p_${name}`) }))
    } catch (thrown) {
      setError(asError(thrown))
    } finally {
      setBusy(false)
      setRecording(false)
      await props.onChanged()
    }
  }
  const put = (audio: Blob) =>
    keep(async () => {
      const body = { text: text.trim(), audio_base64: await base64Of(audio) }
      await bodyOf(
        api.PUT("/v1/greetings/{id}/versions/{version}/{language}/{prompt}", {
          params: { path, header: { "if-match": props.etag } },
          body,
        }),
      )
    })
  const speak = () =>
    keep(() =>
      bodyOf(
        api.POST("/v1/greetings/{id}/versions/{version}/{language}/{prompt}/speech", {
          params: { path },
          body: { text: text.trim() },
        }),
      ),
    )
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && may && !wordless && !busy) void put(file)
  }

  return (
    <li
      className={over ? "prompt over" : "prompt"}
      onDragOver={(event) => {
        if (!may) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Stack gap={6} align="flex-start">
        <Text fw={600}>{say(`p_${name}`)}</Text>
        <Text size="sm" c="dimmed">
          {say(`d_${name}`)}
        </Text>
        <StoredState stored={stored} />
      </Stack>
      <Stack gap="sm">
        <Textarea
          aria-label={say("words_of", { prompt: say(`p_${name}`) })}
          value={text}
          lang={language}
          readOnly={!may}
          autosize
          minRows={1}
          maxRows={12}
          maxLength={4000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {may && stored !== null && text.trim() !== stored.text && (
          <Group gap="xs" role="status">
            <State tone="warn" icon="edit">
              {say("needs_audio")}
            </State>
            <Button size="compact-sm" variant="subtle" onClick={() => setText(stored.text)}>
              {say("old_words")}
            </Button>
          </Group>
        )}
        {stored && (
          <PromptAudio
            {...{ greeting: props.greeting, version: props.version, language, prompt: name }}
            sha={stored.audio_sha256}
            label={say("hear", { prompt: say(`p_${name}`) })}
          />
        )}
        {may && (
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              leftSection={<Icon name="record" size={14} />}
              disabled={wordless || busy}
              onClick={() => setRecording(true)}
            >
              {say("record")}
            </Button>
            <FileButton accept={SOUND} onChange={(file) => file && void put(file)}>
              {(button) => (
                <Button
                  {...button}
                  size="xs"
                  variant="default"
                  leftSection={<Icon name="upload" size={14} />}
                  disabled={wordless || busy}
                >
                  {say("choose")}
                </Button>
              )}
            </FileButton>
            <Button
              size="xs"
              variant="default"
              leftSection={<Icon name="agent" size={14} />}
              loading={busy}
              disabled={wordless}
              onClick={() => void speak()}
            >
              {say("speak")}
            </Button>
          </Group>
        )}
        <ProblemView error={error} />
        <Dialog
          opened={recording}
          onClose={() => setRecording(false)}
          title={say("record_of", { prompt: say(`p_${name}`) })}
        >
          <Stack>
            <Text lang={language} fz="lg">
              {text}
            </Text>
            <Recorder onUse={put} onCancel={() => setRecording(false)} />
          </Stack>
        </Dialog>
      </Stack>
    </li>
  )
}

function StoredState({ stored }: { readonly stored: Stored | null }) {
  const say = useWords(greetingsWords)
  if (stored === null) {
    return (
      <State tone="warn" icon="warning">
        {say("missing")}
      </State>
    )
  }
  return (
    <>
      <State tone={stored.voice === undefined ? "good" : "info"} icon={stored.voice === undefined ? "check" : "agent"}>
        {say(stored.voice === undefined ? "by_person" : "by_voice")}
      </State>
      <Text size="xs" c="dimmed" className="nums">
        {clockText(lengthOf(stored.bytes), true)}
      </Text>
    </>
  )
}
