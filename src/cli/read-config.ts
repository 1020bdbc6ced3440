import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { parse, YAMLParseError } from "yaml"
import { parseConfig, type Config } from "../config.ts"
import { AssentError } from "../errors.ts"
import { badInput } from "./exit.ts"
import type { Io } from "./io.ts"

/**
 * The configuration of a file, the paths in it relative to the file.
 * @throws CONFIG_INVALID naming each problem; INPUT_INVALID when it is no YAML
 */
export function readConfig(io: Io, file: string, option = "--config"): Config {
  const folder = dirname(resolve(io.cwd, file))
  return parseConfig(readYaml(io, option, file), io.env, { folder, credentials: io.env["CREDENTIALS_DIRECTORY"] })
}
/** @throws CONFIG_INVALID when the file of this option cannot be read; INPUT_INVALID when it is no YAML */
export function readYaml(io: Io, option: string, file: string): unknown {
  const path = resolve(io.cwd, file)
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (cause) {
    throw new AssentError("CONFIG_INVALID", `cannot be read: ${path}`, { field: option, cause })
  }
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof YAMLParseError) throw badInput(option, `is not YAML: ${error.message}`)
    throw error
  }
}
