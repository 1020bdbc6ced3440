import { eventually, type RingingCall, type TestGateway } from "./gateway.ts"

/** A call whose caller agrees, and that is being recorded when this resolves. */
export async function agreeing(line: Pick<TestGateway, "ring" | "get">, from = "+4915112345678"): Promise<RingingCall> {
  const call = await line.ring(
    {
      audio: Buffer.alloc(8000 * 8, 0x55),
      keepAudio: false,
      script: [{ whenPromptEnds: /^notice/, delay: 100, press: "1" }],
    },
    from,
  )
  await eventually(async () => ((await line.get(`/v1/recordings?call=${call.callId}`)).body.data[0] ? true : null))
  return call
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
