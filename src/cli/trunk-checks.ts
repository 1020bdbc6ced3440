import { holdsRecordings, setups, type AccountAccess, type Setup } from "../carriers/xml/account.ts"
import type { CarrierRest } from "../carriers/xml/rest.ts"
import type { TrunkConfig, TrunkOf } from "../config-trunks.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import { carrierKind, isXmlTrunk } from "../wiring/trunk-parts.ts"
import type { Finding } from "./doctor-checks.ts"
import { sentenceOf } from "./exit.ts"

/** Signatures with a time in them hold for five minutes; what is recorded carries our clock. */
const MAX_SKEW_MS = 60_000

/** Looks at one trunk from both of its ends. Changes nothing anywhere. */
export async function checkTrunk(
  trunk: TrunkConfig,
  publicUrl: string,
  send: OutgoingFetch,
): Promise<readonly Finding[]> {
  const reachable = await checkReachable(trunk, publicUrl)
  if (trunk.kind === "test-phone") return [reachable]
  if (!isXmlTrunk(trunk)) return [reachable, ...(await checkRelay(trunk, publicUrl, send))]
  const { rest, access } = carrierKind(trunk, publicUrl, send)
  const account = await checkAccount(rest)
  if (account.some(({ status }) => status === "broken")) return [reachable, ...account]
  return [reachable, ...account, ...(await checkNumbers(trunk.name, publicUrl, access)), await checkRecordings(access)]
}

/** SignalWire's SDK is loaded only here: it is of no use to any other command. */
async function checkRelay(
  trunk: TrunkOf<"signalwire-relay">,
  publicUrl: string,
  send: OutgoingFetch,
): Promise<readonly Finding[]> {
  const { checkRelayTrunk } = await import("../carriers/relay/check.ts")
  const { relaySettings } = await import("../wiring/relay.ts")
  return checkRelayTrunk(relaySettings(trunk, publicUrl, send))
}

/** Through the public address, as the carrier comes: a request without a signature has to be refused by us. */
async function checkReachable(trunk: TrunkConfig, publicUrl: string): Promise<Finding> {
  const signed = isXmlTrunk(trunk)
  const path = signed ? `/carriers/${trunk.name}/voice` : "/health/live"
  const mend = "start the gateway, and look at DNS, TLS and the proxy between it and the public address"
  try {
    const response = await fetch(publicUrl + path, {
      ...(signed ? { method: "POST", body: new URLSearchParams({ CallSid: "check" }) } : {}),
      redirect: "manual",
      signal: AbortSignal.timeout(5000),
    })
    if (response.status === (signed ? 403 : 200)) return fine("reachable", `${publicUrl}${path} answers as it should`)
    return { name: "reachable", status: "broken", detail: `${publicUrl}${path} answered ${response.status}`, mend }
  } catch {
    return { name: "reachable", status: "broken", detail: `nothing answers at ${publicUrl}`, mend }
  }
}

async function checkAccount(rest: CarrierRest): Promise<readonly Finding[]> {
  try {
    const { clockSkewMs } = await rest.probe()
    const credentials = fine("credentials", "the carrier takes them")
    if (clockSkewMs === null || Math.abs(clockSkewMs) <= MAX_SKEW_MS)
      return [credentials, fine("clock", "agrees with the carrier's")]
    const detail = `this machine's clock is ${Math.round(clockSkewMs / 1000)} s ahead of the carrier's`
    return [credentials, { name: "clock", status: "broken", detail, mend: "let the machine keep its time by NTP" }]
  } catch (error) {
    const mend = "check account, token and rest_url against the carrier's console"
    return [{ name: "credentials", status: "broken", detail: sentenceOf(error), mend }]
  }
}

async function checkNumbers(name: string, publicUrl: string, access: AccountAccess): Promise<readonly Finding[]> {
  const voice = `${publicUrl}/carriers/${name}/voice`
  const mend = `assent trunk urls ${name} says what to paste where`
  let ours: readonly Setup[]
  try {
    ours = (await setups(access)).filter(({ voiceUrl }) => voiceUrl === voice)
  } catch (error) {
    return [{ name: "numbers", status: "warning", detail: sentenceOf(error), mend }]
  }
  if (ours.length === 0)
    return [{ name: "numbers", status: "broken", detail: `nothing at the carrier calls ${voice}`, mend }]
  const lacking = ours.flatMap((setup): Finding[] => {
    const own = setup.fallbackUrl.startsWith(`${publicUrl}/`)
    const fallback: Finding[] =
      setup.fallbackUrl === "" || own
        ? [
            {
              name: "fallback",
              status: "warning",
              detail: `${setup.of}: ${own ? "its fallback is this gateway itself" : "no fallback"}: with the gateway dead, callers reach nobody`,
              mend,
            },
          ]
        : []
    if (setup.statusUrl !== "") return fallback
    const detail = `${setup.of}: no status callback: the end of a call is noticed up to a minute late`
    return [...fallback, { name: "status", status: "warning", detail, mend }]
  })
  return [fine("numbers", `${ours.length} at the carrier lead here`), ...lacking]
}

async function checkRecordings(access: AccountAccess): Promise<Finding> {
  const mend = "switch recording off in the account's settings, and remove what is there"
  try {
    if (!(await holdsRecordings(access))) return fine("recordings", "the account holds none of its own")
    const detail = "the account holds recordings: something at the carrier records in clear"
    return { name: "recordings", status: "warning", detail, mend }
  } catch (error) {
    const detail = `not known whether the account records by itself: ${sentenceOf(error)}`
    return { name: "recordings", status: "warning", detail, mend: "look at the account's settings" }
  }
}

function fine(name: string, detail: string): Finding {
  return { name, status: "ok", detail, mend: null }
}
