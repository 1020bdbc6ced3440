import { constants, createPublicKey, publicEncrypt, randomBytes, timingSafeEqual } from "node:crypto"
import { open, statfs, unlink } from "node:fs/promises"
import { join } from "node:path"
import type { Figures } from "../api/figures.ts"
import type { Health, HealthCheck } from "../api/parts.ts"
import type { KekRow, KeyProvider } from "../keys/ports.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { hasCode } from "../errors.ts"

export interface HealthParts<Tx> {
  readonly ledger: Pick<Ledger<Tx>, "size">
  readonly kek: KekRow
  readonly provider: KeyProvider
  readonly keks: () => Promise<readonly KekRow[]>
  /** The data folder. */
  readonly folder: string
  readonly draining: () => boolean
  /** Counted a minute ago at the most. */
  readonly figures: () => Promise<Figures & { readonly overdue: number }>
  /** Compares the ledger with what was signed. @throws LEDGER_CORRUPT */
  readonly compareLedger: () => Promise<void>
  /** Why the sweep waits for a person, or `null`. */
  readonly asks: () => string | null
}

/** Less room than this stops recording before long. */
const LEAST_ROOM = 2 ** 30
const BACKLOG = 10_000

/** @returns what is wrong, or `undefined` */
type Check = () => Promise<string | undefined> | string | undefined

/** What must hold for calls to be asked and recorded, and what somebody should know of, each checked when asked. */
export function healthOf<Tx>(parts: HealthParts<Tx>): Health {
  const ready: Readonly<Record<string, Check>> = {
    ledger: async () => {
      await parts.ledger.size()
      return undefined
    },
    storage: async () => {
      await writable(parts.folder)
      return undefined
    },
    kek: () => {
      const passed = Date.now() > Date.parse(parts.kek.notAfter)
      return passed ? "the key encryption key is past its time" : undefined
    },
    draining: () => (parts.draining() ? "no new calls are taken: the gateway is being stopped" : undefined),
  }
  const deep: Readonly<Record<string, Check>> = {
    ...ready,
    key_round_trip: () => roundTrip(parts),
    ledger_continues: async () => {
      await parts.compareLedger()
      return undefined
    },
    recordings_without_consent: async () =>
      unless((await parts.figures()).withoutConsent === 0, "recordings stand without an earlier consent"),
    retention_overdue: async () =>
      unless((await parts.figures()).overdue === 0, "recordings should be gone and are not"),
    retention_asks: () => unless(parts.asks() === null, "the sweep waits for a person: see assent retention"),
    webhook_backlog: async () =>
      unless((await parts.figures()).webhookQueue < BACKLOG, "deliveries pile up: see assent webhook list"),
    webhooks_disabled: async () =>
      unless(
        (await parts.figures()).webhooksDisabled === 0,
        "a receiver is told nothing more: see assent webhook list",
      ),
    disk: async () => {
      const { bavail, bsize } = await statfs(parts.folder)
      return unless(bavail * bsize > LEAST_ROOM, "less than 1 GiB is free: a full disk stops recording")
    },
  }
  return { ready: () => run(ready), deep: () => run(deep) }
}

const unless = (holds: boolean, otherwise: string): string | undefined => (holds ? undefined : otherwise)

function run(checks: Readonly<Record<string, Check>>): Promise<readonly HealthCheck[]> {
  return Promise.all(
    Object.entries(checks).map(async ([name, check]): Promise<HealthCheck> => {
      try {
        const failed = await check()
        return failed === undefined ? { name, status: "ok", detail: null } : { name, status: "failed", detail: failed }
      } catch {
        return { name, status: "failed", detail: `${name} does not answer as it should; see the log` }
      }
    }),
  )
}

/** As a recording would be: created, written, on the disk, gone. */
async function writable(folder: string): Promise<void> {
  const path = join(folder, `health-${randomBytes(6).toString("hex")}.tmp`)
  const file = await open(path, "wx", 0o600)
  try {
    await file.write("1")
    await file.datasync()
  } finally {
    await file.close()
    await unlink(path)
  }
}

/** What a recording's key goes through: wrapped to the public half, opened by the provider. */
async function roundTrip<Tx>({ provider, keks }: HealthParts<Tx>): Promise<string | undefined> {
  const active = (await keks()).find(({ state }) => state === "active")
  if (!active) return "there is no active key encryption key"
  const secret = randomBytes(32)
  const padding = { oaepHash: "sha256", padding: constants.RSA_PKCS1_OAEP_PADDING }
  try {
    const opened = await provider.unwrapCek(
      active.id,
      publicEncrypt({ key: createPublicKey(active.publicPem), ...padding }, secret),
    )
    return opened.length === 32 && timingSafeEqual(opened, secret) ? undefined : "the key provider opens something else"
  } catch (error) {
    if (hasCode(error, "KEY_PROVIDER_UNREACHABLE")) return "the key provider does not answer"
    throw error
  }
}
