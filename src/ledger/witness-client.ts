/* The gateway's side of c2sp.org/tlog-witness: brings one witness up to a checkpoint. What it answers may be anything. */
import { AssentError } from "../errors.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import { formatAddCheckpoint } from "./add-checkpoint.ts"
import { parseCheckpoint } from "./checkpoint.ts"
import { consistencyProof } from "./merkle.ts"
import { type NoteCrypto, parseNote, type Vkey, verifiedBy } from "./note.ts"
import { post } from "./outgoing.ts"
import { storeNodes } from "./store-nodes.ts"
import type { LedgerStore } from "./store.ts"

const TIMEOUT_MS = 5000
const MAX_ANSWER = 16 * 1024

export interface WitnessLink {
  readonly fetch: OutgoingFetch
  readonly url: string
  readonly vkey: Vkey
}

/** What became of one checkpoint at one witness. `ahead`: it has signed a larger tree of this log, or another one of its size. */
export type Submitted =
  { readonly kind: "cosigned"; readonly line: string } | { readonly kind: "ahead"; readonly size: number }

/**
 * Submits `checkpoint`, starting from the size the witness is believed to be at, and from its own word if that is wrong.
 * @throws GATEWAY_UNREACHABLE when it does not answer, LEDGER_CONFLICT when it refuses or answers what it should not.
 */
export async function submit(
  store: LedgerStore<unknown>,
  { fetch, url, vkey }: WitnessLink,
  checkpoint: string,
  believed: number,
  crypto: NoteCrypto,
): Promise<Submitted> {
  const { size } = parseCheckpoint(parseNote(checkpoint).text)
  let old = Math.min(believed, size)
  for (let attempt = 0; attempt < 3; attempt++) {
    const proof = await consistencyProof(crypto.hash, storeNodes(store), old, size)
    const answer = await post({
      fetch,
      url: `${url}/add-checkpoint`,
      type: "text/plain; charset=utf-8",
      body: formatAddCheckpoint({ old, proof, checkpoint }),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER,
    })
    const said = new TextDecoder().decode(answer.body)
    if (answer.status === 200) return { kind: "cosigned", line: await lineOf(said, checkpoint, vkey, crypto) }
    if (answer.status !== 409) throw refused(`refuses checkpoints (${answer.status})`)
    const at = /^(0|[1-9][0-9]{0,15})\n?$/.exec(said)?.[1]
    if (at === undefined) throw refused("answers 409 without a size")
    if (Number(at) > size || (Number(at) === old && old === size)) return { kind: "ahead", size: Number(at) }
    old = Number(at)
  }
  throw refused("names another size each time")
}

/** The line of this very witness, verified. */
async function lineOf(said: string, checkpoint: string, vkey: Vkey, crypto: NoteCrypto): Promise<string> {
  const { text } = parseNote(checkpoint)
  for (const line of said.split("\n")) {
    if (!line.startsWith(`— ${vkey.name} `)) continue
    const time = await Promise.resolve()
      .then(() => verifiedBy(parseNote(`${text}\n${line}\n`), vkey, crypto))
      .catch(() => null)
    if (time !== null) return `${line}\n`
  }
  throw refused("gives no signature of its key")
}

function refused(why: string): AssentError {
  return new AssentError("LEDGER_CONFLICT", `the witness ${why}`)
}
