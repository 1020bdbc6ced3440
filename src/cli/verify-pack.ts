/* Checking an audit pack: also the program that is in the pack, so it imports nothing but the ledger. */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { AssentError } from "../errors.ts"
import { folderFiles } from "../ledger/folder.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { folderSource } from "../ledger/source.ts"
import { type PackSummary, verifyPack } from "../ledger/verify-pack.ts"
import { anchoredTo } from "../ledger/verify-report.ts"
import type { VerifyOptions } from "../ledger/verify.ts"

/**
 * @param vkey `null` takes the key that came with the pack
 * @param brought what the auditor has besides: a checkpoint of before, witnesses
 */
export function checkPack(
  folder: string,
  vkey: string | null,
  onProgress: (checked: number, size: number) => void = () => undefined,
  brought: Partial<VerifyOptions> = {},
): Promise<PackSummary> {
  return verifyPack(folderFiles(folder), folderSource(join(folder, "ledger")), vkey, {
    hash: sha256,
    verify: verifyEd25519,
    running: () => createHash("sha256"),
    onProgress,
    ...brought,
  })
}

export function packRows({
  manifest,
  ledger,
  lists,
  questions,
  sample,
  carrierIds,
  files,
}: PackSummary): [string, string][] {
  const missing = manifest.questions_missing.length
  return [
    ["Verified", `audit pack of ${manifest.from} to ${manifest.to}, made ${manifest.made_at}, ${files} signed files`],
    ["Ledger", `${ledger.origin}, ${ledger.size} entries, root ${ledger.root}, every rule holds`],
    [
      "Lists",
      Object.entries(lists)
        .map(([name, count]) => `${name} ${count}`)
        .join(", "),
    ],
    ["Questions", `${questions} with their words and audio${missing > 0 ? `, ${missing} named as missing` : ""}`],
    ["Sample", `${sample.calls} calls, drawn with "${sample.seed}", which the ${sample.chosenBy} chose`],
    ...(carrierIds === null ? [] : [releasedRow(carrierIds, sample.population)]),
    ["Witnesses", ledger.anchoredBy.map(({ name, at }) => `${name} at ${at}`).join(", ") || "none"],
    ["Anchored", anchoredTo(ledger)],
  ]
}

function releasedRow(calls: number, population: number): [string, string] {
  const rest = population > calls ? `; of ${population - calls} the key is destroyed, or they were left out` : ""
  return ["Carriers", `the carrier's id of ${calls} calls is in the pack${rest}`]
}

/** @returns the exit code */
export async function packMain(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { vkey: { type: "string" } },
      allowPositionals: true,
    })
    const vkey = values.vkey === undefined ? null : readFileSync(values.vkey, "utf8")
    const rows = packRows(await checkPack(positionals[0] ?? ".", vkey))
    for (const [name, text] of rows) process.stdout.write(`${name.padEnd(10)}  ${text}\n`)
    if (vkey === null) process.stdout.write("The key came with the pack. To rule out a second ledger: --vkey FILE\n")
    return 0
  } catch (error) {
    const known = error instanceof AssentError
    process.stderr.write(
      `verify: ${known ? "REFUSED: " : ""}${error instanceof Error ? error.message : "unreadable"}\n`,
    )
    return known ? 1 : 2
  }
}
