import type { CallRows } from "../../consent/ports.ts"
import { consentRow, instant, mustChange } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import { prepare } from "./prepared.ts"
import type { AssentTables, CallTable, ConsentTable } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()

type Answered = Pick<CallTable, "id" | "line_id" | "trunk" | "direction" | "answered_at" | "answered_leaf">
const insertCall = prepare<Answered>((p) =>
  query.insertInto("call").values({
    id: p("id"),
    line_id: p("line_id"),
    trunk: p("trunk"),
    direction: p("direction"),
    state: "active",
    answered_at: p("answered_at"),
    answered_leaf: p("answered_leaf"),
  }),
)
const insertConsent = prepare<{ [K in keyof ConsentTable]: ConsentTable[K] }>((p) =>
  query.insertInto("consent").values({
    id: p("id"),
    call_id: p("call_id"),
    party: p("party"),
    state: p("state"),
    method: p("method"),
    script: p("script"),
    script_sha256: p("script_sha256"),
    heard_bytes: p("heard_bytes"),
    heard_total: p("heard_total"),
    at: p("at"),
    leaf: p("leaf"),
  }),
)
const decideCall = prepare<{ id: string; consent: ConsentTable["state"] }>((p) =>
  query
    .updateTable("call")
    .set({ consent: p("consent") })
    .where("id", "=", p("id")),
)
const insertLook = prepare<{ call_id: string; carrier_call_id: string }>((p) =>
  query.insertInto("carrier_look").values({ call_id: p("call_id"), carrier_call_id: p("carrier_call_id") }),
)
type Ended = Pick<CallTable, "id" | "ended_at" | "ended_leaf" | "outcome" | "time_to_agent_ms">
const endCall = prepare<{ [K in keyof Ended]: Ended[K] }>((p) =>
  query
    .updateTable("call")
    .set({
      state: "ended",
      ended_at: p("ended_at"),
      ended_leaf: p("ended_leaf"),
      outcome: p("outcome"),
      time_to_agent_ms: p("time_to_agent_ms"),
    })
    .where("id", "=", p("id"))
    .where("state", "=", "active"),
)

export function sqliteCallRows({ read }: Database<AssentTables>): CallRows<SqliteTx> {
  return {
    async answered(tx, row) {
      tx.run(insertCall, {
        id: row.id,
        line_id: row.lineId,
        trunk: row.trunk,
        direction: row.direction,
        answered_at: instant(row.answeredAt, "answeredAt"),
        answered_leaf: row.answeredLeaf,
      })
      if (row.carrierCallId !== undefined) tx.run(insertLook, { call_id: row.id, carrier_call_id: row.carrierCallId })
    },

    async consent(tx, row) {
      tx.run(insertConsent, {
        id: row.id,
        call_id: row.callId,
        party: row.party,
        state: row.state,
        method: row.method,
        script: row.script,
        script_sha256: row.scriptSha256,
        heard_bytes: row.heardBytes,
        heard_total: row.heardTotal,
        at: instant(row.at, "at"),
        leaf: row.leaf,
      })
      // The call's own state of consent is the caller's; the agent's side stands on a basis of its own.
      if (row.party === "caller") tx.run(decideCall, { id: row.callId, consent: row.state })
    },

    async ended(tx, callId, row) {
      const changed = tx.run(endCall, {
        id: callId,
        ended_at: instant(row.endedAt, "endedAt"),
        ended_leaf: row.endedLeaf,
        outcome: row.outcome,
        time_to_agent_ms: row.timeToAgentMs,
      })
      mustChange(changed, "there is no active call with this id")
    },

    async unfinished() {
      const calls = await read
        .selectFrom("call")
        .select(["id", "answered_leaf"])
        .where("state", "=", "active")
        .orderBy("id")
        .execute()
      const consents = await read
        .selectFrom("consent")
        .innerJoin("call", "call.id", "consent.call_id")
        .where("call.state", "=", "active")
        .selectAll("consent")
        .orderBy("consent.leaf")
        .execute()
      const byCall = Map.groupBy(consents.map(consentRow), (row) => row.callId)
      return calls.map(({ id, answered_leaf }) => ({
        id,
        answeredLeaf: answered_leaf,
        consents: byCall.get(id) ?? [],
      }))
    },
  }
}
