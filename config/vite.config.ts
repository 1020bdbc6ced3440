/* Builds src/console into dist/console: hashed files, one chunk a screen, each beside its brotli and gzip. */
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import react from "@vitejs/plugin-react"
import { defineConfig, type Plugin } from "vite"

const root = fileURLToPath(new URL("../src/console", import.meta.url))
const target = fileURLToPath(new URL("../dist/console", import.meta.url))
const staging = `${target}.${process.pid}`
const COMPRESSED_FROM = 1024
/** The last two steps take eight times as long for one twentieth. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
const OLD_MS = 24 * 3_600_000

/**
 * What is open in a browser still asks for the chunks of the build before: they stay for a day. index.html, which names
 * the new ones, comes last, by rename.
 */
function publish(): Plugin {
  return {
    name: "publish",
    apply: "build",
    writeBundle() {
      for (const file of filesIn(staging)) {
        if (file !== "index.html") place(file)
      }
      removeOld()
      renameSync(join(staging, "index.html"), join(target, "index.html"))
      rmSync(staging, { recursive: true, force: true })
    },
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )
}

function place(file: string): void {
  const to = join(target, file)
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(join(staging, file), to)
  const bytes = readFileSync(to)
  if (!/\.(js|css|svg)$/.test(file) || bytes.length < COMPRESSED_FROM) return
  writeFileSync(`${to}.br`, brotliCompressSync(bytes, BROTLI))
  writeFileSync(`${to}.gz`, gzipSync(bytes, { level: 9 }))
}

function removeOld(): void {
  for (const file of filesIn(target)) {
    const path = join(target, file)
    if (file.startsWith("assets/") && Date.now() - statSync(path).mtimeMs > OLD_MS) rmSync(path)
  }
}

export default defineConfig({
  root,
  base: "/console/",
  plugins: [react(), publish()],
  // The gateway puts a nonce of its own into every answer: see src/api/console-page.ts.
  html: { cspNonce: "{{nonce}}" },
  logLevel: "warn",
  build: {
    outDir: staging,
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2023",
    modulePreload: { polyfill: false },
    // As a file, always: the policy allows no data URL.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
})
