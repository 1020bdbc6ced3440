/* `/privacy/<line>`: the notice as text, in full, for everybody and for those who cannot hear it; by version, as it was played. */
import type { FastifyInstance } from "fastify"
import type {} from "@fastify/swagger"
import { renderSVG } from "uqr"
import { z } from "zod"
import { AssentError } from "../../errors.ts"
import type { Greeting, GreetingVersion } from "../../greetings/document-greeting.ts"
import { type Line, needsBasis } from "../../greetings/document-line.ts"
import type { OperatorStore } from "../../greetings/document.ts"
import { greetingOf, lineOf, newestPublished } from "../../greetings/lookup.ts"
import { html, type Html } from "./html.ts"
import { day, facts, inLanguage, sendPage } from "./layout.ts"
import { type DoorLanguage, type DoorWords, doorWords, languageOf } from "./words.ts"

export interface PrivacyParts {
  readonly operator: Pick<OperatorStore, "current">
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly controller: { readonly name: string; readonly contact: string; readonly address: string | null } | null
  readonly officer: { readonly name: string; readonly contact: string } | null
  readonly contact: string | null
  readonly authority: string | null
  /** Whether every carrier that may bring the line's calls tells of keys while the two talk. */
  readonly keysInCall: (line: Line) => "yes" | "unconfirmed" | "no"
  /** Whoever else receives data, by name. */
  readonly recipients: () => readonly string[]
}

export function privacyPages(app: FastifyInstance, parts: PrivacyParts): void {
  const options = { config: { permission: "public" }, schema: { hide: true } } as const
  const asked = (query: unknown) => pageQuery.parse(query)

  app.get<{ Params: { line: string } }>("/privacy/:line", options, (request, reply) => {
    const line = lineOf(parts.operator.current(), request.params.line)
    const language = languageOf(asked(request.query).lang, request.headers["accept-language"])
    const body = whole(parts, line, language)
    return sendPage(reply, 200, { language, title: titleOf(line, language), body, path: `/privacy/${line.id}` })
  })

  app.get<{ Params: { line: string; version: string } }>("/privacy/:line/v/:version", options, (request, reply) => {
    const { line: id, version } = request.params
    const line = lineOf(parts.operator.current(), id)
    const { lang, greeting = line.greeting } = asked(request.query)
    const language = languageOf(lang, request.headers["accept-language"])
    // A line may have had another greeting when a call was asked; what was published was said to everybody.
    const found = publishedOf(greetingOf(parts.operator.current(), greeting)).find(
      (each) => String(each.version) === version,
    )
    if (!found) throw new AssentError("NOT_FOUND", "no such version was played on this line")
    const body = html`${textsOf(found, language)}
      <p class="links"><a href="/privacy/${id}?lang=${language}">${doorWords[language].privacy.title}</a></p>`
    return sendPage(reply, 200, {
      language,
      title: titleOf(line, language),
      body,
      path: pathOf(line, greeting, found.version),
    })
  })

  // Short enough to be said, and printed as a code.
  app.get<{ Params: { line: string } }>("/p/:line", options, (request, reply) => {
    const { id } = lineOf(parts.operator.current(), request.params.line)
    return reply.redirect(`/privacy/${id}`, 302)
  })
  app.get<{ Params: { line: string } }>("/p/:line/qr.svg", options, (request, reply) => {
    const { id } = lineOf(parts.operator.current(), request.params.line)
    // Four modules of white around it is what ISO/IEC 18004 asks for.
    return reply.type("image/svg+xml").send(renderSVG(`${parts.publicUrl}/p/${id}`, { border: 4 }))
  })
}

const titleOf = (line: Line, language: DoorLanguage): string =>
  `${line.organisation} · ${doorWords[language].privacy.title}`

const pageQuery = z
  .object({
    lang: z.string().max(20).optional().catch(undefined),
    greeting: z.string().max(64).optional().catch(undefined),
  })
  .catch({})

/** Without a language. */
export function pathOf({ id, greeting }: Pick<Line, "id" | "greeting">, of: string, version: number): string {
  return `/privacy/${id}/v/${version}${of === greeting ? "" : `?greeting=${of}`}`
}

function withdrawalOf({ keysInCall }: PrivacyParts, line: Line, words: DoorWords["privacy"]): string {
  const how = keysInCall(line) === "yes" ? words.keys(line.keys.withdraw) : words.tell
  return `${how} ${words.withdrawn[line.on_withdrawal]}`
}

/** Newest first. */
function publishedOf({ versions }: Greeting): readonly GreetingVersion[] {
  return versions.filter(({ state }) => state === "published").sort((a, b) => b.version - a.version)
}

function whole(parts: PrivacyParts, line: Line, language: DoorLanguage): Html {
  const words = doorWords[language].privacy
  const recorded = line.mode !== "off"
  // Out of hours a line may say something else.
  const ids = [...new Set([line.greeting, line.closed?.greeting ?? line.greeting])]
  const greetings = ids.map((id) => greetingOf(parts.operator.current(), id))
  const lives = greetings.map((each) => newestPublished(each))
  const live = lives[0] ?? null
  const { controller, officer } = parts
  const recipients = parts.recipients()
  return html`<p>${words.intro}</p>
    ${recorded ? null : html`<p class="state" role="note">${words.notRecorded}</p>`}
    <section class="card" aria-labelledby="who">
      <h2 id="who">${words.who}</h2>
      ${facts([
        [words.controller, controller?.name ?? line.organisation],
        [words.contact, [controller?.contact, controller?.address].filter(Boolean).join(", ") || parts.contact],
        [words.officer, officer && `${officer.name}, ${officer.contact}`],
        [words.authority, parts.authority],
      ])}
    </section>
    ${
      recorded
        ? html`<section class="card" aria-labelledby="why">
              <h2 id="why">${words.why}</h2>
              ${facts([
                [words.purposes, line.purposes.join(", ")],
                [words.basis, line.legal_basis ?? words.consent],
                [words.recipients, recipients.length === 0 ? words.nobody : recipients.join(", ")],
                [words.long, words.days(line.retention.days)],
                [words.withdrawal, line.mode === "legal_obligation" ? null : withdrawalOf(parts, line, words)],
              ])}
            </section>
            <section class="card" aria-labelledby="rights">
              <h2 id="rights">${words.rights}</h2>
              <ul class="plain-list">
                ${words.list.map((right) => html`<li>${right}</li>`)}
              </ul>
              ${
                line.receipt === undefined || line.receipt === "off"
                  ? null
                  : html`<p>${words.door} <a href="/receipt?lang=${language}">${words.doorLink}</a></p>`
              }
            </section>`
        : null
    }
    <section class="card" aria-labelledby="silent">
      <h2 id="silent">${words.noPhone}</h2>
      <p>${words.relay}${needsBasis(line.mode) ? null : ` ${words.silence}`}</p>
    </section>
    ${live === null ? html`<p>${words.noText}</p>` : textsOf(live, language)}
    <section class="card" aria-labelledby="versions">
      <h2 id="versions">${words.versions}</h2>
      <ul class="plain-list">
        ${greetings.flatMap((greeting) =>
          publishedOf(greeting).map(
            (each) =>
              html`<li>
                <a href="${inLanguage(pathOf(line, greeting.id, each.version), language)}"
                  >${words.played(each.version, day(each.published_at ?? each.created_at, language))}</a
                >${lives.includes(each) ? ` (${words.current})` : null}
              </li>`,
          ),
        )}
      </ul>
      <p class="hint">${words.short}: <a class="breaks" href="/p/${line.id}">${parts.publicUrl}/p/${line.id}</a></p>
      <p><img src="/p/${line.id}/qr.svg" width="164" height="164" alt="${words.code}" /></p>
    </section>`
}

/** Each language in its own words, the page's own first. */
function textsOf(version: GreetingVersion, language: DoorLanguage): Html {
  const words = doorWords[language].privacy
  const tags = Object.keys(version.languages).sort(
    (a, b) => Number(b === language) - Number(a === language) || (a < b ? -1 : 1),
  )
  const played = words.played(version.version, day(version.published_at ?? version.created_at, language))
  const names = new Intl.DisplayNames([language], { type: "language" })
  return html`<section class="card" aria-labelledby="text">
    <h2 id="text">${words.text}</h2>
    <p class="hint">${played}</p>
    ${tags.map((tag) => {
      const { notice, menu, more } = version.languages[tag] ?? {}
      const said = facts([
        [words.notice, inTongue(tag, notice?.text)],
        [words.menu, inTongue(tag, menu?.text)],
        [words.more, inTongue(tag, more?.text)],
      ])
      return html`<details ${tag === tags[0] ? html`open` : null}>
        <summary>${names.of(tag) ?? tag}</summary>
        ${said}
      </details>`
    })}
  </section>`
}

function inTongue(tag: string, text: string | undefined): Html | null {
  return text === undefined ? null : html`<span lang="${tag}">${text}</span>`
}
