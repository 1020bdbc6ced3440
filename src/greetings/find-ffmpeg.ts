import { accessSync, constants, statSync } from "node:fs"
import { createRequire } from "node:module"
import { delimiter, join } from "node:path"
import { z } from "zod"
import { AssentError } from "../errors.ts"

export interface FoundFfmpeg {
  readonly path: string
  readonly source: "FFMPEG_PATH" | "ffmpeg-static" | "PATH" | "@ffmpeg-installer/ffmpeg"
}

const require = createRequire(import.meta.url)
const packagePath = z.union([z.string(), z.object({ path: z.string() }).transform(({ path }) => path)])

/**
 * The ffmpeg to use: FFMPEG_PATH, then ffmpeg-static if its download exists, then PATH, then @ffmpeg-installer/ffmpeg.
 * `null` when there is none; consent and recording never need one.
 * @throws CONFIG_INVALID when FFMPEG_PATH is set and is no program.
 */
export function ffmpegPath(env: Readonly<Record<string, string | undefined>> = process.env): FoundFfmpeg | null {
  const wanted = env["FFMPEG_PATH"]
  if (wanted !== undefined && wanted !== "") {
    if (isProgram(wanted)) return { path: wanted, source: "FFMPEG_PATH" }
    throw new AssentError("CONFIG_INVALID", "FFMPEG_PATH names no program that can be run: correct it or unset it", {
      field: "FFMPEG_PATH",
    })
  }
  const candidates = [
    { path: fromPackage("ffmpeg-static"), source: "ffmpeg-static" as const },
    { path: fromPath(env["PATH"] ?? env["Path"] ?? ""), source: "PATH" as const },
    { path: fromPackage("@ffmpeg-installer/ffmpeg"), source: "@ffmpeg-installer/ffmpeg" as const },
  ]
  for (const { path, source } of candidates) if (path !== null && isProgram(path)) return { path, source }
  return null
}

function fromPath(path: string): string | null {
  const name = process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg"
  // An empty entry would mean the current folder.
  const folders = path.split(delimiter).filter((folder) => folder !== "")
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null
}

/** Both packages are optional; one of them throws when it has no program for this platform. */
function fromPackage(name: string): string | null {
  try {
    return packagePath.safeParse(require(name)).data ?? null
  } catch {
    return null
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
