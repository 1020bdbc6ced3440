/*
 * Parts of the operator document that are edited one at a time: lines and schedules. Two people who edit different ones do
 * not disturb each other; of two who edit one from the same state, the second is told.
 */
import { AssentError } from "../errors.ts"
import type { LedgeredStore } from "./change-log.ts"
import { operatorDocument, type OperatorDocument } from "./document.ts"
import { jsonHash } from "./hash.ts"

export interface EditBy {
  /** The principal's id. */
  readonly by: string
  /** Every check as if it were meant, and no effect. */
  readonly dryRun: boolean
}

/** Every method that changes something: INPUT_INVALID naming the member; LEDGER_UNAVAILABLE. */
export interface PartDesk<T extends { readonly id: string }> {
  /** @throws NOT_FOUND */
  get(id: string): T
  /** @throws CONFLICT when the id is taken */
  add(item: T, edit: EditBy): Promise<T>
  /** `null` in `patch` takes a member away. @throws NOT_FOUND; VERSION_STALE when what is stored is not `seen` any more */
  change(seen: T, patch: Readonly<Record<string, unknown>>, edit: EditBy): Promise<T>
  /** @throws as `change`; CONFLICT while it is in use */
  remove(seen: T, edit: EditBy): Promise<T>
}

interface DeskOf<T> {
  readonly name: "lines" | "schedules"
  /** For people: `line`. */
  readonly noun: string
  readonly of: (document: OperatorDocument) => T[]
  /** Makes room for the first one. */
  readonly prepare?: (draft: OperatorDocument) => void
  /** @throws INPUT_INVALID for what the document's own schema cannot see */
  readonly check?: (item: T, document: OperatorDocument) => void
  /** @throws CONFLICT when it may not go now */
  readonly checkRemoval: (item: T, document: OperatorDocument) => void
}

export function openPartDesk<T extends { readonly id: string }>(store: LedgeredStore, desk: DeskOf<T>): PartDesk<T> {
  const { name, noun, of } = desk

  function found(document: OperatorDocument, id: string): { readonly item: T; readonly index: number } {
    const index = of(document).findIndex((each) => each.id === id)
    const item = of(document)[index]
    if (item === undefined) throw new AssentError("NOT_FOUND", `there is no such ${noun}`)
    return { item, index }
  }

  function unchanged(draft: OperatorDocument, seen: T): { readonly item: T; readonly index: number } {
    const now = found(draft, seen.id)
    if (jsonHash(now.item) === jsonHash(seen)) return now
    throw new AssentError("VERSION_STALE", `somebody changed this ${noun} meanwhile: read it again`)
  }

  /** The store says where in the whole document it is wrong; whoever edits one item is told where in that. */
  function check(draft: OperatorDocument, index: number): void {
    const result = operatorDocument.safeParse(draft)
    if (result.success) {
      const item = of(result.data)[index]
      if (item !== undefined) desk.check?.(item, result.data)
      return
    }
    const { issues } = result.error
    const here = issues.find(({ path: [at, position] }) => at === name && position === index) ?? issues[0]
    const field = here?.path[1] === index ? here.path.slice(2).map(String).join(".") : ""
    throw new AssentError("INPUT_INVALID", here?.message ?? "does not fit", { field: field || noun })
  }

  async function run(change: (draft: OperatorDocument) => void, { by, dryRun }: EditBy): Promise<OperatorDocument> {
    const apply = (draft: OperatorDocument): void => {
      desk.prepare?.(draft)
      change(draft)
    }
    if (!dryRun) return store.update(apply, undefined, by)
    const draft = structuredClone(store.current())
    apply(draft)
    return operatorDocument.parse(draft)
  }

  return {
    get: (id) => found(store.current(), id).item,

    async add(item, edit) {
      const document = await run((draft) => {
        if (of(draft).some(({ id }) => id === item.id)) {
          throw new AssentError("CONFLICT", `there is a ${noun} with this id already`, { field: "id" })
        }
        of(draft).push(item)
        check(draft, of(draft).length - 1)
      }, edit)
      return found(document, item.id).item
    },

    async change(seen, patch, edit) {
      const document = await run((draft) => {
        const { item, index } = unchanged(draft, seen)
        for (const [member, value] of Object.entries(patch)) {
          if (value === null) Reflect.deleteProperty(item, member)
          else if (value !== undefined) Reflect.set(item, member, value)
        }
        check(draft, index)
      }, edit)
      return found(document, seen.id).item
    },

    async remove(seen, edit) {
      await run((draft) => {
        const { item, index } = unchanged(draft, seen)
        desk.checkRemoval(item, draft)
        of(draft).splice(index, 1)
      }, edit)
      return seen
    },
  }
}
