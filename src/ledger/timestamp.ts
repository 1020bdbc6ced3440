/*
 * RFC 3161 timestamps of checkpoints: an authority's signed word that the text existed at a time. The response may come
 * from anybody; it counts only with a chain to the CA that the reader was given by another path.
 */
import { hash, randomBytes, verify, X509Certificate } from "node:crypto"
import { AssentError } from "../errors.ts"
import { sameBytes } from "./base64.ts"
import { bodyOf, der, type Der, membersOf, oidOf, readDer, tags } from "./der.ts"
import { chainTo } from "./timestamp-chain.ts"

export interface Timestamp {
  /** RFC 3339. */
  readonly at: string
  /** The authority's certificate's subject. */
  readonly by: string
}

const SIGNED_DATA = "1.2.840.113549.1.7.2"
const TST_INFO = "1.2.840.113549.1.9.16.1.4"
const CONTENT_TYPE = "1.2.840.113549.1.9.3"
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
/** ESSCertID with SHA-1 (RFC 2634) and with a stated hash, SHA-256 by default (RFC 5816). */
const SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
const SHA256_OID = Uint8Array.of(0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01)
const digests: Readonly<Record<string, string>> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
}
/** RSA (PKCS #1 v1.5), ECDSA and Ed25519. RSASSA-PSS is not read: its parameters would have to be. */
const signatureKinds = /^1\.2\.840\.113549\.1\.1\.(1|11|12|13)$|^1\.2\.840\.10045\.4\.3\.[234]$|^1\.3\.101\.112$/

const refused = (why: string, cause?: unknown): AssentError =>
  new AssentError("INPUT_INVALID", `the timestamp ${why}`, { cause })

export interface TimestampRequest {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly nonce: Uint8Array
}

/** A request for a timestamp of `text`, with a nonce and for the certificates to be sent along. */
export function timestampRequest(text: string): TimestampRequest {
  const nonce = randomBytes(8)
  // A positive INTEGER in its shortest form: the first bit is 0, the first byte is not.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40
  const algorithm = der(tags.sequence, der(tags.oid, SHA256_OID), der(tags.null))
  const imprint = der(tags.sequence, algorithm, der(tags.octets, hash("sha256", text, "buffer")))
  const version = der(tags.integer, Uint8Array.of(1))
  const certReq = der(tags.boolean, Uint8Array.of(0xff))
  return { bytes: der(tags.sequence, version, imprint, der(tags.integer, nonce), certReq), nonce }
}

/**
 * @param caPem the CA certificates that are trusted, PEM
 * @param nonce that of the request, when the response is an answer to it
 * @throws INPUT_INVALID unless the response is a granted timestamp of exactly this text whose signature leads to the CA.
 */
export function checkTimestamp(response: Uint8Array, text: string, caPem: string, nonce?: Uint8Array): Timestamp {
  const [status, token] = membersOf(readDer(response), tags.sequence)
  const granted = bodyOf(membersOf(status, tags.sequence)[0], tags.integer)
  // 0 granted, 1 granted with modifications.
  if (!token || granted.length !== 1 || (granted[0] ?? 2) > 1) throw refused("was not granted by its authority")
  const { info, certificates, signer } = signedData(token)
  const { signed, attributes, digest, signature } = signerInfo(signer)
  if (oidOf(attributes(CONTENT_TYPE)[0]) !== TST_INFO) throw refused("signs something else than a timestamp")
  if (!sameBytes(bodyOf(attributes(MESSAGE_DIGEST)[0], tags.octets), hash(digest, info, "buffer"))) {
    throw refused("was signed over other facts than it states")
  }
  const authority = namedBy(attributes, certificates)
  if (!verify(digest, signed, authority.publicKey, signature)) throw refused("has a wrong signature")
  const at = checkInfo(info, text, nonce)
  chainTo(caPem, authority, certificates, at)
  return { at: at.toISOString(), by: authority.subject.replaceAll("\n", ", ") }
}

function signedData(token: Der): { info: Uint8Array; certificates: readonly X509Certificate[]; signer: Der } {
  const [type, content] = membersOf(token, tags.sequence)
  if (oidOf(type) !== SIGNED_DATA) throw refused("is not signed data")
  const [, , encapsulated, ...rest] = membersOf(membersOf(content, tags.zero)[0], tags.sequence)
  const [infoType, wrapped] = membersOf(encapsulated, tags.sequence)
  if (oidOf(infoType) !== TST_INFO) throw refused("holds something else than a timestamp")
  const info = bodyOf(membersOf(wrapped, tags.zero)[0], tags.octets)
  const sets = rest.filter(({ tag }) => tag === tags.set)
  const [signer, ...more] = membersOf(sets.at(-1), tags.set)
  if (!signer || more.length > 0) throw refused("has not exactly one signer")
  const enclosed = rest.find(({ tag }) => tag === tags.zero)
  return { info, certificates: enclosed ? membersOf(enclosed, tags.zero).map(certificate) : [], signer }
}

function certificate({ whole }: Der): X509Certificate {
  try {
    return new X509Certificate(whole)
  } catch (cause) {
    throw refused("encloses a certificate that is none", cause)
  }
}

interface SignerFacts {
  /** What the signature is over: the attributes as a SET (RFC 5652, 5.4). */
  readonly signed: Uint8Array
  /** The values of the signed attribute of this type. */
  readonly attributes: (type: string) => readonly Der[]
  readonly digest: string
  readonly signature: Uint8Array
}

function signerInfo(signer: Der): SignerFacts {
  const [, , algorithm, given, kind, signature] = membersOf(signer, tags.sequence)
  const digest = digests[oidOf(membersOf(algorithm, tags.sequence)[0])]
  if (digest === undefined) throw refused("uses a hash that is not SHA-256, SHA-384 or SHA-512")
  if (!signatureKinds.test(oidOf(membersOf(kind, tags.sequence)[0]))) throw refused("uses an unknown signature")
  const found = new Map<string, readonly Der[]>()
  for (const attribute of membersOf(given, tags.zero)) {
    const [type, values] = membersOf(attribute, tags.sequence)
    const name = oidOf(type)
    if (found.has(name)) throw refused("states an attribute twice")
    found.set(name, membersOf(values, tags.set))
  }
  return {
    signed: Uint8Array.of(tags.set, ...(given?.whole.subarray(1) ?? [])),
    attributes: (type) => found.get(type) ?? [],
    digest,
    signature: bodyOf(signature, tags.octets),
  }
}

/** The certificate whose hash the signer signed along, so that no other can be put in its place (RFC 3161, 2.4.2). */
function namedBy(attributes: SignerFacts["attributes"], certificates: readonly X509Certificate[]): X509Certificate {
  const [v2] = attributes(SIGNING_CERTIFICATE_V2)
  const [v1] = attributes(SIGNING_CERTIFICATE)
  const [ids] = membersOf(v2 ?? v1, tags.sequence)
  const members = membersOf(membersOf(ids, tags.sequence)[0], tags.sequence)
  const stated = v2 && members[0]?.tag === tags.sequence ? members[0] : null
  const named = stated ? digests[oidOf(membersOf(stated, tags.sequence)[0])] : v2 ? "sha256" : "sha1"
  if (named === undefined) throw refused("names its certificate by an unknown hash")
  const digest = bodyOf(members[stated ? 1 : 0], tags.octets)
  const found = certificates.find(({ raw }) => sameBytes(hash(named, raw, "buffer"), digest))
  if (!found) throw refused("does not enclose the certificate it names")
  return found
}

function checkInfo(info: Uint8Array, text: string, nonce: Uint8Array | undefined): Date {
  const [, , imprint, , time, ...rest] = membersOf(readDer(info), tags.sequence)
  const [algorithm, digest] = membersOf(imprint, tags.sequence)
  const named = digests[oidOf(membersOf(algorithm, tags.sequence)[0])]
  if (named === undefined || !sameBytes(bodyOf(digest, tags.octets), hash(named, text, "buffer"))) {
    throw refused("is of another text")
  }
  if (nonce) {
    const answered = rest.find(({ tag }) => tag === tags.integer)
    if (!answered || !sameBytes(answered.body, nonce)) throw refused("answers another request")
  }
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(
    Buffer.from(bodyOf(time, tags.generalizedTime)).toString("latin1"),
  )
  const [, year, month, day, hours, minutes, seconds, fraction = ""] = match ?? []
  const at = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}${fraction.slice(0, 4)}Z`)
  if (!match || Number.isNaN(at.getTime())) throw refused("states no time")
  return at
}
