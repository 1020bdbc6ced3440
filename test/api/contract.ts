/*
 * The contract of the API as it is committed: src/api/openapi.json, and the types that clients are written against,
 * src/api/openapi.d.ts, made from it. Both come from the schemas of the routes: `npm run openapi` writes them, and what
 * has changed shows in the diff of the commit.
 */
import { readFileSync } from "node:fs"
import openapiTS, { astToString } from "openapi-typescript"
import { buildApi } from "../../src/api/server.ts"
import { version } from "../../src/version.ts"
import { MemoryApi } from "../fakes/api.ts"

export const files = {
  document: new URL("../../src/api/openapi.json", import.meta.url),
  types: new URL("../../src/api/openapi.d.ts", import.meta.url),
  /** As of the last release: what it offers is not taken away unnoticed. */
  released: new URL("../../src/api/openapi.released.json", import.meta.url),
}

/** What the gateway serves, as the committed file spells it. */
export async function servedDocument(): Promise<string> {
  const { parts } = new MemoryApi()
  const app = buildApi({ ...parts, settings: { ...parts.settings, version } })
  const document: unknown = (await app.inject("/openapi.json")).json()
  await app.close()
  return `${JSON.stringify(document, null, 2)}\n`
}

export async function typesOf(document: string): Promise<string> {
  // Our clients send a fresh Idempotency-Key with every POST by themselves: whoever calls one need not name it.
  const source = document.replaceAll(/("name": "Idempotency-Key",\s+"required": )true/g, "$1false")
  const nodes = await openapiTS(source, { defaultNonNullable: false })
  return `/* Made from openapi.json by \`npm run openapi\`. */\n${astToString(nodes)}`
}

export const committed = (file: keyof typeof files): string => readFileSync(files[file], "utf8")
