/* The second factor: time-based codes (RFC 6238), and recovery codes for when the telephone is gone. */
import { randomInt } from "node:crypto"
import { Secret, TOTP } from "otpauth"
import type { UserRow } from "./ports.ts"
import { hashOf } from "./secrets.ts"

const PERIOD_S = 30
const RECOVERY_CODES = 10
/** Without 0, O, 1, I and L. */
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

export interface Factor {
  /** Base32. */
  readonly secret: string
  /** What the app scans: otpauth://totp/... */
  readonly uri: string
}

export function newFactor(login: string): Factor {
  const totp = new TOTP({ issuer: "Assent", label: login, secret: new Secret({ size: 20 }), period: PERIOD_S })
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/** `XXXXX-XXXXX`, 49 bits each; they are few tries away from nothing, and each opens once. */
export function newRecoveryCodes(): readonly string[] {
  const letter = (): string => letters.charAt(randomInt(letters.length))
  const half = (): string => Array.from({ length: 5 }, letter).join("")
  return Array.from({ length: RECOVERY_CODES }, () => `${half()}-${half()}`)
}

export const recoveryHash = (code: string): string => hashOf(code.trim().toUpperCase())

/** @returns the user with the code used up, or `null` when it opens nothing. */
export function useCode(user: UserRow, code: string, now: number): UserRow | null {
  if (/^\d{6}$/.test(code)) return useTotp(user, code, now)
  const hash = recoveryHash(code)
  if (!user.recovery.includes(hash)) return null
  return { ...user, recovery: user.recovery.filter((other) => other !== hash) }
}

function useTotp(user: UserRow, token: string, now: number): UserRow | null {
  if (user.totpSecret === null) return null
  const totp = new TOTP({ secret: Secret.fromBase32(user.totpSecret), period: PERIOD_S })
  // One step before and after: telephones' clocks differ.
  const delta = totp.validate({ token, timestamp: now, window: 1 })
  if (delta === null) return null
  const step = Math.floor(now / 1000 / PERIOD_S) + delta
  return user.totpStep !== null && step <= user.totpStep ? null : { ...user, totpStep: step }
}
