/*
 * Whose call it is, where the line says who speaks at the place that was reached. Beside the call and never in its way: the
 * two talk whether or not it could be written down. What somebody has said of the call before stands.
 */
import type { RecordRows } from "../rights/record-ports.ts"
import type { GatewayLog } from "./log.ts"

type Rows = Pick<RecordRows<unknown>, "bySlug" | "agentOf" | "putAgent">

export function agentOfCall(rows: Rows, log: GatewayLog): (callId: string, agent: string) => void {
  async function write(callId: string, agent: string): Promise<void> {
    if ((await rows.agentOf(callId)) !== null) return
    // A document edited by hand, or brought back from a backup, may name an agent who was erased since.
    if (await rows.bySlug(agent)) await rows.putAgent(callId, agent)
    else log.warn({ callId }, "the line names an agent that is not written down: this call is nobody's")
  }
  return (callId, agent) => {
    write(callId, agent).catch((error: unknown) => {
      log.error({ callId, err: error }, "whose call this is could not be written down: `assent agent assign` does it")
    })
  }
}
