import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    // `npm run test:long`: whole matrices of kills and faults, which would take `npm test` past its six minutes.
    include: process.env["ASSENT_LONG_TESTS"] ? ["test/**/*.long.test.ts"] : ["test/**/*.test.ts"],
    exclude: process.env["ASSENT_LONG_TESTS"] ? [] : ["test/**/*.long.test.ts"],
    globalSetup: ["test/tidy.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Calls run in real time and the suite shares two cores: a second try tells a busy machine from a fault.
    retry: 1,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
