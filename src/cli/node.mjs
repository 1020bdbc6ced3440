// Finds a Node that can run Assent. Plain JavaScript and built-ins only: an old Node has to be able to read this.
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"

export const oldestNode = "24.11.0"

/** True when `version` (`v24.11.0`, `24.11`) is at least `oldestNode`. */
export function isRecent(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number)
  const [oldMajor = 0, oldMinor = 0] = oldestNode.split(".").map(Number)
  return major > oldMajor || (major === oldMajor && minor >= oldMinor)
}

/**
 * This process's own Node if it is recent enough, else the one that came with the packages.
 * @param {string} root folder that holds node_modules
 * @returns {string | null} its path
 */
export function findNode(root) {
  if (isRecent(process.version)) return process.execPath
  const exe = process.platform === "win32" ? "node.exe" : "node"
  const platform = process.platform === "win32" ? "win" : process.platform
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    const path = join(root, "node_modules", name, "bin", exe)
    if (existsSync(path) && spawnSync(path, ["--version"]).status === 0) return path
  }
  return null
}
