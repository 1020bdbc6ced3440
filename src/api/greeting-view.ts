import { z } from "zod"
import { promptNames } from "../audio/prompt-name.ts"
import type { Greeting, GreetingVersion } from "../greetings/document.ts"

const promptView = z.strictObject({
  text: z.string(),
  audio_sha256: z.string().describe("base64url, over the raw PCMU that is played"),
  bytes: z.int(),
})

const versionExample = {
  version: 3,
  state: "published" as const,
  created_at: "2026-11-20T10:00:00.000Z",
  published_at: "2026-11-21T10:00:00.000Z",
  message: "Shorter notice, reviewed",
  reviewed_by: null,
  draft_wording: true,
  languages: {
    en: {
      notice: {
        text: "This call may be recorded.",
        audio_sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
        bytes: 16000,
      },
    },
  },
}

export const versionView = z
  .strictObject({
    version: z.int(),
    state: z.enum(["draft", "published"]),
    created_at: z.string(),
    published_at: z.string().nullable(),
    message: z.string().nullable(),
    reviewed_by: z.string().nullable(),
    draft_wording: z.boolean().describe("True while nobody who may has reviewed the words"),
    languages: z.record(z.string(), z.partialRecord(z.enum(promptNames), promptView)),
  })
  .meta({ id: "GreetingVersion", examples: [versionExample] })

export const greetingView = z
  .strictObject({ id: z.string(), name: z.string(), versions: z.array(versionView) })
  .meta({ id: "Greeting", examples: [{ id: "standard", name: "Standard", versions: [versionExample] }] })

export function viewOfVersion(version: GreetingVersion): z.infer<typeof versionView> {
  return {
    version: version.version,
    state: version.state,
    created_at: version.created_at,
    published_at: version.published_at,
    message: version.message,
    reviewed_by: version.reviewed_by,
    draft_wording: version.reviewed_by === null,
    languages: version.languages,
  }
}

export function viewOfGreeting(greeting: Greeting): z.infer<typeof greetingView> {
  return { id: greeting.id, name: greeting.name, versions: greeting.versions.map(viewOfVersion) }
}
