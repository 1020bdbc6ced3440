/*
 * Documents that prove who makes a request. The bytes are AES-256-GCM (nonce 12, ciphertext, tag 16; AAD: the request's
 * id) under a key of their own, which is sealed as a wording is: with it the document is gone.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import type { IdentityDocument, PersonRecords } from "../api/record-parts.ts"
import { AssentError } from "../errors.ts"
import type { Fields } from "../ledger/disclosure-check.ts"
import type { RecordRow } from "../rights/record-ports.ts"
import type { RecordWork } from "./records.ts"

const NONCE = 12
const TAG = 16
const MAX_A_REQUEST = 20

type Documents = Pick<PersonRecords, "addDocument" | "documents" | "openDocument" | "removeDocument">

export function identityDocuments({ storage, records }: RecordWork): Documents {
  const { personRecords: rows, requests } = storage

  async function listed(about: string): Promise<readonly RecordRow[]> {
    if (!(await requests.get(about))) throw new AssentError("NOT_FOUND", "there is no such request")
    return rows.list({ kind: "document", about }, { limit: MAX_A_REQUEST, after: null })
  }

  async function found(about: string, id: string): Promise<RecordRow> {
    const row = (await listed(about)).find((each) => each.id === id)
    if (!row) throw new AssentError("NOT_FOUND", "there is no such document")
    return row
  }

  return {
    async addDocument(about, { name, mediaType, bytes }, by) {
      if ((await listed(about)).length >= MAX_A_REQUEST) {
        throw new AssentError("CONFLICT", `a request has at most ${MAX_A_REQUEST} documents: remove one`)
      }
      const key = randomBytes(32)
      try {
        const content = sealed(key, about, bytes)
        const fields = { name, media_type: mediaType, key: key.toString("base64url") }
        const row = await records.put({ kind: "document", about, fields, content }, by)
        return { id: row.id, name, mediaType, setAt: row.setAt }
      } finally {
        key.fill(0)
      }
    },

    async documents(about) {
      const all = await listed(about)
      return Promise.all(all.map(async (row) => viewOf(row, await records.read(row))))
    },

    async openDocument(about, id) {
      const row = await found(about, id)
      const fields = await records.read(row)
      const content = await rows.content(row.id)
      if (!content) throw new AssentError("KEY_DESTROYED", "this document was erased")
      const key = Buffer.from(String(fields["key"]), "base64url")
      try {
        return { ...viewOf(row, fields), bytes: opened(key, about, content) }
      } finally {
        key.fill(0)
      }
    },

    removeDocument: async (about, id, by) => records.remove(await found(about, id), by),
  }
}

function viewOf({ id, setAt }: RecordRow, { name, media_type }: Fields): IdentityDocument {
  return { id, name: String(name), mediaType: String(media_type), setAt }
}

function sealed(key: Uint8Array, about: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG })
  cipher.setAAD(Buffer.from(about, "ascii"))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** @throws STORAGE_FAILED when a byte of it was changed */
function opened(key: Uint8Array, about: string, content: Uint8Array): Buffer {
  const stored = Buffer.from(content)
  const decipher = createDecipheriv("aes-256-gcm", key, stored.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(about, "ascii"))
  decipher.setAuthTag(stored.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(stored.subarray(NONCE, -TAG)), decipher.final()])
  } catch (cause) {
    throw new AssentError("STORAGE_FAILED", "a stored document was changed: it cannot be opened", { cause })
  }
}
