// Builds the console when what it is made of has changed. Runs under whatever Node the host has: plain JavaScript.
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** What the build reads. */
const sources = ["src/console", "src/ledger", "src/errors.ts", "config/vite.config.ts", "package-lock.json"]

/** @returns whether there is a console as the sources have it: built now, or before */
export async function buildConsole(root, run) {
  const marker = join(root, "dist/console/.built")
  const wanted = hashOf(root)
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return true
  const started = Date.now()
  process.stdout.write("Building the console (once, and again when it changes)\n")
  const built = (await run(["node_modules/vite/bin/vite.js", "build", "--config", "config/vite.config.ts"])) === 0
  if (built) {
    writeFileSync(marker, wanted)
    process.stdout.write(`Built the console in ${Math.round((Date.now() - started) / 100) / 10} s\n`)
    return true
  }
  process.stderr.write(
    "The console could not be built (see above).\n" +
      `  What still works: the API, the test phone, the sign-in, the command line${existsSync(marker) ? ", and the console as it was built before" : ""}.\n` +
      "  To mend it: put src/console right (npm run check names what is wrong), then run the same command again.\n",
  )
  return false
}

function hashOf(root) {
  const hash = createHash("sha256")
  for (const file of builtFrom(root)) {
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0")
  }
  return hash.digest("hex")
}

function builtFrom(root) {
  return sources
    .flatMap((path) => filesIn(join(root, path)))
    .filter((file) => !file.endsWith(".md"))
    .sort()
}

function filesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)))
}
