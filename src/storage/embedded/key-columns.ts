/* Rows of keys.db as the ports have them. */
import type { CallKeyRow, KekRow } from "../../keys/ports.ts"
import type { KeyTables } from "./tables.ts"

export function kekColumns(row: KekRow): KeyTables["kek"] {
  return {
    id: row.id,
    epoch: row.epoch,
    provider: row.provider,
    ref: row.ref,
    public_pem: row.publicPem,
    fingerprint: row.fingerprint,
    state: row.state,
    not_before: row.notBefore,
    not_after: row.notAfter,
    destroyed_at: row.destroyedAt,
  }
}

export function kekRow(row: KeyTables["kek"]): KekRow {
  return {
    id: row.id,
    epoch: row.epoch,
    provider: row.provider,
    ref: row.ref,
    publicPem: row.public_pem,
    fingerprint: row.fingerprint,
    state: row.state,
    notBefore: row.not_before,
    notAfter: row.not_after,
    destroyedAt: row.destroyed_at,
  }
}

export function callKeyRow(row: KeyTables["call_key"] | undefined): CallKeyRow | null {
  return row ? callKeyOf(row) : null
}

export function callKeyOf(row: KeyTables["call_key"]): CallKeyRow {
  return {
    id: row.id,
    gen: row.gen,
    callId: row.call_id,
    publicJwk: row.public_jwk,
    kekId: row.kek_id,
    wrappedJwe: row.wrapped_jwe,
    createdAt: row.created_at,
  }
}

export function callKeyColumns(row: CallKeyRow): KeyTables["call_key"] {
  return {
    id: row.id,
    gen: row.gen,
    call_id: row.callId,
    public_jwk: row.publicJwk,
    kek_id: row.kekId,
    wrapped_jwe: row.wrappedJwe,
    created_at: row.createdAt,
  }
}
