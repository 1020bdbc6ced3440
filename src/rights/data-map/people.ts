import { stored } from "./entry.ts"

const account = {
  category: "accounts",
  purpose: "protect",
  basis: "security",
  retention: "until_ended",
} as const

/** assent.db: who may use the gateway. Secrets stand here as hashes only. */
export const peopleFields = [
  ...stored("assent.db", "person", account, {
    id: "pseudonymous",
    login: "yes",
    role: "pseudonymous",
    lines: "no",
    state: "pseudonymous",
    password: "pseudonymous",
    totp_secret: "pseudonymous",
    totp_step: "pseudonymous",
    recovery: "pseudonymous",
    invite_hash: "pseudonymous",
    invite_until: "no",
    oidc: "yes",
    created_at: "pseudonymous",
    revision: "no",
  }),
  ...stored("assent.db", "service_account", account, {
    id: "no",
    name: "no",
    role: "no",
    lines: "no",
    state: "no",
    created_at: "no",
  }),
  ...stored("assent.db", "api_token", account, {
    id: "no",
    account_id: "no",
    hash: "no",
    scopes: "no",
    networks: "no",
    created_at: "no",
    expires_at: "no",
    last_used_at: "no",
    revoked_at: "no",
  }),
  ...stored(
    "assent.db",
    "idempotency_key",
    { ...account, purpose: "operate", retention: "day" },
    {
      id: "pseudonymous",
      fingerprint: "pseudonymous",
      answer: "pseudonymous",
      expires_at: "no",
    },
  ),
  ...stored("assent.db", "sign_in", account, {
    id: "pseudonymous",
    hash: "pseudonymous",
    user_id: "pseudonymous",
    created_at: "pseudonymous",
    seen_at: "pseudonymous",
    expires_at: "pseudonymous",
    method: "no",
  }),
]
