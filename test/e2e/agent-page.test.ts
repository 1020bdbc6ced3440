import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { openBrowser } from "./browser.ts"
import { eventually, settled, testGateway, type TestGateway } from "./gateway.ts"
import { agreeing } from "./recorded-call.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const shots = process.env["ASSENT_SCREENSHOTS"]
const PASSWORD = "a long enough password"

let browser: Browser
let page: Page
let line: TestGateway
const faults: string[] = []

beforeAll(async () => {
  line = await testGateway()
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 700, height: 900 } })
  page.on("pageerror", (error) => faults.push(error.message))
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()))
}, 60_000)
afterAll(async () => {
  await browser.close()
  await line[Symbol.asyncDispose]()
})

async function shot(name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

async function violations(): Promise<readonly string[]> {
  await page.evaluate(axe)
  const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
  const found = z
    .object({ violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })) })
    .parse(await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`))
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)
}

test(
  "an agent joins by their link, signs in, and by keyboard alone pauses, resumes and ends the recording of a live call",
  { timeout: 60_000 },
  async () => {
    const { body } = await line.send("POST", "/v1/users", { login: "kim@example.org", role: "agent" })
    await page.goto(String(body.invitation))
    await page.getByLabel("Password, at least 12 characters").fill(PASSWORD)
    await page.getByLabel("The same again").fill(PASSWORD)
    expect(page.url()).not.toContain("#")
    expect(await violations()).toEqual([])
    await shot("join")
    await page.getByRole("button", { name: "Join" }).press("Enter")
    await page.getByText("kim@example.org may sign in now.").waitFor()

    await page.getByRole("link", { name: "Sign in" }).click()
    await page.getByLabel("Name or e-mail address").fill("kim@example.org")
    await page.getByLabel("Password").fill(PASSWORD)
    await shot("signin")
    expect(await violations()).toEqual([])
    await page.getByLabel("Password").press("Enter")
    await page.getByText("kim@example.org, as agent").waitFor()
    await page.getByRole("link", { name: /Live calls/ }).click()
    await page.getByText("No call is live.").waitFor()

    const call = await agreeing(line, "+4915112345678")
    const pick = page.getByRole("button", { name: /\+49.*line/ })
    await pick.waitFor()
    expect(await page.locator("body").innerText()).not.toContain("15112345678")
    await pick.press("Enter")
    const state = page.locator("#state")
    await state.getByText("Recording", { exact: true }).waitFor()
    expect(await state.innerText()).toContain("Granted")
    await page.getByRole("button", { name: "Pause for card data" }).press("Enter")
    await state.getByText("Paused: nothing of this is kept").waitFor()
    await shot("agent-paused")
    expect(await violations()).toEqual([])
    await page.getByRole("button", { name: "Resume recording" }).press("Enter")
    await state.getByText("Recording", { exact: true }).waitFor()
    await page.getByRole("button", { name: "Caller withdrew consent" }).press("Enter")
    expect(await page.evaluate("document.activeElement.id")).toBe("no")
    await page.getByRole("button", { name: "Yes, the caller withdrew" }).press("Enter")
    await state.getByText("Caller's consent: Withdrawn").waitFor()
    await eventually(async () =>
      (await line.get(`/v1/calls/${call.callId}`)).body.consent === "withdrawn" ? true : null,
    )
    call.hangup()
    await page.getByText("No call is live.").waitFor()
    const ended = await settled(line, call.callId)
    expect(ended.consent).toBe("withdrawn")

    const second = await agreeing(line, "+4915112345678")
    await pick.waitFor()
    await pick.press("Enter")
    await state.getByText("Recording", { exact: true }).waitFor()
    await page.getByRole("button", { name: "Stop recording for good" }).press("Enter")
    expect(await violations()).toEqual([])
    await page.getByRole("button", { name: "No, go on" }).press("Enter")
    expect(await page.evaluate("document.activeElement.id")).toBe("stop")
    await page.getByRole("button", { name: "Stop recording for good" }).press("Enter")
    await page.getByRole("button", { name: "Yes, stop recording" }).press("Enter")
    await state.getByText("Not recorded").waitFor()
    expect(await page.getByRole("button", { name: "Resume recording" }).isDisabled()).toBe(true)
    second.hangup()
    await page.getByText("No call is live.").waitFor()
    const stopped = await settled(line, second.callId)
    expect([stopped.consent, stopped.recordings[0].state]).toEqual(["granted", "sealed"])

    await page.getByRole("link", { name: "Account" }).click()
    await page.getByRole("button", { name: "Sign out" }).click()
    await page.getByLabel("Password").waitFor()
    await page.goto(`${line.gateway.url}/agent`)
    await page.waitForURL(/\/signin$/)
    // Who is not signed in is told so with a 401, which the browser writes to its console by itself.
    expect(faults.filter((fault) => !fault.includes("401"))).toEqual([])
  },
)

test("the pages send scripts, styles and requests to this gateway alone, and / leads to the console", async () => {
  for (const path of ["/signin", "/join", "/agent"]) {
    const answer = await fetch(line.gateway.url + path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'self'; object-src 'none'/)
    const html = await answer.text()
    expect(html).not.toMatch(/<script>|<style|style="|https?:/)
    expect(html).toContain(path === "/signin" ? ' id="provider" hidden' : "/pages/")
  }
  const root = await fetch(`${line.gateway.url}/`, { redirect: "manual" })
  expect([root.status, root.headers.get("location")]).toEqual([302, "/console/"])
})
