import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import ts from "typescript"
import { describe, expect, test } from "vitest"

const folder = fileURLToPath(new URL("bad/", import.meta.url))
const root = fileURLToPath(new URL("../../", import.meta.url))
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => folder + name)

const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as { config: object }
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, root)
const program = ts.createProgram(files, options)

describe("programs that would record without a permit do not compile", () => {
  test("there are programs to try", () => {
    expect(files.length).toBeGreaterThanOrEqual(7)
  })

  for (const file of files) {
    test(file.slice(folder.length, -3).replaceAll("-", " "), () => {
      const expected = /^\/\/ expect: (\S+)/.exec(readFileSync(file, "utf8"))?.[1]?.split("|")
      const source = program.getSourceFile(file)
      // Only this file's own errors count, and only the one it is about: a broken import would prove nothing.
      const codes = ts.getPreEmitDiagnostics(program, source).map((diagnostic) => `TS${diagnostic.code}`)
      expect(codes.length).toBeGreaterThan(0)
      for (const code of codes) expect(expected).toContain(code)
    })
  }
})
