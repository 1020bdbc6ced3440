/* The browser's own player, which streams by Range; and which of the two sides is heard. */
import { useCallback, useEffect, useRef, useState } from "react"

export type Channel = "both" | "caller" | "agent"
export interface Region {
  readonly from: number
  readonly to: number
}

export interface Sound {
  /** For the <audio> element. */
  readonly attach: (element: HTMLAudioElement | null) => void
  readonly element: HTMLAudioElement | null
  readonly playing: boolean
  readonly positionMs: number
  readonly failed: boolean
  readonly toggle: () => void
  readonly seek: (ms: number) => void
  readonly hear: (channel: Channel) => void
  readonly playAt: (speed: number) => void
}

/** @param options.region where to stay: played once, or again and again */
export function useSound(options: {
  readonly durationMs: number
  readonly region: Region | null
  readonly loop: boolean
}): Sound {
  const { durationMs, region, loop } = options
  const [element, attach] = useState<HTMLAudioElement | null>(null)
  const [playing, setPlaying] = useState(false)
  const [positionMs, setPosition] = useState(0)
  const [failed, setFailed] = useState(false)
  const graph = useRef<((channel: Channel) => void) | null>(null)

  useEffect(() => {
    if (!element) return
    const gone = new AbortController()
    const on = (type: string, act: () => void): void => {
      element.addEventListener(type, act, { signal: gone.signal })
    }
    const told = (): void => setPosition(element.currentTime * 1000)
    for (const type of ["timeupdate", "seeked", "ended"]) on(type, told)
    on("play", () => setPlaying(true))
    on("pause", () => setPlaying(false))
    on("error", () => setFailed(true))
    return () => gone.abort()
  }, [element])

  useEffect(() => {
    if (!element || !playing) return
    // timeupdate comes four times a second: too seldom to end a part where it ends.
    const end = region?.to ?? durationMs
    const timer = setInterval(() => {
      const at = element.currentTime * 1000
      setPosition(at)
      if (at < end - 15 && !element.ended) return
      if (loop) moveTo(element, region?.from ?? 0)
      else if (region) element.pause()
    }, 30)
    return () => clearInterval(timer)
  }, [element, playing, region, loop, durationMs])

  const toggle = useCallback(() => {
    if (!element) return
    if (!element.paused) {
      element.pause()
      return
    }
    const at = element.currentTime * 1000
    if (region && (at < region.from || at >= region.to - 15)) moveTo(element, region.from)
    element.play().catch(() => setFailed(true))
  }, [element, region])

  const seek = useCallback(
    (ms: number) => {
      if (!element) return
      const to = Math.max(0, Math.min(durationMs, ms))
      moveTo(element, to)
      setPosition(to)
    },
    [element, durationMs],
  )

  const hear = useCallback(
    (channel: Channel) => {
      if (!element) return
      graph.current ??= sides(element)
      graph.current(channel)
    },
    [element],
  )

  const playAt = useCallback(
    (speed: number) => {
      if (element) setRate(element, speed)
    },
    [element],
  )

  return { attach, element, playing, positionMs, failed, toggle, seek, hear, playAt }
}

function moveTo(element: HTMLAudioElement, ms: number): void {
  element.currentTime = ms / 1000
}

function setRate(element: HTMLAudioElement, speed: number): void {
  element.preservesPitch = true
  element.playbackRate = speed
}

/** Caller left and agent right, or one of them on both ears. */
function sides(element: HTMLAudioElement): (channel: Channel) => void {
  const context = new AudioContext()
  const splitter = context.createChannelSplitter(2)
  const merger = context.createChannelMerger(2)
  context.createMediaElementSource(element).connect(splitter)
  merger.connect(context.destination)
  const way = (from: 0 | 1, to: 0 | 1): GainNode => {
    const gain = context.createGain()
    splitter.connect(gain, from)
    gain.connect(merger, 0, to)
    return gain
  }
  const ways = [way(0, 0), way(0, 1), way(1, 0), way(1, 1)] as const
  const open = { both: [1, 0, 0, 1], caller: [1, 1, 0, 0], agent: [0, 0, 1, 1] } as const
  return (channel) => {
    void context.resume()
    ways.forEach((gain, i) => {
      gain.gain.value = open[channel][i] ?? 0
    })
  }
}
