import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createFileKek, FileKeyProvider } from "../../src/keys/kek.ts"
import { openKeyring, type Keyring } from "../../src/keys/keyring.ts"
import type { KekRow } from "../../src/keys/ports.ts"
import { MemoryKeyStore } from "../fakes/memory-key-store.ts"

/** A real RSA-4096 KEK in a file of its own folder: make one per test file, it takes a second or more. */
export async function freshKek(epoch = 1): Promise<{ dir: string; kek: KekRow; provider: FileKeyProvider }> {
  const dir = await mkdtemp(join(tmpdir(), "assent-keys-"))
  const year = 365 * 86_400_000
  const kek = await createFileKek({
    dir,
    epoch,
    notBefore: new Date(Date.now() - year),
    notAfter: new Date(Date.now() + year),
  })
  return { dir, kek, provider: new FileKeyProvider(dir) }
}

export async function freshKeyring(
  kek: KekRow,
  provider: FileKeyProvider,
  store = new MemoryKeyStore(),
): Promise<{ store: MemoryKeyStore; keyring: Keyring }> {
  const keyring = await openKeyring({ store, provider, kek, pinnedFingerprint: kek.fingerprint, poolSize: 2 })
  return { store, keyring }
}
