/* The disk refuses one step of the second of three changes: it is refused whole, and the third is as if it had never been. */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { operatorDocument } from "../../../src/greetings/document.ts"

const child = fileURLToPath(new URL("document-child.ts", import.meta.url))

function changed(run: (argv: readonly string[]) => readonly [string, ...string[]]) {
  const folder = mkdtempSync(join(tmpdir(), "assent-document-"))
  const path = join(folder, "operator.json")
  const [command, ...args] = run([process.execPath, child, path])
  // One thread for all file work: strace counts calls by thread.
  const { stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
  })
  const files = readdirSync(folder)
  const document = operatorDocument.parse(JSON.parse(readFileSync(path, "utf8")))
  rmSync(folder, { recursive: true })
  return { told: stdout.split("\n"), stderr, files, document }
}

const asIfItHadNeverBeen = {
  told: ["first 1", "first", "second STORAGE_FAILED", "first", "third 2", "third"],
  files: ["operator.json"],
  document: { version: 2, lines: [{ name: "third" }] },
}

test("a write that finds the disk full changes nothing, in memory or in the folder", () => {
  // Of 8 KiB a file: the second document is larger. Node is told EFBIG instead of being killed.
  const run = changed((argv) => ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", ...argv, "90"])
  expect(run).toMatchObject(asIfItHadNeverBeen)
})

/** The nth of each: one sync of the file, one of its folder, one rename for each change. */
const faults = [
  ["the sync of the file", "fsync:error=EIO:when=3"],
  ["the rename", "rename:error=EIO:when=2"],
  ["the sync of the folder", "fsync:error=EIO:when=4"],
] as const
const strace = (fault: string, argv: readonly string[]): readonly [string, ...string[]] => [
  "strace",
  "-f",
  "-o",
  "/dev/null",
  "-e",
  `inject=${fault}`,
  ...argv,
]
const [command, ...args] = strace("fsync:error=EIO:when=99", ["true"])
const mayTrace = spawnSync(command, args).status === 0

if (mayTrace) {
  test.each(faults)("%s that fails changes nothing, in memory or in the folder", (_step, fault) => {
    expect(changed((argv) => strace(fault, [...argv, "5"]))).toMatchObject(asIfItHadNeverBeen)
  })
} else {
  test("without strace the reason is printed", () => {
    process.stdout.write(
      "no faults were injected into syncs and renames: strace is not on the PATH, or may not trace\n",
    )
    expect(mayTrace).toBe(false)
  })
}
