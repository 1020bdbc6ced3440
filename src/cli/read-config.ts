import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { parse, YAMLParseError } from "yaml"
import { parseConfig, type Config } from "../config.ts"
import { AssentError } from "../errors.ts"
import { badInput } from "./exit.ts"
import type { Io } from "./io.ts"

/**
 * The configuration of a file, its data folder relative to the file.
 * @throws CONFIG_INVALID naming each problem; INPUT_INVALID when it is no YAML
 */
export function readConfig(io: Io, file: string): Config {
  const path = resolve(io.cwd, file)
  const config = parseConfig(readYaml(path), io.env)
  return { ...config, data: resolve(dirname(path), config.data) }
}

function readYaml(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (cause) {
    throw new AssentError("CONFIG_INVALID", `cannot be read: ${path}`, { field: "--config", cause })
  }
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof YAMLParseError) throw badInput("--config", `is not YAML: ${error.message}`)
    throw error
  }
}
