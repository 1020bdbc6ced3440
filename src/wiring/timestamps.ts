import type { LedgerConfig } from "../config-ledger.ts"
import type { AnchorStore } from "../ledger/anchor-store.ts"
import { parseNote } from "../ledger/note.ts"
import { post } from "../ledger/outgoing.ts"
import type { LedgerStore } from "../ledger/store.ts"
import { checkTimestamp, timestampRequest } from "../ledger/timestamp.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import type { GatewayLog } from "./log.ts"

const DAY_MS = 86_400_000
const TIMEOUT_MS = 10_000
const MAX_RESPONSE = 256 * 1024

export interface TimestampDesk {
  /** The response for the checkpoint of this size: kept, or asked for now. `null` where none is to be had. */
  of(size: number): Promise<Uint8Array | null>
  /** Stamps the newest checkpoint now and every day. */
  start(): void
  stop(): void
}

/** Asks the authority, checks its answer before it is kept, and keeps the first for each checkpoint. */
export function timestampDesk(
  fetch: OutgoingFetch,
  authority: LedgerConfig["timestamp_authority"],
  store: LedgerStore<unknown>,
  anchors: AnchorStore,
  log: GatewayLog,
): TimestampDesk {
  const asking = new Map<number, Promise<Uint8Array | null>>()
  let timer: NodeJS.Timeout | undefined

  const ask = async (size: number): Promise<Uint8Array | null> => {
    const row = await store.checkpointAt(size)
    if (!row || !authority) return null
    const { text } = parseNote(row.note)
    const { bytes, nonce } = timestampRequest(text)
    try {
      const answer = await post({
        fetch,
        url: authority.url,
        type: "application/timestamp-query",
        body: bytes,
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_RESPONSE,
      })
      checkTimestamp(answer.body, text, authority.ca_pem, nonce)
      await anchors.insertTimestamp({ size, tsr: answer.body })
      return answer.body
    } catch (error) {
      log.error({ err: error }, "the timestamp authority did not stamp a checkpoint as it should")
      return null
    }
  }
  const of = async (size: number): Promise<Uint8Array | null> => {
    const kept = await anchors.timestamp(size)
    if (kept) return kept
    const answer = asking.get(size) ?? ask(size).finally(() => asking.delete(size))
    asking.set(size, answer)
    return answer
  }
  const newest = (): void => {
    void store
      .latestCheckpoint()
      .then((row) => row && of(row.size))
      .catch((error: unknown) => log.error({ err: error }, "the daily timestamp was not asked for"))
  }
  return {
    of,
    start: () => {
      if (!authority) return
      newest()
      timer = setInterval(newest, DAY_MS).unref()
    },
    stop: () => clearInterval(timer),
  }
}
