import type { Command } from "commander"
import { idArgument } from "./input.ts"
import type { Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"
import { consentView } from "./views.ts"

interface ConsentListOptions extends ListOptions {
  readonly call?: string
  readonly state?: string
}

export function consentsCommand(program: Command, io: Io): void {
  const consents = program.command("consents").description("Consents, refusals, silences and withdrawals")
  pageOptions(consents.command("list"))
    .description("list consents, newest first")
    .option("--call <id>", "only this call's")
    .option("--state <state>", "granted, refused, no_answer, ... (several: with commas)")
    .addHelpText("after", "\nExample:\n  assent consents list --state withdrawn --json")
    .action(async (options: ConsentListOptions, command: Command) => {
      const call = options.call === undefined ? undefined : idArgument("call", options.call)
      await printList(io, command, `/v1/consents?${queryOf(options, { call, state: options.state })}`, consentView, {
        call: (row) => row.call_id,
        at: (row) => row.at,
        party: (row) => row.party,
        state: (row) => row.state,
        method: (row) => row.method,
        heard: (row) => `${row.heard.bytes}/${row.heard.total}`,
        leaf: (row) => String(row.leaf_index),
      })
    })
}
