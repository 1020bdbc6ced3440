// Starts a program of this folder. Plain JavaScript and built-ins only: an old Node has to be able to read this and hand
// over to a new one.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { findNode, isRecent, oldestNode } from "./node.mjs"

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/**
 * @param {string} command as it is typed
 * @param {string} program its file, without the ending
 * @param {(module: any) => Promise<void>} run what to do with the module in this process
 */
export async function launch(command, program, run) {
  const file = existsSync(here(`${program}.ts`)) ? here(`${program}.ts`) : here(`${program}.js`)
  if (isRecent(process.version)) {
    await run(await import(file))
    return
  }
  const node = findNode(here("../.."))
  if (node) handOver(command, node, file)
  else {
    process.stderr.write(
      `${command}: needs Node ${oldestNode} or newer and this is ${process.version}: run \`npm start\` once, which sets one up.\n`,
    )
    process.exitCode = 1
  }
}

function handOver(command, node, file) {
  const child = spawn(node, [file, ...process.argv.slice(2)], { stdio: "inherit" })
  // The terminal sends SIGINT to the whole group: here it only must not end us before the child.
  process.on("SIGINT", () => undefined)
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal))
  child.on("error", (error) => {
    process.stderr.write(`${command}: the Node it came with cannot be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on("close", (code, signal) => {
    process.exitCode = signal ? 1 : (code ?? 1)
  })
}
