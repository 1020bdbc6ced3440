import { createHash, randomBytes } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { PromptBlobs } from "../../src/greetings/document.ts"

export interface OpenedPrompts {
  readonly prompts: PromptBlobs
  /** Changes one stored byte behind the store's back. */
  damage(sha256: string): Promise<void>
  readonly close: () => Promise<void>
}

export function promptBlobsConformance(name: string, open: () => Promise<OpenedPrompts>): void {
  describe(`${name} as the place of prompt audio`, () => {
    let opened: OpenedPrompts
    beforeEach(async () => void (opened = await open()))
    afterEach(() => opened.close())

    test("audio is named by its SHA-256 and read back byte for byte", async () => {
      const audio = randomBytes(4000)
      const name = await opened.prompts.put(audio)
      expect(name).toBe(createHash("sha256").update(audio).digest("base64url"))
      expect(await opened.prompts.put(audio)).toBe(name)
      expect(Buffer.from(await opened.prompts.get(name)).equals(audio)).toBe(true)
    })

    test("unknown and impossible names are not found", async () => {
      for (const name of ["A".repeat(43), "", "../operator.json", "A".repeat(44)]) {
        await expect(opened.prompts.get(name)).rejects.toMatchObject({ code: "NOT_FOUND" })
      }
    })

    test("audio that was changed on the disk is never played, and can be put again", async () => {
      const audio = randomBytes(4000)
      const name = await opened.prompts.put(audio)
      await opened.damage(name)
      await expect(opened.prompts.get(name)).rejects.toMatchObject({ code: "STORAGE_FAILED" })
      await opened.prompts.put(audio)
      expect(Buffer.from(await opened.prompts.get(name)).equals(audio)).toBe(true)
    })
  })
}
