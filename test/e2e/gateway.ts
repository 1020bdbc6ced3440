import { createHash, randomBytes, randomUUID } from "node:crypto"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { encodeMulaw } from "../../src/audio/g711.ts"
import { promptNames } from "../../src/audio/prompt-name.ts"
import { toInt16 } from "../../src/audio/samples.ts"
import { sine } from "../../src/audio/tone.ts"
import { mulawWav } from "../../src/audio/wav-write.ts"
import { placeCall, type CallOptions, type PlacedCall } from "../../src/carriers/media-stream/caller.ts"
import { parseConfig, type Config } from "../../src/config.ts"
import { startGateway, type Gateway, type StartOptions } from "../../src/main.ts"

export const KEY = "asnt_dev_for_tests"
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === "string") throw new Error("no port")
  return address.port
}

export interface TestGateway extends AsyncDisposable {
  readonly gateway: Gateway
  readonly config: Config
  readonly folder: string
  get(path: string): Promise<Answer>
  send(method: string, path: string, body?: unknown): Promise<Answer>
  /** Rings the demo line and speaks the script. */
  ring(options: Omit<CallOptions, "url" | "token" | "callSid" | "from" | "to">, from?: string): Promise<RingingCall>
}
export interface Answer {
  readonly status: number
  readonly body: any
  readonly bytes: Buffer
}
export interface RingingCall extends PlacedCall {
  readonly callId: string
}

/**
 * A real gateway in this process, on a folder of its own, deleted at the end unless `folder` is given. It asks in
 * prompts of half a second.
 */
export async function testGateway(
  options: { folder?: string; config?: object; disk?: StartOptions["disk"] } = {},
): Promise<TestGateway> {
  const folder = options.folder ?? (await freshFolder())
  const { gateway, config } = await start(folder, options.config, options.disk)
  const send = (method: string, path: string, body?: unknown) => request(gateway.url, method, path, body)
  return {
    gateway,
    config,
    folder,
    get: (path) => send("GET", path),
    send,
    ring: (script, from) => ring(gateway.url, script, from),
    [Symbol.asyncDispose]: async () => {
      await gateway.close()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function request(url: string, method: string, path: string, body?: unknown, key = KEY): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
      ...(method === "PUT" || method === "PATCH" ? { "if-match": "*" } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  const json = /json/.test(response.headers.get("content-type") ?? "")
  return { status: response.status, body: json ? (JSON.parse(bytes.toString()) as unknown) : null, bytes }
}

export async function ring(
  url: string,
  script: Omit<CallOptions, "url" | "token" | "callSid" | "from" | "to">,
  from?: string,
  key = KEY,
): Promise<RingingCall> {
  const { body } = await request(url, "POST", "/v1/test-calls", from === undefined ? {} : { from }, key)
  const call = placeCall({ ...script, url: body.media_url, token: body.token, callSid: body.call_sid })
  return { ...call, press: (digit) => call.press(digit), hangup: () => call.hangup(), callId: body.call_id }
}

async function start(
  folder: string,
  more: object = {},
  disk: StartOptions["disk"] = {},
): Promise<{ gateway: Gateway; config: Config }> {
  const config = testConfig(folder, await freePort(), more)
  return { config, gateway: await startGateway(config, { create: true, devKey: KEY, log: silent, disk }) }
}

export function testConfig(folder: string, port: number, more: object = {}): Config {
  return parseConfig({
    mode: "dev",
    listen: { host: "127.0.0.1", port },
    public_url: `http://127.0.0.1:${port}`,
    data: folder,
    ledger: { origin: "localhost/test" },
    keys: {},
    api_keys: [{ id: "test", sha256: createHash("sha256").update(KEY).digest("hex") }],
    trunks: [{ name: "test-phone", kind: "test-phone" }],
    log: { level: "silent" },
    ...more,
  })
}

/**
 * A data folder with keys, a ledger and short prompts. Making one takes seconds (an RSA-4096 key), so each test run
 * makes one and the tests copy it; whoever comes while it is made waits.
 */
export async function freshFolder(): Promise<string> {
  const template = join(tmpdir(), "template")
  const made = join(template, "made")
  if (mkdirSync(template, { recursive: true }) !== undefined) {
    const { gateway } = await start(join(template, "data"))
    await speakBriefly(gateway.url)
    await gateway.close()
    writeFileSync(made, "")
  }
  await eventually(() => (existsSync(made) ? true : null), 60_000)
  const folder = mkdtempSync(join(tmpdir(), "assent-test-"))
  cpSync(join(template, "data"), folder, { recursive: true })
  return folder
}

const PROMPT_MS = 500

/** Publishes a version of the demo greeting whose prompts are tones of half a second, so that tests need not wait. */
async function speakBriefly(url: string): Promise<void> {
  const { body: version } = await request(url, "POST", "/v1/greetings/welcome/versions", {})
  const at = `/v1/greetings/welcome/versions/${version.version}`
  for (const [i, name] of promptNames.entries()) {
    const { text } = version.languages.en[name]
    const tone = mulawWav(encodeMulaw(toInt16(sine(400 + i * 100, PROMPT_MS, -20))))
    const put = await request(url, "PUT", `${at}/en/${name}`, { text, audio_base64: tone.toString("base64") })
    if (put.status !== 200) throw new Error(`a test prompt was refused: ${put.bytes.toString()}`)
  }
  const published = await request(url, "POST", `${at}/publish`, { message: "short prompts for tests" })
  if (published.status !== 200) throw new Error(`the test greeting was refused: ${published.bytes.toString()}`)
}

/** Waits until the call has its last leaf, and answers it with its consents and recordings. */
export async function settled(gateway: Pick<TestGateway, "get">, callId: string): Promise<Answer["body"]> {
  return eventually(async () => {
    const { body } = await gateway.get(`/v1/calls/${callId}`)
    return body?.state === "ended" ? body : null
  })
}

/** Repeats `look` until it answers something. */
export async function eventually<T>(look: () => Promise<T | null> | T | null, withinMs = 15_000): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > deadline) throw new Error("it never came to be")
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Speech no compression or chance can make: each 20 ms frame carries its own random stamp, five times over. */
export class Canary {
  readonly stamps: readonly Buffer[]

  constructor(seconds: number) {
    this.stamps = Array.from({ length: seconds * 50 }, () => randomBytes(32))
  }

  /** Frames from <= i < to as PCMU. */
  audio(from = 0, to = this.stamps.length): Uint8Array {
    return Buffer.concat(this.stamps.slice(from, to).flatMap((stamp) => Array<Buffer>(5).fill(stamp)))
  }

  /** Which frames stand in `bytes`, wherever they begin. */
  framesIn(bytes: Buffer): number[] {
    const starts = new Map(this.stamps.map((stamp, i) => [stamp.readUInt32LE(0), i]))
    const found = new Set<number>()
    for (let at = 0; at + 32 <= bytes.length; at++) {
      const i = starts.get(bytes.readUInt32LE(at))
      if (i !== undefined && this.stamps[i]?.equals(bytes.subarray(at, at + 32))) found.add(i)
    }
    return [...found].sort((a, b) => a - b)
  }
}

/** Every byte of every file below `folder`. */
export function everyByte(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))))
}

/** One channel of a stereo mu-law WAV. */
export function channel(wav: Buffer, side: "left" | "right"): Buffer {
  const data = wav.subarray(wav.indexOf("data") + 8)
  const bytes = Buffer.alloc(data.length >> 1)
  for (let i = 0; i < bytes.length; i++) bytes[i] = data[i * 2 + (side === "left" ? 0 : 1)] ?? 0
  return bytes
}
