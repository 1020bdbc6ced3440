#!/usr/bin/env node
import { launch } from "./launch.mjs"

await launch("assent-verify", "assent-verify", async ({ verifyMain }) => {
  process.exitCode = await verifyMain(process.argv.slice(2))
})
