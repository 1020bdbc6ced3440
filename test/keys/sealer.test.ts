import { generateKeyPairSync } from "node:crypto"
import { compactDecrypt, decodeProtectedHeader } from "jose"
import { expect, test } from "vitest"
import { agreeOn } from "../../src/keys/sealer.ts"

const ours = generateKeyPairSync("ec", { namedCurve: "P-384" })
const another = generateKeyPairSync("ec", { namedCurve: "P-384" })

test("what a call seals is opened by a JOSE library that knows nothing of us, each content under a key of its own", async () => {
  const sealer = await agreeOn(ours.publicKey)
  const texts = ["", "[]", "x".repeat(1500)]
  const sealed = texts.map((text) => sealer.seal({ kid: "ck_one", typ: "test+jwe" }, Buffer.from(text)))
  for (const [i, jwe] of sealed.entries()) {
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, ours.privateKey)
    expect(Buffer.from(plaintext).toString()).toBe(texts[i])
    expect(protectedHeader).toMatchObject({ alg: "ECDH-ES+A256KW", enc: "A256GCM", kid: "ck_one", typ: "test+jwe" })
  }
  expect(new Set(sealed.map((jwe) => jwe.split(".")[1])).size).toBe(texts.length)
  expect(new Set(sealed.map((jwe) => jwe.split(".")[2])).size).toBe(texts.length)
})

test("two calls agree on different keys, and no other key opens either", async () => {
  const [first, second] = await Promise.all([agreeOn(ours.publicKey), agreeOn(ours.publicKey)])
  const jwes = [first, second].map((sealer) => sealer.seal({ kid: "ck_one" }, Buffer.from("[]")))
  const [one, two] = jwes.map((jwe) => JSON.stringify(decodeProtectedHeader(jwe)))
  expect(one).not.toBe(two)
  for (const jwe of jwes) await expect(compactDecrypt(jwe, another.privateKey)).rejects.toThrow()
})

test("a header that was changed after sealing opens nothing", async () => {
  const jwe = (await agreeOn(ours.publicKey)).seal({ kid: "ck_one" }, Buffer.from("[]"))
  const [head = "", ...rest] = jwe.split(".")
  const changed = Buffer.from(head, "base64url").toString().replace("ck_one", "ck_two")
  await expect(
    compactDecrypt([Buffer.from(changed).toString("base64url"), ...rest].join("."), ours.privateKey),
  ).rejects.toThrow()
})

test("what no reader would accept for its length is not sealed", async () => {
  const sealer = await agreeOn(ours.publicKey)
  expect(() => sealer.seal({}, Buffer.alloc(4000))).toThrow(expect.objectContaining({ code: "KEY_REFUSED" }))
})
