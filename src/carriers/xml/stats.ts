/** What came to the webhooks of one trunk. Read it for metrics; everything but `answered` and `fallbacks` was refused. */
export interface XmlStats {
  answered: number
  /** Fallback documents handed out: calls that were connected unrecorded. */
  fallbacks: number
  /** Calls for a number that no line has. */
  unmapped: number
  malformed: number
  /** Requests and streams without a good signature or token of the carrier. */
  unsigned: number
  unknownCalls: number
  /** A first request for a call that had ended. */
  replayed: number
  /** A step that no document of ours asked for, or of another call. */
  outOfPlace: number
  /** Streams without a one-time token for them. */
  refusedStreams: number
}

export function newXmlStats(): XmlStats {
  return {
    answered: 0,
    fallbacks: 0,
    unmapped: 0,
    malformed: 0,
    unsigned: 0,
    unknownCalls: 0,
    replayed: 0,
    outOfPlace: 0,
    refusedStreams: 0,
  }
}
