/*
 * Where requests may go. A URL can come from whoever may add a webhook, or from an answer; it must not lead into the
 * network that the gateway stands in, nor to the cloud's metadata, which hands out credentials to anybody who asks from inside.
 */
import { isIP } from "node:net"
import ipaddr from "ipaddr.js"
import { AssentError } from "../errors.ts"

type Address = ReturnType<typeof ipaddr.process>
type Network = readonly [Address, number]

/** What dev mode allows by itself. */
export const loopback: readonly string[] = ["127.0.0.0/8", "::1/128"]

/** All of IPv6 that is routed in public (RFC 4291, 2.4). Within it, ipaddr.js knows what is set apart. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3")
/** Metadata under an address that looks public: Azure's. The others' are link-local, shared or unique-local. */
const metadata = ["168.63.129.16"]

/**
 * @param allow addresses and networks that may be reached though they are not public
 * @returns whether a request may go to an address; what is no address may not be asked
 */
export function addressRule(allow: readonly string[]): (address: string) => boolean {
  const networks = allow.map(networkOf)
  return (text) => {
    if (isIP(text) === 0) return false
    // ::ffff:127.0.0.1 is 127.0.0.1.
    const address = ipaddr.process(text)
    return isPublic(address) || networks.some((network) => isIn(address, network))
  }
}

/** @throws ADDRESS_BLOCKED when the host is an address that may not be reached. A name is judged when it is resolved. */
export function checkHost(url: URL, allows: (address: string) => boolean): void {
  // WHATWG URLs spell every decimal, octal or hexadecimal IPv4 address with dots, and IPv6 in brackets.
  const host = url.hostname.replace(/^\[|\]$/g, "")
  if (isIP(host) !== 0 && !allows(host)) throw blocked()
}

export function blocked(): AssentError {
  return new AssentError(
    "ADDRESS_BLOCKED",
    "requests go to public addresses only, and to those that outgoing.allow names",
  )
}

function networkOf(text: string): Network {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  const address = ipaddr.parse(text)
  return [address, address.kind() === "ipv4" ? 32 : 128]
}

function isPublic(address: Address): boolean {
  if (metadata.includes(address.toString()) || address.range() !== "unicast") return false
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast)
}

function isIn(address: Address, [base, bits]: Network): boolean {
  return address.kind() === base.kind() && address.match(base, bits)
}
