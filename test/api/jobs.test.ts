/* Erasures behind a 202: progress, cancelling, what became of each, and going on after a stop. */
import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { createEraser } from "../../src/retention/erase.ts"
import { createEraseJobs } from "../../src/retention/jobs.ts"
import { eventually } from "../e2e/gateway.ts"
import { MemoryApi, auth, recId } from "../fakes/api.ts"

interface JobView {
  readonly id: string
  readonly state: string
  readonly total: number
  readonly done: number
  readonly failed: number
  readonly result_url: string
}
interface Items {
  readonly data: readonly {
    recording_id: string
    outcome: string
    tombstone_sha256: string | null
    retained: unknown
  }[]
  readonly has_more: boolean
}

async function start(recordings: number, change: (world: MemoryApi) => void = () => undefined) {
  const world = new MemoryApi().addCalls(recordings * 3)
  change(world)
  const app = buildApi(world.parts)
  const get = (url: string, more: object = {}) => app.inject({ url, headers: { ...auth, ...more } })
  const post = (url: string, payload?: object) =>
    app.inject({
      method: "POST",
      url,
      headers: { ...auth, "idempotency-key": randomUUID() },
      ...(payload ? { payload } : {}),
    })
  const scope = { since: "2020-01-01T00:00:00Z" }
  const { preview } = (await post("/v1/erasures", { ...scope, dry_run: true })).json<{ preview: string }>()
  const file = () => post("/v1/erasures", { ...scope, preview })
  const ended = (id: string) =>
    eventually(async () => {
      const job = (await get(`/v1/jobs/${id}`)).json<JobView>()
      return job.state === "running" ? null : job
    })
  return { world, app, get, post, file, ended }
}

test("the recordings of a period are erased behind a 202, and each is accounted for", async () => {
  const { world, get, file, ended } = await start(45, (world) => {
    world.destruction.kept.set(recId(3), { until: "2030-01-01" })
  })
  const begun = await file()
  expect(begun.statusCode).toBe(202)
  const job = begun.json<JobView>()
  expect(begun.headers["location"]).toBe(`/v1/jobs/${job.id}`)
  expect(begun.headers["retry-after"]).toBe("1")
  expect(await ended(job.id)).toMatchObject({ state: "done", total: 45, done: 45, failed: 0, eta_s: null })
  const page = (await get(`${job.result_url}?limit=100`)).json<Items>()
  expect(page.data).toHaveLength(45)
  const kept = page.data.filter(({ outcome }) => outcome === "retained")
  expect(kept).toMatchObject([{ recording_id: `rec_${recId(3)}`, retained: { until: "2029-12-31" } }])
  for (const item of page.data) expect(item.tombstone_sha256 === null).toBe(item.outcome === "retained")
  expect([...world.destruction.recordings.keys()].filter((id) => world.destruction.readable(id))).toEqual([recId(3)])
  expect((await get(`${job.result_url}?limit=2`)).json<Items>()).toMatchObject({ has_more: true })
  expect((await get("/v1/jobs")).json()).toMatchObject({ data: [{ id: job.id, state: "done" }] })
})

test("one that fails is counted and named, and does not keep the others", async () => {
  const { file, ended, get, world } = await start(5, (world) => {
    const { eraser } = world.parts
    const jobs = createEraseJobs({
      rows: world.jobs,
      eraser: {
        ...eraser,
        eraseMany: () => Promise.reject(new Error("one of these cannot be erased")),
        eraseRecording: (id, reason) =>
          id === recId(6) ? Promise.reject(new Error("the disk refuses")) : eraser.eraseRecording(id, reason),
      },
      now: () => world.destruction.now,
      onFault: (error) => void world.logged.push({ error: String(error) }),
    })
    world.parts = { ...world.parts, jobs }
  })
  const job = await ended((await file()).json<JobView>().id)
  expect(job).toMatchObject({ state: "done", total: 5, done: 4, failed: 1 })
  const items = (await get(job.result_url)).json<Items>().data
  expect(items.filter(({ outcome }) => outcome === "failed")).toMatchObject([{ recording_id: `rec_${recId(6)}` }])
  expect(items.filter(({ outcome }) => outcome === "erased")).toHaveLength(4)
  expect(world.logged).toContainEqual({ error: "Error: the disk refuses" })
})

test("a cancelled job leaves the rest as it was, and cannot be cancelled twice", async () => {
  const slow = Promise.withResolvers<null>()
  let batches = 0
  const { world, file, get, post, ended } = await start(60, (world) => {
    const { eraser } = world.parts
    const eraseMany: typeof eraser.eraseMany = async (ids) => {
      if ((batches += 1) === 2) await slow.promise
      return eraser.eraseMany(ids)
    }
    const rest = { rows: world.jobs, now: () => world.destruction.now, onFault: () => undefined }
    world.parts = { ...world.parts, jobs: createEraseJobs({ ...rest, eraser: { ...eraser, eraseMany } }) }
  })
  const { id } = (await file()).json<JobView>()
  await eventually(() => (batches === 2 ? true : null))
  expect((await post(`/v1/jobs/${id}/cancel`)).json()).toMatchObject({ state: "cancelled", done: 20 })
  slow.resolve(null)
  // The step that was under way is finished, and counted.
  const job = await eventually(async () => ((await ended(id)).done === 40 ? ended(id) : null))
  expect(job).toMatchObject({ state: "cancelled", total: 60 })
  expect((await post(`/v1/jobs/${id}/cancel`)).json()).toMatchObject({ status: 409 })
  const items = (await get(`/v1/jobs/${id}/items?limit=100`)).json<Items>().data
  expect(items.some(({ outcome }) => outcome === "waiting")).toBe(true)
  expect([...world.destruction.recordings.keys()].some((id) => world.destruction.readable(id))).toBe(true)
  expect((await get(`/v1/jobs/job_${recId(0)}`)).statusCode).toBe(404)
})

test("progress is told as events that end with the job, and who comes back is told only what is new", async () => {
  const { file, get } = await start(45)
  const { id } = (await file()).json<JobView>()
  const told = (await get(`/v1/jobs/${id}/events`)).body
  expect([...told.matchAll(/^event: (.+)$/gm)].map((match) => match[1]).at(-1)).toBe("job.ended")
  const ids = [...told.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]))
  expect(ids).toEqual([...ids].sort((a, b) => a - b))
  expect(told).toContain('"done":45')
  expect(ids.at(-1)).toBe(47)
  expect((await get(`/v1/jobs/${id}/events`, { "last-event-id": "46" })).body).toMatch(/^id: 47\nevent: job.ended/)
  expect((await get(`/v1/jobs/${id}/events`, { "last-event-id": "47" })).body).toBe("")
})

test("a gateway that stopped half way goes on where it was", async () => {
  const world = new MemoryApi().addCalls(90)
  const eraser = createEraser(world.destruction.deps())
  const recordings = [...world.destruction.recordings.keys()]
  const faults: unknown[] = []
  const deps = { rows: world.jobs, now: () => new Date(), onFault: (error: unknown) => void faults.push(error) }
  // Killed after the first keys were gone and before anybody wrote that down.
  world.jobs.decided = () => Promise.reject(new Error("killed"))
  const stopping = createEraseJobs({ ...deps, eraser })
  const { id } = await stopping.start(recordings, "user_1")
  await eventually(() => (faults.length > 0 ? true : null))
  await stopping.stop()
  expect(await world.jobs.get(id)).toMatchObject({ state: "running", done: 0, total: 30 })
  expect(recordings.filter((rec) => !world.destruction.readable(rec))).toHaveLength(20)
  Reflect.deleteProperty(world.jobs, "decided")
  const next = createEraseJobs({ ...deps, eraser })
  next.resume()
  await eventually(async () => ((await world.jobs.get(id))?.state === "done" ? true : null))
  expect(await world.jobs.get(id)).toMatchObject({ done: 30, failed: 0 })
  expect(recordings.some((rec) => world.destruction.readable(rec))).toBe(false)
  await next.stop()
})
