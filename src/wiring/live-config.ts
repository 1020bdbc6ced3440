/* The configuration of a running gateway: what it began with, and what reloads changed since. */
import { Server as TlsServer } from "node:tls"
import { minTls } from "../api/tls.ts"
import type { Config } from "../config.ts"
import { changedPaths, reloads } from "../config-reload.ts"
import { AssentError } from "../errors.ts"
import { checkProfile } from "../rights/hipaa.ts"
import { tlsFiles } from "./api-settings.ts"
import type { LeveledLog } from "./log.ts"

export interface LiveConfig {
  /** As it is now. Whatever a reload can change is read here each time it counts. */
  readonly now: () => Config
  /**
   * Takes what can change while calls live, logs what took effect and what waits for a restart. A file that is no
   * configuration, or names TLS files that do not fit, changes nothing at all: the last good one stays.
   */
  readonly reload: (read: () => Config) => void
  /** The server whose certificates a reload renews. */
  readonly serves: (server: unknown) => void
}

export function liveConfig(
  first: Config,
  log: LeveledLog,
  counted: (result: "ok" | "refused") => void = () => undefined,
): LiveConfig {
  let now = first
  let tlsServer: TlsServer | null = null
  return {
    now: () => now,
    serves: (server) => {
      tlsServer = server instanceof TlsServer ? server : null
    },
    reload: (read) => {
      try {
        const next = read()
        checkProfile(next)
        const changed = changedPaths(now, next)
        const restart = changed.filter((path) => !reloads(path))
        const tls = first.listen.tls && next.listen.tls ? tlsFiles(next) : null
        if (tls) renew(tlsServer, tls)
        log.level = next.log.level
        now = merged(now, next)
        counted("ok")
        const facts = { changed: changed.filter(reloads), needs_restart: restart }
        if (restart.length > 0) log.warn(facts, "the configuration was reloaded in part: the rest waits for a restart")
        else log.info(facts, "the configuration was reloaded")
      } catch (error) {
        counted("refused")
        const reason = error instanceof AssentError ? error.message : "it could not be read"
        log.error({ reason, err: error }, "the configuration was not reloaded: the last good one stays")
      }
    },
  }
}

/** What needs a restart stays as it was, so that nothing half new is ever read. */
function merged(now: Config, next: Config): Config {
  const { log, drain_seconds, limits, api_keys } = next
  const { document_commit_ms } = now.flow
  const tls = now.listen.tls && next.listen.tls ? next.listen.tls : now.listen.tls
  return {
    ...now,
    log,
    drain_seconds,
    limits,
    api_keys,
    flow: { ...next.flow, document_commit_ms },
    listen: { ...now.listen, tls },
  }
}

/** @throws CONFIG_INVALID when key and certificate do not fit; connections that live go on as they are */
function renew(server: TlsServer | null, files: { readonly cert: string; readonly key: string }): void {
  try {
    server?.setSecureContext({ ...files, minVersion: minTls })
  } catch (cause) {
    throw new AssentError("CONFIG_INVALID", "listen.tls: certificate and key do not fit each other", { cause })
  }
}
