#!/usr/bin/env node
import { launch } from "./launch.mjs"

await launch("assent", "main", ({ runMain }) => runMain())
