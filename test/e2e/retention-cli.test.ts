/* Rules of retention from the command line: what a change would do is shown before it is made. */
import { expect, test } from "vitest"
import { assent } from "../cli/cli-io.ts"
import { agreeing, pause } from "./recorded-call.ts"
import { KEY, settled, testGateway } from "./gateway.ts"

test("a rule is previewed, applied to what exists only with its preview, and ended; history is a setting of its own", async () => {
  await using line = await testGateway({ config: { retention: { history_days: 30 } } })
  const cli = (...argv: string[]) => assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY } })
  const ringing = await agreeing(line)
  await pause(200)
  ringing.hangup()
  const { recordings } = await settled(line, ringing.callId)
  const rec = recordings[0].id as string
  const before = (await cli("retention", "show", rec)).out

  expect((await cli("retention", "rules", "list")).out).toContain("No rules")
  const rule = ["--kind", "minimum", "--days", "1825", "--basis", "MiFID II"]
  const shown = await cli("retention", "rules", "preview", ...rule)
  expect(shown).toMatchObject({ code: 0, err: "" })
  expect(shown.out).toContain("1 existing recordings would get another last day; 0 of them are deleted at once.")
  const preview = /--apply (\S+)/.exec(shown.out)?.[1] ?? ""
  expect(await cli("retention", "rules", "add", ...rule, "--apply", "stale")).toMatchObject({ code: 1 })
  expect((await cli("retention", "show", rec)).out).toBe(before)
  const added = await cli("retention", "rules", "add", ...rule, "--apply", preview, "--json")
  const { id } = JSON.parse(added.out).rule as { id: string }
  expect((await cli("retention", "show", rec)).out).toContain("MiFID II")
  expect((await cli("retention", "rules", "list")).out).toContain(id)

  const ending = await cli("retention", "rules", "remove", id, "--dry-run")
  const last = /--apply (\S+)/.exec(ending.out)?.[1] ?? ""
  expect(await cli("retention", "rules", "remove", id, "--apply", last)).toMatchObject({ code: 0 })
  expect((await cli("retention", "show", rec)).out).toBe(before)

  const status = (await cli("retention", "status")).out
  for (const words of ["0 recordings are overdue", "listed for 30 days", "note 365", "document 30"])
    expect(status).toContain(words)
  expect(await cli("retention", "confirm")).toMatchObject({ code: 2, err: expect.stringContaining("--yes") })
  expect((await cli("retention", "confirm", "--yes")).out).toContain("0 were due")
  expect(
    await cli("retention", "rules", "preview", "--kind", "minimum", "--days", "many", "--basis", "x"),
  ).toMatchObject({
    code: 2,
    err: expect.stringContaining("--days"),
  })
})
