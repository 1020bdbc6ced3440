/*
 * What was done about recordings and data, against its leaves: holds, restrictions, erasures, requests, the operator
 * document. Rules have no leaves.
 */
import { hasCode } from "../errors.ts"
import { jsonHash } from "../greetings/hash.ts"
import type { Leaf, LeafOf } from "../ledger/entry.ts"
import type { RecordingRow } from "../recording/ports.ts"
import { all } from "./fsck-rows.ts"
import type { FsckParts, FsckRun } from "./fsck.ts"

type RequestLeaf = LeafOf<"request.changed">

/** Read off the leaves in order. */
export class ActsOfLedger {
  /** Holds that were set and not released, by recording. */
  readonly holds = new Map<string, number>()
  /** Recordings that a request restricted; what a withdrawal does is in the recording's own row. */
  readonly restricted = new Set<string>()
  readonly shredded = new Set<string>()
  /** Recordings whose file another place holds, with the place. */
  readonly moved = new Map<string, string>()
  /** Hash of the operator document as last put on record. */
  document: string | null = null
  readonly requests = new Map<string, { readonly kind: RequestLeaf["kind"]; readonly state: RequestLeaf["state"] }>()

  see(leaf: Leaf): void {
    if (leaf.type === "hold.set") this.holds.set(leaf.rec, (this.holds.get(leaf.rec) ?? 0) + 1)
    else if (leaf.type === "hold.released") this.holds.set(leaf.rec, (this.holds.get(leaf.rec) ?? 0) - 1)
    else if (leaf.type === "restriction.set" && leaf.reason !== "withdrawn") this.restricted.add(leaf.rec)
    else if (leaf.type === "restriction.lifted") this.restricted.delete(leaf.rec)
    else if (leaf.type === "recording.shredded") this.shredded.add(leaf.rec)
    else if (leaf.type === "recording.moved") this.moved.set(leaf.rec, leaf.place)
    else if (leaf.type === "config.changed") this.document = leaf.after
    else if (leaf.type === "request.changed") {
      this.requests.set(leaf.request, { kind: leaf.kind, state: leaf.state })
    }
  }
}

export async function checkActs<Tx>(
  parts: FsckParts<Tx>,
  acts: ActsOfLedger,
  recordings: readonly RecordingRow[],
  run: FsckRun,
): Promise<void> {
  await checkHolds(parts, acts, recordings, run)
  await checkRestrictions(parts, acts, recordings, run)
  await checkErasures(parts, acts, recordings, run)
  for (const { id, elsewhere } of recordings) {
    if (elsewhere?.place === acts.moved.get(id)) continue
    run.tell("contradiction", "row", id, "a recording's row and the ledger do not say the same of where its file is")
  }
  await checkRequests(parts, acts, run)
  const document = parts.operator.current()
  if (document.version > 0 && jsonHash(document) !== acts.document) {
    const detail = "operator.json is not what the ledger last knew: the next start puts on record what it found"
    run.tell("repairable", "row", null, detail)
  }
  try {
    await parts.rules.rules()
  } catch (error) {
    if (!hasCode(error, "STORAGE_FAILED")) throw error
    run.tell(
      "contradiction",
      "row",
      null,
      `${error.message}: remove or restore it, or the retention sweep stands still`,
    )
  }
}

async function checkHolds<Tx>(
  { holds }: FsckParts<Tx>,
  acts: ActsOfLedger,
  recordings: readonly RecordingRow[],
  run: FsckRun,
): Promise<void> {
  const rows = new Map<string, number>()
  for (const { recordingId } of await all((page) => holds.holds(page.limit, page.after))) {
    rows.set(recordingId, (rows.get(recordingId) ?? 0) + 1)
  }
  const kept = new Set(recordings.flatMap(({ id, state }) => (state === "shredded" ? [] : [id])))
  for (const [rec, stand] of acts.holds) {
    // Who set it, why and until when stands in the row alone.
    if ((rows.get(rec) ?? 0) < stand && kept.has(rec)) {
      run.tell("lost", "row", rec, "a hold of the ledger has no row, so nothing holds the recording: set it anew")
    }
  }
  for (const [rec, count] of rows) {
    if (count <= (acts.holds.get(rec) ?? 0)) continue
    run.tell("contradiction", "row", rec, "a hold on a recording that the ledger did not set, or has released")
  }
}

async function checkRestrictions<Tx>(
  { holds }: FsckParts<Tx>,
  acts: ActsOfLedger,
  recordings: readonly RecordingRow[],
  run: FsckRun,
): Promise<void> {
  for (const { id, state } of recordings) {
    if (state === "shredded") continue
    const row = await holds.restrictionOf(id)
    if (acts.restricted.has(id) && !row) {
      run.tell("lost", "row", id, "a restriction of the ledger has no row: restrict the recording anew")
    } else if (acts.restricted.has(id) && state !== "restricted" && state !== "lost") {
      run.tell("contradiction", "row", id, "a recording can be played that the ledger restricted")
    } else if (row && !acts.restricted.has(id)) {
      run.tell("contradiction", "row", id, "a restriction that the ledger did not set, or has lifted")
    }
  }
}

/** The leaf of an erasure waits for its day's batch, so that those of one person cannot be told apart. */
async function checkErasures<Tx>(
  { retention }: FsckParts<Tx>,
  acts: ActsOfLedger,
  recordings: readonly RecordingRow[],
  run: FsckRun,
): Promise<void> {
  const outbox = (await retention.outboxBefore("9999-12-31")).map(({ leaf }) => leaf)
  // An erasure that a hold defers names its recording too, which is still there.
  const waiting = outbox.filter((leaf) => leaf.includes('"type":"recording.shredded"'))
  for (const { id, state } of recordings) {
    const told = acts.shredded.has(id) || waiting.some((leaf) => leaf.includes(id))
    if (told && state !== "shredded") {
      run.tell("contradiction", "row", id, "a recording is there that was erased (an old backup?): erase it again")
    } else if (!told && state === "shredded") {
      run.tell("contradiction", "row", id, "an erased recording of which neither ledger nor the day's batch knows")
    }
  }
}

async function checkRequests<Tx>({ requests }: FsckParts<Tx>, acts: ActsOfLedger, run: FsckRun): Promise<void> {
  const rows = await all((page) => requests.list({}, page))
  const ids = new Set<string>()
  for (const { id, kind, state } of rows) {
    ids.add(id)
    const leaf = acts.requests.get(id)
    if (leaf?.kind === kind && leaf.state === state) continue
    run.tell("contradiction", "row", id, "a person's request that the ledger does not have like this")
  }
  for (const id of acts.requests.keys()) {
    if (!ids.has(id)) run.tell("lost", "row", id, "the row of a person's request is gone: restore it from a backup")
  }
}
