import type { FromWorklet, ToWorklet } from "./worklet.ts"

const SLACK_MS = 20

/** Where the caller's voice comes from. */
export type Source =
  { readonly kind: "microphone" } | { readonly kind: "file"; readonly file: Blob } | { readonly kind: "silence" }

export interface Sound {
  play(payload: Uint8Array): void
  mark(name: string): void
  clear(): void
  close(): void
}

export interface SoundListener {
  frame(payload: Uint8Array, level: number): void
  /** Everything before the mark has left the loudspeaker. */
  played(name: string): void
}

/** Opens the caller's ear and mouth. Rejects with a sentence for the person when the source cannot be used. */
export async function openSound(source: Source, listener: SoundListener): Promise<Sound> {
  const context = new AudioContext({ latencyHint: "interactive" })
  const release: (() => void)[] = []
  try {
    await context.audioWorklet.addModule("/phone/worklet.js")
    const node = new AudioWorkletNode(context, "assent-phone", {
      outputChannelCount: [1],
      channelCount: 1,
      channelCountMode: "explicit",
    })
    node.connect(context.destination)
    await connect(source, context, node, release)
    await context.resume()
    let open = true
    node.port.onmessage = (event: MessageEvent<FromWorklet>) => {
      if (!open) return
      const message = event.data
      if (message.type === "frame") listener.frame(message.payload, message.level)
      // The worklet knows when it wrote a sample, which may be a device buffer early; the device plays it
      // `outputLatency` later. A mark may come late, never before the caller has heard what it stands behind.
      else setTimeout(() => open && listener.played(message.name), context.outputLatency * 1000 + SLACK_MS)
    }
    const tell = (message: ToWorklet): void => node.port.postMessage(message)
    return {
      play: (payload) => tell({ type: "play", payload }),
      mark: (name) => tell({ type: "mark", name }),
      clear: () => tell({ type: "clear" }),
      close: () => {
        open = false
        tell({ type: "close" })
        for (const step of release) step()
        void context.close()
      },
    }
  } catch (error) {
    for (const step of release) step()
    void context.close()
    throw error
  }
}

async function connect(source: Source, context: AudioContext, node: AudioNode, release: (() => void)[]): Promise<void> {
  if (source.kind === "microphone") {
    const media = await microphone()
    release.push(() => media.getTracks().forEach((track) => track.stop()))
    context.createMediaStreamSource(media).connect(node)
  }
  if (source.kind === "file") {
    const buffer = await decodeFile(source.file, context)
    // Repeats until the call ends, so that something is said after the consent too.
    const player = new AudioBufferSourceNode(context, { buffer, loop: true })
    release.push(() => player.stop())
    player.connect(node)
    player.start()
  }
}

async function microphone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: false },
    })
  } catch (cause) {
    throw new Error("The microphone is not available. Allow it in the browser, or choose silence or a WAV file.", {
      cause,
    })
  }
}

async function decodeFile(file: Blob, context: AudioContext): Promise<AudioBuffer> {
  try {
    return await context.decodeAudioData(await file.arrayBuffer())
  } catch (cause) {
    throw new Error("This file is not audio that the browser can read. Choose a WAV file.", { cause })
  }
}
