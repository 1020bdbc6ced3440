import type { Config } from "../config.ts"
import type { TrunkConfig } from "../config-trunks.ts"
import type { Line } from "../greetings/document-line.ts"
import type { GreetingRules } from "../greetings/desk.ts"
import { espeak } from "../greetings/espeak.ts"
import type { Greetings } from "../greetings/greetings.ts"
import type { GatewayLog } from "./log.ts"

const EVERY_MS = 5000

type Keys = ReturnType<GreetingRules["keysInCall"]>

/** What words of a greeting can be wrong about, as this gateway is configured. */
export function greetingRules({
  keys,
  trunks,
  greetings,
}: Pick<Config, "keys" | "trunks" | "greetings">): GreetingRules {
  return {
    // A backup opens nothing erased once its epoch and a day are over.
    backupDays: keys.rotate_days + 1,
    // Any trunk may bring a line's calls: the words have to be true on all of them.
    keysInCall: (line) => {
      const each = trunks.map((trunk) => keysWhileTalking(trunk.kind, line))
      return each.includes("no") ? "no" : each.includes("unconfirmed") ? "unconfirmed" : "yes"
    },
    twoPersons: greetings.two_persons,
    now: () => new Date(),
    voice: espeak(),
  }
}

/** As the table in src/carriers/README.md has it. */
function keysWhileTalking(kind: TrunkConfig["kind"], { carry, destination }: Line): Keys {
  if (kind === "test-phone") return "yes"
  if (kind === "signalwire-relay") return "unconfirmed"
  // What is inside the gateway is reached through it.
  if (carry === "bridge" || destination.kind === "test-agent") return "yes"
  return kind === "twilio" ? "no" : "unconfirmed"
}

/** Publishes what is due, now and then every few seconds. @returns how to stop */
export function startPublisher(greetings: Pick<Greetings, "publishDue">, log: GatewayLog): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const round = async (): Promise<void> => {
    try {
      for (const { greeting, version, published } of await greetings.publishDue()) {
        if (published) log.info({ greeting, version }, "a scheduled greeting is live")
        else
          log.error({ greeting, version }, "a scheduled greeting no longer passes its checks: what was live plays on")
      }
    } catch (error) {
      log.error({ err: error }, "scheduled greetings could not be looked at: it is tried again")
    }
  }
  const next = (): void => void (running = running.then(round))
  next()
  const timer = setInterval(next, EVERY_MS).unref()
  return () => {
    clearInterval(timer)
    return running
  }
}
