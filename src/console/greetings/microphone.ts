/* The microphone of the browser, for one prompt. What it hears stays in the page until somebody uses it. */

export interface Microphone {
  /** The peak of the last moment, in dBFS, at least -60. */
  level(): number
  /** @param done gets what was said, in the browser's own format, once `stop` was called */
  record(done: (audio: Blob) => void): void
  stop(): void
  close(): void
}

const FLOOR_DB = -60
/** A browser that is not asked records a prompt at a rate for calls between friends. */
const BITS_PER_SECOND = 128_000

/** @throws when the person or the browser refuses, or there is none */
export async function startMicrophone(): Promise<Microphone> {
  // The gateway measures and mends the level: what the browser would do to it is heard on the phone.
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, autoGainControl: false, noiseSuppression: true },
  })
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND })
  const pieces: Blob[] = []
  recorder.ondataavailable = ({ data }) => pieces.push(data)
  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      return Math.max(FLOOR_DB, 20 * Math.log10(peak))
    },
    record(done) {
      recorder.onstop = () => done(new Blob(pieces, { type: recorder.mimeType }))
      recorder.start()
    },
    stop() {
      recorder.stop()
      for (const track of stream.getTracks()) track.stop()
    },
    close() {
      recorder.onstop = null
      if (recorder.state !== "inactive") recorder.stop()
      for (const track of stream.getTracks()) track.stop()
      void context.close()
    },
  }
}
