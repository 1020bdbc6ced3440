/* The callers' pages in a real browser with scripts switched off: what is shown, said, and pressed. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Browser, BrowserContext, Page } from "playwright-core"
import Fastify, { type FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { renderSVG } from "uqr"
import { privacyPages } from "../../src/api/door/privacy-page.ts"
import { receiptPage } from "../../src/api/door/receipt-page.ts"
import { doorLanguages, doorWords, languageOf } from "../../src/api/door/words.ts"
import type { CallerDoor, ReceiptState } from "../../src/api/caller-door.ts"
import { plainPages } from "../../src/api/pages.ts"
import { phonePage } from "../../src/api/phone-page.ts"
import { AssentError } from "../../src/errors.ts"
import { TooManyGuesses } from "../../src/rights/receipt-door.ts"
import { MemoryApi } from "../fakes/api.ts"
import { openBrowser } from "./browser.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const shots = process.env["ASSENT_SCREENSHOTS"]
const CODE = "3141 5926"
const NUMBER = "+49 151 12345678"

let browser: Browser
let inspector: Page
let app: FastifyInstance
let url: string
const acts: string[] = []
const logged: object[] = []

/** Opens to one code and one number. */
function door(): CallerDoor {
  let state: ReceiptState = {
    callId: "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
    lineId: "main",
    at: "2026-11-23T16:20:00.000Z",
    organisation: "Müller & Söhne <GmbH>",
    live: false,
    decision: { state: "granted", at: "2026-11-23T16:20:09.000Z" },
    notice: { greeting: "standard", version: 1, language: "en" },
    audio: "kept",
    keptUntil: "2027-11-23",
    canWithdraw: true,
  }
  const open = (act: string, { code, number }: { readonly code: string; readonly number: string }): ReceiptState => {
    acts.push(act)
    if (code === "99999999") throw new TooManyGuesses(120_000)
    if (code === "77777777") throw new Error("the disk is gone")
    if (code !== "31415926" || number !== "+4915112345678") throw new AssentError("NOT_FOUND", "nothing is known")
    return state
  }
  return {
    state: async (proof) => open("state", proof),
    withdraw: async (proof) => {
      if (!open("withdraw", proof).canWithdraw) throw new AssentError("CONFLICT", "nothing to withdraw")
      state = { ...state, decision: { state: "withdrawn", at: state.at }, audio: "restricted", canWithdraw: false }
      return state
    },
    ask: async (proof, { kind, language }) => {
      open(kind, proof)
      const none = { items: [], callKeyIds: [], certificate: null, manifest: null, decidedBy: null, extended: false }
      const about = { subjectLookup: "l", masked: "+49", recordingId: null, filedBy: "caller", details: {} }
      const at = { id: state.callId, receivedAt: state.at, dueOn: "2026-12-23", state: "received" } as const
      return { ...none, ...about, ...at, kind, language }
    },
  }
}

beforeAll(async () => {
  const document = new MemoryApi().document
  app = Fastify()
  phonePage(app, { session: null })
  plainPages(app, { provider: false, dev: false })
  receiptPage(app, door(), {
    info: () => undefined,
    warn: () => undefined,
    error: (fields) => void logged.push(fields),
  })
  privacyPages(app, {
    operator: {
      current: () => ({ ...document, lines: document.lines.map((line) => ({ ...line, receipt: "on_request" })) }),
    },
    publicUrl: "https://calls.example.com",
    controller: { name: "Example GmbH", contact: "privacy@example.com", address: "Hauptstraße 1, Berlin" },
    officer: { name: "Dr. Ada Example", contact: "dpo@example.com" },
    contact: null,
    authority: "Berliner Beauftragte für Datenschutz und Informationsfreiheit",
    keysInCall: () => "yes",
    recipients: () => ["Carrier Inc.", "Archive Ltd"],
  })
  url = await app.listen({ host: "127.0.0.1", port: 0 })
  browser = await openBrowser()
  inspector = await browser.newPage({ viewport: { width: 360, height: 740 } })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await app.close()
})

/** 360 pixels, as a small telephone has. */
async function opened(
  options: { dark?: boolean; locale?: string; scripts?: boolean } = {},
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    colorScheme: options.dark ? "dark" : "light",
    locale: options.locale ?? "en-GB",
    javaScriptEnabled: options.scripts ?? false,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()))
  return { page, context, faults }
}

async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

/** axe needs scripts, which the pages themselves do not: the same document is looked at once more where it may run. */
async function flawless(page: Page): Promise<void> {
  const content = await page.content()
  for (const colorScheme of ["light", "dark"] as const) {
    await inspector.emulateMedia({ colorScheme })
    await inspector.goto(`${url}/receipt`)
    await inspector.setContent(content)
    await inspector.evaluate(axe)
    const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
    const found = z
      .object({ violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })) })
      .parse(await inspector.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`))
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([])
    const [width, paper] = z
      .tuple([z.number(), z.string()])
      .parse(
        await inspector.evaluate(
          "[document.documentElement.scrollWidth, getComputedStyle(document.body).backgroundColor]",
        ),
      )
    expect(width).toBeLessThanOrEqual(360)
    // It was looked at in its own colours.
    expect(paper).toBe(colorScheme === "light" ? "rgb(245, 243, 238)" : "rgb(18, 24, 26)")
  }
}

test(
  "without a script, in the browser's own language, a caller sees the state and withdraws with one press",
  { timeout: 60_000 },
  async () => {
    const { page, context, faults } = await opened({ locale: "de-DE" })
    const words = doorWords.de.receipt
    await page.goto(`${url}/receipt`)
    expect(await page.getAttribute("html", "lang")).toBe("de")
    await shot(page, "receipt-de")
    await flawless(page)
    await page.getByLabel(words.code).fill(CODE)
    await page.getByLabel(words.number).fill(NUMBER)
    await page.getByRole("button", { name: words.show }).click()
    await page.getByText(words.decided.granted).waitFor()
    await page.getByText("Müller & Söhne <GmbH>").waitFor()
    await page.getByText("23. November 2027").waitFor()
    await shot(page, "receipt-state-de")
    await flawless(page)
    await page.getByRole("button", { name: words.withdraw }).click()
    await page.getByText(words.done.withdraw).waitFor()
    await page.getByText(words.audio.restricted).waitFor()
    expect(await page.getByRole("button", { name: words.withdraw }).count()).toBe(0)
    await shot(page, "receipt-withdrawn-de")
    await page.getByRole("button", { name: words.access }).click()
    await page.getByText(/23\. Dezember 2026/).waitFor()
    await page.getByRole("button", { name: words.erasure }).click()
    await page.getByText(words.done.erasure).waitFor()
    expect(acts).toEqual(["state", "withdraw", "access", "state", "erasure", "state"])
    // Code and number are in no address, which histories and proxies keep.
    expect(page.url()).toBe(`${url}/receipt`)
    expect(faults).toEqual([])
    await context.close()
  },
)

const post = (body: string) =>
  fetch(`${url}/receipt`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body })

test("a wrong code and an unknown number are one page; too many tries, a bad form and a fault each say what to do", async () => {
  const wrong = await post("code=11111111&number=%2B4915112345678&act=show")
  const unknown = await post("code=31415926&number=%2B4915100000000&act=withdraw")
  expect([wrong.status, unknown.status]).toEqual([404, 404])
  expect(await wrong.text()).toBe(await unknown.text())
  const slowed = await post("code=99999999&number=%2B4915112345678&lang=fr")
  expect([slowed.status, slowed.headers.get("retry-after")]).toEqual([429, "120"])
  expect(await slowed.text()).toContain("2 minutes")
  const bad = await post("code=12&number=0151&lang=es")
  expect(bad.status).toBe(400)
  expect(await bad.text()).toContain(doorWords.es.receipt.problem.form)
  const again = await post("code=31415926&number=004915112345678&act=withdraw")
  expect(again.status).toBe(409)
  expect(await again.text()).toContain(doorWords.en.receipt.problem.conflict)
  const failed = await post("code=77777777&number=%2B4915112345678")
  expect(failed.status).toBe(503)
  expect(logged).toHaveLength(1)
  expect((await post("a=".padEnd(5000, "x"))).status).toBe(413)
})

test("a page runs nothing, is framed and kept by nobody, and tells where it was only to its own gateway", async () => {
  for (const path of ["/receipt", "/privacy/main", "/privacy/main/v/1"]) {
    const { headers, status } = await fetch(url + path)
    expect(status, path).toBe(200)
    const csp = headers.get("content-security-policy") ?? ""
    for (const rule of ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"])
      expect(csp).toContain(rule)
    expect(csp).not.toContain("script-src")
    expect(headers.get("cache-control")).toBe("no-store")
    expect(headers.get("referrer-policy")).toBe("same-origin")
  }
  const form = await (await post("code=%22%3E%3Cscript%3E&number=%3Cb%3E&lang=%22%3E%3Cscript%3E")).text()
  expect(form).not.toContain("<script>")
})

test.each(doorLanguages)(
  "the privacy page of a line says in %s who, why, how long, what one may do, and the words that are played",
  { timeout: 60_000 },
  async (language) => {
    const { page, context } = await opened({ dark: language === "fr" || language === "de" })
    await page.goto(`${url}/privacy/main?lang=${language}`)
    const words = doorWords[language].privacy
    expect(await page.getAttribute("html", "lang")).toBe(language)
    for (const said of [
      words.who,
      words.why,
      words.rights,
      words.noPhone,
      words.text,
      words.days(365),
      "dpo@example.com",
      "Carrier Inc., Archive Ltd",
    ]) {
      expect(await page.getByText(said).count(), said).toBeGreaterThan(0)
    }
    await page
      .getByRole("link", { name: words.played(1, "").split(",")[0] ?? "" })
      .first()
      .waitFor()
    await shot(page, `privacy-${language}`)
    if (language === "de") await flawless(page)
    await context.close()
  },
)

test("a version shows the words that were played; a draft, another line and another number show nothing", async () => {
  const played = await (await fetch(`${url}/privacy/main/v/1`)).text()
  expect(played).toContain(new MemoryApi().document.greetings[0]!.versions[0]!.languages["en"]!.notice!.text)
  const missing = await Promise.all(
    ["/privacy/main/v/99", "/privacy/main/v/1?greeting=nobody", "/privacy/nobody", "/p/nobody"].map((path) =>
      fetch(url + path),
    ),
  )
  expect(missing.every(({ status }) => status >= 400)).toBe(true)
  const named = await fetch(`${url}/privacy/main/v/1?greeting=standard&lang=es`)
  expect(await named.text()).toContain('href="/privacy/main/v/1?lang=fr"')
  const short = await fetch(`${url}/p/main`, { redirect: "manual" })
  expect([short.status, short.headers.get("location")]).toEqual([302, "/privacy/main"])
})

test("the code to print holds the short link that stands above it, and is shown", async () => {
  const page = await browser.newPage()
  await page.goto(`${url}/privacy/main`)
  const link = await page.locator("a[href='/p/main']").textContent()
  const picture = page.locator("img[src='/p/main/qr.svg']")
  expect(await picture.evaluate(({ naturalWidth }: { naturalWidth: number }) => naturalWidth)).toBeGreaterThan(0)
  await page.close()
  const svg = await fetch(`${url}/p/main/qr.svg`)
  expect([svg.status, svg.headers.get("content-type")]).toEqual([200, expect.stringContaining("image/svg+xml")])
  expect(link).toMatch(/^http.*\/p\/main$/)
  expect(await svg.text()).toBe(renderSVG(link ?? "", { border: 4 }))
})

test("the language is the one asked for, else the browser's, else English", () => {
  expect(languageOf("fr", "de-DE,de")).toBe("fr")
  expect(languageOf("xx", "de-DE,de;q=0.9,en;q=0.8")).toBe("de")
  expect(languageOf(undefined, "pl, es;q=0.2, fr;q=0.5, de;q=0")).toBe("fr")
  expect(languageOf(undefined, undefined)).toBe("en")
})
