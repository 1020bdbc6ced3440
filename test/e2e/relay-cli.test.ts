import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { assent } from "../cli/cli-io.ts"
import { PROJECT, RelayDouble, TOKEN } from "../fakes/relay-double.ts"

test(
  "a Relay trunk is checked by its name, and a wrong token is found with its mend",
  { timeout: 30_000 },
  async () => {
    const double = await RelayDouble.open()
    const folder = mkdtempSync(join(tmpdir(), "assent-relay-cli-"))
    const file = join(folder, "assent.json")
    const check = async (token: string) => {
      const at = { host: double.host, rest_url: double.restUrl }
      const trunk = { name: "relay", kind: "signalwire-relay", project: PROJECT, token, topics: ["office"], ...at }
      const config = {
        mode: "dev",
        listen: { host: "127.0.0.1", port: 1 },
        public_url: "http://127.0.0.1:1",
        data: ".",
        ledger: { origin: "localhost/test" },
        keys: {},
        trunks: [trunk],
      }
      writeFileSync(file, JSON.stringify(config))
      const { code, out } = await assent(["trunk", "check", "relay", "--config", file, "--json"])
      const { data } = JSON.parse(out.slice(0, out.indexOf("\n}\n") + 2)) as {
        data: readonly { readonly name: string; readonly status: string; readonly mend: string | null }[]
      }
      return { code, of: (name: string) => data.find((finding) => finding.name === name) }
    }
    try {
      const right = await check(TOKEN)
      expect(right.of("relay credentials")).toMatchObject({ status: "ok", mend: null })
      expect(right.of("topics")).toMatchObject({ status: "ok" })
      // Nobody serves this configuration.
      expect(right.of("reachable")).toMatchObject({ status: "broken" })
      const wrong = await check("another")
      expect(wrong.code).toBe(1)
      expect(wrong.of("relay credentials")).toMatchObject({ status: "broken" })
      expect(wrong.of("relay credentials")?.mend).toContain("API page")
    } finally {
      rmSync(folder, { recursive: true, force: true })
      await double.close()
    }
  },
)
