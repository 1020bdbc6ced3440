import { BYTES_PER_MS } from "../../audio/frame.ts"

export interface PromptChunk {
  /** Where the chunk begins and ends in the prompt's audio. */
  readonly start: number
  readonly end: number
  readonly base64: string
}

/**
 * The base64 text of prompts, made once per audio buffer: the same greeting is played to every caller. Known by the
 * buffer's identity, so the audio handed to `play` must not be changed afterwards.
 */
export class PromptChunks {
  readonly #chunkBytes: number
  readonly #made = new WeakMap<Uint8Array, readonly PromptChunk[]>()

  /** @param chunkMs audio per message; the last may be up to twice that, so that none but a short prompt's is below it */
  constructor(chunkMs: number) {
    this.#chunkBytes = chunkMs * BYTES_PER_MS
  }

  of(audio: Uint8Array): readonly PromptChunk[] {
    const known = this.#made.get(audio)
    if (known) return known
    const text = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength)
    const chunks: PromptChunk[] = []
    for (let start = 0; start < audio.length;) {
      const rest = audio.length - start
      const end = rest < 2 * this.#chunkBytes ? audio.length : start + this.#chunkBytes
      chunks.push({ start, end, base64: text.toString("base64", start, end) })
      start = end
    }
    this.#made.set(audio, chunks)
    return chunks
  }
}

export interface MarkName {
  readonly promptId: string
  /** How much of the prompt has been played when this mark is reached. */
  readonly bytes: number
  readonly total: number
}

/** `notice-1:8000/52000#3`: what a returned mark proves. `ordinal` keeps a prompt that is played again apart. */
export function markName({ promptId, bytes, total }: MarkName, ordinal: number): string {
  return `${promptId}:${bytes}/${total}#${ordinal}`
}

/** Reads a name made by `markName`; `null` for any other. */
export function parseMarkName(name: string): MarkName | null {
  const match = /^(.+):(\d{1,12})\/(\d{1,12})#\d+$/.exec(name)
  if (!match) return null
  const [, promptId = "", bytes, total] = match
  return { promptId, bytes: Number(bytes), total: Number(total) }
}
