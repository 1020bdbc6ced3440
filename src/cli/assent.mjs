#!/usr/bin/env node
// The command. Plain JavaScript and built-ins only: an old Node has to be able to read this and hand over to a new one.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { findNode, isRecent, oldestNode } from "./node.mjs"

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const main = existsSync(here("main.ts")) ? here("main.ts") : here("main.js")

if (isRecent(process.version)) {
  const { runMain } = await import(main)
  await runMain()
} else {
  const node = findNode(here("../.."))
  if (node) handOver(node)
  else {
    process.stderr.write(
      `assent: needs Node ${oldestNode} or newer and this is ${process.version}: run \`npm start\` once, which sets one up.\n`,
    )
    process.exitCode = 1
  }
}

function handOver(node) {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: "inherit" })
  // The terminal sends SIGINT to the whole group: here it only must not end us before the child.
  process.on("SIGINT", () => undefined)
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal))
  child.on("error", (error) => {
    process.stderr.write(`assent: the Node it came with cannot be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on("close", (code, signal) => {
    process.exitCode = signal ? 1 : (code ?? 1)
  })
}
