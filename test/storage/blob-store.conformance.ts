import { randomBytes, randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { BlobStore } from "../../src/recording/ports.ts"
import { idsInOrder } from "./rows.ts"

export interface OpenedBlobs {
  readonly blobs: BlobStore
  readonly close: () => Promise<void>
}

export function blobStoreConformance(name: string, open: () => Promise<OpenedBlobs>): void {
  describe(`${name} as the place of ciphertext`, () => {
    let opened: OpenedBlobs
    let blobs: BlobStore
    const [a, b, c] = idsInOrder(3)
    beforeEach(async () => {
      opened = await open()
      blobs = opened.blobs
    })
    afterEach(() => opened.close())

    async function put(id: string, ...parts: readonly Uint8Array[]): Promise<string> {
      const writer = await blobs.create(id)
      for (const part of parts) await writer.write(part)
      await writer.sync()
      await writer.close()
      return writer.uri
    }
    const listed = async (): Promise<string[]> => {
      const uris: string[] = []
      for await (const uri of blobs.list()) uris.push(uri)
      return uris.sort()
    }

    test("what was written is read back, whole and in ranges, and nothing beyond the end", async () => {
      const bytes = randomBytes(10_000)
      const uri = await put(a!, bytes.subarray(0, 1), bytes.subarray(1, 4097), bytes.subarray(4097))
      expect(uri).toBe(blobs.uri(a!))
      expect(await blobs.size(uri)).toBe(10_000)
      const read = async (offset: number, length: number): Promise<string> =>
        Buffer.from(await blobs.read(uri, offset, length)).toString("hex")
      for (const [from, to] of [
        [0, 10_000],
        [4090, 4100],
        [9999, 10_000],
        [0, 0],
      ] as const) {
        expect(await read(from, to - from)).toBe(bytes.subarray(from, to).toString("hex"))
      }
      expect(await read(9990, 100)).toBe(bytes.subarray(9990).toString("hex"))
      expect(await read(10_000, 5)).toBe("")
      expect(await read(20_000, 5)).toBe("")
    })

    test("a recording is created once", async () => {
      await put(a!, Buffer.from("first"))
      await expect(blobs.create(a!)).rejects.toMatchObject({ code: "STORAGE_FAILED" })
      expect(Buffer.from(await blobs.read(blobs.uri(a!), 0, 5)).toString()).toBe("first")
    })

    test("names that are no recording's id reach no file", async () => {
      for (const id of ["", "x", "../../etc/passwd", `${a!}/../${b!}`, a!.toUpperCase(), randomUUID(), `${a!}\0`]) {
        await expect(blobs.create(id)).rejects.toMatchObject({ code: "INPUT_INVALID" })
      }
      const uri = await put(a!, Buffer.from("x"))
      for (const bad of [
        "",
        "/etc/passwd",
        `../${uri}`,
        `/${uri}`,
        uri.replace("recordings", "prompts"),
        `${uri}/..`,
      ]) {
        await expect(blobs.size(bad)).rejects.toMatchObject({ code: "INPUT_INVALID" })
        await expect(blobs.read(bad, 0, 1)).rejects.toMatchObject({ code: "INPUT_INVALID" })
        await expect(blobs.remove(bad)).rejects.toMatchObject({ code: "INPUT_INVALID" })
        await expect(blobs.truncate(bad, 0)).rejects.toMatchObject({ code: "INPUT_INVALID" })
        await expect(blobs.quarantine(bad)).rejects.toMatchObject({ code: "INPUT_INVALID" })
      }
    })

    test("a torn tail is cut off, and nothing is ever made longer", async () => {
      const uri = await put(a!, randomBytes(5000))
      await blobs.truncate(uri, 4096)
      expect(await blobs.size(uri)).toBe(4096)
      await expect(blobs.truncate(uri, 4097)).rejects.toMatchObject({ code: "INPUT_INVALID" })
      expect(await blobs.size(uri)).toBe(4096)
    })

    test("a removed recording is gone, and removing it again is no error", async () => {
      const uri = await put(a!, Buffer.from("x"))
      const other = await put(c!, Buffer.from("y"))
      await blobs.remove(uri, other)
      await blobs.remove(uri)
      expect(await blobs.size(other)).toBeNull()
      await blobs.remove(blobs.uri(b!))
      expect(await blobs.size(uri)).toBeNull()
      await expect(blobs.read(uri, 0, 1)).rejects.toMatchObject({ code: "NOT_FOUND" })
    })

    test("what is in quarantine is neither listed nor served, and its id is free again", async () => {
      for (const id of [a!, b!, c!]) await put(id, Buffer.from(id))
      await blobs.quarantine(blobs.uri(b!))
      expect(await listed()).toEqual([blobs.uri(a!), blobs.uri(c!)].sort())
      expect(await blobs.size(blobs.uri(b!))).toBeNull()
      await put(b!, Buffer.from("second"))
      await blobs.quarantine(blobs.uri(b!))
      expect(await listed()).toHaveLength(2)
    })

    test("one write at a time, and none after the end", async () => {
      const writer = await blobs.create(a!)
      const first = writer.write(randomBytes(100_000))
      await expect(writer.write(Buffer.from("overtaking"))).rejects.toMatchObject({ code: "STORAGE_FAILED" })
      await first
      await writer.close()
      await writer.close()
      await expect(writer.write(Buffer.from("late"))).rejects.toMatchObject({ code: "STORAGE_FAILED" })
      expect(await blobs.size(writer.uri)).toBe(100_000)
    })

    test("an empty store lists nothing", async () => {
      expect(await listed()).toEqual([])
    })
  })
}
