/* Mu-law of 8 kHz as a file that browsers and players open: RIFF format 7, with its 18-byte `fmt ` and its `fact`. */

export const WAV_HEADER_BYTES = 58
const RATE = 8000

/** @param mulaw interleaved where there are two channels */
export function mulawWav(mulaw: Uint8Array<ArrayBuffer>, channels: 1 | 2): Blob {
  const head = new DataView(new ArrayBuffer(WAV_HEADER_BYTES))
  const ascii = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) head.setUint8(at + i, text.charCodeAt(i))
  }
  ascii(0, "RIFF")
  head.setUint32(4, WAV_HEADER_BYTES - 8 + mulaw.length, true)
  ascii(8, "WAVEfmt ")
  head.setUint32(16, 18, true)
  head.setUint16(20, 7, true)
  head.setUint16(22, channels, true)
  head.setUint32(24, RATE, true)
  head.setUint32(28, RATE * channels, true)
  head.setUint16(32, channels, true)
  head.setUint16(34, 8, true)
  ascii(38, "fact")
  head.setUint32(42, 4, true)
  head.setUint32(46, mulaw.length / channels, true)
  ascii(50, "data")
  head.setUint32(54, mulaw.length, true)
  return new Blob([head.buffer, mulaw], { type: "audio/wav" })
}
