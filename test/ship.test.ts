/* What is shipped beside the program: nothing in it may name a path, a command or a licence that is not there. */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { z } from "zod"
import { isAllowed, productionLicences } from "../config/sbom.mjs"
import { configFields } from "../src/config-fields.ts"
import { assent } from "./cli/cli-io.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const text = (name: string): string => readFileSync(`${root}/config/${name}`, "utf8")
const defaultOf = (path: string) => configFields().find((field) => field.path === path)?.fallback
const drainSeconds = z.number().parse(defaultOf("drain_seconds"))

describe("the licences of production", () => {
  const packages = productionLicences()

  test("are each permissive, or were looked at one by one", () => {
    expect(packages.length).toBeGreaterThan(100)
    expect(packages.filter(({ problem }) => problem !== null)).toEqual([])
  })

  test("are refused when unknown, strong copyleft, or in words that nobody reads", () => {
    const lock = (license?: string) => ({ packages: { "node_modules/x": { version: "1.0.0", license } } })
    for (const licence of [
      undefined,
      "GPL-3.0",
      "AGPL-3.0-only",
      "SEE LICENSE IN x",
      "MIT AND GPL-3.0",
      "UNLICENSED",
    ]) {
      expect(productionLicences(lock(licence))[0]?.problem, licence).toBe("not looked at")
    }
    expect(
      productionLicences({ packages: { "node_modules/x": { version: "1", license: "GPL-3.0", dev: true } } }),
    ).toEqual([])
    expect(isAllowed("(MIT OR GPL-3.0)") && isAllowed("MIT AND ISC")).toBe(true)
  })
})

describe("the container", () => {
  const dockerfile = text("Dockerfile")
  const compose = z
    .object({
      services: z.object({
        assent: z.looseObject({
          build: z.object({ context: z.string(), dockerfile: z.string() }),
          command: z.array(z.string()),
          environment: z.record(z.string(), z.string()),
          read_only: z.literal(true),
          cap_drop: z.tuple([z.literal("ALL")]),
          stop_grace_period: z.string(),
          volumes: z.array(z.string()),
        }),
      }),
      volumes: z.object({ data: z.null() }),
    })
    .parse(parse(text("compose.yaml"))).services.assent

  test("copies only what is there, and all that the program reads", () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
      (match[1] ?? "").split(" "),
    )
    expect(copied.length).toBeGreaterThan(5)
    expect(copied.filter((path) => !existsSync(`${root}/${path}`))).toEqual([])
    expect(copied).toEqual(expect.arrayContaining(["src", "prompts", "package.json", "config/jurisdictions.json"]))
  })

  test("runs the Node that package.json asks for, not as root, drains on SIGTERM, and is asked whether it is ready", () => {
    const { engines } = z.object({ engines: z.object({ node: z.string() }) }).parse(JSON.parse(text("../package.json")))
    const images = [...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map((match) => match[1])
    expect(new Set(images)).toEqual(new Set([/\d+/.exec(engines.node)?.[0]]))
    expect(dockerfile.indexOf("\nUSER node")).toBeGreaterThan(dockerfile.lastIndexOf("\nFROM"))
    expect(dockerfile.indexOf("\nUSER node")).toBeLessThan(dockerfile.indexOf("\nENTRYPOINT"))
    expect(dockerfile).toContain("STOPSIGNAL SIGTERM")
    expect(dockerfile).toContain(`http://127.0.0.1:${String(defaultOf("metrics.port"))}/health/ready`)
    const entry = z.array(z.string()).parse(JSON.parse(/^ENTRYPOINT (.+)$/m.exec(dockerfile)?.[1] ?? ""))
    expect(existsSync(`${root}/${entry.at(-1) ?? ""}`)).toBe(true)
  })

  test("in compose: built from this repository, read-only, one volume, more grace than the drain", () => {
    expect(existsSync(`${root}/${compose.build.dockerfile}`)).toBe(true)
    expect(compose.build.context).toBe("..")
    expect(compose.command).toEqual(JSON.parse(/^CMD (\["serve.+)$/m.exec(dockerfile)?.[1] ?? ""))
    expect(compose.volumes).toEqual(["data:/data"])
    const variables = Object.keys(compose.environment).map((name) => name.replace("ASSENT_", "").toLowerCase())
    const paths = configFields().map(({ path }) => path)
    expect(variables.map((name) => name.replaceAll("__", ".")).filter((name) => !paths.includes(name))).toEqual([])
    expect(Number.parseInt(compose.stop_grace_period, 10)).toBeGreaterThan(drainSeconds)
  })
})

describe("the service unit", () => {
  const unit = text("assent.service")
  const of = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? ""

  test("starts what is there, reloads by SIGHUP, and gives the drain its time", () => {
    const path = /\/opt\/assent\/(\S+)/.exec(of("ExecStart"))?.[1] ?? ""
    expect(existsSync(`${root}/${path}`)).toBe(true)
    expect(of("ExecReload")).toContain("-HUP")
    expect(Number(of("TimeoutStopSec"))).toBeGreaterThan(drainSeconds)
    expect([of("User"), of("KillMode"), of("UMask")]).toEqual(["assent", "mixed", "0077"])
  })

  test("gives away nothing that the gateway does not need", () => {
    const hardening =
      "NoNewPrivileges PrivateTmp PrivateDevices ProtectHome RestrictNamespaces RestrictSUIDSGID LockPersonality"
    for (const name of hardening.split(" ")) expect(of(name), name).toBe("yes")
    expect(of("ProtectSystem")).toBe("strict")
    expect(of("CapabilityBoundingSet")).toBe("")
    // V8 compiles at run time.
    expect(of("MemoryDenyWriteExecute")).toBe("")
    const looked = spawnSync(
      "systemd-analyze",
      ["security", "--offline=true", "--threshold=20", "config/assent.service"],
      {
        cwd: root,
        encoding: "utf8",
      },
    )
    // Where there is no systemd the words above are all there is.
    if (looked.error === undefined) expect(looked.stdout).toMatch(/exposure level.*: (0|1)\.\d OK/)
  })
})

test("every command that these files name exists", async () => {
  const named = [
    "Dockerfile",
    "compose.yaml",
    "assent.service",
    "alerts.yaml",
    "UPGRADING.md",
    "single-server.yaml",
    "dev.yaml",
  ]
    .flatMap((name) =>
      [...text(name).matchAll(/`?\bassent ((?:[a-z][a-z-]*)(?: [a-z]+)?)/g)].map((match) => match[1] ?? ""),
    )
    .map((line) => line.split(" "))
  const own = ["init", "serve", "dev", "fsck", "backup"]
  const nouns = [...new Set(named.map(([noun = ""]) => noun))].filter((noun) => !own.includes(noun))
  expect(nouns.length).toBeGreaterThan(6)
  const { out } = await assent(["--help"])
  const known = [...out.matchAll(/^ {2}([a-z-]+)/gm)].map((match) => match[1] ?? "")
  expect(nouns.filter((noun) => !known.includes(noun))).toEqual([])
})
