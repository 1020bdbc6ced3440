/* Secrets of people and webhooks: in memory as they are, in assent.db sealed under a key that lies in keys.db, wrapped to the KEK. */
import { isSealed, type SecretBox } from "../keys/secret-box.ts"
import type { PeopleRows, UserRow } from "../people/ports.ts"
import type { Embedded, SqliteTx } from "../storage/embedded/open.ts"
import type { EndpointRow, WebhookRows } from "../webhooks/ports.ts"

export interface WithSecrets {
  readonly people: PeopleRows<SqliteTx>
  readonly webhooks: WebhookRows<SqliteTx>
}

/** Rows whose secrets are sealed. What an earlier version wrote in clear is sealed before this resolves. */
export async function sealSecrets(
  storage: Pick<Embedded, "people" | "webhooks" | "ledgerStore">,
  { secretBox }: { readonly secretBox: SecretBox },
): Promise<WithSecrets> {
  const people = sealedPeople(storage.people, secretBox)
  const webhooks = sealedWebhooks(storage.webhooks, secretBox)
  for (let after: string | null = null; ;) {
    const page: readonly UserRow[] = await storage.people.users({ limit: PAGE, after })
    for (const user of page) {
      if (user.totpSecret !== null && !isSealed(user.totpSecret)) await people.touchUser(user)
    }
    after = page.at(-1)?.id ?? null
    if (page.length < PAGE) break
  }
  for (const endpoint of await storage.webhooks.endpoints({ limit: PAGE, after: null })) {
    if (endpoint.keys.every(({ secret }) => isSealed(secret))) continue
    await storage.ledgerStore.transact(({ rows: tx }) => webhooks.changeEndpoint(tx, endpoint))
  }
  return { people, webhooks }
}

/** And there are no more webhooks than this. */
const PAGE = 100

function sealedPeople(rows: PeopleRows<SqliteTx>, box: SecretBox): PeopleRows<SqliteTx> {
  const mapped = (user: UserRow, change: SecretBox["seal"]): UserRow => ({
    ...user,
    totpSecret: user.totpSecret === null ? null : change(user.totpSecret, `person ${user.id}`),
  })
  const sealed = (user: UserRow): UserRow => mapped(user, (secret, row) => box.seal(secret, row))
  const opened = (user: UserRow): UserRow => mapped(user, (secret, row) => box.open(secret, row))
  const openedOr = (user: UserRow | null): UserRow | null => user && opened(user)
  return {
    ...rows,
    addUser: (tx, user) => rows.addUser(tx, sealed(user)),
    changeUser: (tx, user) => rows.changeUser(tx, sealed(user)),
    touchUser: (user) => rows.touchUser(sealed(user)),
    user: async (id) => openedOr(await rows.user(id)),
    userBy: async (what, value) => openedOr(await rows.userBy(what, value)),
    users: async (page) => (await rows.users(page)).map(opened),
  }
}

function sealedWebhooks(rows: WebhookRows<SqliteTx>, box: SecretBox): WebhookRows<SqliteTx> {
  const mapped = (endpoint: EndpointRow, change: SecretBox["seal"]): EndpointRow => ({
    ...endpoint,
    keys: endpoint.keys.map((key) => ({ ...key, secret: change(key.secret, `webhook ${endpoint.id}`) })),
  })
  const sealed = (endpoint: EndpointRow): EndpointRow => mapped(endpoint, (secret, row) => box.seal(secret, row))
  const opened = (endpoint: EndpointRow): EndpointRow => mapped(endpoint, (secret, row) => box.open(secret, row))
  return {
    ...rows,
    addEndpoint: (tx, endpoint) => rows.addEndpoint(tx, sealed(endpoint)),
    changeEndpoint: (tx, endpoint) => rows.changeEndpoint(tx, sealed(endpoint)),
    endpoint: async (id) => {
      const found = await rows.endpoint(id)
      return found && opened(found)
    },
    endpoints: async (page) => (await rows.endpoints(page)).map(opened),
  }
}
