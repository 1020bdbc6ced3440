/*
 * The console as people use it: a real gateway and a real Chromium, one of each per test file. What a page may not do
 * anywhere fails the test that did it: errors, a break of the content policy, a request to another origin.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { expect, vi } from "vitest"
import { z } from "zod"
import type { Role } from "../../src/people/permissions.ts"
import { openBrowser } from "../e2e/browser.ts"
import { eventually, testGateway, type TestGateway } from "../e2e/gateway.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const built = fileURLToPath(new URL("../../dist/console/index.html", import.meta.url))
/** `ASSENT_SCREENSHOTS=1` puts them where the README shows them from; any other value names a folder. */
const wanted = process.env["ASSENT_SCREENSHOTS"] ?? join(tmpdir(), "console-screens")
const shots = wanted === "1" ? fileURLToPath(new URL("screens/", import.meta.url)) : wanted

// Two cores that run other tests beside a browser take their time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 })

export interface View {
  readonly page: Page
  readonly context: BrowserContext
  /** Goes to a view of the console, such as `/calls?outcome=granted`, and waits for its heading. */
  open(path: string): Promise<void>
  /** axe on the page as it stands, dialogs included, in the light and the dark scheme: expects no violation. */
  expectAccessible(): Promise<void>
  /** In light, dark and at 360 px, as `<name>.png`, `<name>-dark.png`, `<name>-narrow.png`. */
  shoot(name: string): Promise<void>
  /** Keys one after the other, each a Playwright name such as `Tab` or `Shift+Tab`. */
  press(...keys: readonly string[]): Promise<void>
  /** What has the focus, as role-like tag and its words. */
  focused(): Promise<string>
}

export interface Console extends AsyncDisposable {
  readonly gateway: TestGateway
  readonly browser: Browser
  /** A window of somebody in this role, wide as a desk's. Two of them are two people. */
  signedIn(role: Role, options?: { readonly language?: string; readonly width?: number }): Promise<View>
  /** Expects that no page so far had an error, broke its policy or asked another origin. Call it in afterEach. */
  expectNoFaults(): void
}

export async function openConsole(
  options: { readonly config?: object; readonly voice?: string } = {},
): Promise<Console> {
  if (!existsSync(built)) throw new Error("the console is not built: npm run console")
  const gateway = await testGateway(options.config === undefined ? {} : { config: options.config })
  const browser = await openBrowser(options.voice === undefined ? {} : { voice: options.voice })
  const faults: string[] = []
  const { url } = gateway.gateway

  function watch(page: Page): void {
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`))
    // Violations of the content policy come this way, too.
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) faults.push(message.text())
    })
    page.on("request", (request) => {
      const asked = request.url()
      if (!asked.startsWith(`${url}/`) && !/^(data|blob):/.test(asked)) faults.push(`asked ${asked}`)
    })
  }

  return {
    gateway,
    browser,
    async signedIn(role, { language = "en", width = 1280 } = {}) {
      const context = await browser.newContext({
        baseURL: url,
        locale: language,
        timezoneId: "Europe/Berlin",
        viewport: { width, height: 900 },
        reducedMotion: "reduce",
        permissions: ["microphone"],
      })
      const answer = await context.request.post("/signin/dev", {
        data: { role },
        headers: { "sec-fetch-site": "same-origin" },
      })
      expect(answer.status()).toBe(204)
      const page = await context.newPage()
      watch(page)
      return viewOf(page, context)
    },
    expectNoFaults: () => expect(faults.splice(0)).toEqual([]),
    async [Symbol.asyncDispose]() {
      await browser.close()
      await gateway[Symbol.asyncDispose]()
    },
  }
}

function viewOf(page: Page, context: BrowserContext): View {
  async function scheme(name: "light" | "dark"): Promise<void> {
    await page.emulateMedia({ colorScheme: name })
    await page.locator(`html[data-mantine-color-scheme="${name}"]`).waitFor({ state: "attached" })
    // Painted in it, too.
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
  }

  return {
    page,
    context,
    async open(path) {
      await page.goto(`/console${path}`)
      await page.locator("#content h1").first().waitFor()
    },
    async expectAccessible() {
      for (const name of ["dark", "light"] as const) {
        await scheme(name)
        expect(await violations(page), `${name}: ${page.url()}`).toEqual([])
      }
    },
    async shoot(name) {
      mkdirSync(shots, { recursive: true })
      const size = page.viewportSize() ?? { width: 1280, height: 900 }
      await page.screenshot({ path: join(shots, `${name}.png`) })
      await scheme("dark")
      await page.screenshot({ path: join(shots, `${name}-dark.png`) })
      await scheme("light")
      await page.setViewportSize({ width: 360, height: 780 })
      // Drawings follow a little later.
      await eventually(async () => ((await sidewaysPx(page)) <= 0 ? true : null), 3000)
      await page.screenshot({ path: join(shots, `${name}-narrow.png`), fullPage: true })
      await page.setViewportSize(size)
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key)
    },
    focused: async () =>
      z
        .string()
        .parse(
          await page.evaluate(
            "(e => `${e?.tagName.toLowerCase()} ${(e?.getAttribute('aria-label') ?? e?.textContent ?? '').trim()}`)(document.activeElement)",
          ),
        ),
  }
}

async function sidewaysPx(page: Page): Promise<number> {
  return z.number().parse(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
}

const found = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
  ),
})

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
  // Preloading makes inline styles, which the policy refuses; only a rule that we do not need wants it.
  const options = JSON.stringify({ runOnly: rules, preload: false })
  const result = found.parse(await page.evaluate(`axe.run(document, ${options})`))
  return result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("\n")}`,
  )
}
