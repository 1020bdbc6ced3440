import ipaddr from "ipaddr.js"
import { z } from "zod"

/** An address, or a network such as 10.0.0.0/8. */
export const network = z
  .string()
  .refine((text) => ipaddr.isValid(text) || ipaddr.isValidCIDR(text), "an address, or a network such as 10.0.0.0/8")

export const listenConfig = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /** Where TLS ends here: PEM files, relative to the configuration, read at the start. */
  tls: z
    .strictObject({ cert_file: z.string().min(1), key_file: z.string().min(1) })
    .nullable()
    .default(null),
  /** The proxies in front, by address: their X-Forwarded-For counts for limits and allow-lists. Nobody else's ever does. */
  trust_proxy: z.array(network).max(64).default([]),
})

type Listen = z.infer<typeof listenConfig>

export function listenProblems({ tls, trust_proxy: proxies }: Listen, publicUrl: string): string[] {
  const everybody = proxies.some((proxy) => /\/0$/.test(proxy))
  return [
    ...(tls && !publicUrl.startsWith("https:") ? ["public_url: with listen.tls it begins with https://"] : []),
    ...(everybody ? ["listen.trust_proxy: this trusts everybody; name the addresses of your proxies"] : []),
  ]
}
