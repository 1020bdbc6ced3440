/* What an operator with root and the log's key could try. Each is handed over as files, and found from outside or not. */
import type { FrameCounters, Leaf, LeafOf } from "../../src/ledger/entry.ts"
import type { MemoryLedgerStore } from "../fakes/memory-ledger-store.ts"
import { answered, consent, ended, forge, hashOf, opened, uuid } from "../ledger/leaves.ts"
import {
  call,
  ciphertextOf,
  type Files,
  headerOf,
  movedWith,
  honest,
  honestFiles,
  otherKey,
  plain,
  rec,
  sealedWith,
  signedBy,
  startedWith,
  VISIT,
  witnessed,
  world,
} from "./scene.ts"

export interface HandedOver {
  readonly store: MemoryLedgerStore
  readonly note: string
  readonly visited: string
  readonly files: Files
}
export interface Fraud {
  readonly name: string
  /** What the auditor is told; `null` when nothing shows. */
  readonly found: RegExp | null
  readonly plant: () => Promise<HandedOver>
}

/** The past is told anew after auditor and witness have seen it. */
function rewritten(change: (leaves: Leaf[]) => Leaf[], files = honestFiles()): () => Promise<HandedOver> {
  return async () => {
    const { witness, visited } = await world()
    const store = await forge(change([...honest]))
    return { store, note: await witnessed(witness, store), visited, files }
  }
}

/** The log lied from the start: the witness saw it grow, as it was. */
function lied(change: (leaves: Leaf[]) => (Leaf | Uint8Array)[], files = honestFiles()): () => Promise<HandedOver> {
  return async () => {
    const leaves = change([...honest])
    const { visited, newest } = await world(leaves.filter((leaf): leaf is Leaf => !(leaf instanceof Uint8Array)))
    return { store: await forge(leaves), note: newest, visited, files }
  }
}

/** The honest log with other files beside it. */
function withFiles(change: (files: Files) => Files): () => Promise<HandedOver> {
  return lied((leaves) => leaves, change(honestFiles()))
}

/** A basis in place of a yes, where the policy said to ask. */
function notAsked(of: string, index: number): Leaf {
  const leaf = consent("consent.not_required", of, index)
  if (leaf.type !== "consent.not_required") return leaf
  const policy = { at: "2026-11-23", caller: "DE", decided_by: "DE", line: "notice_only", mode: "opt_in" } as const
  return { ...leaf, mode: "notice_only", policy: { ...policy, rules: hashOf("rules") } }
}

/** Leaves out some, and lets the references follow. */
function without(leaves: readonly Leaf[], from: number, count: number): Leaf[] {
  const moved = (index: number): number => (index < from ? index : index - count)
  return leaves.toSpliced(from, count).map((leaf) => ({
    ...leaf,
    ...("answered" in leaf ? { answered: moved(leaf.answered) } : {}),
    ...("consent" in leaf ? { consent: moved(leaf.consent) } : {}),
  }))
}
const granted = (of: string, index: number): Leaf => consent("consent.granted", of, index)
const agent = (of: string, index: number): Leaf => consent("consent.not_required", of, index, "agent")
const days = (leaf: Leaf, by: number): Leaf => ({
  ...leaf,
  ts: new Date(Date.parse(leaf.ts) + by * 86_400_000).toISOString(),
})
const secret = uuid()
const hidden = uuid()
const uncounted = (): Leaf => {
  const leaf = ended(call.recorded, 1)
  delete leaf.frames
  return leaf
}
const counting = (frames: Partial<FrameCounters>): Leaf => {
  const leaf = ended(call.recorded, 1, { written: 500 })
  return { ...leaf, frames: { ...leaf.frames!, ...frames } }
}
const played: Leaf = { ...plain(), type: "access.played", rec: rec.shredded, ranges: ["0-9"] }
const revived: Leaf = { ...sealedWith(rec.shredded), type: "recording.resealed", replaces_sha256: hashOf("x") } as Leaf

const ofHistory = /not those of the old checkpoint|an old checkpoint signed|0 of the 1 witnesses|two different logs/

export const frauds: readonly Fraud[] = [
  // Hiding.
  { name: "hides a call the auditor may have seen", found: ofHistory, plant: rewritten((l) => without(l, 7, 3)) },
  {
    name: "hides a call after the auditor's visit",
    found: /0 of the 1 witnesses/,
    plant: rewritten((l) => l.slice(0, 19)),
  },
  {
    name: "shows the old log that the witness had signed, as today's",
    found: /0 of the 1 witnesses .* since/,
    plant: async () => {
      const { visited } = await world()
      return { store: await forge(honest.slice(0, VISIT)), note: visited, visited, files: honestFiles() }
    },
  },
  {
    name: "hides a refusal as a grant",
    found: ofHistory,
    plant: rewritten((l) => l.with(8, granted(call.refused, 7))),
  },
  {
    name: "hides a refusal by leaving it out",
    found: /leaf 8 ends a call without a consent state/,
    plant: lied((l) => without(l, 8, 1)),
  },
  {
    name: "covers a refusal with a grant",
    found: /leaf 9 is a second consent state of the caller/,
    plant: lied((l) => l.with(9, granted(call.refused, 7))),
  },
  {
    name: "turns a caller who had to be asked into one who had not",
    found: /leaf 8 rests on a mode that its policy did not decide/,
    plant: lied((l) => l.with(8, notAsked(call.refused, 7))),
  },
  { name: "hides a withdrawal", found: ofHistory, plant: rewritten((l) => without(l, 14, 1)) },
  { name: "hides that somebody listened", found: ofHistory, plant: rewritten((l) => without(l, 18, 1)) },
  {
    name: "hides that a call still runs, for days",
    found: /leaf 25 answers a call that was never ended/,
    plant: lied((l) => [...l, answered(hidden), days(answered(uuid()), 4)]),
  },
  {
    name: "keeps a recording off the books after it began",
    found: /leaf 22 starts a recording that was never closed/,
    plant: lied((l) => [...l.slice(0, 24), days(answered(uuid()), 4)]),
  },
  // Recording what was not agreed to.
  {
    name: "records a call that refused",
    found: /leaf 9 starts a recording without an earlier consent/,
    plant: lied((l) => l.with(9, startedWith(secret, call.refused, 8, l[8]!))),
  },
  {
    name: "records first and asks later",
    found: /leaf 20 starts a recording without an earlier consent/,
    plant: lied((l) => [
      ...l.slice(0, 20),
      startedWith(secret, call.later, 21, l[20]!),
      granted(call.later, 19),
      l[21]!,
    ]),
  },
  {
    name: "records under another call's consent",
    found: /leaf 25 starts a recording without an earlier consent/,
    plant: lied((l) => [...l.slice(0, 24), answered(hidden), startedWith(secret, hidden, 20, l[20]!)]),
  },
  {
    name: "records an agent who was never covered",
    found: /leaf 21 starts a recording that the agent is not covered for/,
    plant: lied((l) => [...l.slice(0, 21), startedWith(rec.later, call.later, 20, l[20]!)]),
  },
  {
    name: "starts recording again after the withdrawal",
    found: /leaf 15 starts a recording after the caller's consent was withdrawn/,
    plant: lied((l) => l.with(15, startedWith(secret, call.withdrawn, 11, l[11]!))),
  },
  {
    name: "resumes after the withdrawal",
    found: /leaf 15 resumes a recording whose consent was withdrawn/,
    plant: lied((l) => l.with(15, { ...plain(), type: "recording.resumed", rec: rec.shredded, media_ms: 9 })),
  },
  {
    name: "records on when the call has ended",
    found: /leaf 25 starts a recording after its call had ended/,
    plant: lied((l) => [...l, startedWith(secret, call.later, 20, l[20]!)]),
  },
  // Counters.
  {
    name: "drops the frame counters",
    found: /leaf 5 ends a call without its frame counters/,
    plant: lied((l) => l.with(5, uncounted())),
  },
  {
    name: "counts frames that do not add up",
    found: /leaf 5 has frame counters that do not add up/,
    plant: lied((l) => l.with(5, counting({ before_consent: 0 }))),
  },
  {
    name: "counts a recorded call as if nothing had been written",
    found: /leaf 6 seals audio of a call whose counters say that none was written/,
    plant: lied((l) => l.with(5, counting({ before_consent: 550, written: 0 }))),
  },
  {
    name: "counts written frames of a call that was not recorded",
    found: /leaf 9 counts written frames in a call without a recording/,
    plant: lied((l) => l.with(9, ended(call.refused, 7, { written: 7 }))),
  },
  // Keys, files, greetings.
  {
    name: "swaps the key so that the file opens to another call",
    found: /leaf 4 states another hash than its recording's header has/,
    plant: withFiles((files) => {
      const text = Buffer.from(files.get(`${rec.kept}.header.json`)!).toString()
      const swapped = text.replace(hashOf(`commitment ${rec.kept}`), hashOf("another key"))
      return files.set(`${rec.kept}.header.json`, Buffer.from(swapped))
    }),
  },
  {
    name: "binds a recording to a key other than the header's",
    found: /leaf 4 names a header that tells of another recording, call, key or consent/,
    plant: lied((l) => l.with(4, { ...(l[4] as LeafOf<"recording.started">), key_commitment: hashOf("another key") })),
  },
  {
    name: "swaps two recordings",
    found: /leaf \d+ states another (hash|length)/,
    plant: withFiles((files) =>
      files.set(`${rec.kept}.tink`, ciphertextOf(rec.later)).set(`${rec.later}.tink`, ciphertextOf(rec.kept)),
    ),
  },
  {
    name: "cuts what was said from the end of a recording",
    found: /leaf 6 states another length than its ciphertext has/,
    plant: withFiles((files) => files.set(`${rec.kept}.tink`, ciphertextOf(rec.kept).subarray(0, 50))),
  },
  {
    name: "puts a recording under a consent that was given for another",
    found: /leaf 22 names a header that tells of another/,
    plant: lied(
      (l) =>
        l.with(22, {
          ...(l[22] as LeafOf<"recording.started">),
          header_sha256: hashOf2(headerOf(rec.later, call.later, 2, l[2]!)),
        }),
      honestFiles().set(`${rec.later}.header.json`, headerOf(rec.later, call.later, 2, honest[2]!)),
    ),
  },
  {
    name: "swaps the greeting that was played, in the log",
    found: ofHistory,
    plant: rewritten((l) =>
      l.with(2, { ...(l[2] as LeafOf<"consent.granted">), script_sha256: hashOf("another greeting") }),
    ),
  },
  // The erased.
  {
    name: "plays the erased",
    found: /leaf 25 is about a recording that had been shredded/,
    plant: lied((l) => [...l, played]),
  },
  {
    name: "revives the erased under a new key",
    found: /leaf 25 is about a recording that had been shredded/,
    plant: lied((l) => [...l, revived]),
  },
  {
    name: "revives the erased by forgetting its erasure",
    found: ofHistory,
    plant: rewritten((l) => without(l, 17, 1)),
  },
  {
    name: "erases something else than was recorded",
    found: /leaf 17 shreds a ciphertext that is not the recording's/,
    plant: lied((l) =>
      l.with(17, {
        ...plain(),
        type: "recording.shredded",
        rec: rec.shredded,
        reason: "x",
        ciphertext_sha256: hashOf("else"),
      }),
    ),
  },
  {
    name: "erases what nobody asked to have erased",
    found: /leaf 25 acts on an erasure that was not requested before/,
    plant: lied((l) => [...l, { ...plain(), type: "erasure.executed", request: secret }]),
  },
  {
    name: "carries out a person's request before anybody looked at it",
    found: /leaf 26 makes a request executed that was received/,
    plant: lied((l) => [
      ...l,
      { ...plain(), type: "request.changed", request: secret, kind: "access", state: "received" },
      { ...plain(), type: "request.changed", request: secret, kind: "access", state: "executed" },
    ]),
  },
  // Time and history.
  {
    name: "back-dates a grant to before the others had signed",
    found: /leaf 20 is dated days before others had signed the log without it/,
    plant: lied((l) => l.with(20, days(l[20]!, -30)), new Map()),
  },
  {
    name: "slips a back-dated call into the past",
    found: ofHistory,
    plant: rewritten((l) => [
      ...l.slice(0, 19),
      answered(hidden),
      consent("consent.no_answer", hidden, 19),
      ended(hidden, 19),
    ]),
  },
  {
    name: "dates a leaf after the day on which others had it",
    found: /leaf 9 is dated days after others had signed the log with it/,
    plant: lied((l) => l.with(9, days(l[9]!, 30))),
  },
  {
    name: "puts the events of the past in another order",
    found: ofHistory,
    plant: rewritten((l) => l.with(2, l[3]!).with(3, l[2]!)),
  },
  {
    name: "keeps one log for the auditor and one for the rest",
    found: /0 of the 1 witnesses/,
    plant: rewritten((l) => l.with(20, consent("consent.refused", call.later, 19)).slice(0, 21)),
  },
  {
    name: "signs two logs of one size with two signers",
    found: ofHistory,
    plant: rewritten((l) => l.with(9, ended(call.refused, 7, { before_consent: 60 })).slice(0, VISIT)),
  },
  {
    name: "repeats an event under the id of another",
    found: /leaf 25 repeats the id of an earlier leaf/,
    plant: lied((l) => [...l, { ...answered(hidden), id: l[19]!.id }]),
  },
  // The log's own identity.
  {
    name: "begins a new log under a new key of the same name",
    found: /not signed by the log's key/,
    plant: async () => {
      const { visited } = await world()
      const store = await forge(honest)
      return { store, note: await signedBy(store, otherKey), visited, files: honestFiles() }
    },
  },
  {
    name: "opens the log with another key than signs it",
    found: /do not name the key that signed the checkpoint/,
    plant: lied((l) => l.with(0, opened(undefined, "AAAA"))),
  },
  {
    name: "opens the log a second time to lose what was before",
    found: /leaf 25 opens the ledger a second time/,
    plant: lied((l) => [...l, opened()]),
  },
  {
    name: "puts bytes in the log that no reader understands",
    found: /leaf 24 is not a leaf/,
    plant: async () => {
      const { witness, visited } = await world(honest.slice(0, 24))
      const store = await forge([...honest.slice(0, 24), Buffer.from('{"type":"call.answered","type":"x"}')])
      return { store, note: await witnessed(witness, store), visited, files: honestFiles() }
    },
  },
]

/** What nothing in a ledger can show by itself. CAN-CHEAT.md says of each how it would show all the same. */
export const unfound: readonly Fraud[] = [
  {
    name: "never logs a call at all",
    found: null,
    plant: lied((l) => l.slice(0, 19), new Map([...honestFiles()].filter(([name]) => name.startsWith(rec.kept)))),
  },
  {
    name: "presses the key for the caller",
    found: null,
    plant: lied(
      (l) => [...l.slice(0, 19), answered(hidden), granted(hidden, 19), agent(hidden, 19), ended(hidden, 19)],
      new Map([...honestFiles()].filter(([name]) => name.startsWith(rec.kept))),
    ),
  },
  { name: "listens with a copied key and no leaf", found: null, plant: lied((l) => without(l, 18, 1), sansLater()) },
  {
    name: "says that another place holds what an auditor should hear",
    found: null,
    plant: lied((l) => [...l, movedWith(rec.kept), movedWith(rec.later)], new Map()),
  },
  { name: "calls the recordings lost that an auditor should hear", found: null, plant: withFiles(() => new Map()) },
]

/** The files of a log whose leaves behind 18 moved up by one: the later header names its consent by index. */
function sansLater(): Files {
  const files = honestFiles()
  files.delete(`${rec.later}.header.json`)
  files.delete(`${rec.later}.tink`)
  return files
}
function hashOf2(bytes: Uint8Array): string {
  return hashOf(Buffer.from(bytes).toString())
}
