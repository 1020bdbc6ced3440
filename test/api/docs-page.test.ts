import { expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { openBrowser } from "../e2e/browser.ts"
import { KEY, MemoryApi } from "../fakes/api.ts"

test("the page of the description works in a browser under its own strict policy", { timeout: 60_000 }, async () => {
  const app = buildApi(new MemoryApi().addCalls(2).parts)
  const base = await app.listen({ port: 0, host: "127.0.0.1" })
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    const problems: string[] = []
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text())
    })
    page.on("pageerror", (error) => problems.push(error.message))
    page.on("request", (request) => {
      if (!request.url().startsWith(base) && !request.url().startsWith("data:")) problems.push(request.url())
    })
    await page.goto(`${base}/docs`)
    await page.locator("#operations-calls-get_calls").click()
    await page.locator("#operations-calls-get_calls .opblock-summary-description").waitFor()
    // Operations are drawn as they come into sight.
    const seen = new Set<string>()
    for (let i = 0; i < 60 && seen.size <= 30; i++) {
      for (const path of await page.locator(".opblock .opblock-summary-path").allInnerTexts()) seen.add(path)
      await page.mouse.wheel(0, 600)
      await page.waitForTimeout(100)
    }
    expect(seen.size).toBeGreaterThan(30)

    // The page's own requests pass the gateway's guard: same origin, with the key typed in.
    const answer = await page.evaluate(async (key) => {
      const response = await fetch("/v1/calls", { headers: { authorization: `Bearer ${key}` } })
      return response.status
    }, KEY)
    expect(answer).toBe(200)
    expect(problems).toEqual([])
  } finally {
    await browser.close()
    await app.close()
  }
})
