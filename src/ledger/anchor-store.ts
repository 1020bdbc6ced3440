/* What others said of our checkpoints, kept beside them. Storage implements it. */

export interface AnchorStore {
  /** Durable when it resolves. The first line of a witness for a size stays; a second one is not stored. */
  insertCosignature(row: { readonly size: number; readonly witness: string; readonly line: string }): Promise<void>
  /** The lines under the checkpoint of this size, by the witnesses' names. */
  cosignatures(size: number): Promise<readonly { readonly witness: string; readonly line: string }[]>
  /** The first timestamp of a size stays. */
  insertTimestamp(row: { readonly size: number; readonly tsr: Uint8Array }): Promise<void>
  timestamp(size: number): Promise<Uint8Array | null>
}
