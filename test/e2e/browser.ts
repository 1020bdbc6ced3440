import { execFileSync } from "node:child_process"
import { chromium, type Browser } from "playwright-core"

/** CHROMIUM_PATH, then PATH, then the one that @sparticuz/chromium brings along. */
async function chromiumPath(): Promise<string> {
  const set = process.env["CHROMIUM_PATH"]
  if (set) return set
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim()
    } catch {
      // Not on this PATH; the next may be.
    }
  }
  const { default: bundled } = await import("@sparticuz/chromium")
  return bundled.executablePath()
}

/** A real Chromium whose microphone is a beep, or the WAV file `voice`. */
export async function openBrowser(options: { voice?: string } = {}): Promise<Browser> {
  const voice = options.voice === undefined ? [] : [`--use-file-for-fake-audio-capture=${options.voice}`]
  return chromium.launch({
    executablePath: await chromiumPath(),
    headless: true,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      "--autoplay-policy=no-user-gesture-required",
      ...voice,
    ],
  })
}
