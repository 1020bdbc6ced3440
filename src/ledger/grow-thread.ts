/* Runs in a worker thread: grows the tree of a log whose leaves are judged on another. */
import { parentPort } from "node:worker_threads"
import { type Batch, growHere } from "./leaf-batch.ts"
import { sha256 } from "./node-crypto.ts"

const grower = growHere(sha256)

async function grow(batch: Batch): Promise<void> {
  const grown = await grower.grow(batch)
  parentPort?.postMessage(grown, [grown.hashes.buffer, grown.plain.buffer])
}

// What fails here ends the thread with its error, which the other one is told.
parentPort?.on("message", (batch: Batch) => void grow(batch))
