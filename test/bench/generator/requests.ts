/* Sends requests at a steady rate, whether or not the answers keep up with it, and times each from when it was due. */
import { Agent, get } from "node:http"
import { serve } from "../lib/child.ts"

interface Load {
  readonly port: number
  readonly key: string
  readonly paths: readonly string[]
  readonly perSecond: number
}

export interface Answers {
  readonly sent: number
  readonly answered: number
  readonly refused: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

const TICK_MS = 5
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
let timer: NodeJS.Timeout | undefined
let sent = 0
let refused = 0
let took: number[] = []

function begin({ port, key, paths, perSecond }: Load): void {
  const headers = { authorization: `Bearer ${key}` }
  const began = performance.now()
  let due = 0
  timer = setInterval(() => {
    const now = performance.now()
    for (; due < ((now - began) / 1000) * perSecond; due++) {
      const at = began + (due / perSecond) * 1000
      sent++
      get({ port, host: "127.0.0.1", path: paths[due % paths.length], headers, agent }, (answer) => {
        if (answer.statusCode !== 200) refused++
        answer.resume().once("end", () => took.push(performance.now() - at))
      }).once("error", () => refused++)
    }
  }, TICK_MS)
}

function reset(): void {
  sent = 0
  refused = 0
  took = []
}

function read(): Answers {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return { sent, answered: sorted.length, refused, p50: at(0.5), p99: at(0.99), max: at(1) }
}

serve({ begin, reset, read, end: () => clearInterval(timer) })
