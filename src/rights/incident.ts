/* Whose data did this key, address or period touch (Art. 33 GDPR): answered from the index beside the leaves of access. */
import { BlockList, isIP } from "node:net"
import { AssentError } from "../errors.ts"

/** One access as the index has it. `actor` is `null` for what was written before there was an index. */
export interface AccessEntry {
  /** Of its leaf. */
  readonly id: string
  readonly at: string
  readonly type: string
  readonly actor: string | null
  readonly address: string | null
  readonly callId: string | null
  readonly recordingId: string | null
  /**
   * Exports of many calls: every call that was answered on these days (UTC, both included), of one line or of all.
   * `agent`: only calls of this agent's; taken out when the agent is erased, so that rather too many are counted than none.
   */
  readonly bulk: {
    readonly line: string | null
    readonly agent?: string
    readonly since: string
    readonly until: string
  } | null
}

export interface AccessFilter {
  readonly key?: string | undefined
  readonly addresses?: readonly string[] | undefined
  /** RFC 3339, UTC: since <= at < until. */
  readonly since?: string | undefined
  readonly until?: string | undefined
}

export interface AccessEntries<Tx> {
  /** In the transaction of its leaf. */
  add(tx: Tx, entry: AccessEntry): Promise<void>
  /** Oldest first; `after` is the last entry of the page before. */
  find(
    filter: AccessFilter,
    page: { readonly limit: number; readonly after: AccessEntry | null },
  ): Promise<readonly AccessEntry[]>
  /** Every address that is known. */
  addresses(): Promise<readonly string[]>
  /** The pseudonymous subjects of these calls. A call without a number, or that was erased, has none. */
  subjectsOf(callIds: readonly string[]): Promise<readonly string[]>
  /** Forgets what is older. */
  purge(before: string): Promise<number>
}

export interface IncidentQuery {
  readonly key?: string | undefined
  /** An address or a network in CIDR notation. */
  readonly address?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
}

export interface Incident {
  readonly accesses: number
  readonly first_at: string | null
  readonly last_at: string | null
  readonly by_type: Readonly<Record<string, number>>
  readonly keys: readonly string[]
  readonly addresses: readonly string[]
  readonly subjects: readonly string[]
  readonly calls: readonly string[]
  readonly recordings: readonly string[]
  /** Of the period, and by nobody known: written before there was an index. Only their own leaves say more. */
  readonly unattributed: number
}

/** Tells addresses of a network from others. @throws INPUT_INVALID for what is neither */
export function network(text: string): (address: string) => boolean {
  const [base = "", bits, more] = text.split("/")
  const family = isIP(base)
  const longest = family === 4 ? 32 : 128
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
  if (family === 0 || more !== undefined || prefix < 0 || prefix > longest) {
    throw new AssentError("INPUT_INVALID", "give an address, or a network such as 203.0.113.0/24 or 2001:db8::/32", {
      field: "address",
    })
  }
  const list = new BlockList()
  list.addSubnet(base, prefix, family === 4 ? "ipv4" : "ipv6")
  return (address) => {
    const kind = isIP(address)
    return kind !== 0 && list.check(address, kind === 4 ? "ipv4" : "ipv6")
  }
}
