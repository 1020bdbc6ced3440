/* An RFC 3161 authority of `openssl ts`, for tests on machines that have it. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"

export interface TestAuthority {
  readonly caPem: string
  /** Answers one request. */
  reply(request: Uint8Array): Buffer
}

/** `null` where there is no openssl. `usage`: the extended key usage of its certificate. */
export function testAuthority(usage = "critical,timeStamping"): TestAuthority | null {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" })
  } catch {
    return null
  }
  const dir = mkdtempSync(join(tmpdir(), "tsa-"))
  const at = (name: string): string => join(dir, name)
  const run = (...args: string[]): Buffer => execFileSync("openssl", args, { cwd: dir, stdio: "pipe" })
  writeFileSync(
    at("tsa.cnf"),
    `[tsa]\ndefault_tsa = t\n[t]\nserial = ${at("serial")}\nsigner_cert = ${at("tsa.pem")}\nsigner_key = ${at("tsa.key")}\ncerts = ${at("ca.pem")}\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256, sha512\nordering = yes\ntsa_name = yes\ness_cert_id_chain = no\ness_cert_id_alg = sha256\n`,
  )
  writeFileSync(at("serial"), "01\n")
  writeFileSync(
    at("ext.cnf"),
    `basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=${usage}\n`,
  )
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
  run("req", "-x509", ...ec, "-keyout", "ca.key", "-out", "ca.pem", "-days", "3650", "-subj", "/CN=Test CA")
  run("req", ...ec, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/O=Test/CN=Test TSA")
  run(
    "x509",
    "-req",
    "-in",
    "tsa.csr",
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-CAcreateserial",
    "-days",
    "3650",
    "-extfile",
    "ext.cnf",
    "-out",
    "tsa.pem",
  )
  return {
    caPem: readFileSync(at("ca.pem"), "utf8"),
    reply: (request) => {
      writeFileSync(at("q.tsq"), request)
      run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-out", "r.tsr")
      return readFileSync(at("r.tsr"))
    },
  }
}

/** The authority behind HTTP. */
export function serveAuthority(authority: TestAuthority): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      response.writeHead(200, { "content-type": "application/timestamp-reply" })
      response.end(authority.reply(Buffer.concat(chunks)))
    })
  })
}
