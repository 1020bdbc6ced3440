import { createHash } from "node:crypto"
import { createWriteStream } from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { read, type Client } from "./client.ts"

const sealed = z.object({
  header: z.string(),
  keys: z.object({ call_key: z.string(), recording_key: z.string() }),
  ciphertext: z.object({ bytes: z.number(), sha256: z.string() }),
})

/** Writes the three files, each for its owner alone. @throws RECORDING_CORRUPT when what came is not what the ledger states. */
export async function exportRecording(
  client: Client,
  id: string,
  folder: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly bytes: number }> {
  const { header, keys, ciphertext } = read(sealed, await client.get(`/v1/recordings/${id}/encrypted`, headers))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const options = { flag: "wx", mode: 0o600 }
  const { body } = await client.open(`/v1/recordings/${id}/ciphertext`)
  if (!body) throw new AssentError("GATEWAY_REFUSED", "the gateway sent no ciphertext")
  const hash = createHash("sha256")
  let bytes = 0
  const target = createWriteStream(join(folder, "recording.tink"), { flags: "wx", mode: 0o600 })
  await pipeline(
    body,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    target,
  )
  if (bytes !== ciphertext.bytes || hash.digest("base64url") !== ciphertext.sha256)
    throw new AssentError("RECORDING_CORRUPT", "the ciphertext that arrived is not the one that was sealed")
  // The header's bytes are bound to every segment: they are written exactly as they came.
  await writeFile(join(folder, "header.json"), header, options)
  await writeFile(join(folder, "keys.json"), `${JSON.stringify(keys)}\n`, options)
  return { bytes }
}
