/*
 * Integrated loudness of one channel, ITU-R BS.1770-4: K-weighting, blocks of 400 ms that overlap by three quarters,
 * an absolute gate at -70 LUFS and a relative one 10 LU below the mean. The recommendation gives its filters for
 * 48 kHz only; here they are made for any rate from the analogue values behind them.
 */
import { type Biquad, filter } from "./biquad.ts"

function shelf(rate: number): Biquad {
  const q = 0.7071752369554196
  const k = Math.tan((Math.PI * 1681.974450955533) / rate)
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + k / q + k * k
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  }
}

function rumble(rate: number): Biquad {
  const q = 0.5003270373238773
  const k = Math.tan((Math.PI * 38.13547087602444) / rate)
  const a0 = 1 + k / q + k * k
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 }
}

const lufs = (power: number): number => -0.691 + 10 * Math.log10(power)
const mean = (powers: readonly number[]): number => powers.reduce((sum, power) => sum + power, 0) / powers.length

/** LUFS; -Infinity when nothing passes the gate. Audio shorter than one block counts as one block. */
export function loudness(samples: Float32Array, rate: number): number {
  const weighted = filter(filter(samples, shelf(rate)), rumble(rate))
  const block = Math.min(Math.round(rate * 0.4), weighted.length)
  const step = Math.max(1, Math.round(rate * 0.1))
  const powers: number[] = []
  for (let start = 0; block > 0 && start + block <= weighted.length; start += step) {
    let sum = 0
    for (let i = start; i < start + block; i++) sum += (weighted[i] ?? 0) ** 2
    powers.push(sum / block)
  }
  const audible = powers.filter((power) => lufs(power) > -70)
  if (audible.length === 0) return -Infinity
  const gate = lufs(mean(audible)) - 10
  return lufs(mean(audible.filter((power) => lufs(power) > gate)))
}
