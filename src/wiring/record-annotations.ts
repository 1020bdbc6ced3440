/* Notes and tags on calls: they say things about callers, and end with their calls at the latest. */
import type { PersonRecords } from "../api/record-parts.ts"
import { AssentError } from "../errors.ts"
import type { Fields } from "../ledger/disclosure-check.ts"
import type { RecordRow } from "../rights/record-ports.ts"
import type { RecordWork } from "./records.ts"

type Annotations = Pick<PersonRecords, "note" | "tags" | "putNote" | "putTags" | "removeNote" | "removeTags">

export function annotations({ storage, records, mustBeFree }: RecordWork): Annotations {
  const { personRecords: rows, views, keyStore } = storage

  async function found(kind: "note" | "tags", about: string): Promise<RecordRow | null> {
    if (!(await views.call(about))) throw new AssentError("NOT_FOUND", "there is no such call")
    return (await rows.list({ kind, about }, { limit: 1, after: null }))[0] ?? null
  }

  async function put(kind: "note" | "tags", about: string, fields: Fields, by: string, request?: string) {
    const old = await found(kind, about)
    if ((await keyStore.callKeyOfCall(about)) === null) {
      throw new AssentError(
        "CONFLICT",
        "the caller's data of this call were erased: nothing is noted about them any more",
      )
    }
    if (old) await mustBeFree(about)
    return records.put({ kind, about, fields, request }, by)
  }

  async function remove(kind: "note" | "tags", about: string, by: string): Promise<void> {
    const old = await found(kind, about)
    if (!old) return
    await mustBeFree(about)
    await records.remove(old, by)
  }

  return {
    async note(callId) {
      const row = await found("note", callId)
      if (!row) return null
      const { text } = await records.read(row)
      return { text: typeof text === "string" ? text : "", setAt: row.setAt }
    },
    async tags(callId) {
      const row = await found("tags", callId)
      const tags = row && (await records.read(row))["tags"]
      return row && { tags: Array.isArray(tags) ? tags.map(String) : [], setAt: row.setAt }
    },
    putNote: async (callId, text, by, request) => {
      const { setAt } = await put("note", callId, { text }, by, request)
      return { text, setAt }
    },
    putTags: async (callId, tags, by, request) => {
      const { setAt } = await put("tags", callId, { tags }, by, request)
      return { tags, setAt }
    },
    removeNote: (callId, by) => remove("note", callId, by),
    removeTags: (callId, by) => remove("tags", callId, by),
  }
}
