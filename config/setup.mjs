// First set-up and the entry of every npm script. Runs under whatever Node the host has (20 is enough): plain
// JavaScript, built-ins only. It fetches what package-lock.json names, finds the Node that Assent runs on, and hands over.
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { findNode, oldestNode } from "../src/cli/node.mjs"
import { buildConsole } from "./console.mjs"

const root = fileURLToPath(new URL("..", import.meta.url))
const marker = join(root, "node_modules/.assent-setup")
const [command = "start", ...args] = process.argv.slice(2)

await installPackages()
const node = findNode(root)
if (!node) {
  stop(
    `there is no Node ${oldestNode} or newer here, and none came with the packages for ${process.platform}-${process.arch}.`,
    "nothing: every command needs it.",
    `install Node ${oldestNode.split(".")[0]} (https://nodejs.org) and run the same command again.`,
  )
}

/** What Prettier keeps: code, not vectors and texts whose bytes matter. */
const formatted = [
  "src",
  "test",
  "prompts",
  "config",
  "*.json",
  "!test/vectors/**",
  "!prompts/**/*.json",
  "!src/api/openapi.*",
  "!package-lock.json",
]
const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "config/vitest.config.ts"]
switch (command) {
  case "start":
    await buildConsole(root, run)
    process.exitCode = await run(["src/cli/assent.mjs", "dev", ...args])
    break
  case "bench":
    process.exitCode = await run(["test/bench/main.ts", ...args])
    break
  case "console":
    process.exitCode = (await buildConsole(root, run)) ? 0 : 1
    break
  case "openapi":
    process.exitCode = await run(["test/api/write-openapi.ts", ...args])
    break
  case "prompts":
    process.exitCode = await run(["prompts/build.ts", ...args])
    break
  case "format":
    process.exitCode = await run([
      "node_modules/prettier/bin/prettier.cjs",
      "--config",
      "config/prettier.json",
      "--write",
      ...formatted,
    ])
    break
  case "check":
    process.exitCode = (await checks()) === 0 ? 0 : 1
    break
  case "test":
    await test()
    break
  case "test:long":
    process.env.ASSENT_LONG_TESTS = "1"
    await test()
    break
  default:
    stop(`"${command}" is not a set-up command.`, "the scripts of package.json.", "npm start")
}

/** Format, lint and types, then the whole suite; ends with one plain line. */
async function test() {
  const failedChecks = args.length > 0 ? 0 : await checks()
  const report = join(root, "node_modules/.assent-test-report.json")
  rmSync(report, { force: true })
  heading("console")
  const failedBuild = (await buildConsole(root, run)) ? 0 : 1
  heading("tests")
  await run([...vitest, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args])
  let passed = args.length > 0 ? 0 : 3 - failedChecks
  let failed = failedChecks + failedBuild
  try {
    const results = JSON.parse(readFileSync(report, "utf8"))
    passed += results.numPassedTests
    failed += results.numFailedTests
    // A file that could not even be loaded counts no test: it is a failure all the same.
    if (!results.success && results.numFailedTests === 0) failed += Math.max(1, results.numFailedTestSuites)
  } catch {
    failed += 1
  }
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}

async function checks() {
  const tools = [
    [
      "format",
      "node_modules/prettier/bin/prettier.cjs",
      "--config",
      "config/prettier.json",
      "--check",
      "--log-level=warn",
      ...formatted,
    ],
    ["lint", "node_modules/eslint/bin/eslint.js", "--config", "config/eslint.config.mjs", "src", "test", "prompts"],
    [
      "types",
      "node_modules/typescript/bin/tsc",
      "--build",
      "--noEmit",
      "tsconfig.json",
      "src/api/phone/tsconfig.json",
      "src/console/tsconfig.json",
    ],
  ]
  let failed = 0
  for (const [name, ...tool] of tools) {
    heading(name)
    if ((await run(tool)) !== 0) failed += 1
  }
  return failed
}

async function installPackages() {
  // Of another checkout: npm ci would empty it there.
  if (lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) return
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex")
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return
  const started = Date.now()
  process.stdout.write("Setting up: fetching the packages that package-lock.json names (once, about a minute)\n")
  // No package gets to run an install script: everything needed comes ready inside its package.
  const npm = spawn("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "pipe"],
  })
  let said = ""
  npm.stdout.on("data", (chunk) => (said += chunk))
  npm.stderr.on("data", (chunk) => (said += chunk))
  const progress = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r  ${Math.round((Date.now() - started) / 1000)} s `), 1000)
    : undefined
  const code = await new Promise((resolve) => {
    npm.on("error", () => resolve(1))
    npm.on("close", resolve)
  })
  clearInterval(progress)
  if (code !== 0) {
    process.stderr.write(`${said.trim()}\n`)
    stop(
      "the packages could not be fetched (see npm's own words above).",
      existsSync(marker)
        ? "the version that was set up before, by checking it out again."
        : "nothing yet: all commands need the packages.",
      "make the npm registry reachable, then run the same command again.",
    )
  }
  writeFileSync(marker, wanted)
  process.stdout.write(`${process.stdout.isTTY ? "\r" : ""}Set up in ${Math.round((Date.now() - started) / 1000)} s\n`)
  if (spawnSync("ffmpeg", ["-version"]).error && !existsSync(join(root, "node_modules/@ffmpeg-installer"))) {
    process.stdout.write(
      "ffmpeg is missing: calls, recording and WAV uploads work; other audio formats do not.\n  To mend: install ffmpeg, or set FFMPEG_PATH.\n",
    )
  }
}

/** Runs a script under Assent's Node; signals reach it, and its exit code is ours. */
function run(argv) {
  return new Promise((resolve) => {
    const child = spawn(node, argv, { cwd: root, stdio: "inherit", env: { ...process.env, ASSENT_NODE: node } })
    const pass = (signal) => child.kill(signal)
    // The terminal sends SIGINT to the whole group: here it only must not end us before the child.
    const ignore = () => undefined
    process.on("SIGTERM", pass)
    process.on("SIGINT", ignore)
    child.on("error", () => resolve(1))
    child.on("close", (code, signal) => {
      process.off("SIGTERM", pass)
      process.off("SIGINT", ignore)
      resolve(signal ? 1 : (code ?? 1))
    })
  })
}

function heading(name) {
  process.stdout.write(`\n== ${name}\n`)
}

function stop(missing, works, mend) {
  process.stderr.write(`Set-up stopped: ${missing}\n  What still works: ${works}\n  To mend it: ${mend}\n`)
  process.exit(1)
}
