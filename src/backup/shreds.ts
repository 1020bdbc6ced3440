/* The shred list, as a restore reads it. */
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { AssentError } from "../errors.ts"
import { readPieces, type Written } from "./seal.ts"

const ID = /^(rec|ck)_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/
/** The beginning of an id: a write that was cut off, before anything was destroyed. */
const TORN = /^(r|re|c|ck|rec_[0-9a-f-]{0,35}|rec|ck_[0-9a-f-]{0,35})$/

export interface Shreds {
  readonly recordings: ReadonlySet<string>
  /** `ck_<uuid>` */
  readonly callKeys: ReadonlySet<string>
}

/** How long the list is now. What is destroyed from here on is appended. */
export async function shredListNow(path: string): Promise<Written> {
  const hash = createHash("sha256")
  let bytes = 0
  if (existsSync(path)) {
    for await (const piece of readPieces(path)) {
      hash.update(piece)
      bytes += piece.length
    }
  }
  return { bytes, sha256: hash.digest("base64url") }
}

/**
 * @param begins what the list was when each backup was made
 * @throws INPUT_INVALID when it is another or an older list, or damaged: then nobody knows who must not come back
 */
export async function readShreds(path: string, begins: readonly Written[]): Promise<Shreds> {
  if (!existsSync(path)) throw refused("is not there")
  const recordings = new Set<string>()
  const callKeys = new Set<string>()
  const prefixes = begins.map((written) => ({ ...written, hash: createHash("sha256") }))
  let at = 0
  let rest = ""
  const take = (text: string): void => {
    const [, kind, id] = ID.exec(text) ?? []
    if (kind === "rec" && id !== undefined) recordings.add(id)
    else if (kind === "ck") callKeys.add(text)
    else if (text !== "" && !TORN.test(text)) throw refused("is damaged")
  }
  for await (const piece of readPieces(path)) {
    for (const { bytes, hash } of prefixes)
      hash.update(piece.subarray(0, Math.max(0, Math.min(piece.length, bytes - at))))
    at += piece.length
    const lines = (rest + Buffer.from(piece).toString("latin1")).split("\n")
    rest = lines.pop() ?? ""
    for (const text of lines) take(text)
  }
  take(rest)
  for (const { bytes, sha256, hash } of prefixes) {
    if (at < bytes || hash.digest("base64url") !== sha256)
      throw refused("is older than the backup, or of another gateway")
  }
  return { recordings, callKeys }
}

function refused(why: string): AssentError {
  return new AssentError(
    "INPUT_INVALID",
    `the shred list ${why}: give the newest copy of shred.list, or whoever was erased since would come back`,
    { field: "--shred-list" },
  )
}
