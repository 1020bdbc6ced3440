/* Ids as the API shows them: a prefix that says what it is, then the UUID that every format uses bare. */
// `example`, not `examples`, on inputs: zod leaves `examples` out wherever an input is transformed.
import { z } from "zod"

export type IdPrefix =
  | "call"
  | "cns"
  | "rec"
  | "ers"
  | "hold"
  | "dsr"
  | "con"
  | "doc"
  | "job"
  | "user"
  | "svc"
  | "tok"
  | "ses"
  | "whk"
  | "dlv"
  | "evt"

const uuid = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"

/** Accepts the id with its prefix or bare; gives the bare one. */
export function idInput(prefix: IdPrefix) {
  return z
    .string()
    .regex(new RegExp(`^(${prefix}_)?${uuid}$`), `an id such as ${example(prefix)}`)
    .transform((id) => id.slice(-36).toLowerCase())
    .meta({ example: example(prefix) })
}

export function idOutput(prefix: IdPrefix) {
  return z.string().meta({ examples: [example(prefix)] })
}

export function shown(prefix: IdPrefix, id: string): string {
  return `${prefix}_${id}`
}

export function example(prefix: IdPrefix): string {
  return `${prefix}_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091`
}

/** Ids that people choose: lines and greetings. */
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "lower-case letters, digits, - and _, at most 64")
  .meta({ example: "main" })

export const e164 = z
  .string()
  .regex(/^\+[1-9]\d{1,14}$/, "a number with its country code, + and digits only (E.164)")
  .meta({ example: "+4930123456" })
