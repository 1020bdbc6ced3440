/* Who copies assent.db alone can sign in as nobody, and sign no webhook. */
import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import { createSecretBox, isSealed } from "../../src/keys/secret-box.ts"
import type { UserRow } from "../../src/people/ports.ts"
import { newFactor } from "../../src/people/second-factor.ts"
import type { EndpointRow } from "../../src/webhooks/ports.ts"
import { newKey } from "../../src/webhooks/signing.ts"
import { sealSecrets } from "../../src/wiring/secrets.ts"
import { everyByte } from "../e2e/gateway.ts"
import { openFresh } from "../storage/embedded/folder.ts"

const at = "2026-11-23T10:00:00.000Z"
const secret = newFactor("olaf@example.org").secret
const person: UserRow = {
  id: uuidv7(),
  login: "olaf@example.org",
  role: "owner",
  lines: null,
  state: "active",
  password: null,
  totpSecret: secret,
  totpStep: null,
  recovery: [],
  inviteHash: null,
  inviteUntil: null,
  oidc: null,
  createdAt: at,
  revision: 1,
}
const endpoint: EndpointRow = {
  id: uuidv7(),
  url: "https://crm.example/hook",
  events: ["*"],
  lines: null,
  recipient: "crm",
  keys: [newKey("v1a", at), newKey("v1", at)],
  createdAt: at,
  sinceLeaf: 0,
  failingSince: null,
  disabledAt: null,
  disabledReason: null,
  revision: 1,
}
const secrets = [secret, ...endpoint.keys.map((key) => key.secret)]

test("what an earlier version wrote in clear is sealed at the start, and is the same in memory", async () => {
  const fresh = await openFresh()
  const box = createSecretBox(randomBytes(32))
  await fresh.ledgerStore.transact((tx) => fresh.people.addUser(tx.rows, person))
  await fresh.ledgerStore.transact((tx) => fresh.webhooks.addEndpoint(tx.rows, endpoint))
  const clear = everyByte(fresh.folder)
  for (const each of secrets) expect(clear.includes(each), "the search would find it").toBe(true)

  const rows = await sealSecrets(fresh, { secretBox: box })
  expect((await rows.people.user(person.id))?.totpSecret).toBe(secret)
  expect((await rows.people.userBy("login", person.login))?.totpSecret).toBe(secret)
  expect((await rows.webhooks.endpoint(endpoint.id))?.keys).toEqual(endpoint.keys)
  const again = await sealSecrets(fresh, { secretBox: box })
  expect((await again.people.users({ limit: 10, after: null })).map(({ revision }) => revision)).toEqual([2])
  expect((await again.webhooks.endpoints({ limit: 10, after: null })).map(({ revision }) => revision)).toEqual([2])

  const reopened = await fresh.reopen()
  const stored = await reopened.people.user(person.id)
  expect(isSealed(stored!.totpSecret!)).toBe(true)
  const bytes = everyByte(fresh.folder)
  for (const each of secrets) expect(bytes.includes(each)).toBe(false)
  // Under another key, or in another's row, it opens nothing.
  const stranger = await sealSecrets(reopened, { secretBox: createSecretBox(randomBytes(32)) })
  await expect(stranger.people.user(person.id)).rejects.toMatchObject({ code: "KEY_REFUSED" })
  expect(() => box.open(stored!.totpSecret!, "person of another id")).toThrow(/other keys/)
  await fresh.close()
})
