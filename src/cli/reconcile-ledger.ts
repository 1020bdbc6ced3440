/* The calls that an exported ledger, or an audit pack, has of a period: verified first, then read. */
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { type Span, within } from "../carriers/call-list/list.ts"
import type { LedgerCall } from "../carriers/call-list/match.ts"
import { parseDisclosure } from "../ledger/disclosure-check.ts"
import type { Leaf } from "../ledger/entry.ts"
import { folderFiles } from "../ledger/folder.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { folderSource } from "../ledger/source.ts"
import { type LedgerSummary, verifyLedger } from "../ledger/verify.ts"
import { badInput } from "./exit.ts"
import { fileOption } from "./input.ts"
import { endProgress, progress, type Io } from "./io.ts"
import { checkPack } from "./verify-pack.ts"

export interface AuditedLedger {
  readonly summary: LedgerSummary
  readonly calls: readonly LedgerCall[]
  /** Entries of the period that say that somebody used a key. */
  readonly keyUses: number
}

export interface LedgerFlags {
  readonly vkey?: string
  readonly disclosures?: string
}

/** @throws LEDGER_CORRUPT for a ledger that does not verify; INPUT_INVALID for a folder that holds none */
export async function auditedLedger(
  io: Io,
  source: string,
  flags: LedgerFlags,
  span: Span,
  onProgress: (checked: number, size: number) => void,
): Promise<AuditedLedger> {
  const folder = resolve(io.cwd, source)
  const pack = existsSync(join(folder, "manifest.jws"))
  const ledger = pack ? join(folder, "ledger") : folder
  if (!existsSync(join(ledger, "checkpoint"))) {
    throw badInput(
      "<folder>",
      "this folder holds no ledger: give one of `assent export ledger` or `assent export audit`",
    )
  }
  const brought = flags.vkey === undefined ? null : fileOption(io, "--vkey", flags.vkey).toString("utf8")
  const vkey = brought ?? fileOption(io, "log.vkey", join(ledger, "log.vkey")).toString("utf8")
  const summary = pack
    ? (await checkPack(folder, brought, onProgress)).ledger
    : await verifyLedger(folderSource(ledger), vkey, { hash: sha256, verify: verifyEd25519, onProgress })
  // A pack may bring the carriers' ids itself.
  const own = pack && existsSync(join(folder, "disclosures")) ? [join(folder, "disclosures")] : []
  const given = flags.disclosures === undefined ? own : [resolve(io.cwd, flags.disclosures), ...own]
  const released = (await Promise.all(given.map((each) => releasedBy(io, each)))).flat()
  const disclosed = new Map(released.map((line) => [digest(line), line]))
  const calls: LedgerCall[] = []
  let keyUses = 0
  for await (const batch of folderSource(ledger).entries(summary.size)) {
    for (const leaf of batch.map(parseLeaf)) {
      const at = Date.parse(leaf.ts)
      if (!within(span, at)) continue
      if (leaf.type === "key.used") keyUses++
      if (leaf.type === "call.answered") calls.push({ call: leaf.call, at, ...opened(leaf, disclosed) })
    }
  }
  return { summary, calls, keyUses }
}

/** A disclosure is of the one leaf that holds its digest (RFC 9901): nobody can make one up. */
function opened(leaf: Leaf, disclosed: ReadonlyMap<string, string>): Pick<LedgerCall, "trunk" | "carrierCall"> {
  const fields = new Map<string, unknown>()
  for (const hash of leaf._sd ?? []) {
    const disclosure = disclosed.get(hash)
    if (disclosure === undefined) continue
    const { name, value } = parseDisclosure(disclosure)
    fields.set(name, value)
  }
  return { trunk: textOf(fields.get("trunk")), carrierCall: textOf(fields.get("carrier_call_id")) }
}

const MAX_DISCLOSURES = 200_000

/** Every disclosure of the evidence bundles in a folder, however deep they lie. */
async function releasedBy(io: Io, folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) throw badInput("--disclosures", "there is no such folder")
  const files = folderFiles(folder)
  const lines: string[] = []
  for (const path of (await files.list()).filter((name) => name.endsWith(".disclosures"))) {
    const text = Buffer.from((await files.read(path, MAX_DISCLOSURES)) ?? []).toString("utf8")
    lines.push(...text.split("\n").filter((line) => line !== ""))
    progress(io, `${lines.length} disclosures read`)
  }
  endProgress(io)
  return lines
}

function digest(disclosure: string): string {
  return createHash("sha256").update(disclosure).digest("base64url")
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null)
