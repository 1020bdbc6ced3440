import type { LineOfCall } from "../../call/calls.ts"
import type { CallLeg, CallStart, Digit } from "../../call/ports.ts"
import type { StreamTo } from "./document.ts"
import type { CarrierRest } from "./rest.ts"

/** What a carrier may ask for in the course of a call; each stands in the path of its webhook. */
export const stepNames = ["voice", "next", "digits", "dialed", "whisper", "accepted", "agent"] as const
export type StepName = (typeof stepNames)[number]
/** What a stream of this call is for. */
export type StreamUse = "ask" | "fork" | "agent"

/** Whom a carrier can call. */
export interface Place {
  /** E.164, or a SIP address. */
  readonly to: string
  readonly ringSeconds: number
}

export interface Route {
  readonly way: "fork_stream" | "fork_document" | "bridge"
  /** Whom the carrier's documents dial: E.164, or a SIP address; `null`: the call ends inside the gateway. */
  readonly number: string | null
  readonly pressToAccept: boolean
  readonly callerId: string
}

/** What a dialled number belongs to. */
export interface LineOfNumber {
  readonly id: string
  readonly route: Route
  /** From or to an emergency or crisis service: nothing holds this call up, and nothing of it is recorded. */
  readonly emergency?: boolean
}

/** A call that the core has. */
export interface TakenCall {
  readonly done: Promise<void>
  /** What the destination is told at this moment, before it is connected. */
  readonly whisper: Uint8Array | null
}

export interface XmlCallParts {
  readonly call: CallStart
  readonly line: LineOfCall
  readonly route: Route
  /** The address of a step. */
  readonly url: (step: StepName | "agent-status", n: number) => string
  readonly prompt: (audio: Uint8Array) => string
  /** Mints the one-time token of a stream. */
  readonly stream: (use: StreamUse, nth?: number) => StreamTo
  readonly rest: CarrierRest
  /** How long a grant may keep the carrier waiting for a document. */
  readonly grantMs: number
  /** Hands the call to the core. */
  readonly take: (call: CallStart, leg: CallLeg, line: LineOfCall) => TakenCall
  /** The gateway is stopping: conversations that the carrier carries go on without it. */
  readonly stopping: () => boolean
  readonly onFault: (message: string, error: unknown) => void
}

/** The carrier waits and gathers one key at a time, so the gateway does neither; its answer cannot wait for storage. */
export const DOCUMENT_PACE = { chordMs: 0, waitMs: 0, lastWaitMs: 0 }

/** For whoever is to take the call to press a key. */
export const ACCEPT_SECONDS = 7
const GATHER_SECONDS = 7
const LAST_GATHER_SECONDS = 5

/** How long a carrier waits for the caller's key, after the prompt that it says. */
export function gatherSeconds({ pace }: Pick<LineOfCall, "pace">, warned: boolean): number {
  const ms = warned ? pace?.lastWaitMs : pace?.waitMs
  return ms === undefined ? (warned ? LAST_GATHER_SECONDS : GATHER_SECONDS) : Math.ceil(ms / 1000)
}

/** States of a call from which it does not come back. */
export const OVER = new Set(["completed", "busy", "failed", "no-answer", "canceled"])

export function isDigit(text: string): text is Digit {
  return /^[0-9*#]$/.test(text)
}
