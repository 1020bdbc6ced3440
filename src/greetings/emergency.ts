/*
 * Numbers of emergency and crisis services: who calls from one, or is led to one, is connected at once, is asked nothing and
 * is never recorded. Short codes count in the country of the line alone; where that is not known, those of all countries do:
 * a call that is passed by without need loses a recording, one that is held up may lose more.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js/max"
import type { Destination } from "./document-destination.ts"
import type { Line } from "./document-line.ts"

/** In all of the European Union, and many countries beside: the emergency number, and its harmonised numbers of social value. */
const european = ["112", "116000", "116006", "116111", "116117", "116123"]

/** By ISO 3166-1: the numbers of police, fire brigade and ambulance, and crisis lines of the whole country. */
const shortCodes: Readonly<Record<string, readonly string[]>> = {
  AT: [...european, "122", "133", "140", "141", "142", "144", "147"],
  AU: ["000", "106", "112", "131114"],
  BE: [...european, "100", "101", "103", "106", "107", "1813"],
  BR: ["190", "192", "193", "188"],
  CA: ["911", "988"],
  CH: ["112", "117", "118", "143", "144", "145", "147"],
  CN: ["110", "119", "120", "122", "12356"],
  CZ: [...european, "150", "155", "156", "158"],
  DE: [...european, "110"],
  DK: [...european, "114"],
  ES: [...european, "061", "062", "080", "091", "092", "016", "024"],
  FI: european,
  FR: [...european, "15", "17", "18", "114", "115", "119", "196", "3114", "3919"],
  GB: ["999", "112", "111", "101", "116000", "116111", "116123", "18000"],
  IE: [...european, "999"],
  IN: ["100", "101", "102", "108", "112", "14416"],
  IT: [...european, "113", "114", "115", "118", "1522"],
  JP: ["110", "118", "119", "171"],
  NL: [...european, "113", "144"],
  NO: ["110", "112", "113", "116111", "116117", "116123"],
  NZ: ["111", "105", "1737"],
  PL: [...european, "997", "998", "999"],
  PT: [...european, "115", "117", "144", "1411"],
  SE: [...european, "11313", "11414"],
  US: ["911", "933", "988"],
}
const everywhere = ["112", "911", ...Object.values(shortCodes).flat()]

export interface EmergencySettings {
  /** Also the numbers above count. */
  readonly shipped: boolean
  /** Further ones: E.164, or short codes. */
  readonly numbers: readonly string[]
}

/** Whether somebody reached at `number` is an emergency or crisis service, for a line with the number `lineNumber`. */
export function isEmergency(number: string, lineNumber: string, { shipped, numbers }: EmergencySettings): boolean {
  const digits = /^\+?(\d{2,15})$/.exec(number)?.[1]
  if (digits === undefined) return false
  const line = parsePhoneNumberFromString(lineNumber)
  const own = shipped ? ((line?.country && shortCodes[line.country]) ?? everywhere) : []
  if (numbers.includes(`+${digits}`)) return true
  const codes = [...own, ...numbers.filter((each) => !each.startsWith("+"))]
  // As it is dialled, and as carriers write it with the country before.
  return codes.some((code) => digits === code || digits === `${line?.countryCallingCode ?? ""}${code}`)
}

/** Whether a call of this line, from this number to this place, is one that nothing may hold up. `from`: as the carrier has it. */
export function passesBy(
  line: Pick<Line, "number">,
  from: string | null,
  destination: Destination,
  settings: EmergencySettings,
): boolean {
  const places = destination.kind === "queue" ? destination.targets : [destination]
  const led = places.flatMap((place) =>
    place.kind === "phone" ? [place.number] : place.kind === "sip" ? [userOf(place.uri)] : [],
  )
  return [...led, ...(from === null ? [] : [from])].some((number) => isEmergency(number, line.number, settings))
}

/** `sip:112@carrier.example.com` */
function userOf(uri: string): string {
  return /^sips?:([^@]+)@/.exec(uri)?.[1] ?? ""
}
