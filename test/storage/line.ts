import type { Line } from "../../src/greetings/document-line.ts"

export const line: Line = {
  id: "main",
  name: "Main line",
  number: "+4930123456",
  organisation: "Example",
  language: "en",
  greeting: "standard",
  mode: "opt_in",
  purposes: ["quality"],
  destination: { kind: "test-agent" },
  agent_basis: "employment contract",
  retention: { policy: "standard", days: 30 },
  keys: { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*9" },
  on_withdrawal: "restrict_72h",
  limits: { concurrent_calls: 10 },
}
