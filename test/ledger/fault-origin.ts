export const ORIGIN = "ledger.example/faults"
