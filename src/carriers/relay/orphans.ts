/* Copies at the carrier that must go: found by the address it gave, else by the call they are of; deleted; looked for again. */
import { hasCode } from "../../errors.ts"
import { unsettled } from "./answer.ts"
import type { RelayLink, RelayLog } from "./connection.ts"
import type { CarrierCopies, CarrierCopy } from "./copies.ts"
import type { RecordingsRest, RestRecording } from "./rest.ts"

type Wanted = Pick<CarrierCopy, "url" | "carrierCallId">

/** Recordings looked through for one that no address names. */
const LOOK_THROUGH = 1000
/** A command without an answer may have run, and its recording may show late: until then the listing stays. */
const SHOWS_WITHIN_MS = 24 * 3600_000

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

/** @returns the carrier's recording of this call or address; `null` when it has none. @throws as RecordingsRest */
export async function locate(rest: RecordingsRest, wanted: Wanted): Promise<RestRecording | null> {
  // That the address holds the id is not documented: it is tried, and what is found must be of this call.
  const inAddress = wanted.url?.match(uuid)?.at(-1)
  const named = inAddress === undefined ? null : await rest.get(inAddress)
  if (named && matches(named, wanted)) return named
  const all = await rest.list(LOOK_THROUGH)
  return all.find((recording) => matches(recording, wanted)) ?? null
}

function matches(recording: RestRecording, wanted: Wanted): boolean {
  return recording.carrierCallId === wanted.carrierCallId || (wanted.url !== null && recording.url === wanted.url)
}

/**
 * Deletes one copy, sees that it is gone, and takes it off the list.
 * @param mayExist false: the command was never given
 * @param onRemoved awaited once it is gone, and before it is taken off the list: a crash in between does both again
 * @throws NOT_FOUND when there is nothing yet, and there may be later; as RecordingsRest
 */
export async function removeCopy(
  copy: Pick<CarrierCopy, "controlId" | "url" | "carrierCallId"> & { readonly expectedAt?: string },
  rest: RecordingsRest,
  copies: CarrierCopies,
  mayExist = true,
  onRemoved: () => Promise<void> = () => Promise.resolve(),
): Promise<"removed" | "absent"> {
  if (!mayExist) {
    await copies.gone(copy.controlId)
    return "absent"
  }
  let removed = false
  for (let found = await locate(rest, copy); found; found = await locate(rest, copy)) {
    await rest.remove(found.id)
    removed = true
  }
  const late = copy.expectedAt !== undefined && Date.now() - Date.parse(copy.expectedAt) > SHOWS_WITHIN_MS
  if (!removed && !late) return "absent"
  if (removed) await onRemoved()
  await copies.gone(copy.controlId)
  return removed ? "removed" : "absent"
}

export interface SweepParts {
  readonly trunk: string
  readonly rest: RecordingsRest
  readonly copies: CarrierCopies
  readonly link: RelayLink
  /** A recording that is still being made or fetched is left alone. */
  readonly isLive: (controlId: string) => boolean
  /** Told of each copy that was left and is deleted. */
  readonly onSwept: (copy: CarrierCopy) => Promise<void>
  readonly log: RelayLog
}

/** One round over everything that may exist at the carrier. Never throws. */
export async function sweepCopies(parts: SweepParts): Promise<{ readonly removed: number; readonly left: number }> {
  const { trunk, rest, copies, link, isLive, onSwept, log } = parts
  let removed = 0
  let left = 0
  try {
    for (const copy of await copies.list(trunk)) {
      if (isLive(copy.controlId)) continue
      // A killed process may have left a call that goes on, and its recording with it.
      const target = { call_id: copy.carrierCallId, node_id: copy.nodeId, control_id: copy.controlId }
      try {
        // What is deleted while it is still being made may come again.
        if (unsettled(await link.execute("calling.record.stop", target))) {
          left++
          continue
        }

        if ((await removeCopy(copy, rest, copies, true, () => onSwept(copy))) === "removed") removed++
        else left++
      } catch (error) {
        left++
        const code = hasCode(error, "CONFIG_INVALID") ? "CONFIG_INVALID" : "CARRIER_UNREACHABLE"
        log.error({ trunk, callId: copy.callId, code }, "a recording may still exist at SignalWire; it is tried again")
      }
    }
  } catch (error) {
    log.error({ trunk, err: error }, "the list of what may exist at SignalWire could not be read")
  }
  if (removed > 0) log.warn({ trunk, removed }, "recordings that were left at SignalWire are deleted there")
  return { removed, left }
}
