import { writeFileSync } from "node:fs"
import { files, servedDocument, typesOf } from "./contract.ts"

const document = await servedDocument()
writeFileSync(files.document, document)
writeFileSync(files.types, await typesOf(document))
// With a release, or a break that is meant: from now on this is what clients rely on.
if (process.argv.includes("--released")) writeFileSync(files.released, `${JSON.stringify(JSON.parse(document))}\n`)
process.stdout.write("src/api/openapi.json and src/api/openapi.d.ts are what the gateway serves\n")
// The API's timers would keep the process.
process.exit(0)
