/* The verifier as a clean machine with Node can run it: the program's files and the packages they import, by their imports. */
import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { dirname, join, relative, sep } from "node:path"
import { fileURLToPath } from "node:url"
import { AssentError } from "../errors.ts"
import { type ArchiveFile, archived } from "../ledger/tar.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))
const own = import.meta.url.endsWith(".ts") ? "ts" : "js"
const entry = fileURLToPath(new URL(`../cli/verify-pack.${own}`, import.meta.url))

/** Static imports and re-exports that are still there when types are stripped. */
const imported = /^(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']/gm

const start = (program: string): string => `// Node 24 or newer: node verify.mjs <pack> [--vkey FILE]
import { packMain } from "./${program}"

process.exitCode = await packMain(process.argv.slice(2))
`

/** Every file below `verifier/`. @throws STORAGE_FAILED when a file of the installation is missing */
export async function* verifierFiles(): AsyncGenerator<ArchiveFile> {
  const waiting = [entry]
  const seen = new Set(waiting)
  const packages = new Set<string>()
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const content = await read(file)
    yield archived(`verifier/${placeOf(file)}`, content)
    const owner = packageOf(file)
    if (owner !== null && !packages.has(owner)) {
      packages.add(owner)
      yield archived(`verifier/${placeOf(join(owner, "package.json"))}`, await read(join(owner, "package.json")))
    }
    for (const [, specifier = ""] of content.matchAll(imported)) {
      const next = resolved(specifier, file)
      if (next === null || seen.has(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  yield archived("verifier/package.json", '{ "type": "module", "private": true }\n')
  yield archived("verifier/verify.mjs", start(placeOf(entry)))
}

function resolved(specifier: string, from: string): string | null {
  if (specifier.startsWith("node:")) return null
  if (specifier.startsWith(".")) return join(dirname(from), specifier)
  return fileURLToPath(import.meta.resolve(specifier))
}

/** Below the installation, or below the node_modules that it uses, wherever that is. */
function placeOf(file: string): string {
  const parts = file.split(sep)
  const at = parts.lastIndexOf("node_modules")
  return at >= 0 ? parts.slice(at).join("/") : relative(root, file).split(sep).join("/")
}

/** The folder of the package a file belongs to; `null` for our own. */
function packageOf(file: string): string | null {
  if (!file.includes(`${sep}node_modules${sep}`)) return null
  let folder = dirname(file)
  // A package may hold further package.json files that only name a module type.
  while (!(existsSync(join(folder, "package.json")) && dirname(folder).endsWith("node_modules"))) {
    const parent = dirname(folder)
    if (parent === folder) return null
    folder = parent
  }
  return folder
}

async function read(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw new AssentError("STORAGE_FAILED", "a file of the verifier is missing from this installation", { cause })
  })
}
