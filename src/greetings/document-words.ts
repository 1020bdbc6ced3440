/* The words that every part of the operator document is written in. */
import { parsePhoneNumberFromString } from "libphonenumber-js"
import { z } from "zod"

/** Ids that people choose. */
export const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "lower-case letters, digits, - and _, at most 64")

export const language = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, "a BCP 47 tag such as en or pt-BR")

/** Of a country that exists, and as long as its numbers are. Whether somebody has it, no list says. */
export const e164 = z
  .string()
  .regex(/^\+[1-9]\d{1,14}$/, "E.164, for example +4930123456")
  .refine((text) => parsePhoneNumberFromString(text)?.isPossible() ?? false, {
    message: "not a number: check the country code and how many digits follow it",
  })
