/* What `assent dev` starts with: one line that answers, asks in a synthetic voice, and connects to the test agent. */
import { promptNames } from "../audio/prompt-name.ts"
import type { ShippedPrompts } from "./catalog.ts"
import type { OperatorDocument, PromptBlobs } from "./document.ts"
import type { GreetingVersion, Waiver } from "./document-greeting.ts"

/** Of the range that Germany's regulator keeps free for film and radio: it never rings anywhere. */
export const DEMO_NUMBER = "+493023125000"
const NO_CONTACT = "The demo line has nobody to reach: name your own contact before real callers come"
export const DEMO_LANGUAGES = ["en", "de", "fr", "es"] as const

/**
 * The demo document; its audio is stored in `blobs` before it resolves. `line.language` is the first of `shipped`.
 * Give it to the store by `update`, which sets the version.
 */
export async function demoDocument(
  shipped: readonly [ShippedPrompts, ...ShippedPrompts[]],
  blobs: PromptBlobs,
  now: Date = new Date(),
): Promise<OperatorDocument> {
  const at = now.toISOString()
  const languages: GreetingVersion["languages"] = {}
  const says: NonNullable<GreetingVersion["says"]> = {}
  const waivers: Waiver[] = []
  for (const { language, prompts, says: said } of shipped) {
    const refs: GreetingVersion["languages"][string] = {}
    for (const name of promptNames) {
      const { text, audio } = prompts[name]
      refs[name] = { text, audio_sha256: await blobs.put(audio), bytes: audio.length }
    }
    languages[language] = refs
    says[language] = { ...said }
    waivers.push({
      pointer: `/languages/${language}/more/text`,
      code: "contact_not_said",
      reason: NO_CONTACT,
      by: "assent",
      at,
    })
  }
  return {
    version: 0,
    lines: [
      {
        id: "demo",
        name: "Demo line",
        number: DEMO_NUMBER,
        organisation: "Assent demo line",
        language: shipped[0].language,
        greeting: "welcome",
        mode: "opt_in",
        purposes: ["service improvement"],
        destination: { kind: "test-agent" },
        agent_basis: "The test agent is a program of this gateway; nobody else is on its side of the line.",
        retention: { policy: "one-year", days: 365 },
        keys: { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*2" },
        on_withdrawal: "restrict_72h",
        limits: { concurrent_calls: 100 },
      },
    ],
    greetings: [
      {
        id: "welcome",
        name: "Welcome",
        versions: [
          {
            version: 1,
            state: "published",
            created_at: at,
            published_at: at,
            message: "Shipped with Assent",
            reviewed_by: shipped[0].reviewedBy,
            languages,
            says,
            waivers,
          },
        ],
      },
    ],
  }
}
