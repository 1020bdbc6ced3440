/* Contacts and agents: whom calls are with, on either side. */
import type { Agent, Contact, PersonRecords } from "../api/record-parts.ts"
import { AssentError } from "../errors.ts"
import { linesTo } from "../greetings/line-at.ts"
import type { Eraser, SubjectErased } from "../retention/eraser.ts"
import type { RecordRow } from "../rights/record-ports.ts"
import type { RecordWork } from "./records.ts"

type Directory = Omit<
  PersonRecords,
  "note" | "tags" | "putNote" | "putTags" | "removeNote" | "removeTags" | "days" | `${string}ocument${string}`
>

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null)
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : []

export function directory({ storage, records, keyring }: RecordWork, eraser: Eraser): Directory {
  const { personRecords: rows, views } = storage

  async function contactOf(row: RecordRow): Promise<Contact> {
    const { name, numbers } = await records.read(row)
    return { id: row.id, name: textOf(name), numbers: textsOf(numbers), setAt: row.setAt, waits: row.asked }
  }

  async function agentOf(row: RecordRow): Promise<Agent> {
    const { name, lines } = await records.read(row)
    return { id: row.slug ?? row.id, name: textOf(name), lines: textsOf(lines), setAt: row.setAt }
  }

  async function foundContact(id: string): Promise<RecordRow> {
    const row = await rows.get("contact", id)
    if (!row) throw new AssentError("NOT_FOUND", "there is no such contact")
    return row
  }

  async function foundAgent(slug: string): Promise<RecordRow> {
    const row = await rows.bySlug(slug)
    if (!row) throw new AssentError("NOT_FOUND", "there is no such agent")
    return row
  }

  async function mayRemoveAgent(slug: string): Promise<void> {
    await foundAgent(slug)
    const lines = linesTo(slug, storage.operator.current().lines)
    if (lines.length > 0) {
      const those = lines.map(({ id }) => id).join(", ")
      throw new AssentError("CONFLICT", `lines lead to this agent: take them out of the destination first: ${those}`)
    }
  }

  /** @throws INPUT_INVALID for a placeholder, which groups nobody's calls */
  function lookupOf(number: string): string {
    const lookup = keyring.lookup(number)
    if (lookup === null) throw new AssentError("INPUT_INVALID", "this number groups no calls", { field: "numbers" })
    return lookup
  }

  return {
    async putContact({ id, name, numbers }, by, request) {
      const lookups = numbers.map(lookupOf)
      const fields = { ...(name === null ? {} : { name }), numbers }
      return contactOf(await records.put({ kind: "contact", id, fields, lookups, request }, by))
    },

    contact: async (id) => contactOf(await foundContact(id)),

    async contacts({ number }, { limit, after }) {
      if (number === undefined) {
        return Promise.all((await rows.list({ kind: "contact" }, { limit, after })).map(contactOf))
      }
      const lookup = keyring.lookup(number)
      const found = lookup === null ? [] : await rows.byLookup(lookup)
      const page = found.toReversed().filter((row) => after === null || row.id < after)
      return Promise.all(page.slice(0, limit).map(contactOf))
    },

    async contactsOfCall(callId) {
      const lookup = await storage.keyStore.lookupOfCall(callId)
      return lookup === null ? [] : Promise.all((await rows.byLookup(lookup)).map(contactOf))
    },

    async planContact(id) {
      const lookups = await rows.lookupsOf((await foundContact(id)).id)
      return Promise.all(lookups.map((lookup) => eraser.planSubject(lookup)))
    },

    async eraseContact(id, by) {
      const row = await foundContact(id)
      const done: SubjectErased[] = []
      for (const lookup of await rows.lookupsOf(id)) done.push(await eraser.eraseSubject(lookup))
      // Nothing was held under its numbers, or it had none.
      const left = await rows.get("contact", id)
      if (left && !left.asked) await records.remove(row, by)
      return { contact: left?.asked === true ? "retained" : "erased", done }
    },

    async putAgent({ id: slug, name, lines }, by, request) {
      const fields = { ...(name === null ? {} : { name }), lines }
      return agentOf(await records.put({ kind: "agent", slug, fields, request }, by))
    },

    agent: async (slug) => agentOf(await foundAgent(slug)),
    agents: async (page) => Promise.all((await rows.list({ kind: "agent" }, page)).map(agentOf)),

    mayRemoveAgent,

    async removeAgent(slug, by) {
      await mayRemoveAgent(slug)
      const row = await foundAgent(slug)
      const calls = await rows.forgetAgent(slug)
      await records.remove(row, by)
      return calls
    },

    callsOfAgent: (slug) => rows.callsOfAgent(slug),
    agentOf: (callId) => rows.agentOf(callId),

    async setAgentOf(callId, slug) {
      if (!(await views.call(callId))) throw new AssentError("NOT_FOUND", "there is no such call")
      if (slug !== null) await foundAgent(slug)
      await rows.putAgent(callId, slug)
    },
  }
}
