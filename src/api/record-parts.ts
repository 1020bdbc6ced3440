/* What the API needs of what is held about people beside calls: contacts, agents, notes, tags, proofs of identity. */
import type { SubjectPlan, SubjectErased } from "../retention/eraser.ts"
import type { Page } from "./ports.ts"

export interface Contact {
  readonly id: string
  readonly name: string | null
  /** E.164 */
  readonly numbers: readonly string[]
  readonly setAt: string
  /** Its erasure was asked for and waits. */
  readonly waits: boolean
}

export interface Agent {
  /** As the operator's own systems know them. */
  readonly id: string
  readonly name: string | null
  readonly lines: readonly string[]
  readonly setAt: string
}

export interface CallNote {
  readonly text: string
  readonly setAt: string
}

export interface CallTags {
  readonly tags: readonly string[]
  readonly setAt: string
}

export interface IdentityDocument {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly setAt: string
}

export interface ContactErased {
  readonly contact: "erased" | "retained" | "would_erase"
  readonly done: readonly SubjectErased[]
}

/** `request`: the request for rectification it is a part of. */
export interface PersonRecords {
  /** @throws NOT_FOUND, INPUT_INVALID */
  putContact(
    contact: { readonly id?: string; readonly name: string | null; readonly numbers: readonly string[] },
    by: string,
    request?: string,
  ): Promise<Contact>
  contact(id: string): Promise<Contact>
  /** Newest first; `number`: those with exactly this number. */
  contacts(filter: { readonly number?: string }, page: Page): Promise<readonly Contact[]>
  /** Those with the number of the call's caller; none once it is erased. */
  contactsOfCall(callId: string): Promise<readonly Contact[]>
  planContact(id: string): Promise<readonly SubjectPlan[]>
  /** The contact, with everything held under its numbers. @throws CONFLICT while a call of the person goes on */
  eraseContact(id: string, by: string): Promise<ContactErased>

  putAgent(
    agent: { readonly id: string; readonly name: string | null; readonly lines: readonly string[] },
    by: string,
    request?: string,
  ): Promise<Agent>
  agent(id: string): Promise<Agent>
  agents(page: Page): Promise<readonly Agent[]>
  /** The name, and whose calls were theirs. @returns how many calls are nobody's now @throws as `mayRemoveAgent` */
  removeAgent(id: string, by: string): Promise<number>
  /** @throws NOT_FOUND; CONFLICT naming the lines that lead to the agent: the next call would bring the id back */
  mayRemoveAgent(id: string): Promise<void>
  callsOfAgent(id: string): Promise<readonly string[]>
  agentOf(callId: string): Promise<string | null>
  /** `null`: nobody is known. @throws NOT_FOUND for a call or an agent that is not there */
  setAgentOf(callId: string, agent: string | null): Promise<void>

  /** `null`: there is none. */
  note(callId: string): Promise<CallNote | null>
  tags(callId: string): Promise<CallTags | null>
  /** @throws NOT_FOUND; CONFLICT on an erased call; RECORDING_ON_HOLD when that would destroy what a hold keeps */
  putNote(callId: string, text: string, by: string, request?: string): Promise<CallNote>
  putTags(callId: string, tags: readonly string[], by: string, request?: string): Promise<CallTags>
  /** @throws RECORDING_ON_HOLD */
  removeNote(callId: string, by: string): Promise<void>
  removeTags(callId: string, by: string): Promise<void>

  /** @throws NOT_FOUND, INPUT_INVALID */
  addDocument(
    requestId: string,
    document: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
    by: string,
  ): Promise<IdentityDocument>
  documents(requestId: string): Promise<readonly IdentityDocument[]>
  openDocument(requestId: string, id: string): Promise<IdentityDocument & { readonly bytes: Uint8Array }>
  removeDocument(requestId: string, id: string, by: string): Promise<void>
  /** Days after it was last worded, by kind. */
  days(): Readonly<Record<"contact" | "agent" | "note" | "tags" | "document", number>>
}
