/* Receipt codes of calls: made here, found again by their keyed digest alone. */
import { randomInt } from "node:crypto"
import type { CallsParts } from "../call/calls.ts"
import type { ReceiptDesk, ReceiptWords } from "../call/receipt.ts"
import type { Config } from "../config.ts"
import { AssentError } from "../errors.ts"
import { loadReceiptWords, type SpokenReceipt } from "../greetings/catalog.ts"
import type { Keyring } from "../keys/keyring.ts"
import type { KeyStore } from "../keys/ports.ts"
import { subjectNumber } from "../keys/subject.ts"
import { CODE_DIGITS, receiptText } from "../rights/receipt-door.ts"
import type { ReceiptRows } from "../rights/receipt-ports.ts"
import { textMessages, type TextParts } from "./texts.ts"

export interface ReceiptDeskParts {
  readonly rows: Pick<ReceiptRows, "add">
  readonly keyring: Pick<Keyring, "digest">
  readonly keyStore: Pick<KeyStore, "callKeyOfCall">
  readonly text: ReceiptDesk["text"]
}

/** Two calls of one number with one code are one in 10^8 at most. */
const TRIES = 5

function receiptDesk({ rows, keyring, keyStore, text }: ReceiptDeskParts): ReceiptDesk {
  return {
    text,
    async issue({ callId, from }) {
      const number = subjectNumber(from)
      const key = number === null ? null : await keyStore.callKeyOfCall(callId)
      if (number === null || key === null) return null
      const issuedAt = new Date().toISOString()
      for (let i = 0; i < TRIES; i++) {
        const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0")
        const digest = keyring.digest("receipt", receiptText({ code, number }))
        if (await rows.add({ digest, callId, callKeyId: key.id, issuedAt })) return code
      }
      throw new AssentError("CONFLICT", "every code that was made stands for another call")
    },
  }
}

/** @param parts.dir folder of the shipped prompts */
export async function receiptsOf(
  parts: Omit<ReceiptDeskParts, "text"> &
    Pick<TextParts, "fetch" | "log"> & {
      readonly dir: string
      readonly config: Pick<Config, "messaging" | "public_url">
    },
): Promise<CallsParts["receipts"]> {
  const { messaging, public_url: publicUrl } = parts.config
  const text = textMessages({ ...parts, messaging, publicUrl })
  return { desk: receiptDesk({ ...parts, text }), wordsIn: await receiptWords(parts.dir) }
}

/** What is said about codes, by language; English where it is not shipped. */
async function receiptWords(dir: string): Promise<(language: string) => ReceiptWords> {
  const shipped = await loadReceiptWords(dir)
  const audio = new Map([...shipped].map(([language, spoken]) => [language, audioOf(spoken)]))
  const english = audio.get("en")
  if (!english) throw new AssentError("NOT_FOUND", "the shipped English words are missing")
  return (language) => audio.get(language) ?? english
}

function audioOf({ offer, noted, code, again, digits }: SpokenReceipt): ReceiptWords {
  return {
    offer: offer.audio,
    noted: noted.audio,
    code: code.audio,
    again: again.audio,
    digits: digits.map(({ audio }) => audio),
  }
}
