import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { AssentError, hasCode } from "../../errors.ts"
import type { PromptBlobs } from "../../greetings/document.ts"
import { fileFailure } from "./failure.ts"
import { makeFolder, replaceFile } from "./files.ts"

/** Prompt audio in `<folder>/prompts/<sha256>.ulaw`, checked against its name each time it is read. */
export function filePrompts(folder: string): PromptBlobs {
  const prompts = join(folder, "prompts")

  function path(sha256: string): string {
    if (/^[A-Za-z0-9_-]{43}$/.test(sha256)) return join(prompts, `${sha256}.ulaw`)
    throw new AssentError("NOT_FOUND", "prompt audio is named by its SHA-256 in base64url", { field: "sha256" })
  }

  async function get(sha256: string): Promise<Uint8Array> {
    const file = path(sha256)
    const audio = await readFile(file).catch((error: unknown) => {
      throw fileFailure(error, "reading prompt audio")
    })
    if (hash(audio) === sha256) return audio
    throw new AssentError(
      "STORAGE_FAILED",
      `${file} no longer holds the audio it is named by: restore it from a backup`,
    )
  }

  return {
    async put(audio) {
      const sha256 = hash(audio)
      try {
        await get(sha256)
        return sha256
      } catch (error) {
        // Not there yet, or damaged: then these are the right bytes.
        if (!hasCode(error, "NOT_FOUND", "STORAGE_FAILED")) throw error
      }
      try {
        await makeFolder(prompts)
        await replaceFile(path(sha256), audio)
      } catch (error) {
        throw fileFailure(error, "storing prompt audio")
      }
      return sha256
    },
    get,
  }
}

const hash = (audio: Uint8Array): string => createHash("sha256").update(audio).digest("base64url")
