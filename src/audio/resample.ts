/*
 * Windowed-sinc rate conversion. Going down to the line's 8 kHz the pass band ends at 3400 Hz and everything from
 * 4000 Hz up, which would fold back into speech, is more than 70 dB down.
 */
const BETA = 8
/** Half width of the kernel, in zero crossings of the sinc. */
const CROSSINGS = 28
/** Table points for each zero crossing; between them the kernel is a straight line (error under -100 dB). */
const POINTS = 512
/** The middle of the transition band as a share of the lower Nyquist frequency: 3700 Hz of 4000 Hz. */
const CUTOFF = 0.925

/** The modified Bessel function of the first kind, order 0: the Kaiser window's. */
function bessel0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

/** sinc(x) under a Kaiser window, for x = 0 .. CROSSINGS. */
const kernel = Float64Array.from({ length: CROSSINGS * POINTS + 2 }, (_, i) => {
  const x = i / POINTS
  if (x >= CROSSINGS) return 0
  const window = bessel0(BETA * Math.sqrt(1 - (x / CROSSINGS) ** 2)) / bessel0(BETA)
  return x === 0 ? 1 : (window * Math.sin(Math.PI * x)) / (Math.PI * x)
})

/** The band-limited value at `centre` (in samples, need not be whole); `cutoff` is a share of the Nyquist frequency. */
export function interpolate(samples: Float32Array, centre: number, cutoff: number = CUTOFF): number {
  const half = CROSSINGS / cutoff
  const last = Math.min(samples.length - 1, Math.floor(centre + half))
  let sum = 0
  for (let i = Math.max(0, Math.ceil(centre - half)); i <= last; i++) {
    const x = Math.abs(i - centre) * cutoff * POINTS
    const k = Math.floor(x)
    const low = kernel[k] ?? 0
    sum += (samples[i] ?? 0) * (low + ((kernel[k + 1] ?? 0) - low) * (x - k))
  }
  return sum * cutoff
}

/** `samples` at `from` samples a second, as samples at `to`. Equal rates give the input itself. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples
  const cutoff = (CUTOFF * Math.min(from, to)) / from
  const out = new Float32Array(Math.round((samples.length * to) / from))
  for (let n = 0; n < out.length; n++) out[n] = interpolate(samples, (n * from) / to, cutoff)
  return out
}
