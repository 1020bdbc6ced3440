/* The carrier's end of a WebSocket, by hand: frames are built once and patched, so that the load costs little to make. */
import { randomBytes } from "node:crypto"
import { connect, type Socket } from "node:net"

/** Masking is what a client must do; four equal bytes cost the server the same and make the mask independent of position. */
const MASK = 0x5a

/** One masked text frame. */
export function textFrame(text: string): Buffer {
  const body = Buffer.from(text, "utf8")
  const long = body.length > 125
  const head = long ? 8 : 6
  const frame = Buffer.alloc(head + body.length)
  frame[0] = 0x81
  if (long) {
    frame[1] = 0x80 | 126
    frame.writeUInt16BE(body.length, 2)
  } else {
    frame[1] = 0x80 | body.length
  }
  frame.fill(MASK, head - 4, head)
  for (let i = 0; i < body.length; i++) frame[head + i] = (body[i] ?? 0) ^ MASK
  return frame
}

export function closeFrame(): Buffer {
  return Buffer.from([0x88, 0x82, MASK, MASK, MASK, MASK, 0x03 ^ MASK, 0xe8 ^ MASK])
}

const BASE64 = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

/** A finished frame in which numbers and a stretch of base64 are overwritten in place. */
export class PatchedFrame {
  bytes: Buffer
  readonly #at: number[]
  readonly #widths: number[]

  /** @param parts the text between the numbers; @param numbers their first values, as wide as they stay */
  constructor(parts: readonly string[], numbers: readonly number[]) {
    this.#at = []
    this.#widths = numbers.map((value) => String(value).length)
    let text = parts[0] ?? ""
    numbers.forEach((value, i) => {
      this.#at.push(text.length)
      text += String(value) + (parts[i + 1] ?? "")
    })
    this.bytes = textFrame(text)
    const head = this.bytes.length - text.length
    this.#at = this.#at.map((at) => at + head)
  }

  fits(numbers: readonly number[]): boolean {
    return numbers.every((value, i) => value < 10 ** (this.#widths[i] ?? 0))
  }

  put(index: number, value: number): void {
    const start = this.#at[index] ?? 0
    let rest = value
    for (let at = start + (this.#widths[index] ?? 0) - 1; at >= start; at--) {
      this.bytes[at] = (0x30 + (rest % 10)) ^ MASK
      rest = Math.floor(rest / 10)
    }
  }

  /** Writes `source[from, to)`, a multiple of three bytes, as base64 at the frame's byte `at`. */
  putBase64(at: number, source: Uint8Array, from: number, to: number): void {
    let out = at
    for (let i = from; i < to; i += 3) {
      const bits = ((source[i] ?? 0) << 16) | ((source[i + 1] ?? 0) << 8) | (source[i + 2] ?? 0)
      for (let shift = 18; shift >= 0; shift -= 6) this.bytes[out++] = (BASE64[(bits >> shift) & 63] ?? 0) ^ MASK
    }
  }

  /** Leaves the present bytes to whoever still writes them. */
  detach(): void {
    this.bytes = Buffer.from(this.bytes)
  }
}

export interface WireEvents {
  readonly text: (message: Buffer) => void
  readonly closed: () => void
}

/** Opens a WebSocket; resolves when the server has upgraded it. */
export async function openWire(port: number, path: string, events: WireEvents): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true })
  const upgraded = Promise.withResolvers<Socket>()
  let pending: Buffer = Buffer.alloc(0)
  let open = false
  socket.on("connect", () => {
    const key = randomBytes(16).toString("base64")
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    )
  })
  socket.on("data", (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    if (!open) {
      const end = pending.indexOf("\r\n\r\n")
      if (end < 0) return
      const status = pending.toString("latin1", 0, pending.indexOf("\r\n"))
      if (!status.startsWith("HTTP/1.1 101")) {
        upgraded.reject(new Error(`the server did not upgrade: ${status}`))
        socket.destroy()
        return
      }
      open = true
      pending = pending.subarray(end + 4)
      upgraded.resolve(socket)
    }
    pending = pending.subarray(readFrames(pending, socket, events.text))
  })
  socket.on("error", (error) => upgraded.reject(error))
  socket.on("close", () => {
    upgraded.reject(new Error("the server closed the connection"))
    events.closed()
  })
  return upgraded.promise
}

/** Hands on the whole frames in `bytes` (a server does not mask) and says how much of it they were. */
function readFrames(bytes: Buffer, socket: Socket, text: (message: Buffer) => void): number {
  let at = 0
  while (bytes.length - at >= 2) {
    const opcode = (bytes[at] ?? 0) & 0x0f
    let length = (bytes[at + 1] ?? 0) & 0x7f
    let start = at + 2
    if (length === 126) {
      if (bytes.length < start + 2) break
      length = bytes.readUInt16BE(start)
      start += 2
    } else if (length === 127) {
      if (bytes.length < start + 8) break
      length = Number(bytes.readBigUInt64BE(start))
      start += 8
    }
    if (bytes.length < start + length) break
    if (opcode === 1) text(bytes.subarray(start, start + length))
    else if (opcode === 8) socket.end(closeFrame())
    at = start + length
  }
  return at
}
