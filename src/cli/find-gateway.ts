import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { badInput } from "./exit.ts"
import type { Io } from "./io.ts"

export interface GatewayAddress {
  /** Without a trailing slash. */
  readonly url: string
  readonly key: string
}

/** Written by `assent dev` when it listens. */
const runningGateway = z.object({ url: z.url(), key: z.string().min(1), pid: z.int().positive() })

/** Where `assent dev` keeps everything, below the folder it was started in. */
export const DEV_FOLDER = ".assent-dev"

/**
 * ASSENT_URL with ASSENT_KEY, else the development gateway of this folder or one above it.
 * @throws GATEWAY_UNREACHABLE where none is known, saying how to start or name one.
 */
export function findGateway(io: Io): GatewayAddress {
  const { ASSENT_URL: url, ASSENT_KEY: key } = io.env
  if (url !== undefined && url !== "") {
    if (!URL.canParse(url) || !/^https?:/.test(url))
      throw badInput("ASSENT_URL", "give an address such as http://127.0.0.1:7080")
    if (key === undefined || key === "")
      throw badInput("ASSENT_KEY", "ASSENT_URL is set, so set ASSENT_KEY to an API key of it too")
    return { url: url.replace(/\/+$/, ""), key }
  }
  const file = findUp(io.cwd, join(DEV_FOLDER, "gateway.json"))
  if (file === null) throw notRunning("no gateway is known here")
  const read = runningGateway.safeParse(parseJson(readFileSync(file, "utf8")))
  if (!read.success) throw notRunning("the development gateway left an unreadable gateway.json")
  return { url: read.data.url.replace(/\/+$/, ""), key: read.data.key }
}

export function notRunning(what: string): AssentError {
  return new AssentError(
    "GATEWAY_UNREACHABLE",
    `${what}: start one with \`assent dev\`, or set ASSENT_URL and ASSENT_KEY`,
  )
}

/** The nearest `path` in `folder` or above it. */
export function findUp(folder: string, path: string): string | null {
  const candidate = join(folder, path)
  if (existsSync(candidate)) return candidate
  const parent = dirname(folder)
  return parent === folder ? null : findUp(parent, path)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
