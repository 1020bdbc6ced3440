import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Browser, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { z } from "zod"
import { decodeMulaw } from "../../src/audio/g711.ts"
import { openBrowser } from "./browser.ts"
import { openPhoneDouble, RECORDING, type PhoneDouble } from "./phone-double.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const shots = process.env["ASSENT_SCREENSHOTS"]

let browser: Browser
let gateway: PhoneDouble
let page: Page
let faults: string[]

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => browser.close())
beforeEach(async () => {
  gateway = await openPhoneDouble()
  page = await browser.newPage({ viewport: { width: 1120, height: 900 } })
  faults = []
  page.on("pageerror", (error) => faults.push(error.message))
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()))
  await page.goto(`${gateway.url}/phone`)
  await page.getByText("Ready", { exact: true }).waitFor()
})
afterEach(async () => {
  await page.close()
  await gateway.close()
})

async function shot(name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

async function violations(): Promise<readonly string[]> {
  // As text: the inspector may run what the page's own policy forbids.
  await page.evaluate(axe)
  const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
  const found = z
    .object({ violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })) })
    .parse(await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`))
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)
}

function frames(): readonly string[] {
  return gateway.seen.flatMap((message) => (message.event === "media" ? [message.media.payload] : []))
}

async function frameCount(atLeast: number): Promise<void> {
  await expect.poll(() => frames().length, { timeout: 8000 }).toBeGreaterThan(atLeast)
}

async function ring(): Promise<void> {
  await page.getByRole("button", { name: "Call", exact: true }).click()
  await page.getByText("A prompt was heard to its end").waitFor()
}

async function hangUp(): Promise<void> {
  await page.getByRole("button", { name: "Hang up" }).click()
  await page.getByText("The call has ended").waitFor()
}

describe("the test phone", () => {
  test("a call with a yes ends with a recording that plays and a proof the browser has checked itself", async () => {
    await ring()
    await page.getByRole("button", { name: "1 agree" }).click()
    await page.getByText("Recording starts").waitFor()
    await page.getByRole("button", { name: "Pause recording" }).click()
    await page.getByRole("button", { name: "Resume" }).click()
    await expect.poll(() => gateway.acts).toEqual(["pause", "resume"])
    await hangUp()

    await page.getByText("Verified here: signed by the log").waitFor()
    expect(await page.locator("#outcome").innerText()).toContain("Granted")
    expect(await page.locator("#playback").innerText()).toContain(RECORDING)
    await expect.poll(() => page.evaluate("document.querySelector('audio').duration")).toBeCloseTo(2, 1)
    expect(faults).toEqual([])
    expect(gateway.testCalls).toEqual([{ from: "+4915112345678", to: "+4930123456" }])
  })

  test("the microphone reaches the gateway as 20 ms frames on one clock, and marks come back when their audio was played", async () => {
    await ring()
    expect(gateway.heardMs()).toBeGreaterThanOrEqual(400)
    expect(gateway.heardMs()).toBeLessThan(1500)
    await frameCount(75)
    await hangUp()
    expect(gateway.seen.slice(0, 2).map(({ event }) => event)).toEqual(["connected", "start"])
    expect(gateway.seen.at(-1)?.event).toBe("stop")
    const media = gateway.seen.flatMap((message) => (message.event === "media" ? [message.media] : []))
    expect(media.map(({ chunk }) => Number(chunk))).toEqual(media.map((_, i) => i + 1))
    expect(media.map(({ timestamp }) => Number(timestamp))).toEqual(media.map((_, i) => i * 20))
    const sizes = new Set(media.map(({ payload }) => Buffer.from(payload, "base64").length))
    expect([...sizes]).toEqual([160])
    // Chromium's fake microphone beeps: something other than silence was heard.
    expect(media.some(({ payload }) => Buffer.from(payload, "base64").some((byte) => (byte & 0x7f) < 0x40))).toBe(true)
  })

  test("a refusal by keyboard shows that nothing was recorded, and offers nothing to play", async () => {
    await page.getByLabel("Silence").check()
    await page.getByLabel("Caller's number").fill("")
    await ring()
    await page.locator("body").press("2")
    await page.getByText("The caller refuses").waitFor()
    await hangUp()
    await page.getByText("Nothing of this call was recorded").waitFor()
    expect(await page.locator("#outcome").innerText()).toContain("Refused")
    expect(await page.locator("audio").count()).toBe(0)
    expect(gateway.testCalls).toEqual([{ to: "+4930123456" }])
    expect(new Set(frames()).size).toBe(1)
  })

  test("a number that is none is refused with the field's own words and places no call", async () => {
    await page.getByLabel("Caller's number").fill("0151 12345")
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await page.getByText("must be in the form +4915112345678").waitFor()
    expect(gateway.testCalls).toEqual([])
  })

  test("a WAV file is played instead of the microphone", async () => {
    await page.getByLabel("WAV file").check()
    const audio = await fetch(`${gateway.url}/v1/recordings/x/audio`, {
      headers: { authorization: "Bearer asnt_dev_page" },
    })
    const buffer = Buffer.from(await audio.arrayBuffer())
    await page.getByLabel("WAV to play").setInputFiles({ name: "voice.wav", mimeType: "audio/wav", buffer })
    await ring()
    await frameCount(60)
    await hangUp()
    // The tone is on one of two channels: mixed down, it is at half its level of 8000.
    const loudest = frames().map((frame) => Math.max(...decodeMulaw(Buffer.from(frame, "base64"))))
    expect(Math.max(...loudest)).toBeGreaterThan(3600)
    expect(Math.max(...loudest)).toBeLessThan(4400)
  })

  test("before, in and after a call no accessibility rule is broken, light or dark, wide or at 360 px", async () => {
    const look = async (moment: string): Promise<void> => {
      for (const colorScheme of ["light", "dark"] as const) {
        for (const width of [360, 1120]) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
          await page.setViewportSize({ width, height: 780 })
          await shot(`${moment}-${colorScheme}-${width}`)
          expect(await violations()).toEqual([])
          expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width)
        }
      }
    }
    await page.getByLabel("WAV file").check()
    await look("idle")
    await page.getByLabel("Silence").check()
    await ring()
    await page.getByRole("button", { name: "1 agree" }).click()
    await page.getByText("Recording starts").waitFor()
    await look("in-call")
    await hangUp()
    await page.getByText("Verified here").waitFor()
    await look("ended")
  })
})

describe("the development key", () => {
  const ask = async (headers: Record<string, string>): Promise<number> => {
    const { request } = await import("node:http")
    return new Promise((resolve, reject) => {
      const asked = request(`${gateway.url}/phone/session`, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      asked.on("error", reject).end()
    })
  }

  test("is given to the page itself and to nobody from another origin, another host name or without a browser's word", async () => {
    const host = new URL(gateway.url).host
    expect(await ask({ "sec-fetch-site": "same-origin" })).toBe(200)
    expect(await ask({ "sec-fetch-site": "none", origin: `http://${host}` })).toBe(200)
    expect(await ask({})).toBe(403)
    expect(await ask({ "sec-fetch-site": "cross-site" })).toBe(403)
    expect(await ask({ "sec-fetch-site": "same-site" })).toBe(403)
    expect(await ask({ "sec-fetch-site": "same-origin", origin: "http://evil.test" })).toBe(403)
    expect(await ask({ "sec-fetch-site": "same-origin", host: "rebound.test:7080" })).toBe(403)
  })

  test("a page with a script that is not ours is stopped by the policy", async () => {
    const stopped = await page.evaluate(`new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.violatedDirective))
      const script = document.createElement("script")
      script.textContent = "document.title = 'taken'"
      document.head.append(script)
    })`)
    expect(stopped).toContain("script-src")
    expect(await page.title()).toBe("Test phone · Assent")
  })
})
