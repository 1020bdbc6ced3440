import { AssentError } from "../errors.ts"
import type { LedgeredStore } from "./change-log.ts"
import type { Edit } from "./desk.ts"
import type { OperatorDocument } from "./document.ts"
import type { Greeting, GreetingVersion } from "./document-greeting.ts"
import { draftOf, greetingOf, tagOf, versionOf } from "./lookup.ts"

/** Changes one greeting of the document, if it still is what the editor read, and returns it as stored. */
export async function editGreeting(
  store: LedgeredStore,
  greetingId: string,
  change: (greeting: Greeting, document: OperatorDocument) => void,
  { expected, match, actor }: Edit = {},
): Promise<Greeting> {
  const stored = await store.update(
    (document) => {
      const greeting = greetingOf(document, greetingId)
      if (match !== undefined && match !== tagOf(greeting)) {
        throw new AssentError("VERSION_STALE", "somebody else changed this greeting meanwhile: read it again")
      }
      change(greeting, document)
    },
    expected,
    actor,
  )
  return greetingOf(stored, greetingId)
}

/** Changes one draft, and notes who worked on it. */
export async function editDraft(
  store: LedgeredStore,
  greetingId: string,
  version: number,
  change: (draft: GreetingVersion, document: OperatorDocument) => void,
  edit: Edit = {},
): Promise<GreetingVersion> {
  const greeting = await editGreeting(
    store,
    greetingId,
    (current, document) => {
      const draft = draftOf(current, version)
      noteEditor(draft, edit.actor)
      change(draft, document)
    },
    edit,
  )
  return versionOf(greeting, version)
}

export function noteEditor(draft: GreetingVersion, actor: string | undefined): void {
  const before = draft.edited_by ?? []
  if (actor !== undefined && !before.includes(actor)) draft.edited_by = [...before, actor]
}

/** Waivers of a prompt's words, or of its sound, fall with them. */
export function dropWaivers(draft: GreetingVersion, path: string): void {
  const kept = draft.waivers?.filter(({ pointer }) => !pointer.startsWith(path))
  if (kept !== undefined) draft.waivers = kept
}
