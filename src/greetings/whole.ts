/*
 * Whether all of an uploaded file is there. ffmpeg decodes what it gets and calls that a success, so a notice whose upload
 * broke off would be published without its end. The bytes are a stranger's: no length is used before it is seen to fit.
 *
 * A cut exactly between two frames shows in no byte of MP3 without a count of frames, of AAC without a container, and of AMR.
 */
import { afterTags, type Container } from "./container.ts"

/** False when the file names more boxes, pages, frames or bytes than it holds. */
export function isWhole(container: Container, bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (container) {
    case "ogg":
      return wholeOgg(file)
    case "flac":
      return flacSeconds(file) !== null
    case "amr":
      return wholeAmr(file)
    case "aiff":
      return file.length >= 8 && 8 + file.readUInt32BE(4) <= file.length
    case "au":
      return wholeAu(file)
    case "caf":
      return wholeCaf(file)
    case "mov":
      return wholeMov(file)
    case "matroska":
      return wholeMatroska(file)
    case "mp3":
      return wholeMpeg(file)
    case "aac":
      return wholeAdts(file)
  }
}

/** RFC 3533, 6: pages, each with a table of its segments; the last page of each stream is marked. */
function wholeOgg(file: Buffer): boolean {
  const open = new Set<number>()
  let at = 0
  while (at + 27 <= file.length && file.toString("latin1", at, at + 4) === "OggS") {
    const flags = file.readUInt8(at + 5)
    const stream = file.readUInt32LE(at + 14)
    const table = file.subarray(at + 27, at + 27 + file.readUInt8(at + 26))
    if ((flags & 2) !== 0) open.add(stream)
    if ((flags & 4) !== 0) open.delete(stream)
    at += 27 + file.readUInt8(at + 26) + table.reduce((sum, segment) => sum + segment, 0)
  }
  return at === file.length && open.size === 0
}

/**
 * How long the file says it is; 0 when it does not say, `null` when its header is not whole. FLAC's frames say nothing of
 * their length, so what was decoded is compared with this. (RFC 9639, 8.1 and 8.2.)
 */
export function flacSeconds(bytes: Uint8Array): number | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let seconds: number | null = null
  for (let at = 4; at + 4 <= file.length;) {
    const kind = file.readUInt8(at)
    const length = file.readUIntBE(at + 1, 3)
    const start = at + 4
    if (start + length > file.length) return null
    if ((kind & 0x7f) === 0 && length >= 34) {
      const rate = file.readUIntBE(start + 10, 3) >> 4
      const samples = (file.readUInt8(start + 13) & 0x0f) * 2 ** 32 + file.readUInt32BE(start + 14)
      seconds = rate === 0 ? null : samples / rate
    }
    at = start + length
    if ((kind & 0x80) !== 0) return at < file.length ? seconds : null
  }
  return null
}

/** RFC 4867, 5: a byte that names the frame's kind, then as many bytes as that kind has. */
const amrFrames: Readonly<Record<string, readonly number[]>> = {
  "#!AMR\n": [12, 13, 15, 17, 19, 20, 26, 31, 5],
  "#!AMR-WB\n": [17, 23, 32, 36, 40, 46, 50, 58, 60, 5],
}
const AMR_NO_DATA = 15

function wholeAmr(file: Buffer): boolean {
  for (const [magic, sizes] of Object.entries(amrFrames)) {
    if (file.toString("latin1", 0, magic.length) !== magic) continue
    let at = magic.length
    while (at < file.length) {
      const kind = (file.readUInt8(at) >> 3) & 0x0f
      const size = kind === AMR_NO_DATA ? 0 : sizes[kind]
      if (size === undefined) return false
      at += 1 + size
    }
    return at === file.length && at > magic.length
  }
  return false
}

function wholeAu(file: Buffer): boolean {
  if (file.length < 24) return false
  const length = file.readUInt32BE(8)
  return length === 0xffffffff || file.readUInt32BE(4) + length <= file.length
}

function wholeCaf(file: Buffer): boolean {
  let at = 8
  while (at + 12 <= file.length) {
    const length = file.readBigInt64BE(at + 4)
    // -1: the audio reaches to the end of the file.
    if (length === -1n) return true
    if (length < 0n || length > BigInt(file.length)) return false
    at += 12 + Number(length)
  }
  return at === file.length
}

/** ISO/IEC 14496-12, 4.2: boxes. What a browser records has its audio in many, behind a `moov` without any. */
function wholeMov(file: Buffer): boolean {
  const seen = new Set<string>()
  let at = 0
  while (at + 8 <= file.length) {
    const short = file.readUInt32BE(at)
    if (short === 1 && at + 16 > file.length) return false
    const size = short === 0 ? file.length - at : short === 1 ? Number(file.readBigUInt64BE(at + 8)) : short
    if (size < 8) return false
    seen.add(file.toString("latin1", at + 4, at + 8))
    at += size
  }
  return at === file.length && seen.has("moov") && seen.has("mdat")
}

const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675

/** RFC 8794, 4 and 5: elements, an id and a size each. What a browser records leaves the two outermost sizes open. */
function wholeMatroska(file: Buffer): boolean {
  let at = 0
  let audio = false
  while (at < file.length) {
    const id = vint(file, at, true)
    const size = id && vint(file, at + id.bytes, false)
    if (!id || !size) return false
    const start = at + id.bytes + size.bytes
    if (size.value !== null && start + size.value > file.length) return false
    if (id.value === CLUSTER) audio = true
    // Into the segment and a cluster of open size; past everything else.
    if (id.value === SEGMENT || (id.value === CLUSTER && size.value === null)) at = start
    else if (size.value === null) return false
    else at = start + size.value
  }
  return audio
}

/** `value` is `null` for a size that is left open: all of its bits are ones. The marker leaves before 64 bits lose digits. */
function vint(file: Buffer, at: number, withMarker: boolean): { value: number | null; bytes: number } | null {
  const first = file[at] ?? 0
  const bytes = Math.clz32(first) - 23
  if (first === 0 || at + bytes > file.length) return null
  const rest = file.subarray(at + 1, at + bytes)
  const bits = first & (0xff >> bytes)
  if (!withMarker && bits === 0xff >> bytes && rest.every((byte) => byte === 0xff)) return { value: null, bytes }
  return { value: rest.reduce((sum, byte) => sum * 256 + byte, withMarker ? first : bits), bytes }
}

const mpegRates = [44_100, 48_000, 32_000]
const kbits: Readonly<Record<string, readonly number[]>> = {
  "1/1": [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "1/2": [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "1/3": [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2/1": [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2/2": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  "2/3": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}

/** The length of the MPEG audio frame at `at` (ISO/IEC 11172-3, 2.4.2.3; 13818-3 for half the rates); `null`: no frame. */
function mpegFrame(file: Buffer, at: number): number | null {
  if (at + 4 > file.length || file[at] !== 0xff || ((file[at + 1] ?? 0) & 0xe0) !== 0xe0) return null
  const version = ((file[at + 1] ?? 0) >> 3) & 3
  const layer = 4 - (((file[at + 1] ?? 0) >> 1) & 3)
  const bits = kbits[`${version === 3 ? 1 : 2}/${layer}`]?.[((file[at + 2] ?? 0) >> 4) - 1]
  const rate = mpegRates[((file[at + 2] ?? 0) >> 2) & 3]
  if (bits === undefined || rate === undefined || version === 1) return null
  const perSecond = rate / (version === 3 ? 1 : version === 2 ? 2 : 4)
  const padding = ((file[at + 2] ?? 0) >> 1) & 1
  if (layer === 1) return (Math.floor((12_000 * bits) / perSecond) + padding) * 4
  const slots = layer === 3 && version !== 3 ? 72_000 : 144_000
  return Math.floor((slots * bits) / perSecond) + padding
}

/** What follows the last frame may be a tag of any kind, and is not looked at; a frame that is begun must be there. */
function wholeMpeg(file: Buffer): boolean {
  const first = afterTags(file)
  let at = first
  let frames = 0
  for (let length = mpegFrame(file, at); length !== null; length = mpegFrame(file, at)) {
    at += length
    frames++
  }
  if (frames === 0 || at > file.length || (at < file.length && file.length - at < 4)) return false
  // A first frame of the encoder's own may count the others.
  const info = file.subarray(first, first + 64)
  const name = Math.max(info.indexOf("Xing"), info.indexOf("Info"))
  if (name === -1 || name + 12 > info.length || (info.readUInt32BE(name + 4) & 1) === 0) return true
  return frames - 1 >= info.readUInt32BE(name + 8)
}

/** ISO/IEC 14496-3, 1.A.3.2: each header has its frame's length. */
function wholeAdts(file: Buffer): boolean {
  let at = afterTags(file)
  while (at + 7 <= file.length && file[at] === 0xff && ((file[at + 1] ?? 0) & 0xf6) === 0xf0) {
    const length = (((file[at + 3] ?? 0) & 3) << 11) | ((file[at + 4] ?? 0) << 3) | ((file[at + 5] ?? 0) >> 5)
    if (length < 7) return false
    at += length
  }
  return at === file.length || (at < file.length && file.toString("latin1", at, at + 3) === "TAG")
}
