import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/tidy.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Calls run in real time and the suite shares two cores: a second try tells a busy machine from a fault.
    retry: 1,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
