import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { z } from "zod"
import { ffmpegPath } from "../greetings/find-ffmpeg.ts"
import { sentenceOf } from "./exit.ts"
import { DEV_FOLDER, findGateway, findUp } from "./find-gateway.ts"
import type { Io } from "./io.ts"
import { isRecent, oldestNode } from "./node.mjs"

export interface Finding {
  readonly name: string
  readonly status: "ok" | "warning" | "broken"
  readonly detail: string
  /** What to do about it; `null` when there is nothing to do. */
  readonly mend: string | null
}

const GIB = 2 ** 30
const prompts = fileURLToPath(new URL("../../prompts/", import.meta.url))

/** @param data the data folder; without it, that of `assent dev` here */
export async function checkMachine(
  io: Io,
  data: string | null = findUp(io.cwd, DEV_FOLDER),
): Promise<readonly Finding[]> {
  return [
    checkRuntime(),
    checkFfmpeg(io),
    checkPrompts(),
    checkClock(data),
    checkDisk(data !== null && existsSync(data) ? data : io.cwd),
    ...checkData(data),
  ]
}

/** Whether a gateway answers, and what it says of itself. */
export async function checkGateway(io: Io): Promise<Finding> {
  const readiness = z.object({
    checks: z.array(z.object({ name: z.string(), status: z.string(), detail: z.string().nullable() })),
  })
  let url: string
  try {
    url = findGateway(io).url
  } catch (error) {
    return { name: "gateway", status: "warning", detail: sentenceOf(error), mend: "assent dev" }
  }
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) })
    const failed = readiness.parse(await response.json()).checks.filter(({ status }) => status !== "ok")
    if (failed.length === 0) return fine("gateway", `${url} answers and is ready`)
    const detail = failed.map((check) => `${check.name}: ${check.detail ?? check.status}`).join("; ")
    return { name: "gateway", status: "broken", detail, mend: "see the gateway's log" }
  } catch {
    const mend = "assent dev, or set ASSENT_URL to where it runs"
    return { name: "gateway", status: "broken", detail: `nothing that is ready answers at ${url}`, mend }
  }
}

function checkRuntime(): Finding {
  const detail = `Node ${process.version}`
  if (isRecent(process.version)) return fine("runtime", detail)
  return {
    name: "runtime",
    status: "broken",
    detail: `${detail} is too old`,
    mend: `install Node ${oldestNode} or newer, or run npm start`,
  }
}

function checkFfmpeg(io: Io): Finding {
  try {
    const found = ffmpegPath(io.env)
    if (found) return fine("ffmpeg", `${found.path} (${found.source})`)
  } catch (error) {
    return {
      name: "ffmpeg",
      status: "broken",
      detail: sentenceOf(error),
      mend: "set FFMPEG_PATH to ffmpeg itself, or unset it",
    }
  }
  const detail = "not found: calls, recording and WAV uploads work, other audio formats do not"
  return { name: "ffmpeg", status: "warning", detail, mend: "install ffmpeg, or set FFMPEG_PATH" }
}

function checkPrompts(): Finding {
  const locales = existsSync(prompts)
    ? readdirSync(prompts).filter((name) => existsSync(join(prompts, name, "notice.wav")))
    : []
  if (locales.length > 0) return fine("prompts", `${locales.length} languages: ${locales.join(", ")}`)
  return {
    name: "prompts",
    status: "broken",
    detail: "the spoken notices are missing",
    mend: "restore the folder prompts/ from the repository",
  }
}

/** A clock behind our own files gives evidence times that cannot be true. */
function checkClock(data: string | null): Finding {
  const newest = Math.max(
    ...[prompts, ...(data === null ? [] : [data])]
      .filter((path) => existsSync(path))
      .map((path) => statSync(path).mtimeMs),
  )
  if (Date.now() + 60_000 > newest) return fine("clock", new Date().toISOString())
  return {
    name: "clock",
    status: "broken",
    detail: "the system clock is behind files that exist already",
    mend: "set the clock, and keep it by NTP",
  }
}

function checkDisk(path: string): Finding {
  const { bavail, bsize } = statfsSync(path)
  const free = bavail * bsize
  const detail = `${(free / GIB).toFixed(1)} GiB free for data`
  if (free > GIB) return fine("disk", detail)
  return {
    name: "disk",
    status: free > GIB / 10 ? "warning" : "broken",
    detail,
    mend: "make room: a full disk stops recording",
  }
}

function checkData(data: string | null): readonly Finding[] {
  if (data === null) return []
  if (!existsSync(data)) {
    const mend = "assent serve --create makes it; if it was there before, restore it"
    return [{ name: "data", status: "broken", detail: "there is no data folder", mend }]
  }
  const findings = [checkFolder(data)]
  const keys = join(data, "keys")
  if (existsSync(keys)) findings.push(checkKeys(keys))
  return findings
}

function checkFolder(data: string): Finding {
  try {
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return {
      name: "data",
      status: "broken",
      detail: `${data} cannot be written`,
      mend: `give this user the folder ${data}`,
    }
  }
  if (isPrivate(data)) return fine("data", data)
  return { name: "data", status: "warning", detail: `${data} can be read by others`, mend: `chmod 700 ${data}` }
}

function checkKeys(folder: string): Finding {
  const open = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => !isPrivate(file))
  if (open.length === 0) return fine("keys", "readable by their owner alone")
  return {
    name: "keys",
    status: "broken",
    detail: `${open.length} key files can be read by others`,
    mend: `chmod 600 ${dirname(open[0] ?? folder)}/*`,
  }
}

/** Windows keeps no mode bits. */
function isPrivate(path: string): boolean {
  return process.platform === "win32" || (statSync(path).mode & 0o077) === 0
}

export function fine(name: string, detail: string): Finding {
  return { name, status: "ok", detail, mend: null }
}
