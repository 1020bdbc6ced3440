/*
 * Makes the npm package: node config/pack.mjs [folder] [--without PATH]. What package.json's `files` names, with TypeScript compiled, since
 * Node strips no types below node_modules; and the verifier once more, in `verifier/`, as plain files with the parts of
 * the two packages that it imports, so that it runs from the package alone.
 */
import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, relative, resolve, sep } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import ts from "typescript"

const root = fileURLToPath(new URL("..", import.meta.url))
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))

const compilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
}

/** As it is in the package: JavaScript for TypeScript, everything else unchanged. */
function put(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  if (!from.endsWith(".ts")) cpSync(from, to)
  else {
    const { outputText } = ts.transpileModule(readFileSync(from, "utf8"), { compilerOptions, fileName: from })
    writeFileSync(to.replace(/\.ts$/, ".js"), outputText)
  }
}

/** What only the repository needs beside what is run. */
const left = /\.d\.m?ts$|(^|\/)tsconfig\.json$/

function* filesBelow(path) {
  if (!statSync(path).isDirectory()) {
    if (!left.test(path.split(sep).join("/"))) yield path
    return
  }
  for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name))
}

/** The verifier and everything it imports, ours and the packages', each once. */
function verifierFiles() {
  const files = new Set(["assent-verify.mjs", "launch.mjs", "node.mjs"].map((name) => join(root, "src/cli", name)))
  // By URL, not by import: the program, and the thread that hashes.
  const waiting = ["src/cli/assent-verify.ts", "src/ledger/grow-thread.ts"].map((name) => join(root, name))
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (files.has(file)) continue
    files.add(file)
    for (const specifier of importsOf(file)) if (!specifier.startsWith("node:")) waiting.push(resolved(specifier, file))
  }
  return files
}

function importsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2024)
  return source.statements.flatMap((statement) => {
    const imported = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement : null
    const typesOnly = imported?.importClause?.isTypeOnly === true || imported?.isTypeOnly === true
    return imported?.moduleSpecifier && !typesOnly ? [imported.moduleSpecifier.text] : []
  })
}

function resolved(specifier, from) {
  return specifier.startsWith(".") ? join(dirname(from), specifier) : fileURLToPath(import.meta.resolve(specifier))
}

/** Below `verifier/`: our files as they lie here, those of packages in `lib/`. */
const placeOf = (file) =>
  relative(root, file)
    .split(sep)
    .join("/")
    .replace(/^node_modules\//, "lib/")

function putVerifier(stage) {
  const folder = join(stage, "verifier")
  for (const file of verifierFiles()) {
    const to = join(folder, placeOf(file))
    put(file, to)
    const written = to.replace(/\.ts$/, ".js")
    const bare = importsOf(file).filter((specifier) => !/^(\.|node:)/.test(specifier))
    if (bare.length === 0) continue
    let text = readFileSync(written, "utf8")
    for (const specifier of bare) {
      const target = relative(dirname(to), join(folder, placeOf(resolved(specifier, file))))
        .split(sep)
        .join("/")
      text = text.replaceAll(`from "${specifier}"`, `from "${target}"`)
    }
    writeFileSync(written, text)
  }
  for (const name of readdirSync(join(folder, "lib"))) {
    const licence = readdirSync(join(root, "node_modules", name)).find((each) => /^licen[cs]e/i.test(each))
    for (const each of ["package.json", licence]) {
      if (each !== undefined) cpSync(join(root, "node_modules", name, each), join(folder, "lib", name, each))
    }
  }
}

/** The package as npm will pack it. */
function stagePackage(stage, without) {
  const named = manifest.files.filter((path) => !path.startsWith("!") && !without.includes(path))
  const excluded = manifest.files.flatMap((path) => (path.startsWith("!") ? [join(root, path.slice(1))] : []))
  for (const path of named) {
    if (!existsSync(join(root, path))) throw new Error(`${path} is not here: run npm run console`)
    for (const file of filesBelow(join(root, path))) {
      if (!excluded.some((each) => file === each || file.startsWith(each + sep))) {
        put(file, join(stage, relative(root, file)))
      }
    }
  }
  for (const name of ["LICENSE", "README.md"]) cpSync(join(root, name), join(stage, name))
  putVerifier(stage)
  const { scripts: _scripts, devDependencies: _dev, allowScripts: _allow, overrides: _overrides, ...kept } = manifest
  const bin = { ...manifest.bin, "assent-verify": "verifier/src/cli/assent-verify.mjs" }
  const files = [...named, "verifier"]
  writeFileSync(join(stage, "package.json"), `${JSON.stringify({ ...kept, bin, files }, null, 2)}\n`)
}

/**
 * @param {string} folder where the archive goes
 * @param {readonly string[]} without what `files` names and this package does without
 * @returns {string} the path of the archive
 */
function pack(folder, without = []) {
  const stage = mkdtempSync(join(tmpdir(), "assent-package-"))
  try {
    stagePackage(stage, without)
    mkdirSync(folder, { recursive: true })
    const npm = ["pack", stage, "--pack-destination", folder, "--ignore-scripts", "--offline", "--json"]
    const { status, stdout, stderr } = spawnSync("npm", npm, { cwd: stage, encoding: "utf8" })
    if (status !== 0) throw new Error(`npm pack failed: ${stderr}`)
    const [made] = JSON.parse(stdout)
    return join(folder, made.filename)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

const { values, positionals } = parseArgs({
  options: { without: { type: "string", multiple: true, default: [] } },
  allowPositionals: true,
})
process.stdout.write(`${pack(resolve(positionals[0] ?? join(root, "dist")), values.without)}\n`)
