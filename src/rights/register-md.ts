import type { ProcessingRegister } from "./register.ts"

/** The register as Markdown, for people and supervisors. */
export function registerMarkdown(register: ProcessingRegister): string {
  const party = (title: string, one: { name: string; contact: string; address: string | null } | null): string[] =>
    one === null
      ? []
      : [
          `- **${title}**: ${text(one.name)}, ${text(one.contact)}${one.address === null ? "" : `, ${text(one.address)}`}`,
        ]
  const stated = (value: string | null): string => (value === null ? "not stated" : text(value))
  return [
    "# Register of processing activities (Art. 30 GDPR)",
    "",
    `Made on ${register.made_at} by the gateway, of its data map and configuration.`,
    "",
    ...party("Controller", register.controller),
    ...party("Representative", register.representative),
    ...party("Data protection officer", register.dpo),
    ...party("Processor", register.processor),
    `- **Data subjects**: ${register.data_subjects.join("; ")}`,
    "",
    "## Activities",
    ...register.activities.flatMap((activity) => [
      "",
      `### ${activity.purpose}`,
      "",
      `- Data: ${activity.data.join("; ")}`,
      `- Legal bases: ${activity.legal_bases.join("; ")}`,
      `- Time limits: ${activity.time_limits.join("; ")}`,
    ]),
    "",
    "## Recipients",
    "",
    ...(register.recipients.length === 0
      ? ["None."]
      : table(
          ["Recipient", "Purpose", "Country", "Transfer"],
          register.recipients.map((one) => [one.name, one.purpose, stated(one.country), stated(one.transfer)]),
        )),
    "",
    "## Transfers to third countries",
    "",
    ...(register.transfers.length === 0
      ? ["None."]
      : register.transfers.map((one) => `- ${one.recipient}: ${stated(one.country)}, ${stated(one.mechanism)}`)),
    "",
    "## Time limits for erasure",
    "",
    ...(register.time_limits.length === 0 ? ["No line yet."] : []),
    ...register.time_limits.map(({ what, limit }) => `- ${text(what)}: ${text(limit)}`),
    "",
    "## Technical and organisational measures",
    "",
    ...register.security_measures.map((measure) => `- ${measure}`),
    "",
    "## Not processed",
    "",
    ...register.not_processed.map((what) => `- ${what}`),
    "",
  ].join("\n")
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(text).join(" | ")} |`
  return [line(head), line(head.map(() => "---")), ...rows.map(line)]
}

/** Names are the operator's: they must not end a cell or begin a heading or a tag. */
function text(value: string): string {
  return value.replaceAll(/\s+/g, " ").replaceAll(/[\\|<>`*_[\]#]/g, (mark) => `\\${mark}`)
}
