/* `/receipt`: the callers' door for whoever has a browser. Each answer is a page of its own; withdrawing is one press. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
// Adds `hide` to the schema of a route: pages are no part of the documented API.
import type {} from "@fastify/swagger"
import { z } from "zod"
import { hasCode } from "../../errors.ts"
import { type Proof, TooManyGuesses } from "../../rights/receipt-door.ts"
import { type CallerDoor, proofMembers, type ReceiptState } from "../caller-door.ts"
import type { ApiLog } from "../parts.ts"
import { html, type Html } from "./html.ts"
import { day, facts, moment, sendPage } from "./layout.ts"
import { type DoorLanguage, doorWords, languageOf } from "./words.ts"

const PATH = "/receipt"
/** A form of three short fields. */
const BODY_LIMIT = 4096

const form = z.object({
  ...proofMembers,
  lang: z.string().max(20).optional(),
  act: z.enum(["show", "withdraw", "access", "erasure"]).default("show"),
})

interface Answer {
  readonly status: number
  readonly body: Html
}

export function receiptPage(app: FastifyInstance, door: CallerDoor, log: ApiLog): void {
  const config = { permission: "public" } as const
  app.get<{ Querystring: Record<string, unknown> }>(PATH, { config, schema: { hide: true } }, (request, reply) =>
    send(reply, languageFor(request, request.query["lang"]), {
      status: 200,
      body: entry(languageFor(request, request.query["lang"]), null),
    }),
  )
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: BODY_LIMIT },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    scope.post(PATH, { config, schema: { hide: true }, bodyLimit: BODY_LIMIT }, async (request, reply) => {
      const parsed = form.safeParse(request.body)
      const { lang } = z
        .object({ lang: z.string().optional().catch(undefined) })
        .catch({ lang: undefined })
        .parse(request.body)
      const language = languageFor(request, lang)
      if (!parsed.success) {
        const { problem } = doorWords[language].receipt
        return send(reply, language, { status: 400, body: entry(language, problem.form) })
      }
      return send(reply, language, await answer(door, parsed.data, language, request.ip, reply, log))
    })
  })
}

function languageFor({ headers }: FastifyRequest, asked: unknown): DoorLanguage {
  return languageOf(typeof asked === "string" ? asked : undefined, headers["accept-language"])
}

function send(reply: FastifyReply, language: DoorLanguage, { status, body }: Answer): FastifyReply {
  const path = status === 200 && reply.request.method === "GET" ? PATH : null
  return sendPage(reply, status, { language, title: doorWords[language].receipt.title, body, path })
}

async function answer(
  door: CallerDoor,
  { code, number, act }: z.infer<typeof form>,
  language: DoorLanguage,
  address: string,
  reply: FastifyReply,
  log: ApiLog,
): Promise<Answer> {
  const words = doorWords[language].receipt
  const proof: Proof = { code, number }
  try {
    if (act === "withdraw") {
      const state = await door.withdraw(proof, address)
      return { status: 200, body: shown(state, proof, language, [words.done.withdraw]) }
    }
    if (act === "show") return { status: 200, body: shown(await door.state(proof, address), proof, language, []) }
    const { dueOn } = await door.ask(proof, { kind: act, language }, address)
    const done = [words.done[act], words.due.replace("{day}", day(dueOn, language))]
    return { status: 200, body: shown(await door.state(proof, address), proof, language, done) }
  } catch (error) {
    if (error instanceof TooManyGuesses) {
      void reply.header("retry-after", String(Math.ceil(error.waitMs / 1000)))
      return { status: 429, body: entry(language, words.wait.replace("{n}", spell(error.waitMs, language))) }
    }
    if (hasCode(error, "NOT_FOUND")) return { status: 404, body: entry(language, words.problem.unknown) }
    if (hasCode(error, "CONFLICT") && act === "withdraw") {
      return { status: 409, body: shown(await door.state(proof, address), proof, language, [words.problem.conflict]) }
    }
    log.error({ request_id: reply.request.id, err: error }, "a caller's act at the receipt page failed")
    return { status: 503, body: entry(language, words.problem.failed) }
  }
}

function spell(waitMs: number, language: DoorLanguage): string {
  const seconds = Math.ceil(waitMs / 1000)
  const [n, unit] = seconds < 90 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"]
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(n)
}

/** Where code and number are given. A problem is said first, to those who listen too. */
function entry(language: DoorLanguage, problem: string | null): Html {
  const words = doorWords[language].receipt
  return html`${problem === null ? null : html`<p class="alarm" role="alert">${problem}</p>`}
    <section class="card">
      <p>${words.intro}</p>
      <form method="post" action="${PATH}">
        <input type="hidden" name="lang" value="${language}" />
        <label for="code">${words.code}</label>
        <p class="hint" id="code-hint">${words.codeHint}</p>
        <input
          id="code"
          name="code"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          maxlength="20"
          aria-describedby="code-hint"
          required
        />
        <label for="number">${words.number}</label>
        <p class="hint" id="number-hint">${words.numberHint}</p>
        <input
          id="number"
          name="number"
          type="tel"
          autocomplete="tel"
          maxlength="30"
          aria-describedby="number-hint"
          required
        />
        <button class="call" type="submit" name="act" value="show">${words.show}</button>
        <button type="submit" name="act" value="withdraw" aria-describedby="withdraw-hint">${words.withdraw}</button>
        <p class="hint" id="withdraw-hint">${words.withdrawHint}</p>
      </form>
    </section>`
}

function shown(state: ReceiptState, { code, number }: Proof, language: DoorLanguage, done: readonly string[]): Html {
  const words = doorWords[language].receipt
  const { decision, notice, lineId } = state
  const button = (act: "withdraw" | "access" | "erasure", text: string, kind: string): Html =>
    html`<button class="${kind}" type="submit" name="act" value="${act}">${text}</button>`
  const told =
    notice &&
    html`<a href="/privacy/${lineId}/v/${notice.version}?greeting=${notice.greeting}&amp;lang=${language}"
      >${words.version} ${notice.version}</a
    >`
  return html`${done.length === 0 ? null : html`<p class="state" role="status">${done.join(" ")}</p>`}
    <section class="card">
      ${facts([
        [words.call, moment(state.at, language)],
        [words.organisation, state.organisation],
        [words.decision, words.decided[decision?.state ?? "open"]],
        [words.notice, told],
        [words.recording, words.audio[state.audio]],
        [words.until, state.keptUntil === null ? null : day(state.keptUntil, language)],
      ])}
    </section>
    <section class="card" aria-labelledby="rights">
      <h2 id="rights">${words.rights}</h2>
      <form method="post" action="${PATH}">
        <input type="hidden" name="lang" value="${language}" />
        <input type="hidden" name="code" value="${code}" />
        <input type="hidden" name="number" value="${number}" />
        ${
          state.canWithdraw
            ? html`${button("withdraw", words.withdraw, "call")}
                <p class="hint">${words.withdrawHint}</p>`
            : null
        }
        ${button("access", words.access, "plain")} ${button("erasure", words.erasure, "plain")}
      </form>
      <p class="links">
        <a href="/privacy/${lineId}?lang=${language}">${doorWords[language].privacy.title}</a>
        <a href="${PATH}?lang=${language}">${words.another}</a>
      </p>
    </section>`
}
