import { createHash } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sine } from "../../src/audio/tone.ts"
import { pcm16Wav } from "../../src/audio/wav-write.ts"
import { toInt16 } from "../../src/audio/samples.ts"
import { parseConfig } from "../../src/config.ts"
import { startGateway, type Gateway } from "../../src/main.ts"
import { openLog } from "../../src/wiring/log.ts"
import { openBrowser } from "./browser.ts"

const KEY = "asnt_dev_page_test"
const shots = process.env["ASSENT_SCREENSHOTS"]

let folder: string
let gateway: Gateway
let browser: Browser

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "assent-phone-"))
  const port = await freePort()
  const config = parseConfig(
    {
      mode: "dev",
      listen: { host: "127.0.0.1", port },
      public_url: `http://127.0.0.1:${port}`,
      data: join(folder, "data"),
      ledger: { origin: "phone.test/dev" },
      keys: {},
      api_keys: [{ id: "dev", sha256: createHash("sha256").update(KEY).digest("hex") }],
      trunks: [{ name: "test-phone", kind: "test-phone" }],
      log: { level: "silent" },
    },
    {},
  )
  gateway = await startGateway(config, { create: true, devKey: KEY, log: openLog("silent") })
  browser = await openBrowser()
}, 60_000)

afterAll(async () => {
  await browser.close()
  await gateway.close()
  rmSync(folder, { recursive: true, force: true })
})

test("a person rings the real gateway in a browser, agrees, hears the recording and sees it proven; a second one refuses", async () => {
  const page = await browser.newPage({ viewport: { width: 1120, height: 900 } })
  await page.goto(`${gateway.url}/phone`)
  await page.getByText("Ready", { exact: true }).waitFor()
  await page.getByLabel("WAV file").check()
  const voice = pcm16Wav(toInt16(sine(440, 3000, -12)))
  await page.getByLabel("WAV to play").setInputFiles({ name: "voice.wav", mimeType: "audio/wav", buffer: voice })
  await page.getByRole("button", { name: "Call", exact: true }).click()
  await page.getByText("The question: a key counts now").waitFor()
  await page.locator("body").press("1")
  await page.getByText("Caller and agent hear each other").waitFor()
  await page.getByRole("button", { name: "Pause recording" }).click()
  await page.getByText("Recording is paused").waitFor()
  await page.getByRole("button", { name: "Resume" }).click()
  await page.getByText("Recording goes on").waitFor()
  await page.getByRole("button", { name: "Hang up" }).click()
  await page.getByText("Verified here: signed by the log").waitFor()
  expect(await page.locator("#outcome").innerText()).toContain("consent.granted")
  await expect.poll(() => page.evaluate("document.querySelector('audio').duration")).toBeGreaterThan(2)
  if (shots) await page.screenshot({ path: `${shots}/real.png`, fullPage: true })

  await page.getByLabel("Silence").check()
  await page.getByRole("button", { name: "Call", exact: true }).click()
  await page.getByText("The question: a key counts now").waitFor()
  await page.locator("body").press("2")
  await page.getByText("The caller refuses").waitFor()
  await page.getByRole("button", { name: "Hang up" }).click()
  await page.getByText("Nothing of this call was recorded").waitFor()
  expect(files(folder).filter((file) => file.endsWith(".tink")).length).toBe(1)
}, 90_000)

function files(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return readFileSync(path).length > 0 ? [path] : []
  return readdirSync(path).flatMap((name) => files(join(path, name)))
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
