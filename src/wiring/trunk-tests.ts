import type { TrunkTests } from "../api/trunk-tests.ts"
import { TEST_KEYS, type PlacesTestCalls } from "../carriers/tested-keys.ts"
import type { Config } from "../config.ts"
import { AssentError } from "../errors.ts"

export interface TestedTrunk {
  readonly name: string
  readonly testCalls: PlacesTestCalls
}

/** Test calls are placed by carriers: the test phone calls nobody. */
export function trunkTests({ trunks: configs }: Pick<Config, "trunks">, trunks: readonly TestedTrunk[]): TrunkTests {
  const callsOf = (name: string) => {
    const found = trunks.find((each) => each.name === name)
    if (found) return found.testCalls
    const known = configs.some((each) => each.name === name)
    throw known
      ? new AssentError("INPUT_INVALID", "the test phone calls nobody: call one of its lines", {
          field: "/params/name",
        })
      : new AssentError("NOT_FOUND", "no trunk has this name")
  }
  const callerId = (name: string): string => {
    const config = configs.find((each) => each.name === name)
    if (config && config.kind !== "test-phone" && config.caller_id !== undefined) return config.caller_id
    throw new AssentError("INPUT_INVALID", "name a number of this trunk to call from, or set its caller_id", {
      field: "/body/from",
    })
  }
  return {
    place: (name, { to, from, partMs }) => callsOf(name).place({ to, from: from ?? callerId(name), partMs }),
    result: (name, id) => {
      const found = callsOf(name).result(id)
      return (
        found && {
          state: found.state,
          outcome: found.outcome,
          parts: found.parts.map(({ part, keys }) => ({
            part,
            keys: TEST_KEYS.map((key) => ({ key, came: keys[key] })),
          })),
          carrier_recordings: found.carrierRecordings,
        }
      )
    },
  }
}
