import { generateKeyPairSync, randomUUID } from "node:crypto"
import { CompactSign } from "jose"
import { beforeAll, expect, test } from "vitest"
import { signCheckpoint } from "../../src/ledger/checkpoint.ts"
import { noteSigner, sha256 } from "../../src/ledger/node-crypto.ts"
import { certificatePdf } from "../../src/rights/certificate-pdf.ts"
import { CERTIFICATE_TYP, type Certificate, openCertificate, signCertificate } from "../../src/rights/certificate.ts"

const origin = "ledger.example/test"
const key = generateKeyPairSync("ed25519").privateKey
const signer = noteSigner(origin, key)
const stranger = generateKeyPairSync("ed25519").privateKey
let certificate: Certificate
let jws: string

beforeAll(async () => {
  const hash = "A".repeat(43)
  const recordings = Array.from({ length: 40 }, () => ({
    id: randomUUID(),
    call: randomUUID(),
    ciphertext_sha256: hash,
    ciphertext_bytes: 4096,
    erased_at: "2026-11-23T16:20:00.000Z",
    tombstone_sha256: hash,
  }))
  certificate = {
    v: 1,
    request: randomUUID(),
    kind: "erasure",
    origin,
    subject: "+49••••••78",
    received_at: "2026-11-20T16:20:00.000Z",
    made_at: "2026-11-23T16:20:00.000Z",
    recordings,
    keys: recordings.map(({ id }) => ({ id, kind: "recording_key" })),
    retained: [{ id: randomUUID(), reason: "minimum", basis: "a law", until: "2031-01-01", sentence: "kept by a law" }],
    recipients: [{ name: "Archive", told_on: null }],
    backups: { unreadable_within_days: null, sentence: "older copies live until they are destroyed" },
    checkpoint: await signCheckpoint(sha256, { origin, size: 9, root: new Uint8Array(32) }, signer),
  }
  jws = await signCertificate(certificate, key)
})

test("a certificate is opened with the log's public key alone, as it was signed", async () => {
  expect(await openCertificate(`${jws}\n`, `${signer.vkey}\n`)).toEqual(certificate)
})

test("each forgery is refused by name", async () => {
  const refused = async (text: string, why: RegExp, vkey = signer.vkey): Promise<void> => {
    await expect(openCertificate(text, vkey)).rejects.toThrow(why)
    await expect(openCertificate(text, vkey)).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
  }
  const signed = (value: unknown, header = { alg: "EdDSA", kid: origin, typ: CERTIFICATE_TYP }, by = key) =>
    new CompactSign(Buffer.from(JSON.stringify(value))).setProtectedHeader(header).sign(by)
  const [head = "", payload = "", signature = ""] = jws.split(".")
  const fewer = Buffer.from(JSON.stringify({ ...certificate, retained: [] })).toString("base64url")
  await refused(`${head}.${fewer}.${signature}`, /not signed by the log's key/)
  await refused(`${head}.${payload}`, /not signed/)
  await refused("nonsense", /not signed/)
  await refused("x".repeat(9_000_000), /larger/)
  await refused(jws, /not signed/, noteSigner(origin, stranger).vkey)
  await refused(await signed(certificate, undefined, stranger), /not signed/)
  await refused(await signed(certificate, { alg: "EdDSA", kid: origin, typ: "other" }), /something else/)
  await refused(await signed({ ...certificate, more: 1 }), /not of the form/)
  await refused(await signed({ ...certificate, origin: "other" }), /another log/)
  const foreign = await signCheckpoint(
    sha256,
    { origin, size: 9, root: new Uint8Array(32) },
    noteSigner(origin, stranger),
  )
  await refused(await signed({ ...certificate, checkpoint: foreign }), /checkpoint that the log did not sign/)
  await expect(openCertificate(jws, "nonsense")).rejects.toMatchObject({ code: "INPUT_INVALID" })
})

test("the page to print is one page, whatever was erased", () => {
  const pdf = Buffer.from(certificatePdf(certificate, jws)).toString("latin1")
  expect(pdf.startsWith("%PDF-1.7")).toBe(true)
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
})
