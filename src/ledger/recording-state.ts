import type { LeafOf, Party } from "./entry.ts"
import { IdRows, type Row } from "./id-rows.ts"
import { HASH_BYTES } from "./merkle.ts"

/** SHA-256 in base64url, kept as text: what a leaf says is compared as it was spelled. */
const TEXT = 43

const CALL = 1
const STARTED = 5
const FILE_INDEX = 13
const FILE_LENGTH = FILE_INDEX + 8
const FILE_HASH = FILE_LENGTH + 8
/** From here on what only a recording's files are held to. */
const AUTHORITY = FILE_HASH + TEXT
const HEADER = AUTHORITY + HASH_BYTES
const COMMITMENT = HEADER + TEXT
const PAYLOAD = COMMITMENT + TEXT

const FILE = 1
const FAILED = 2
const SHREDDED = 4
/** The consent it names is the agent's, not the caller's. */
const OF_AGENT = 8
const MOVED = 16
const STOPPED = 32

/** As of the last `sealed`, `recovered` or `resealed`. */
export interface FileState {
  readonly sha256: string
  readonly length: number
  readonly index: number
}

interface Start {
  /** The number of its call. */
  readonly call: number
  readonly index: number
  /** Whose consent it names, and the hash of that leaf. */
  readonly party: Party
  readonly authority: Uint8Array
}

export class Recordings {
  #rows = new IdRows(PAYLOAD)
  #comparesFiles = true

  /** Before the first: no file will be compared with what is said here, which then takes less than half. */
  withoutFiles(): void {
    this.#rows = new IdRows(AUTHORITY)
    this.#comparesFiles = false
  }

  get size(): number {
    return this.#rows.size
  }

  has(rec: string): boolean {
    return this.#rows.find(rec) >= 0
  }

  get(rec: string): RecordingState | null {
    const number = this.#rows.find(rec)
    return number < 0 ? null : new RecordingState(number, this.#rows.row(number))
  }

  start(leaf: LeafOf<"recording.started">, { call, index, party, authority }: Start): void {
    const row = this.#rows.row(this.#rows.add(leaf.rec))
    const { view, at } = row
    view.setUint8(at, party === "agent" ? OF_AGENT : 0)
    view.setUint32(at + CALL, call)
    view.setFloat64(at + STARTED, index)
    if (!this.#comparesFiles) return
    authority.forEach((byte, i) => view.setUint8(at + AUTHORITY + i, byte))
    write(row, HEADER, leaf.header_sha256)
    write(row, COMMITMENT, leaf.key_commitment)
  }

  /** In the order of their starts. */
  *all(): Generator<RecordingState> {
    for (let number = 0; number < this.size; number++) yield new RecordingState(number, this.#rows.row(number))
  }

  idOf({ number }: RecordingState): string {
    return this.#rows.idOf(number)
  }
}

/** Looks at a row of `Recordings`, and writes to it. */
export class RecordingState {
  readonly number: number
  readonly #row: Row

  constructor(number: number, row: Row) {
    this.number = number
    this.#row = row
  }

  /** The number of its call. */
  get call(): number {
    return this.#row.view.getUint32(this.#row.at + CALL)
  }

  get started(): number {
    return this.#row.view.getFloat64(this.#row.at + STARTED)
  }

  /** Whose consent it names. */
  get party(): Party {
    return this.#is(OF_AGENT) ? "agent" : "caller"
  }

  /** The hash of that consent's leaf. */
  get authority(): Uint8Array {
    const { view, at } = this.#row
    return new Uint8Array(view.buffer, view.byteOffset + at + AUTHORITY, HASH_BYTES)
  }

  get headerSha256(): string {
    return read(this.#row, HEADER)
  }

  get keyCommitment(): string {
    return read(this.#row, COMMITMENT)
  }

  get file(): FileState | null {
    if (!this.#is(FILE)) return null
    const { view, at } = this.#row
    const [index, length] = [view.getFloat64(at + FILE_INDEX), view.getFloat64(at + FILE_LENGTH)]
    return { index, length, sha256: read(this.#row, FILE_HASH) }
  }

  get failed(): boolean {
    return this.#is(FAILED)
  }

  get shredded(): boolean {
    return this.#is(SHREDDED)
  }

  /** Somebody ended it for good. */
  get stopped(): boolean {
    return this.#is(STOPPED)
  }

  /** Its ciphertext is elsewhere. */
  get moved(): boolean {
    return this.#is(MOVED)
  }

  close({ index, length, sha256 }: FileState): void {
    this.#set(FILE)
    this.#row.view.setFloat64(this.#row.at + FILE_INDEX, index)
    this.#row.view.setFloat64(this.#row.at + FILE_LENGTH, length)
    write(this.#row, FILE_HASH, sha256)
  }

  fail(): void {
    this.#set(FAILED)
  }

  shred(): void {
    this.#set(SHREDDED)
  }

  stop(): void {
    this.#set(STOPPED)
  }

  move(): void {
    this.#set(MOVED)
  }

  #is(bit: number): boolean {
    return (this.#row.view.getUint8(this.#row.at) & bit) !== 0
  }

  #set(bit: number): void {
    this.#row.view.setUint8(this.#row.at, this.#row.view.getUint8(this.#row.at) | bit)
  }
}

function write({ view, at }: Row, offset: number, text: string): void {
  for (let i = 0; i < TEXT; i++) view.setUint8(at + offset + i, text.charCodeAt(i))
}

function read({ view, at }: Row, offset: number): string {
  let text = ""
  for (let i = 0; i < TEXT; i++) text += String.fromCharCode(view.getUint8(at + offset + i))
  return text
}
