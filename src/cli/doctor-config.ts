/* What would keep the gateway of a configuration from starting, or from being reached. */
import { X509Certificate } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { connect } from "node:tls"
import type { Config } from "../config.ts"
import type { TrunkConfig } from "../config-trunks.ts"
import { namedFiles } from "../config-files.ts"
import { isCopied } from "../keys/kek-copies.ts"
import { openOutgoing } from "../wiring/outgoing.ts"
import { fine, type Finding } from "./doctor-checks.ts"
import { sentenceOf } from "./exit.ts"
import { checkTrunk } from "./trunk-checks.ts"

const DAY_MS = 86_400_000
const SOON_DAYS = 21
const CONNECT_MS = 5000

export async function checkConfig(config: Config): Promise<readonly Finding[]> {
  const { listen, metrics } = config
  const outgoing = openOutgoing(config)
  try {
    const trunks: Finding[] = []
    for (const trunk of config.trunks) {
      const own = trunk.kind === "test-phone" ? undefined : trunk.public_url
      const found = await lookAtTrunk(trunk, own ?? config.public_url, outgoing.fetch)
      trunks.push(...found.map((each) => ({ ...each, name: `${trunk.name}: ${each.name}` })))
    }
    return [
      checkFiles(config),
      await checkCopies(config),
      await checkPort("port", listen.host, listen.port, listen.tls !== null),
      ...(metrics ? [await checkPort("metrics port", metrics.host, metrics.port, false)] : []),
      await checkCertificate(config),
      ...trunks,
    ]
  } finally {
    outgoing.close()
  }
}

async function lookAtTrunk(
  trunk: TrunkConfig,
  url: string,
  send: Parameters<typeof checkTrunk>[2],
): Promise<readonly Finding[]> {
  try {
    return await checkTrunk(trunk, url, send)
  } catch (error) {
    const mend = `assent trunk check ${trunk.name} looks at it by itself`
    return [{ name: "trunk", status: "broken", detail: sentenceOf(error), mend }]
  }
}

function checkFiles(config: Config): Finding {
  const missing = namedFiles(config).flatMap(({ at, file }) => {
    try {
      return readFileSync(file).length > 0 ? [] : [at]
    } catch {
      return [at]
    }
  })
  if (missing.length === 0) return fine("secrets", "every file that the configuration names can be read")
  const detail = `cannot be read, or empty: ${missing.join(", ")}`
  return { name: "secrets", status: "broken", detail, mend: "assent config check FILE says which files" }
}

/** A lost disk must not take the only private key with it: whoever copies by hand has to do it anew each epoch. */
async function checkCopies({ data, keys: { backup_folder: folder } }: Config): Promise<Finding> {
  const name = "key copies"
  const dir = join(data, "keys")
  let files: string[]
  try {
    files = readdirSync(dir).filter((file) => /^kek-\d+\.pem$/.test(file))
  } catch {
    return fine(name, "no keys to copy here yet")
  }
  if (folder === null) {
    const detail = `whether ${files.join(" and ")} ${files.length > 1 ? "have" : "has"} a copy elsewhere is not known here`
    const mend = "name a folder on another disk as keys.backup_folder, or copy data/keys by hand after each epoch"
    return { name, status: "warning", detail, mend }
  }
  const copied = await Promise.all(files.map((file) => isCopied(dir, folder, file)))
  const missing = files.filter((_, i) => copied[i] !== true)
  if (missing.length === 0) return fine(name, `every private key has its copy in ${folder}`)
  const mend = "mount its disk and start the gateway anew, which copies what is missing"
  return { name, status: "broken", detail: `not in ${folder}, or not readable here: ${missing.join(", ")}`, mend }
}

/** Free, or ours. */
async function checkPort(name: string, host: string, port: number, tls: boolean): Promise<Finding> {
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer()
    server.once("error", () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
  if (free) return { name, status: "warning", detail: `${port} is free: no gateway runs here`, mend: "assent serve" }
  try {
    const at = `${tls ? "https" : "http"}://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}/health/live`
    const response = await fetch(at, { signal: AbortSignal.timeout(CONNECT_MS) })
    if (response.ok) return fine(name, `a gateway answers on ${port}`)
  } catch {
    // With a certificate for another name nothing can be said but that somebody listens.
    if (tls) return fine(name, `something speaks TLS on ${port}`)
  }
  const mend = "stop what listens there, or choose another port"
  return { name, status: "broken", detail: `${port} is taken, and not by a gateway, or cannot be bound`, mend }
}

/** Of TLS that ends here, else of whatever answers at the public address. */
async function checkCertificate({ listen, public_url: url }: Config): Promise<Finding> {
  const mend = "renew the certificate; where TLS ends here, reload the gateway (SIGHUP) afterwards"
  let until: number
  try {
    if (listen.tls) until = Date.parse(new X509Certificate(readFileSync(listen.tls.cert_file)).validTo)
    else if (url.startsWith("https:")) until = await expiryAt(new URL(url))
    else return fine("tls", "the public address is plain HTTP, on this machine")
  } catch {
    return { name: "tls", status: "broken", detail: "no certificate can be read at the public address", mend }
  }
  const days = Math.floor((until - Date.now()) / DAY_MS)
  if (days > SOON_DAYS) return fine("tls", `the certificate holds for ${days} days`)
  const detail = days < 0 ? "the certificate has expired" : `the certificate expires in ${days} day(s)`
  return { name: "tls", status: days < 2 ? "broken" : "warning", detail, mend }
}

function expiryAt({ hostname, port }: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname,
      port: port === "" ? 443 : Number(port),
      servername: hostname,
      // Only its dates are read. Whether it is trusted is for the reachability check of each trunk.
      rejectUnauthorized: false,
      timeout: CONNECT_MS,
    })
    const give = (error: Error): void => {
      socket.destroy()
      reject(error)
    }
    socket.once("error", give)
    socket.once("timeout", () => give(new Error("no answer")))
    socket.once("secureConnect", () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to)
      socket.destroy()
      if (Number.isNaN(until)) reject(new Error("no certificate"))
      else resolve(until)
    })
  })
}
