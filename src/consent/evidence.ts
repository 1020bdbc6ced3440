import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import { disclose } from "../ledger/disclosure.ts"
import type { FrameCounters, Leaf, LeafOf, Party, PolicyFacts } from "../ledger/entry.ts"
import type { Receipt } from "../ledger/receipt.ts"
import type { CallRows, ConsentRow, OpeningSealer } from "./ports.ts"
import { SerialUntilDurable } from "./serial.ts"

/** The part of the ledger that evidence needs. */
export interface EvidenceLedger<Tx> {
  append(
    leaves: readonly Leaf[],
    rows?: (tx: Tx, indexes: readonly number[]) => Promise<void>,
  ): Promise<readonly Receipt[]>
}

/** What the call is known by when it is answered. */
export interface AnsweredCall {
  readonly callId: string
  readonly lineId: string
  readonly trunk: string
  readonly carrierCallId: string
  readonly from: string | null
  readonly to: string
  readonly direction: "inbound"
}

/** What the line says about everybody's consent. */
export interface LineTerms {
  readonly purposes: readonly string[]
  /** Why the agent's side may be recorded without asking on each call. */
  readonly agentBasis: string
  /** What stands in for a yes where the line's mode needs none. */
  readonly notRequired?: { readonly mode: string; readonly basis: string } | undefined
  /** Hash of the register of recipients, where there is one. */
  readonly recipients?: string | undefined
}

/** What the caller decided, and how much of the notice was proven heard. */
export interface DecisionFacts {
  readonly script: { readonly id: string; readonly sha256: string; readonly language: string }
  readonly heard: { readonly bytes: number; readonly total: number; readonly by?: "carrier_order" }
  readonly key: { readonly digit: string; readonly offsetMs: number } | null
  readonly attempts: number
  /** What stands in for the caller's key: the line's mode with its stated basis, or the agent's word. */
  readonly instead?: "mode" | { readonly statedBy: string; readonly note: string | null }
}

export interface EvidenceParts<Tx> {
  readonly ledger: EvidenceLedger<Tx>
  readonly rows: CallRows<Tx>
  readonly sealer: OpeningSealer
  readonly termsOf: (lineId: string) => LineTerms
  /** Aborted when the gateway closes: what could not be written by then is left to recovery at the next start. */
  readonly closing: AbortSignal
  /**
   * Strict mode: a decision counts only once others have signed it too. Resolves with when they had (monotonic ms), or with
   * `Infinity` after a while that is longer than the call waits, so that nothing hangs on it.
   */
  readonly covered?: (index: number) => Promise<number>
  /** Whether there is a carrier behind this trunk that could make copies by itself. */
  readonly mayCopy?: (trunk: string) => boolean
}

export interface Grant {
  readonly receipts: readonly Receipt[]
  /** Monotonic ms, never before the receipts: no earlier frame may be kept on this grant. `Infinity`: none at all. */
  readonly countsFrom: number
}

type Outcome = "refused" | "no_answer" | "failed" | "not_asked"

/** Turns what happened on one call into leaves and rows, in order, each durable when its promise resolves. */
export class LedgerEvidence<Tx> {
  readonly #call: AnsweredCall
  readonly #parts: EvidenceParts<Tx>
  readonly #terms: LineTerms
  readonly #policy: PolicyFacts | null
  readonly #serial: SerialUntilDurable
  #answered: number | null = null
  #granted: number | null = null

  /** @param policy how the mode was decided in which the caller is asked; `null` where nobody is asked */
  constructor(call: AnsweredCall, parts: EvidenceParts<Tx>, policy: PolicyFacts | null = null) {
    this.#call = call
    this.#parts = parts
    this.#policy = policy
    this.#terms = parts.termsOf(call.lineId)
    this.#serial = new SerialUntilDurable(parts.closing)
  }

  answered(): Promise<void> {
    const { callId, lineId, trunk, carrierCallId, from, to, direction } = this.#call
    const personal = disclose({ number: from ?? "withheld", called: to, carrier_call_id: carrierCallId, trunk })
    const leaf: LeafOf<"call.answered"> = {
      ...this.#base(),
      type: "call.answered",
      call: callId,
      line: lineId,
      ...sd(personal),
    }
    return this.#serial.run(async () => {
      await this.#parts.sealer.begin(callId, from)
      await this.#parts.sealer.seal(callId, leaf.id, personal.disclosures)
      const row = { id: callId, lineId, trunk, direction, answeredAt: leaf.ts }
      const look = this.#parts.mayCopy?.(trunk) === true ? { carrierCallId } : {}
      const [receipt] = await this.#parts.ledger.append([leaf], (tx, [answeredLeaf = -1]) =>
        this.#parts.rows.answered(tx, { ...row, ...look, answeredLeaf }),
      )
      this.#answered = receipt?.index ?? null
    })
  }

  granted(decision: DecisionFacts): Promise<Grant> {
    const personal = howDecided(decision)
    const base = { ...this.#base(), ...sd(personal) }
    const agentBase = this.#base()
    const granted = this.#serial.run(async () => {
      const caller = this.#authority({ ...base, ...this.#members("caller", decision) }, decision)
      const agent: LeafOf<"consent.not_required"> = {
        ...agentBase,
        type: "consent.not_required",
        ...this.#members("agent", decision),
        method: "prior",
        mode: "standing_basis",
        basis: this.#terms.agentBasis,
      }
      await this.#seal(base.id, personal)
      const receipts = await this.#append([
        [caller, caller.type === "consent.granted" ? "granted" : "not_required"],
        [agent, "not_required"],
      ])
      this.#granted = receipts[0]?.index ?? null
      return receipts
    })
    // Behind the queue: what is written next need not wait for the others.
    return granted.then(async (receipts) => {
      const covered = await this.#parts.covered?.(Math.max(...receipts.map(({ index }) => index)))
      return { receipts, countsFrom: Math.max(covered ?? 0, ...receipts.map(({ durableAt }) => durableAt)) }
    })
  }

  notGranted(outcome: Outcome, decision: DecisionFacts, reason = "unspecified"): Promise<void> {
    const personal = howDecided(decision)
    const base = { ...this.#base(), ...sd(personal) }
    const written = this.#serial.run(async () => {
      const members = this.#members("caller", decision)
      await this.#seal(base.id, personal)
      return this.#append([[notGrantedLeaf(outcome, { ...base, ...members }, reason), outcome]])
    })
    return written.then(async ([receipt]) => {
      // Who refuses waits for what a grant waits for, so that neither is served sooner.
      if (outcome === "refused" && receipt) await this.#parts.covered?.(receipt.index)
    })
  }

  withdrawn(decision: DecisionFacts): Promise<void> {
    const base = this.#base()
    return this.#serial.run(async () => {
      if (this.#granted === null) throw new AssentError("CONFLICT", "there is no durable grant to withdraw")
      const members = this.#members("caller", decision)
      await this.#append([[{ ...base, type: "consent.withdrawn", ...members, consent: this.#granted }, "withdrawn"]])
    })
  }

  blocked(reason: string): Promise<void> {
    return this.#note({ ...this.#base(), type: "recording.blocked", call: this.#call.callId, reason })
  }

  party(what: "joined" | "left" | "held", party: string): Promise<void> {
    return this.#note({ ...this.#base(), type: `party.${what}`, call: this.#call.callId, party })
  }

  ended(outcome: string, frames: FrameCounters, timeToAgentMs: number | null): Promise<void> {
    const base = this.#base()
    return this.#serial.run(async () => {
      const leaf: LeafOf<"call.ended"> = {
        ...base,
        type: "call.ended",
        call: this.#call.callId,
        answered: this.#answeredIndex(),
        outcome,
        frames,
        ...(timeToAgentMs === null ? {} : { time_to_agent_ms: timeToAgentMs }),
      }
      await this.#parts.ledger.append([leaf], (tx, [endedLeaf = -1]) =>
        this.#parts.rows.ended(tx, this.#call.callId, { endedAt: leaf.ts, endedLeaf, outcome, timeToAgentMs }),
      )
      this.#parts.sealer.end(this.#call.callId)
    })
  }

  #note(leaf: Leaf): Promise<void> {
    return this.#serial.run(async () => {
      await this.#parts.ledger.append([leaf])
    })
  }

  #append(entries: readonly (readonly [ConsentLeaf, ConsentRow["state"]])[]): Promise<readonly Receipt[]> {
    const leaves = entries.map(([leaf]) => leaf)
    return this.#parts.ledger.append(leaves, async (tx, indexes) => {
      for (const [i, [leaf, state]] of entries.entries()) {
        await this.#parts.rows.consent(tx, consentRow(leaf, state, indexes[i] ?? -1))
      }
    })
  }

  async #seal(leafId: string, personal: Personal): Promise<void> {
    if (personal.disclosures.length > 0) await this.#parts.sealer.seal(this.#call.callId, leafId, personal.disclosures)
  }

  /** @throws CONFLICT where the line states no basis for recording without a yes */
  #authority(members: AuthorityMembers, { instead, attempts }: DecisionFacts) {
    if (instead !== "mode") return { ...members, type: "consent.granted" as const, attempts }
    const { notRequired } = this.#terms
    if (!notRequired) throw new AssentError("CONFLICT", "the line states no basis for recording without a yes")
    return { ...members, type: "consent.not_required" as const, ...notRequired }
  }

  #members(party: Party, { script, heard, key, instead }: DecisionFacts) {
    return {
      call: this.#call.callId,
      party,
      answered: this.#answeredIndex(),
      method: key ? ("dtmf" as const) : typeof instead === "object" ? ("agent" as const) : ("none" as const),
      ...(party === "caller" && this.#policy ? { policy: this.#policy } : {}),
      purpose: [...this.#terms.purposes],
      ...(this.#terms.recipients === undefined ? {} : { recipients: this.#terms.recipients }),
      script: script.id,
      script_sha256: script.sha256,
      heard: { by: "mark" as const, ...heard },
    }
  }

  /** The queue runs in order, so this is set unless `call.answered` was refused for good. */
  #answeredIndex(): number {
    if (this.#answered === null) throw new AssentError("CONFLICT", "call.answered was never written")
    return this.#answered
  }

  #base() {
    return { v: 1 as const, id: uuidv7(), ts: new Date().toISOString() }
  }
}

type ConsentLeaf = Extract<Leaf, { readonly heard: unknown }>
type Personal = ReturnType<typeof disclose>
type AuthorityMembers = Omit<LeafOf<"consent.granted">, "type" | "attempts">

function sd({ digests }: Personal): { _sd?: string[]; _sd_alg?: "sha-256" } {
  return digests.length === 0 ? {} : { _sd: [...digests], _sd_alg: "sha-256" }
}

/** Keys, their times and who said what are people's own data: digests in the leaf, no more. */
function howDecided({ key, instead }: DecisionFacts): Personal {
  if (key) return disclose({ digit: key.digit, offset_ms: Math.round(key.offsetMs) })
  if (typeof instead !== "object") return { digests: [], disclosures: [] }
  const { statedBy, note } = instead
  return disclose({ stated_by: statedBy, ...(note === null ? {} : { note }) })
}

function notGrantedLeaf(type: Outcome, members: Omit<LeafOf<"consent.refused">, "type">, reason: string): ConsentLeaf {
  switch (type) {
    case "refused":
      return { ...members, type: "consent.refused" }
    case "no_answer":
      return { ...members, type: "consent.no_answer" }
    case "failed":
      return { ...members, type: "consent.failed", reason }
    case "not_asked":
      return { ...members, type: "consent.not_asked", reason }
  }
}

/** The row beside a consent's leaf, which fsck makes again from it. */
export function consentRow(leaf: ConsentLeaf, state: ConsentRow["state"], index: number): ConsentRow {
  return {
    id: leaf.id,
    callId: leaf.call,
    party: leaf.party,
    state,
    method: leaf.method,
    script: leaf.script,
    scriptSha256: leaf.script_sha256,
    heardBytes: leaf.heard.bytes,
    heardTotal: leaf.heard.total,
    at: leaf.ts,
    leaf: index,
  }
}
