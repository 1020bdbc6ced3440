import { type Config, parseConfig } from "../../src/config.ts"

export const ORIGIN = "localhost/test"

/** As of `testGateway`, without importing a whole gateway: hundreds of processes start with it. */
export function faultConfig(folder: string): Config {
  return parseConfig({
    mode: "dev",
    listen: { host: "127.0.0.1", port: 1 },
    public_url: "http://127.0.0.1:1",
    data: folder,
    ledger: { origin: ORIGIN },
    keys: {},
    api_keys: [{ id: "test", sha256: "0".repeat(64) }],
    trunks: [{ name: "test-phone", kind: "test-phone" }],
    log: { level: "silent" },
  })
}
