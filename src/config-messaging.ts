import { z } from "zod"
import { configRecipient } from "./config-recipients.ts"

const isLoopback = (url: string): boolean => /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(url)

/** Sends callers their receipt code by text. Any provider, or a few lines in front of one, that takes a POST of JSON. */
export const messagingConfig = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .refine((url) => url.startsWith("https:") || isLoopback(url), "https, or http on loopback")
      .describe("Where each text is posted to, as JSON: to, text, language."),
    token_file: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe("Holds the token alone that is sent as a bearer. null: none is sent."),
    recipient: configRecipient.optional(),
  })
  .nullable()
  .default(null)
  .describe("Sends the receipt code by text to callers who press 9 for it. null: it is only said.")
export type Messaging = z.infer<typeof messagingConfig>
