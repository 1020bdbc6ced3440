import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { pressSteps, voiceOf } from "../../src/cli/caller-script.ts"
import { findGateway } from "../../src/cli/find-gateway.ts"
import { durationOption, idArgument, numberOption } from "../../src/cli/input.ts"
import type { Io } from "../../src/cli/io.ts"
import { serverSentEvents } from "../../src/cli/sse.ts"
import { encodeMulaw } from "../../src/audio/g711.ts"
import { mulawWav } from "../../src/audio/wav-write.ts"
import { assent } from "./cli-io.ts"

const env = { ASSENT_URL: "http://127.0.0.1:9", ASSENT_KEY: "k" }
const id = "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"

describe("nonsense on the command line", () => {
  const nonsense: readonly (readonly string[])[] = [
    ["nonsense"],
    ["calls", "show", "xyz"],
    ["calls", "show", `rec_${id}`],
    ["calls", "show", id, id],
    ["calls", "list", "--limit", "0"],
    ["calls", "list", "--from", "0151"],
    ["calls", "list", "--unknown"],
    ["call", "--press", "a"],
    ["call", "--press", "1", "--silent"],
    ["call", "--hangup-after", "2"],
    ["call", "--from", "+1"],
    ["call", "--play", "/does/not/exist.wav"],
    ["erase"],
    ["erase", "--recording", id, "--subject", "+4915112345678"],
    ["erase", "--subject", "+999999"],
    ["export", "recording", id, "--out", "x"],
    ["export", "ledger"],
    ["greeting", "upload", "welcome", "hello", "x.wav"],
    ["greeting", "publish", "welcome", "--version", "one", "--message", "m"],
    ["requests", "document", "add", "nobody", "passport.pdf"],
    ["requests", "document", "add", id, "/does/not/exist.pdf"],
    ["requests", "document", "add", id, "passport.html"],
    ["requests", "document", "add", id],
    ["requests", "document", "list", `rec_${id}`],
    ["requests", "document", "remove", id, "passport.pdf", "--yes"],
    ["requests", "document", "remove", id, id],
    ["verify", "/does/not/exist"],
  ]

  for (const argv of nonsense) {
    test(`assent ${argv.join(" ")}: says why in a line, exit code 2, and asks no gateway`, async () => {
      const { code, out, err } = await assent(argv, { env })
      expect(code).toBe(2)
      expect(out).toBe("")
      expect(err).toMatch(/^assent: .+/)
      expect(err).not.toContain("should not have happened")
    })
  }

  test("a number is never repeated in what is refused", async () => {
    const { err } = await assent(["call", "--from", "015112345678"], { env })
    expect(err).not.toContain("12345678")
  })

  test("with --json a refusal is JSON too", async () => {
    const { code, out } = await assent(["calls", "show", "xyz", "--json"], { env })
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ error: { exit_code: 2 } })
  })

  test("help is no error and names examples and exit codes", async () => {
    const { code, out } = await assent(["--help"])
    expect(code).toBe(0)
    expect(out).toContain("3 gateway not reachable")
    for (const command of ["call", "verify", "erase", "doctor"]) {
      const help = await assent([command, "--help"])
      expect(help.code).toBe(0)
      expect(help.out).toContain(`assent ${command}`)
    }
  })
})

describe("arguments", () => {
  test("ids are taken with their prefix or bare, in either case", () => {
    expect(idArgument("rec", id)).toBe(`rec_${id}`)
    expect(idArgument("rec", `rec_${id.toUpperCase()}`)).toBe(`rec_${id}`)
  })

  test("numbers come out as E.164, whatever is between their digits", () => {
    expect(numberOption("--from", "+49 (151) 1234-5678")).toBe("+4915112345678")
  })

  test("times are numbers with a unit", () => {
    expect(durationOption("--duration", "2s")).toBe(2000)
    expect(durationOption("--duration", "1.5s")).toBe(1500)
    expect(durationOption("--duration", "250ms")).toBe(250)
    expect(durationOption("--duration", "1m")).toBe(60_000)
    for (const bad of ["", "2", "s", "-1s", "1h", "1e3s", " 1s"])
      expect(() => durationOption("--duration", bad)).toThrow()
  })

  test("each key of --press waits for a prompt of its own", () => {
    expect(pressSteps("*1").map((step) => ("press" in step ? step.press : null))).toEqual(["*", "1"])
  })

  test("a mu-law file of the line's own rate is said as it is, again and again", () => {
    const audio = encodeMulaw(Int16Array.from({ length: 8000 }, (_, i) => (i % 80) * 100))
    const voice = voiceOf(mulawWav(audio))
    expect(voice.length).toBe(2_400_000)
    expect([...voice.subarray(0, 8000)]).toEqual([...audio])
    expect([...voice.subarray(8000, 16_000)]).toEqual([...audio])
  })
})

describe("finding the gateway", () => {
  const io = (cwd: string, variables: Record<string, string> = {}): Io => ({
    env: variables,
    cwd,
    stdout: () => undefined,
    stderr: () => undefined,
    stdoutIsTty: false,
    stderrIsTty: false,
    confirm: null,
  })

  test("finds the development gateway of this folder or of one above it; the environment goes first", () => {
    const root = mkdtempSync(join(tmpdir(), "assent-cli-"))
    mkdirSync(join(root, ".assent-dev"))
    mkdirSync(join(root, "deep", "er"), { recursive: true })
    const known = { url: "http://127.0.0.1:7080/", key: "asnt_dev_x", pid: 1 }
    writeFileSync(join(root, ".assent-dev", "gateway.json"), JSON.stringify(known))
    expect(findGateway(io(join(root, "deep", "er")))).toEqual({ url: "http://127.0.0.1:7080", key: "asnt_dev_x" })
    expect(findGateway(io(root, env))).toEqual({ url: "http://127.0.0.1:9", key: "k" })
  })

  test("says how to start or name one where there is none, exit code 3", async () => {
    const { code, err } = await assent(["calls", "list"])
    expect(code).toBe(3)
    expect(err).toContain("assent dev")
    expect(err).toContain("ASSENT_URL")
  })

  test("an address nobody listens on is exit code 3; one without its key, or none at all, is 2", async () => {
    expect((await assent(["calls", "list"], { env })).code).toBe(3)
    expect((await assent(["calls", "list"], { env: { ASSENT_URL: "http://127.0.0.1:9" } })).code).toBe(2)
    expect((await assent(["calls", "list"], { env: { ASSENT_URL: "localhost", ASSENT_KEY: "k" } })).code).toBe(2)
  })
})

describe("server-sent events", () => {
  test("are the same however the network cuts them, between characters too", async () => {
    const sent = [{ type: "call.started", facts: { name: "é" } }, { type: "call.ended" }]
    const bytes = Buffer.from(
      `: hello\n\n${sent.map((event, i) => `id: ${i}\nevent: x\ndata: ${JSON.stringify(event)}\n\n`).join("")}`,
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 30 }), async (cuts) => {
        const chunks: Uint8Array[] = []
        let at = 0
        for (const cut of [...cuts, bytes.length]) chunks.push(bytes.subarray(at, (at += cut)))
        const heard: unknown[] = []
        for await (const event of serverSentEvents(ReadableStream.from(chunks))) heard.push(event)
        expect(heard).toEqual(sent)
      }),
      { numRuns: 50 },
    )
  })
})
