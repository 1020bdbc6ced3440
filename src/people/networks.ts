/* Where a token may be used from. */
import ipaddr from "ipaddr.js"

/** `10.0.0.0/8`, `2001:db8::/32`, or one address. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text)
}

/** An IPv4 address that came mapped into IPv6 is the IPv4 address. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true
  if (!ipaddr.isValid(address)) return false
  const given = ipaddr.process(address)
  return networks.some((network) => {
    if (!ipaddr.isValidCIDR(network)) return given.toNormalizedString() === ipaddr.process(network).toNormalizedString()
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === given.kind() && given.match(base, bits)
  })
}
