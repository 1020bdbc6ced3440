/* Linear samples: Float32Array in [-1, 1] while audio is worked on, Int16Array at its edges. */

/** Rounds and clips to 16 bits. NaN becomes silence. */
export function toInt16(samples: Float32Array): Int16Array {
  const out = new Int16Array(samples.length)
  for (let i = 0; i < samples.length; i++) {
    out[i] = Math.max(-32768, Math.min(32767, Math.round((samples[i] ?? 0) * 32768)))
  }
  return out
}

export function toFloat(samples: Int16Array): Float32Array {
  const out = new Float32Array(samples.length)
  for (let i = 0; i < samples.length; i++) out[i] = (samples[i] ?? 0) / 32768
  return out
}

/** The mean of all channels. They must be equally long; at least one. */
export function downmix(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0), ...others] = channels
  if (others.length === 0) return first
  const out = new Float32Array(first.length)
  for (const channel of channels) for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) + (channel[i] ?? 0)
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) / channels.length
  return out
}

export function concat(...parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** `samples` times a gain in decibels. */
export function amplify(samples: Float32Array, gainDb: number): Float32Array {
  const gain = 10 ** (gainDb / 20)
  return samples.map((sample) => sample * gain)
}
