/* Every change of who may do what is a leaf, in the transaction of the change; it names ids, never people. */
import { uuidv7 } from "../ids.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { PeopleRows } from "./ports.ts"

export interface PeopleDeps<Tx> {
  readonly rows: PeopleRows<Tx>
  readonly ledger: Pick<Ledger<Tx>, "append">
  readonly now: () => Date
}

export interface Change {
  /** `user_<uuid>`, `svc_<uuid>` or `tok_<uuid>`. */
  readonly subject: string
  /** What was done, in one word or two; never a name. */
  readonly change: string
  /** The principal who did it. */
  readonly by: string
}

export async function record<Tx>(
  { ledger, now }: Pick<PeopleDeps<Tx>, "ledger" | "now">,
  change: Change,
  write: (tx: Tx) => Promise<void>,
): Promise<void> {
  const at = now()
  const base = { v: 1 as const, id: uuidv7(at.getTime()), ts: at.toISOString() }
  await ledger.append([{ ...base, type: "people.changed", ...change }], (tx) => write(tx))
}
