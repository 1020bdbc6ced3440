/*
 * What stands between a configured Relay trunk and its first call, found by asking the carrier: each finding with its
 * mend. Nothing is changed there, and no call is made.
 */
import { AssentError } from "../../errors.ts"
import { relayAddress, reach } from "./reachable.ts"
import { recordingsRest } from "./rest.ts"
import { openSdk, type Sdk } from "./sdk.ts"
import type { RelaySettings } from "./trunk-options.ts"

export interface RelayFinding {
  readonly name: string
  readonly status: "ok" | "warning" | "broken"
  readonly detail: string
  /** What to do about it; `null` when there is nothing to do. */
  readonly mend: string | null
}

/** Calls are timed by both ends; tokens and leaves carry our time. */
const MAX_SKEW_MS = 30_000

export async function checkRelayTrunk(settings: RelaySettings, connectMs = 10_000): Promise<readonly RelayFinding[]> {
  const address = relayAddress(settings.host)
  const findings: RelayFinding[] = []
  const reachable = await tried(() => reach(address, connectMs))
  if (reachable instanceof AssentError) {
    const mend = `open the way from here to ${address} (TLS, port 443), or mend trunks.host`
    findings.push({ name: "relay host", status: "broken", detail: `${address} cannot be reached`, mend })
  } else {
    findings.push(fine("relay host", `${address} answers`))
    findings.push(...(await session(settings, address, connectMs)))
  }
  findings.push(...(await rest(settings)))
  findings.push(publicUrl(settings))
  if (settings.record === "carrier-recording") {
    findings.push({
      name: "copy at the carrier",
      status: "warning",
      detail:
        "with record: carrier-recording the carrier holds a readable copy from the consent to a little after the call",
      mend: "use record: stream, or set Media URL Protection for recordings to Yes in the project's settings",
    })
  }
  return findings
}

async function session(settings: RelaySettings, host: string, connectMs: number): Promise<readonly RelayFinding[]> {
  const { project, token, topics } = settings
  const nothing = (): void => undefined
  const silent = {
    onEvent: nothing,
    onReconnected: nothing,
    onReconnecting: nothing,
    onRefused: nothing,
    onFault: nothing,
  }
  const sdk = await tried(() => openSdk({ host, project, token, connectMs, ...silent }))
  if (sdk instanceof AssentError) {
    const mend =
      sdk.code === "CONFIG_INVALID"
        ? "take project and token from the space's API page; the token needs the Voice scope"
        : "try again; if it stays, see the carrier's status page"
    return [{ name: "relay credentials", status: "broken", detail: sdk.message, mend }]
  }
  const subscribed = await subscribe(sdk, topics)
  await sdk.close()
  return [fine("relay credentials", "the project and its token are accepted"), subscribed]
}

async function subscribe(sdk: Sdk, topics: readonly string[]): Promise<RelayFinding> {
  const { outcome } = await sdk.execute("signalwire.receive", { contexts: [...topics] })
  if (outcome === "done") {
    const detail = `the carrier takes ${topics.join(", ")}; that a number is set to one of them shows only in a call`
    return fine("topics", detail)
  }
  return {
    name: "topics",
    status: "broken",
    detail: "the carrier did not take the trunk's topics",
    mend: "check the spelling of trunks.topics, and that the token has the Voice scope",
  }
}

async function rest(settings: RelaySettings): Promise<readonly RelayFinding[]> {
  const { fetch, restUrl: baseUrl, project, token } = settings
  const recordings = recordingsRest({ fetch, baseUrl, project, token })
  const skew = await tried(() => recordings.probe())
  if (skew instanceof AssentError) {
    const mend =
      skew.code === "CONFIG_INVALID"
        ? "give the token the Voice scope: without it no copy at the carrier can be found or deleted"
        : "set trunks.rest_url to https://<space>.signalwire.com"
    return [{ name: "rest", status: "broken", detail: skew.message, mend }]
  }
  const answers = [
    fine("rest", `${baseUrl} answers and shows this project's recordings`),
    kept(await tried(() => recordings.list(1))),
  ]
  if (skew === null) return answers
  if (Math.abs(skew) <= MAX_SKEW_MS) return [...answers, fine("clock", `${skew} ms apart from the carrier's`)]
  const detail = `this machine's clock is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? "behind" : "ahead of"} the carrier's`
  return [
    ...answers,
    { name: "clock", status: "broken", detail, mend: "keep the clock by NTP (chrony, systemd-timesyncd)" },
  ]
}

/** Whether the account records by itself cannot be asked: what it keeps tells. */
function kept(found: readonly unknown[] | AssentError): RelayFinding {
  if (!(found instanceof AssentError) && found.length === 0)
    return fine("recordings", "the project holds none of its own")
  return {
    name: "recordings",
    status: "warning",
    detail: "the project holds recordings: something at the carrier records in clear, or calls are being recorded now",
    mend: "switch recording off for the numbers of this trunk, and remove what is there",
  }
}

function publicUrl({ publicUrl: url }: RelaySettings): RelayFinding {
  if (url.startsWith("https:")) return fine("public_url", `${url}: the carrier fetches prompts and streams there`)
  const mend = "set trunks.public_url to the https address by which the carrier reaches this gateway"
  return {
    name: "public_url",
    status: "warning",
    detail: `${url} is not https: the carrier streams over TLS only`,
    mend,
  }
}

function fine(name: string, detail: string): RelayFinding {
  return { name, status: "ok", detail, mend: null }
}

/** Only what is expected to go wrong is a finding. */
async function tried<T>(work: () => Promise<T>): Promise<T | AssentError> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AssentError) return error
    throw error
  }
}
