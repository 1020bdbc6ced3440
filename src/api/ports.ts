/* Read models the API lists from. Newest first; `after` is the last id of the page before (UUIDv7, so ids sort by time). */
import type { ConsentRow } from "../consent/ports.ts"
import type { FigureRow } from "../greetings/figures.ts"
import type { RecordingRow, RecordingState } from "../recording/ports.ts"

export interface CallRow {
  readonly id: string
  readonly lineId: string
  readonly trunk: string
  readonly direction: "inbound"
  readonly state: "active" | "ended"
  readonly answeredAt: string
  readonly endedAt: string | null
  readonly answeredLeaf: number
  readonly endedLeaf: number | null
  /** granted, refused, no_answer, failed, not_asked, not_required, withdrawn; `null` until decided. */
  readonly consent: ConsentRow["state"] | null
  /** How the call ended: `call.ended`'s outcome. */
  readonly outcome: string | null
  readonly timeToAgentMs: number | null
}

export interface Page {
  readonly limit: number
  readonly after: string | null
}

export interface CallFilter {
  readonly line?: string
  /** Calls that this agent spoke on. */
  readonly agent?: string
  readonly consent?: readonly ConsentRow["state"][]
  /** Only these calls (a subject's, found in the key store). */
  readonly ids?: readonly string[]
  readonly answeredFrom?: string
  readonly answeredTo?: string
  readonly state?: CallRow["state"]
}

export interface Views {
  calls(filter: CallFilter, page: Page): Promise<readonly CallRow[]>
  call(id: string): Promise<CallRow | null>
  consents(
    filter: { readonly callId?: string; readonly state?: readonly ConsentRow["state"][] },
    page: Page,
  ): Promise<readonly ConsentRow[]>
  consent(id: string): Promise<ConsentRow | null>
  recordings(
    filter: { readonly callId?: string; readonly state?: readonly RecordingState[] },
    page: Page,
  ): Promise<readonly RecordingRow[]>
  /** How calls answered from `since` on ended with each version of a greeting. `since` is an instant. */
  greetingFigures(greetingId: string, since: string): Promise<readonly FigureRow[]>
}
