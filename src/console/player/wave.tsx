/* The drawing: peaks that the gateway made, with consent, pauses and the part over them. It never fetches the audio. */
import { useComputedColorScheme } from "@mantine/core"
import { type PointerEvent, useEffect, useRef } from "react"
import WaveSurfer from "wavesurfer.js"
import { nonce } from "../app/nonce.ts"
import type { Schemas } from "../data/client.ts"
import type { Mark } from "./marks.ts"
import type { Region } from "./sound.ts"
import type { SayPlayer } from "./words.ts"

const SIDE_PX = 72
/** Below this it was a click. */
const DRAG_PX = 4
const LOUDEST = 127

export function Wave(props: {
  readonly element: HTMLAudioElement | null
  readonly peaks: Schemas["Peaks"]
  readonly durationMs: number
  readonly positionMs: number
  readonly marks: readonly Mark[]
  readonly region: Region | null
  readonly say: SayPlayer
  readonly onSeek: (ms: number) => void
  readonly onRegion: (region: Region) => void
  readonly onRegionEnd: (region: Region) => void
}) {
  const { element, peaks, durationMs, marks, region, say } = props
  const scheme = useComputedColorScheme()
  const canvas = useRef<HTMLDivElement>(null)
  const begun = useRef<{ readonly ms: number; readonly x: number } | null>(null)

  useEffect(() => {
    if (!canvas.current || !element) return
    const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name)
    const side = (name: string) => ({
      waveColor: colour(name),
      progressColor: colour(name),
      height: SIDE_PX,
    })
    const wave = WaveSurfer.create({
      container: canvas.current,
      media: element,
      peaks: [peaks.caller.map((peak) => peak / LOUDEST), peaks.agent.map((peak) => peak / LOUDEST)],
      duration: durationMs / 1000,
      splitChannels: [side("--assent-caller"), side("--assent-agent")],
      interact: false,
      cursorWidth: 0,
      normalize: true,
      cspNonce: nonce,
    })
    return () => wave.destroy()
    // Drawn with the colours of now: in another scheme they are others.
  }, [element, peaks, durationMs, scheme])

  const percent = (ms: number): string => `${durationMs === 0 ? 0 : (ms / durationMs) * 100}%`
  const msAt = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    return Math.round(Math.max(0, Math.min(1, (event.clientX - left) / width)) * durationMs)
  }
  return (
    <div className="wave" role="img" aria-label={say("wave")}>
      <div ref={canvas} className="wave-canvas" />
      <span className="wave-side wave-side-caller">{say("caller")}</span>
      <span className="wave-side wave-side-agent">{say("agent")}</span>
      {marks.map((mark) =>
        mark.kind === "pause" ? (
          <div
            key={`pause${mark.at}`}
            className="wave-pause"
            style={{ left: percent(mark.at), width: percent((mark.to ?? mark.at) - mark.at) }}
          />
        ) : (
          <div
            key={`${mark.kind}${mark.at}`}
            className={`wave-mark wave-${mark.kind}`}
            style={{ left: percent(mark.at) }}
          />
        ),
      )}
      {region && (
        <div className="wave-region" style={{ left: percent(region.from), width: percent(region.to - region.from) }} />
      )}
      <div className="wave-cursor" style={{ left: percent(props.positionMs) }} />
      <div
        className="wave-touch"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          begun.current = { ms: msAt(event), x: event.clientX }
        }}
        onPointerMove={(event) => {
          const start = begun.current
          if (!start || Math.abs(event.clientX - start.x) < DRAG_PX) return
          props.onRegion(between(start.ms, msAt(event)))
        }}
        onPointerUp={(event) => {
          const start = begun.current
          begun.current = null
          if (!start) return
          if (Math.abs(event.clientX - start.x) < DRAG_PX) props.onSeek(start.ms)
          else props.onRegionEnd(between(start.ms, msAt(event)))
        }}
      />
    </div>
  )
}

const between = (a: number, b: number): Region => ({ from: Math.min(a, b), to: Math.max(a, b) })
