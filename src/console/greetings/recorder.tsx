/* Records one prompt in the browser: 3-2-1, a meter of the level while one speaks, then heard before it is used. */
import { Button, Group, Stack, Text } from "@mantine/core"
import { useEffect, useRef, useState } from "react"
import { useWords } from "../app/words.ts"
import { Icon } from "../parts/icon.tsx"
import { clockText } from "../parts/time.tsx"
import { startMicrophone, type Microphone } from "./microphone.ts"
import { greetingsWords } from "./words.ts"

type State =
  | { readonly kind: "asking" }
  | { readonly kind: "counting"; readonly left: number }
  | { readonly kind: "recording" }
  | { readonly kind: "done"; readonly audio: Blob; readonly url: string }
  | { readonly kind: "refused" }

const COUNT = 3

export function Recorder(props: { readonly onUse: (audio: Blob) => Promise<unknown>; readonly onCancel: () => void }) {
  const say = useWords(greetingsWords)
  const [state, setState] = useState<State>({ kind: "asking" })
  const [busy, setBusy] = useState(false)
  const [take, setTake] = useState(0)
  const microphone = useRef<Microphone | null>(null)

  useEffect(() => {
    let left = COUNT
    let timer: number | undefined
    let gone = false
    let url: string | null = null
    const count = (): void => {
      if (left > 0) {
        setState({ kind: "counting", left })
        left -= 1
        timer = window.setTimeout(count, 1000)
        return
      }
      microphone.current?.record((audio) => {
        if (gone) return
        url = URL.createObjectURL(audio)
        setState({ kind: "done", audio, url })
      })
      setState({ kind: "recording" })
    }
    startMicrophone().then(
      (opened) => {
        if (gone) {
          opened.close()
          return
        }
        microphone.current = opened
        count()
      },
      () => setState({ kind: "refused" }),
    )
    return () => {
      gone = true
      window.clearTimeout(timer)
      microphone.current?.close()
      microphone.current = null
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [take])

  return (
    <Stack gap="sm" role="group" aria-label={say("record")}>
      {state.kind === "asking" && <Text role="status">{say("mic_asking")}</Text>}
      {state.kind === "refused" && (
        <Text role="alert" c="red">
          {say("mic_refused")}
        </Text>
      )}
      {state.kind === "counting" && (
        <Text role="status" fz="2rem" fw={650} className="nums">
          {state.left}
        </Text>
      )}
      {(state.kind === "counting" || state.kind === "recording") && <Level microphone={microphone} />}
      {state.kind === "recording" && (
        <Group gap="sm">
          <Button
            color="red"
            leftSection={<Icon name="stop" size={14} />}
            data-autofocus
            onClick={() => microphone.current?.stop()}
          >
            {say("stop")}
          </Button>
          <Elapsed />
        </Group>
      )}
      {state.kind === "done" && (
        <>
          <audio controls src={state.url} aria-label={say("hear_take")} className="prompt-audio" />
          <Group gap="sm">
            <Button
              loading={busy}
              leftSection={<Icon name="check" size={14} />}
              onClick={() => {
                setBusy(true)
                void props.onUse(state.audio).finally(() => setBusy(false))
              }}
            >
              {say("use_take")}
            </Button>
            <Button variant="default" leftSection={<Icon name="undo" size={14} />} onClick={() => setTake(take + 1)}>
              {say("again")}
            </Button>
          </Group>
        </>
      )}
      <div>
        <Button variant="subtle" size="compact-sm" onClick={props.onCancel}>
          {say("leave_recording")}
        </Button>
      </div>
    </Stack>
  )
}

function Elapsed() {
  const [from] = useState(() => performance.now())
  const [now, setNow] = useState(from)
  useEffect(() => {
    const timer = window.setInterval(() => setNow(performance.now()), 100)
    return () => window.clearInterval(timer)
  }, [])
  return <Text className="nums">{clockText(now - from, true)}</Text>
}

/** Between -60 dBFS and full scale; the browser's own meter says by its colour when it is too much. */
function Level({ microphone }: { readonly microphone: { readonly current: Microphone | null } }) {
  const say = useWords(greetingsWords)
  const [level, setLevel] = useState(-60)
  useEffect(() => {
    let frame = requestAnimationFrame(function look() {
      setLevel(microphone.current?.level() ?? -60)
      frame = requestAnimationFrame(look)
    })
    return () => cancelAnimationFrame(frame)
  }, [microphone])
  return (
    <Group gap="sm">
      <meter
        className="level"
        min={-60}
        max={0}
        low={-40}
        high={-6}
        optimum={-20}
        value={level}
        aria-label={say("level")}
      />
      <Text size="sm" className="nums" aria-hidden="true">
        {Math.round(level)} dB
      </Text>
      {level > -3 && <Text size="sm">{say("too_loud")}</Text>}
    </Group>
  )
}
