import { X509Certificate } from "node:crypto"
import { AssentError } from "../errors.ts"

/** id-kp-timeStamping. */
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
const MAX_CHAIN = 8

/**
 * @throws INPUT_INVALID unless `authority` may make timestamps and leads to a CA of `caPem`, each certificate valid at
 *   the time that was stamped; CONFIG_INVALID when `caPem` holds none.
 */
export function chainTo(
  caPem: string,
  authority: X509Certificate,
  between: readonly X509Certificate[],
  at: Date,
): void {
  const refused = (why: string): AssentError => new AssentError("INPUT_INVALID", `the timestamp's certificate ${why}`)
  const trusted = parseCertificates(caPem)
  // Without the extension keyUsage is undefined, whatever its type says.
  if (![authority.keyUsage].flat().includes(TIME_STAMPING)) throw refused("is not for timestamps")
  let current = authority
  for (let depth = 0; depth < MAX_CHAIN; depth++) {
    const { raw } = current
    if (at < new Date(current.validFrom) || at > new Date(current.validTo)) throw refused("was not valid at that time")
    if (trusted.some((ca) => ca.raw.equals(raw))) return
    const signs = (issuer: X509Certificate): boolean => issues(issuer, current)
    const next = trusted.find(signs) ?? between.find(signs)
    if (!next) throw refused("does not lead to the CA that is trusted")
    current = next
  }
  throw refused("does not lead to the CA that is trusted")
}

/** @throws CONFIG_INVALID when it holds no certificate, or one that cannot be read */
export function parseCertificates(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  try {
    if (blocks.length > 0) return blocks.map((block) => new X509Certificate(block))
  } catch {
    // Told below.
  }
  throw new AssentError("CONFIG_INVALID", "these are not PEM certificates of a timestamp authority's CA", {
    field: "timestamp_authority.ca_pem",
  })
}

function issues(issuer: X509Certificate, subject: X509Certificate): boolean {
  return issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey)
}
