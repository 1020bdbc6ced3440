import { readdirSync } from "node:fs"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { toInt16 } from "../../src/audio/samples.ts"
import { sine } from "../../src/audio/tone.ts"
import { pcm16Wav } from "../../src/audio/wav-write.ts"
import { openBrowser } from "./browser.ts"
import { testGateway, type TestGateway } from "./gateway.ts"

const shots = process.env["ASSENT_SCREENSHOTS"]

let gateway: TestGateway
let browser: Browser

beforeAll(async () => {
  gateway = await testGateway()
  browser = await openBrowser()
}, 60_000)

afterAll(async () => {
  await browser.close()
  await gateway[Symbol.asyncDispose]()
})

test("a person rings the real gateway in a browser, agrees, hears the recording and sees it proven; a second one refuses", async () => {
  const page = await browser.newPage({ viewport: { width: 1120, height: 900 } })
  await page.goto(`${gateway.gateway.url}/phone`)
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
  await expect.poll(() => page.evaluate("document.querySelector('audio').duration")).toBeGreaterThan(1)
  if (shots) await page.screenshot({ path: `${shots}/real.png`, fullPage: true })

  const files = (): number =>
    readdirSync(gateway.folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tink")).length
  const before = files()
  expect(before).toBeGreaterThan(0)
  await page.getByLabel("Silence").check()
  await page.getByRole("button", { name: "Call", exact: true }).click()
  await page.getByText("The question: a key counts now").waitFor()
  await page.locator("body").press("2")
  await page.getByText("The caller refuses").waitFor()
  await page.getByRole("button", { name: "Hang up" }).click()
  await page.getByText("Nothing of this call was recorded").waitFor()
  expect(files()).toBe(before)
}, 90_000)
