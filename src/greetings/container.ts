/* What an uploaded file is, by its bytes alone. Playlists and the like are never on the list, nor is any name asked. */

export type Container = "ogg" | "flac" | "amr" | "aiff" | "caf" | "au" | "mov" | "matroska" | "mp3" | "aac"

/** The ffmpeg demuxer for a file that begins like this, or `null` for anything else. */
export function sniffContainer(bytes: Uint8Array): Container | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts = (text: string, at = 0) => file.toString("latin1", at, at + text.length) === text
  if (starts("OggS")) return "ogg"
  if (starts("fLaC")) return "flac"
  if (starts("#!AMR")) return "amr"
  if (starts("FORM") && (starts("AIFF", 8) || starts("AIFC", 8))) return "aiff"
  if (starts("caff")) return "caf"
  if (starts(".snd")) return "au"
  if (starts("ftyp", 4)) return "mov"
  if (starts("\x1aE\xdf\xa3")) return "matroska"
  const at = afterTags(file)
  // MPEG audio frame sync; layer 0 is ADTS, that is AAC without a container.
  if (file[at] !== 0xff || ((file[at + 1] ?? 0) & 0xe0) !== 0xe0) return null
  return ((file[at + 1] ?? 0) & 0x06) === 0 ? "aac" : "mp3"
}

/** Where MPEG audio begins: behind ID3v2 tags (id3v2.4.0-structure, 3.1: the size has 7 bits a byte) and their padding. */
export function afterTags(file: Buffer): number {
  let at = 0
  while (file.toString("latin1", at, at + 3) === "ID3" && at + 10 <= file.length) {
    const size = [6, 7, 8, 9].reduce((sum, i) => sum * 128 + ((file[at + i] ?? 0) & 0x7f), 0)
    at += 10 + size + (((file[at + 5] ?? 0) & 0x10) === 0 ? 0 : 10)
  }
  if (at === 0) return 0
  while (file[at] === 0) at++
  return at
}
