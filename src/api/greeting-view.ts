import { z } from "zod"
import { promptNames } from "../audio/prompt-name.ts"
import { type Greeting, type GreetingVersion, statementNames } from "../greetings/document-greeting.ts"
import { newestPublished } from "../greetings/lookup.ts"

const promptView = z.strictObject({
  text: z.string(),
  audio_sha256: z.string().describe("base64url, over the raw PCMU that is played"),
  bytes: z.int(),
  voice: z.string().optional().describe("The synthetic voice that spoke it, for drafts; absent for a recording"),
})

export const waiverView = z.strictObject({
  pointer: z.string(),
  code: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
})

const versionExample = {
  version: 3,
  state: "published" as const,
  created_at: "2026-11-20T10:00:00.000Z",
  published_at: "2026-11-21T10:00:00.000Z",
  published_by: "dev",
  publish_at: null,
  hindered: null,
  message: "Shorter notice, reviewed",
  reviewed_by: null,
  draft_wording: true,
  brings_back: null,
  edited_by: ["dev"],
  languages: {
    en: {
      notice: {
        text: "This call may be recorded.",
        audio_sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
        bytes: 16000,
      },
    },
  },
  says: { en: { purpose: "to improve our service" } },
  waivers: [],
}

export const versionView = z
  .strictObject({
    version: z.int(),
    state: z.enum(["draft", "scheduled", "published"]),
    created_at: z.string(),
    published_at: z.string().nullable(),
    published_by: z.string().nullable().describe("Who published it, or put it on the schedule"),
    publish_at: z.string().nullable().describe("When a scheduled version is published by itself"),
    hindered: z
      .strictObject({ at: z.string(), reason: z.string() })
      .nullable()
      .describe("Why it was not published when it was due; it is a draft again"),
    message: z.string().nullable(),
    reviewed_by: z.string().nullable(),
    draft_wording: z.boolean().describe("True while nobody who may has reviewed the words"),
    brings_back: z.int().nullable().describe("The earlier version that a roll-back brought back"),
    edited_by: z.array(z.string()).describe("Everybody who worked on the draft"),
    languages: z.record(z.string(), z.partialRecord(z.enum(promptNames), promptView)),
    says: z
      .record(z.string(), z.partialRecord(z.enum(statementNames), z.string()))
      .describe("For each language the very words of notice and `more` that say what must be said"),
    waivers: z.array(waiverView).describe("Checks that did not pass, and why they may stand"),
  })
  .meta({ id: "GreetingVersion", examples: [versionExample] })

export const greetingView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    live: z.int().nullable().describe("The version that callers hear now"),
    versions: z.array(versionView),
  })
  .meta({ id: "Greeting", examples: [{ id: "standard", name: "Standard", live: 3, versions: [versionExample] }] })

export function viewOfVersion(version: GreetingVersion): z.infer<typeof versionView> {
  return {
    version: version.version,
    state: version.state,
    created_at: version.created_at,
    published_at: version.published_at,
    published_by: version.published_by ?? null,
    publish_at: version.publish_at ?? null,
    hindered: version.hindered ?? null,
    message: version.message,
    reviewed_by: version.reviewed_by,
    draft_wording: version.reviewed_by === null,
    brings_back: version.brings_back ?? null,
    edited_by: version.edited_by ?? [],
    languages: version.languages,
    says: version.says ?? {},
    waivers: version.waivers ?? [],
  }
}

export function viewOfGreeting(greeting: Greeting): z.infer<typeof greetingView> {
  return {
    id: greeting.id,
    name: greeting.name,
    live: newestPublished(greeting)?.version ?? null,
    versions: greeting.versions.map(viewOfVersion),
  }
}
