import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    // `npm run test:long`: whole matrices of kills and faults, which would take `npm test` past its six minutes.
    include: process.env["ASSENT_LONG_TESTS"] ? ["test/**/*.long.test.ts"] : ["test/**/*.test.ts"],
    exclude: process.env["ASSENT_LONG_TESTS"] ? [] : ["test/**/*.long.test.ts"],
    globalSetup: ["test/tidy.ts"],
    pool: "forks",
    // Calls run in real time: much of what a worker does is wait, so three keep two cores busy.
    maxWorkers: 3,
    // A second try tells a busy machine from a fault.
    retry: 1,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
