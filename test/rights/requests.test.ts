import { describe, expect, test } from "vitest"
import { AssentError } from "../../src/errors.ts"
import { requestKinds, requestStates, type Leaf } from "../../src/ledger/entry.ts"
import { nextStates } from "../../src/ledger/rules-request.ts"
import type { RequestState } from "../../src/rights/ports.ts"
import { createRequests, type Requests } from "../../src/rights/requests.ts"
import { MemoryRequestRows } from "../fakes/request-rows.ts"

function desk(options: { dev?: boolean } = {}) {
  const rows = new MemoryRequestRows()
  const leaves: Leaf[] = []
  let at = Date.parse("2027-01-31T10:00:00.000Z")
  let fails: AssentError | null = null
  const requests = createRequests<unknown>({
    rows,
    ledger: {
      append: async (more, work) => {
        await work?.(null, [])
        leaves.push(...more)
        return []
      },
    },
    locate: async () => ({ subjectLookup: "lookup", masked: "+49••••78", recordingId: null }),
    assess: async () => ({ items: [], callKeyIds: ["ck_1"] }),
    carryOut: async ({ items }) => {
      if (fails) throw fails
      return { items, certificate: "jws", subjectLookup: null }
    },
    onePersonMayDecide: options.dev === true,
    now: () => new Date(at),
  })
  return {
    rows,
    leaves,
    requests,
    sleepDays: (days: number) => (at += days * 86_400_000),
    failWith: (error: AssentError | null) => (fails = error),
    file: async () =>
      (await requests.file({ kind: "erasure", about: { number: "+491" }, language: "de", details: {} }, "clerk")).id,
  }
}

const steps: Record<Exclude<RequestState, "received">, (requests: Requests, id: string) => Promise<unknown>> = {
  verified: (requests, id) => requests.verify(id, { verified_by: "code" }, "officer"),
  assessed: (requests, id) => requests.assess(id, { ground: "17_1_b" }, "officer"),
  executed: (requests, id) => requests.execute(id, { told: [] }, "officer"),
  refused: (requests, id) => requests.refuse(id, "17_3_b", "officer"),
  notified: (requests, id) => requests.notified(id, "officer"),
}
const pathTo: Record<RequestState, (keyof typeof steps)[]> = {
  received: [],
  verified: ["verified"],
  assessed: ["verified", "assessed"],
  executed: ["verified", "assessed", "executed"],
  refused: ["refused"],
  notified: ["verified", "assessed", "executed", "notified"],
}

describe("a request goes one way", () => {
  const cases = requestStates.flatMap((from) => Object.keys(steps).map((to) => [from, to] as const))
  test.each(cases)(
    "from %s to %s only as the table says, and every attempt leaves an act and a leaf",
    async (from, to) => {
      const { requests, rows, leaves, file } = desk()
      const id = await file()
      for (const step of pathTo[from]) await steps[step](requests, id)
      const before = leaves.length
      const step = steps[to as keyof typeof steps](requests, id)
      const allowed = nextStates[from].includes(to as RequestState)
      if (allowed) await step
      else await expect(step).rejects.toMatchObject({ code: "CONFLICT" })
      expect((await requests.get(id)).request.state).toBe(allowed ? to : from)
      expect(leaves.slice(before)).toMatchObject([
        allowed ? { type: "request.changed", state: to } : { type: "request.denied", reason: "state" },
      ])
      expect(rows.history).toHaveLength(leaves.length)
      expect(rows.history.at(-1)).toMatchObject({ actor: "officer", denied: allowed ? null : "state" })
    },
  )

  test("the table has every state, and all but one lead on", () => {
    expect(Object.keys(nextStates)).toEqual([...requestStates])
    expect(Object.values(nextStates).filter((next) => next.length === 0)).toHaveLength(1)
    expect(requestKinds).toHaveLength(6)
  })
})

describe("a request", () => {
  test("is not decided by whoever filed it, in dev it may be", async () => {
    for (const dev of [false, true]) {
      const { requests, rows, file } = desk({ dev })
      const id = await file()
      await steps.verified(requests, id)
      await steps.assessed(requests, id)
      const decided = requests.execute(id, { told: [] }, "clerk")
      if (dev) expect((await decided).state).toBe("executed")
      else {
        await expect(decided).rejects.toThrow("another person")
        expect(rows.history.at(-1)).toMatchObject({ act: "execute", actor: "clerk", denied: "same_person" })
        await expect(requests.refuse(id, "17_3_b", "clerk")).rejects.toThrow("another person")
        expect((await requests.execute(id, { told: [] }, "officer")).decidedBy).toBe("officer")
      }
    }
  })

  test("that a program filed is not decided by the person who assessed it alone", async () => {
    const { requests, rows } = desk()
    const filing = { kind: "access", about: { number: "+491" }, language: "en", details: {} } as const
    const { id } = await requests.file(filing, "svc_1")
    await steps.verified(requests, id)
    await requests.assess(id, {}, "officer")
    await expect(requests.execute(id, { told: [] }, "officer")).rejects.toThrow("a program filed this request")
    expect(rows.history.at(-1)).toMatchObject({ act: "execute", denied: "same_person" })
    expect((await requests.execute(id, { told: [] }, "owner")).decidedBy).toBe("owner")
  })

  test("is extended once, within its month, and says until when", async () => {
    const { requests, leaves, file, sleepDays } = desk()
    const id = await file()
    expect((await requests.get(id)).request.dueOn).toBe("2027-02-28")
    sleepDays(28)
    expect((await requests.extend(id, "many calls", "officer")).dueOn).toBe("2027-04-30")
    expect(leaves.at(-1)).toMatchObject({ type: "request.extended", until: "2027-04-30" })
    await expect(requests.extend(id, "still many", "officer")).rejects.toThrow("extended once already")
    const late = await file()
    sleepDays(60)
    await expect(requests.extend(late, "forgot", "officer")).rejects.toThrow("the month is over")
    await steps.refused(requests, late)
    await expect(requests.extend(late, "why not", "officer")).rejects.toThrow("nothing to extend")
  })

  test("that cannot be carried out yet stays assessed, on record, and is carried out later", async () => {
    const { requests, rows, file, failWith } = desk()
    const id = await file()
    await steps.verified(requests, id)
    await steps.assessed(requests, id)
    failWith(new AssentError("CONFLICT", "a call of this person is still in progress"))
    await expect(steps.executed(requests, id)).rejects.toThrow("still in progress")
    expect(rows.history.at(-1)).toMatchObject({ act: "execute", denied: "not_possible" })
    failWith(null)
    await steps.executed(requests, id)
    expect((await requests.get(id)).request).toMatchObject({
      state: "executed",
      certificate: "jws",
      subjectLookup: null,
    })
  })

  test("without what its kind needs is refused by the field's name", async () => {
    const { requests, file } = desk()
    const about = { number: "+491" }
    const filed = (kind: "disclosure" | "rectification", details: object) =>
      requests.file({ kind, about, language: "en", details }, "clerk")
    await expect(filed("rectification", {})).rejects.toMatchObject({ field: "statement" })
    await expect(filed("disclosure", { authority: "Court" })).rejects.toMatchObject({ field: "legal_reference" })
    const { id } = await filed("disclosure", { authority: "Court", legal_reference: "§ 100g", scope: "one call" })
    await steps.verified(requests, id)
    await steps.assessed(requests, id)
    await expect(steps.executed(requests, id)).rejects.toMatchObject({ field: "handed_over" })
    expect((await requests.execute(id, { handedOver: "one call", told: [] }, "officer")).state).toBe("executed")
    const wrong = await filed("rectification", { statement: "my name is another" })
    await steps.verified(requests, wrong.id)
    await requests.assess(wrong.id, {}, "officer")
    await expect(steps.executed(requests, wrong.id)).rejects.toMatchObject({ field: "corrections" })
    const corrections = [{ of: "call", callId: "call", agent: null }] as const
    expect((await requests.execute(wrong.id, { corrections, told: [] }, "officer")).state).toBe("executed")
    const access = await requests.file({ kind: "access", about, language: "en", details: {} }, "clerk")
    await steps.verified(requests, access.id)
    await requests.assess(access.id, {}, "officer")
    await expect(requests.execute(access.id, { recordings: [], told: [] }, "officer")).rejects.toMatchObject({
      field: "recordings",
    })
    const erasure = await file()
    await steps.verified(requests, erasure)
    await expect(requests.assess(erasure, {}, "officer")).rejects.toMatchObject({ field: "ground" })
    await expect(requests.get("nothing")).rejects.toMatchObject({ code: "NOT_FOUND" })
  })
})
