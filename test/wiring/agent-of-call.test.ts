import { afterEach, beforeEach, expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import { agentOfCall } from "../../src/wiring/agent-of-call.ts"
import { openFresh } from "../storage/embedded/folder.ts"
import { answeredRow, idsInOrder } from "../storage/rows.ts"

let opened: Awaited<ReturnType<typeof openFresh>>
const logged: [string, object, string][] = []
const note = (level: string) => (fields: object, message: string) => void logged.push([level, fields, message])
const log = { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") }
const [call, other, third] = idsInOrder(3) as [string, string, string]

beforeEach(async () => {
  logged.length = 0
  opened = await openFresh()
  await opened.ledgerStore.create("ledger.example/agents")
  const agent = { about: null, version: uuidv7(), keyId: `ck_${uuidv7()}`, leaf: 7, asked: false }
  await opened.ledgerStore.transact(async ({ rows }) => {
    for (const id of [call, other, third]) await opened.calls.answered(rows, answeredRow(id))
    const row = { ...agent, id: uuidv7(), kind: "agent", slug: "agent-7", setAt: "2026-11-24T10:00:00.000Z" } as const
    await opened.personRecords.put(rows, row, [])
  })
})
afterEach(() => opened.close())

test("a connected call is the agent's whom the line names, unless somebody has said whose it is", async () => {
  await opened.personRecords.putAgent(other, "agent-8")
  const speaks = agentOfCall(opened.personRecords, log)
  for (const id of [call, other]) speaks(id, "agent-7")
  await expect.poll(() => opened.personRecords.callsOfAgent("agent-7")).toEqual([call])
  expect(await opened.personRecords.agentOf(other)).toBe("agent-8")
  expect(logged).toEqual([])
})

test("an agent who is not written down gets no call, and a store that fails is told of: neither disturbs the call", async () => {
  agentOfCall(opened.personRecords, log)(third, "agent-9")
  await expect.poll(() => logged).toMatchObject([["warn", { callId: third }, expect.stringContaining("nobody's")]])
  expect(await opened.personRecords.agentOf(third)).toBeNull()
  const full = { ...opened.personRecords, putAgent: async () => Promise.reject(new Error("disk full")) }
  agentOfCall(full, log)(third, "agent-7")
  await expect.poll(() => logged.at(1)).toMatchObject(["error", { callId: third }, expect.stringContaining("assign")])
  expect(JSON.stringify(logged)).not.toContain("agent-7")
})
