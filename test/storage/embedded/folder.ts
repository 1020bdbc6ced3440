import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openEmbedded, type Embedded } from "../../../src/storage/embedded/open.ts"

export async function freshFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "assent-storage-"))
}

export interface Fresh extends Embedded {
  readonly folder: string
  reopen(): Promise<Embedded>
  readonly close: () => Promise<void>
}

/** Embedded storage in a folder of its own, which `close` removes. */
export async function openFresh(): Promise<Fresh> {
  const folder = await freshFolder()
  let embedded = await openEmbedded(folder)
  const close = async (): Promise<void> => {
    await embedded.close()
    await rm(folder, { recursive: true, force: true })
  }
  return {
    ...embedded,
    folder,
    async reopen() {
      await embedded.close()
      embedded = await openEmbedded(folder)
      return embedded
    },
    close,
  }
}
