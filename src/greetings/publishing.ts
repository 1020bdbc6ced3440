/*
 * From a draft to what callers hear. What is published is exactly what was checked: an edit in between is refused. A
 * schedule stands in the document itself, so that it outlives the process; whatever is due is checked again first, and
 * stays a draft, with the reason, when it is no longer true for its lines.
 */
import { AssentError } from "../errors.ts"
import type { LedgeredStore } from "./change-log.ts"
import { checkVersion } from "./checks.ts"
import type { Due, Edit, GreetingDesk, GreetingRules } from "./desk.ts"
import type { OperatorDocument, PromptBlobs } from "./document.ts"
import type { Greeting, GreetingVersion } from "./document-greeting.ts"
import type { Line } from "./document-line.ts"
import { editGreeting } from "./editing.ts"
import { blocks, type Finding } from "./finding.ts"
import { jsonHash } from "./hash.ts"
import { greetingsOf } from "./line-at.ts"
import { draftOf, greetingOf, newestPublished, versionOf } from "./lookup.ts"

const MAX_AHEAD_MS = 366 * 86_400_000

type Publishing = Pick<GreetingDesk, "check" | "publish" | "schedule" | "unschedule" | "rollBack"> & {
  publishDue(): Promise<readonly Due[]>
}

export function publishing(store: LedgeredStore, blobs: PromptBlobs, rules: GreetingRules): Publishing {
  const check = (greetingId: string, version: GreetingVersion): Promise<readonly Finding[]> =>
    checkVersion(version, usersOf(store.current(), greetingId), blobs, rules)

  /** @throws CONFLICT naming the first finding that stands in the way */
  async function mustPass(greetingId: string, version: GreetingVersion): Promise<void> {
    const hindrance = (await check(greetingId, version)).find(blocks)
    if (hindrance === undefined) return
    throw new AssentError("CONFLICT", `the version cannot be published: ${hindrance.detail}`, {
      field: hindrance.pointer,
    })
  }

  /** Lets `change` at a version that is still what was checked. */
  async function ifUnchanged(
    greetingId: string,
    version: number,
    change: (version: GreetingVersion, greeting: Greeting) => void,
    edit: Edit,
  ): Promise<GreetingVersion> {
    const subject = subjectOf(store.current(), greetingId, version)
    await mustPass(greetingId, versionOf(greetingOf(store.current(), greetingId), version))
    const stored = await editGreeting(
      store,
      greetingId,
      (greeting, current) => {
        if (subjectOf(current, greetingId, version) !== subject) {
          throw new AssentError("VERSION_STALE", "the version was edited while it was checked: publish it again")
        }
        change(versionOf(greeting, version), greeting)
      },
      edit,
    )
    return versionOf(stored, version)
  }

  /** @throws CONFLICT where two must agree and `actor` is nobody else than those who edited */
  function secondPerson({ edited_by: editors = [] }: GreetingVersion, actor: string | undefined): void {
    if (!rules.twoPersons || (actor !== undefined && !editors.includes(actor))) return
    throw new AssentError("CONFLICT", "a second person must publish: somebody who did not work on this version")
  }

  function goLive(version: GreetingVersion, greeting: Greeting): void {
    version.published_at = after(newestPublished(greeting)?.published_at ?? null, rules.now())
    version.state = "published"
    delete version.publish_at
    delete version.hindered
  }

  return {
    check: async (greetingId, version) =>
      check(greetingId, versionOf(greetingOf(store.current(), greetingId), version)),

    async publish(greetingId, version, message, edit = {}) {
      secondPerson(draftOf(greetingOf(store.current(), greetingId), version), edit.actor)
      return ifUnchanged(
        greetingId,
        version,
        (draft, greeting) => {
          goLive(draft, greeting)
          draft.message = message
          if (edit.actor !== undefined) draft.published_by = edit.actor
        },
        edit,
      )
    },

    async schedule(greetingId, version, message, at, edit = {}) {
      const ahead = at.getTime() - rules.now().getTime()
      if (!(ahead > 0 && ahead <= MAX_AHEAD_MS)) {
        throw new AssentError("INPUT_INVALID", "give a time that is to come, within a year", { field: "at" })
      }
      secondPerson(draftOf(greetingOf(store.current(), greetingId), version), edit.actor)
      return ifUnchanged(
        greetingId,
        version,
        (draft) => {
          draft.state = "scheduled"
          draft.publish_at = at.toISOString()
          draft.message = message
          if (edit.actor !== undefined) draft.published_by = edit.actor
          delete draft.hindered
        },
        edit,
      )
    },

    async unschedule(greetingId, version, edit = {}) {
      const stored = await editGreeting(store, greetingId, (greeting) => toDraft(versionOf(greeting, version)), edit)
      return versionOf(stored, version)
    },

    async rollBack(greetingId, to, message, edit = {}) {
      const greeting = greetingOf(store.current(), greetingId)
      const earlier = versionOf(greeting, to)
      if (earlier.state !== "published") {
        throw new AssentError("CONFLICT", "only what was published can be brought back", { field: "to" })
      }
      if (newestPublished(greeting)?.version === to) {
        throw new AssentError("CONFLICT", "this version is what callers hear now", { field: "to" })
      }
      // Words that were true may not be any more: a line's retention or number may have changed since.
      await mustPass(greetingId, earlier)
      let number = 0
      const stored = await editGreeting(
        store,
        greetingId,
        (current) => {
          number = current.versions.reduce((most, { version }) => Math.max(most, version), 0) + 1
          const { reviewed_by, languages, says, waivers } = structuredClone(earlier)
          // One person may do this: two agreed on these words when they were published.
          const back: GreetingVersion = {
            version: number,
            state: "draft",
            created_at: rules.now().toISOString(),
            published_at: null,
            message,
            reviewed_by,
            languages,
            ...(says === undefined ? {} : { says }),
            ...(waivers === undefined ? {} : { waivers }),
            brings_back: to,
            ...(edit.actor === undefined ? {} : { published_by: edit.actor }),
          }
          goLive(back, current)
          current.versions.push(back)
        },
        edit,
      )
      return versionOf(stored, number)
    },

    async publishDue() {
      const now = rules.now().toISOString()
      const due = store
        .current()
        .greetings.flatMap(({ id, versions }) =>
          versions.flatMap(({ version, publish_at: at }) =>
            at !== undefined && at <= now ? [{ id, version, at }] : [],
          ),
        )
      const done: Due[] = []
      for (const { id, version } of due.sort((a, b) => (a.at < b.at ? -1 : 1))) {
        done.push({ greeting: id, version, published: await publishOne(id, version) })
      }
      return done
    },
  }

  async function publishOne(greetingId: string, version: number): Promise<boolean> {
    try {
      await ifUnchanged(greetingId, version, goLive, {})
      return true
    } catch (error) {
      if (!(error instanceof AssentError) || error.code === "LEDGER_UNAVAILABLE") throw error
      const reason = error.message.slice(0, 1000)
      await editGreeting(store, greetingId, (greeting) => {
        const late = versionOf(greeting, version)
        toDraft(late)
        late.hindered = { at: rules.now().toISOString(), reason }
      })
      return false
    }
  }
}

/** @throws CONFLICT */
function toDraft(version: GreetingVersion): void {
  if (version.state !== "scheduled") {
    throw new AssentError("CONFLICT", "this version is not on the schedule", { field: "version" })
  }
  version.state = "draft"
  version.message = null
  delete version.publish_at
  delete version.published_by
}

/** The last published version is what is played: a clock that was set back must not make the new one an old one. */
function after(last: string | null, now: Date): string {
  const least = last === null ? 0 : Date.parse(last) + 1
  return new Date(Math.max(now.getTime(), least)).toISOString()
}

const usersOf = (document: OperatorDocument, greetingId: string): readonly Line[] =>
  document.lines.filter((line) => greetingsOf(line).includes(greetingId))

/** Names everything that a check of this version looks at. */
const subjectOf = (document: OperatorDocument, greetingId: string, version: number): string =>
  jsonHash([versionOf(greetingOf(document, greetingId), version), usersOf(document, greetingId)])
