/* The configuration that `assent init` writes: answers in it, and a word on what is left to say. */
import { carriers, type Answers } from "./init-questions.ts"

export interface Made {
  /** Hex. */
  readonly keySha256: string
  /** `null` while there is no key yet. */
  readonly kekFingerprint: string | null
  readonly port: number
}

/** Where a secret of the trunk is kept, relative to the configuration. */
export function secretFile(answers: Answers, name: string): string {
  return `secrets/${answers.carrier}-${name.replaceAll("_", "-")}`
}

export function initFile(answers: Answers, { keySha256, kekFingerprint, port }: Made): string {
  const { organisation, contact, publicUrl } = answers
  const q = (text: string): string => JSON.stringify(text)
  return `# Assent on one machine, written by assent init. \`assent config explain\` lists all there is to say,
# \`assent config check FILE\` says what is wrong. Files are relative to this one; unknown keys are errors.
# Any value can be overridden from the environment: ASSENT_LISTEN__PORT=7081.

mode: production

listen:
  host: 127.0.0.1 # put a TLS proxy in front; it must pass WebSocket upgrades on
  port: ${port}
  # trust_proxy: [127.0.0.1] # whose X-Forwarded-For is believed

# /metrics and /health, without sign-in: keep the port to yourself.
metrics:
  host: 127.0.0.1
  port: ${port === 9464 ? 9465 : 9464}

# SIGTERM takes no new calls and waits so long for those that live; below TimeoutStopSec of the service.
drain_seconds: 60

public_url: ${q(publicUrl)}
data: ./data

ledger:
  origin: ${q(originOf(publicUrl))} # what auditors know this ledger by; it cannot be changed later

keys:
  # Pinned: a swapped key encryption key stops the gateway instead of recording to a stranger.
  kek_fingerprint: ${kekFingerprint === null ? "null" : q(kekFingerprint)}

api_keys:
  - id: operator # the key itself stands in operator.key, for the command line: ASSENT_KEY=$(cat operator.key)
    sha256: ${q(keySha256)}

trunks:
${trunkLines(answers)}

organisation: # named in the register of processing
  controller: { name: ${q(organisation)}, contact: ${q(contact)} }

controller: # stands in consent records; null reads "not stated" there
  contact: ${q(contact)}
  # address:
  # jurisdiction:
  # storage_location:
  # privacy_notice_url:
  # supervisory_authority:

log:
  level: info
`
}

export function originOf(publicUrl: string): string {
  return `${new URL(publicUrl).hostname.replaceAll(/[^A-Za-z0-9.-]/g, "-")}/main`
}

function trunkLines(answers: Answers): string {
  const { carrier, settings } = answers
  const phone = ["  - name: test-phone # the browser phone and `assent call`", "    kind: test-phone"]
  if (carrier === "test-phone") return phone.join("\n")
  // A list where the member is one.
  const value = (name: string, text: string): string =>
    JSON.stringify(name === "topics" ? text.split(",").map((each) => each.trim()) : text)
  return [
    ...phone,
    `  - name: ${carrier}`,
    `    kind: ${carrier}`,
    ...[...settings].map(([name, text]) => `    ${name}: ${value(name, text)}`),
    ...carriers[carrier].secrets.map((name) => `    ${name}_file: ./${secretFile(answers, name)}`),
    "    # recipient: { country: US, transfer: scc } # where the carrier is, and why data may go there",
  ].join("\n")
}
