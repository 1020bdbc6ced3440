/* Greetings in the console: words and a microphone, checks, a version that callers hear, and the way back. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { eventually } from "../e2e/gateway.ts"
import { type Console, openConsole, type View } from "./browser.ts"

const WORDS = "Thank you, that is noted."

const kept = z.object({
  live: z.int(),
  versions: z.array(
    z.object({
      message: z.string().nullable(),
      languages: z.object({ en: z.object({ granted: z.object({ text: z.string(), audio_sha256: z.string() }) }) }),
    }),
  ),
})
const stored = async () => kept.parse((await shown.gateway.get("/v1/greetings/welcome")).body)

let shown: Console
let editor: View
let live: number
beforeAll(async () => {
  shown = await openConsole()
  live = (await stored()).live
  editor = await shown.signedIn("editor")
}, 90_000)
afterEach(() => shown.expectNoFaults())
afterAll(() => shown[Symbol.asyncDispose]())

test("the list says which version is live, and which languages its lines ask for in vain", async () => {
  const { page } = editor
  const wanted = await shown.gateway.send("PATCH", "/v1/lines/demo", { language_by_prefix: { "+46": "sv" } })
  expect(wanted.status).toBe(200)
  await editor.open("/greetings")
  const row = page.locator("tbody tr").filter({ hasText: "Missing: sv" })
  await row.waitFor()
  // No version could be published beside that gap.
  await shown.gateway.send("PATCH", "/v1/lines/demo", { language_by_prefix: null })
  await editor.expectAccessible()
  await editor.shoot("greetings")
  await page.getByRole("button", { name: "Add a greeting" }).press("Enter")
  await page.getByRole("dialog").waitFor()
  await editor.expectAccessible()
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("After hours")
  await editor.press("Enter")
  await page.waitForURL(/\/greetings\/after-hours$/)
  await page.getByText("Missing").first().waitFor()
})

test(
  "a draft's words are recorded in the browser, checked, published with a message, and heard as new bytes",
  { timeout: 150_000 },
  async () => {
    const { page, context } = editor
    await editor.open(`/greetings/welcome?version=${live}`)
    await page.getByRole("button", { name: /Begin a draft from version/ }).click()
    await page.waitForURL(new RegExp(`version=(?!${live}$)`))
    const words = page.getByRole("textbox", { name: "Words of “After a yes”" })
    await words.fill(WORDS)
    await page.getByText("New words need new audio").waitFor()
    await editor.expectAccessible()
    await editor.shoot("greeting-source")
    const prompt = page.getByRole("listitem").filter({ has: words })
    await prompt.getByRole("button", { name: "Record", exact: true }).click()
    await page.getByRole("button", { name: "Stop" }).waitFor()
    const meter = page.getByRole("meter", { name: "Level of the microphone" })
    await eventually(async () => (Number(await meter.getAttribute("value")) > -40 ? true : null))
    await page.getByRole("button", { name: "Stop" }).press("Enter")
    await page.getByRole("button", { name: "Use it" }).waitFor()
    await editor.expectAccessible()
    await page.getByRole("button", { name: "Use it" }).click()
    await page.getByText("“After a yes” is kept in the draft").waitFor()
    await page.getByText("New words need new audio").waitFor({ state: "detached" })

    await page.getByRole("tab", { name: "Listen" }).click()
    const heard = page.getByRole("region", { name: "Listen" }).getByLabel("Listen to “After a yes”")
    const wav = await context.request.get((await heard.getAttribute("src")) ?? "")
    expect((await wav.body()).subarray(0, 4).toString()).toBe("RIFF")
    await editor.expectAccessible()
    await editor.shoot("greeting-listen")

    await page.getByRole("tab", { name: "Checks" }).click()
    await page
      .getByText(/publish/)
      .first()
      .waitFor()
    await editor.expectAccessible()
    await editor.shoot("greeting-checks")
    const waive = page.getByRole("button", { name: "Let it stand" })
    for (let left = await waive.count(); left > 0; left--) {
      await waive.first().click()
      await page.getByLabel("Why may it stand?").fill("a tone, for a test")
      await page.getByRole("dialog").getByRole("button", { name: "Let it stand" }).click()
      await page.getByRole("dialog").waitFor({ state: "detached" })
      await eventually(async () => ((await waive.count()) < left ? true : null))
    }
    await page.getByText("May be published").waitFor()

    await page.getByRole("tab", { name: "Versions" }).click()
    const diff = page.getByRole("region", { name: "What callers hear differently" })
    await diff.locator("ins").first().waitFor()
    expect(await diff.locator("audio").count()).toBe(2)
    await editor.shoot("greeting-versions")
    await page.getByRole("button", { name: "Publish", exact: true }).click()
    await page.getByLabel("Message").fill("A shorter thanks")
    await editor.expectAccessible()
    await page.getByRole("button", { name: "Publish now" }).click()
    await page.getByText("Published: new callers hear it now").waitFor()
    const { live: now, versions } = await stored()
    expect(now).toBe(versions.length)
    const [before, after] = versions.slice(-2)
    expect([after?.message, after?.languages.en.granted.text]).toEqual(["A shorter thanks", WORDS])
    expect(after?.languages.en.granted.audio_sha256).not.toBe(before?.languages.en.granted.audio_sha256)
  },
)

test(
  "an earlier version comes back, and a schedule is made and taken away, by keys alone",
  { timeout: 90_000 },
  async () => {
    const { page } = editor
    // The first is never the live one here.
    await editor.open("/greetings/welcome?tab=versions&version=1")
    await page.getByRole("button", { name: "Bring back version 1" }).press("Enter")
    await page.getByLabel("Message").fill("The new thanks was misunderstood")
    await editor.press("Enter")
    await page.getByText("Brings back version 1").first().waitFor()
    expect((await stored()).live).toBeGreaterThan(live)

    await page.getByRole("button", { name: /Begin a draft from version/ }).press("Enter")
    await page.getByRole("button", { name: "Publish", exact: true }).press("Enter")
    await page.getByLabel("Message").fill("For the new year")
    await page.getByLabel("At a time (optional)").fill(new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16))
    await page.getByRole("button", { name: "Schedule" }).press("Enter")
    await page.getByText(/Goes live on/).waitFor()
    await page.getByRole("button", { name: "Take it off the schedule" }).press("Enter")
    await page.getByRole("dialog").getByRole("button", { name: "Take it off the schedule" }).press("Enter")
    await page.getByRole("button", { name: "Publish", exact: true }).waitFor()
  },
)

test("a role that may not write reads and listens, and is offered nothing else", async () => {
  const auditor = await shown.signedIn("auditor", { language: "de" })
  await auditor.open("/greetings/welcome")
  await auditor.page.getByText("Text und Ton stehen fest.").waitFor()
  expect(await auditor.page.getByRole("button", { name: /Entwurf|Aufnehmen|Veröffentlichen/ }).count()).toBe(0)
  await auditor.expectAccessible()
})
