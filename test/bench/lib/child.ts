/* Child processes that answer questions over their IPC channel, with their CPU time and memory as the kernel counts them. */
import { spawn, type ChildProcess } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

interface Question {
  readonly id: number
  readonly method: string
  readonly argument: unknown
}
type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly error: string })

/** Answers the parent's questions until it goes away. */
export function serve(methods: Readonly<Record<string, (argument: never) => unknown>>): void {
  process.on("message", (message) => {
    const { id, method, argument } = message as Question
    const answer = async (): Promise<unknown> => {
      const work = methods[method]
      if (!work) throw new Error(`no method ${method}`)
      return work(argument as never)
    }
    answer().then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? (error.stack ?? "") : String(error) }),
    )
  })
  process.on("disconnect", () => process.exit(0))
}

export class Child {
  readonly pid: number
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #next = 0

  /** @param core pins the process to it; `null` leaves it to the kernel */
  constructor(file: string, core: number | null, execArgv: readonly string[] = [], argv: readonly string[] = []) {
    const path = fileURLToPath(new URL(`../${file}`, import.meta.url))
    const command = [process.execPath, "--disable-warning=ExperimentalWarning", ...execArgv, path, ...argv]
    const pinned = core === null ? command : ["taskset", "-c", String(core), ...command]
    const [program = "", ...rest] = pinned
    this.#process = spawn(program, rest, { stdio: ["ignore", "inherit", "inherit", "ipc"] })
    this.pid = this.#process.pid ?? 0
    this.#process.on("message", (message) => {
      const answer = message as Answer
      const waiting = this.#waiting.get(answer.id)
      this.#waiting.delete(answer.id)
      if ("error" in answer) waiting?.reject(new Error(`${file}: ${answer.error}`))
      else waiting?.resolve(answer.value)
    })
    this.#process.on("exit", (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${file} ended: ${String(code ?? signal)}`))
      this.#waiting.clear()
    })
  }

  async ask<T>(method: string, argument?: unknown): Promise<T> {
    const id = this.#next++
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    this.#process.send({ id, method, argument } satisfies Question)
    return (await waiting.promise) as T
  }

  /** CPU nanoseconds of all its threads, from the scheduler: tick-based times alias with 20 ms load. */
  cpuNs(): number {
    let sum = 0
    for (const thread of readdirSync(`/proc/${this.pid}/task`)) {
      try {
        sum += Number(readFileSync(`/proc/${this.pid}/task/${thread}/schedstat`, "utf8").split(" ")[0])
      } catch {
        // The thread ended between the two calls.
      }
    }
    return sum
  }

  /** Proportional set size in kB. */
  pssKb(): number {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.pid}/smaps_rollup`, "utf8"))?.[1])
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const gone = new Promise((resolve) => this.#process.once("exit", resolve))
    this.#process.disconnect()
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), 5000)
    await gone
    clearTimeout(timer)
  }
}
