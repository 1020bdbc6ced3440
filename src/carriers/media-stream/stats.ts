/** What a media server met and did not pass on. One object per server, shared by its legs; read it for metrics. */
export interface MediaStats {
  /** Upgrades answered with a plain HTTP error. */
  refusedUpgrades: number
  /** Sockets that never became a call: no start in time, a bad start, a token nobody issued. */
  refusedStarts: number
  /** Events the dialect does not know; ignored. */
  unknownEvents: number
  /** Messages that are not the JSON they should be; ignored, and after `MALFORMED_LIMIT` on one leg the leg ends. */
  malformed: number
  /** Messages for another stream or of a track that was not announced. */
  foreign: number
  /** Media that arrived while the call was still being admitted; dropped unheard. */
  beforeAdmission: number
  /** Frames whose timestamp repeats or runs backwards. */
  stale: number
  /** Frames whose timestamp cannot be true; relayed to a bridge, never recorded. */
  absurd: number
  /** Returned marks that no playing prompt waits for: after a clear, twice, or never sent. */
  unknownMarks: number
  /** Relayed frames dropped: a prompt plays, the peer reads too slowly, or it was sent too far ahead. */
  relayDropped: number
  /** Legs closed because the peer stopped reading. */
  slowReaders: number
  /** Messages on the fast path, and on the exact path. */
  fastMedia: number
  slowMedia: number
}

export function newMediaStats(): MediaStats {
  return {
    refusedUpgrades: 0,
    refusedStarts: 0,
    unknownEvents: 0,
    malformed: 0,
    foreign: 0,
    beforeAdmission: 0,
    stale: 0,
    absurd: 0,
    unknownMarks: 0,
    relayDropped: 0,
    slowReaders: 0,
    fastMedia: 0,
    slowMedia: 0,
  }
}
