/* What an auditor brings along to a verification, as flags name it. */
import { AssentError } from "../errors.ts"
import { checkTimestamp } from "../ledger/timestamp.ts"
import type { VerifyOptions } from "../ledger/verify.ts"

export interface VerifyFlags {
  readonly oldCheckpoint?: string | undefined
  readonly witness?: string | undefined
  readonly quorum?: string | undefined
  readonly since?: string | undefined
  readonly tsaCa?: string | undefined
}

type Brought = Pick<VerifyOptions, "oldCheckpoint" | "witnesses" | "quorum" | "since" | "timestamp">

/**
 * @param text reads the file that a flag names @param ownCa the CA that came with the ledger, if the flags name none
 * @throws INPUT_INVALID naming the flag
 */
export async function broughtBy(
  { oldCheckpoint, witness, quorum, since, tsaCa }: VerifyFlags,
  text: (flag: string, path: string) => string,
  ownCa: () => Promise<Uint8Array | null>,
): Promise<Brought> {
  const refused = (field: string, why: string): AssentError => new AssentError("INPUT_INVALID", why, { field })
  if (quorum !== undefined && !/^([1-9]|[1-9]\d)$/.test(quorum)) throw refused("--quorum", "give a number from 1 to 99")
  if (since !== undefined && Number.isNaN(Date.parse(since))) {
    throw refused("--since", "give a time such as 2026-11-23T16:00:00Z")
  }
  const ca = tsaCa === undefined ? Buffer.from((await ownCa()) ?? []).toString("latin1") : text("--tsa-ca", tsaCa)
  return {
    ...(oldCheckpoint === undefined ? {} : { oldCheckpoint: text("--old-checkpoint", oldCheckpoint) }),
    ...(witness === undefined ? {} : { witnesses: text("--witness", witness).trim().split("\n") }),
    ...(quorum === undefined ? {} : { quorum: Number(quorum) }),
    ...(since === undefined ? {} : { since }),
    ...(ca === "" ? {} : { timestamp: (note, response) => checkTimestamp(response, note, ca) }),
  }
}
