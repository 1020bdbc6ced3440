/* What a caller was asked, by the hashes in script.json, whose own hash stands in the consent leaf. */
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { toBase64Url } from "./base64.ts"
import { canonicalText } from "./jcs.ts"
import type { Hash } from "./merkle.ts"
import { parseStrictJson } from "./strict-json.ts"

const b64u = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** The preimage of `script_sha256`: language, the meaning of each key, and each prompt by its text and its audio. */
export const scriptSchema = z.strictObject({
  keys: z.record(z.string().max(2), z.string().max(100)),
  language: z.string().max(20),
  prompts: z.record(z.string().max(20), z.strictObject({ audio_sha256: b64u, text_sha256: b64u })),
})
export type ScriptPreimage = z.infer<typeof scriptSchema>

/** @throws LEDGER_CORRUPT unless the bytes are the script the leaf names */
export function checkScript(hash: Hash, bytes: Uint8Array, script_sha256: string): ScriptPreimage {
  if (toBase64Url(hash(bytes)) !== script_sha256) {
    throw new AssentError("LEDGER_CORRUPT", "script.json is not the script that the consent's leaf names")
  }
  return scriptSchema.parse(parseStrictJson(bytes, "script.json", canonicalText))
}

/** @throws LEDGER_CORRUPT unless the file is a prompt of the script */
export function checkPrompt(hash: Hash, script: ScriptPreimage, path: string, bytes: Uint8Array): void {
  const [, name = "", kind] = /^greeting\/([a-z_]+)\.(txt|ulaw)$/.exec(path) ?? []
  const prompt = script.prompts[name]
  const stated = kind === "txt" ? prompt?.text_sha256 : prompt?.audio_sha256
  if (stated === toBase64Url(hash(bytes))) return
  throw new AssentError("LEDGER_CORRUPT", `${path} is not what the caller's script names`)
}
