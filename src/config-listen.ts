import ipaddr from "ipaddr.js"
import { z } from "zod"

/** An address, or a network such as 10.0.0.0/8. */
export const network = z
  .string()
  .refine((text) => ipaddr.isValid(text) || ipaddr.isValidCIDR(text), "an address, or a network such as 10.0.0.0/8")

const port = z.int().min(1).max(65_535)

export const listenConfig = z.strictObject({
  host: z.string().min(1).describe("Address to bind."),
  port: port.describe("Port to bind."),
  tls: z
    .strictObject({
      cert_file: z.string().min(1).describe("PEM, with its chain."),
      key_file: z.string().min(1).describe("PEM of the private key."),
    })
    .nullable()
    .default(null)
    .describe("Where TLS ends here, 1.2 or better; both files are read again at a reload. null: a proxy ends it."),
  trust_proxy: z
    .array(network)
    .max(64)
    .default([])
    .describe(
      "The proxies in front, by address: their X-Forwarded-For counts for limits and allow-lists, nobody else's.",
    ),
})

export const metricsConfig = z
  .strictObject({
    host: z.string().min(1).default("127.0.0.1").describe("Address to bind. Whoever reaches it reads the figures."),
    port: port.default(9464).describe("Port to bind."),
  })
  .nullable()
  .default(null)
  .describe(
    "/metrics, /health/live, /health/ready and /health/deep on a port of their own, without sign-in. null: off.",
  )

type Listen = z.infer<typeof listenConfig>

export function listenProblems(listen: Listen, publicUrl: string, metrics: z.infer<typeof metricsConfig>): string[] {
  const { tls, trust_proxy: proxies, port } = listen
  const everybody = proxies.some((proxy) => /\/0$/.test(proxy))
  return [
    ...(tls && !publicUrl.startsWith("https:") ? ["public_url: with listen.tls it begins with https://"] : []),
    ...(metrics?.port === port ? ["metrics.port: is listen.port; give it a port of its own"] : []),
    ...(everybody ? ["listen.trust_proxy: this trusts everybody; name the addresses of your proxies"] : []),
  ]
}
