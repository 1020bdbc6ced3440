/* What the callers' pages have in common: they are made here whole, and need no script. */
import type { FastifyReply } from "fastify"
import { html, type Html } from "./html.ts"
import { type DoorLanguage, doorLanguages, doorWords } from "./words.ts"

/**
 * Nothing runs, and nothing comes from elsewhere. Where the browser came from is told to this gateway alone, since without
 * it a form would come from nowhere and be refused.
 */
export const doorHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "permissions-policy": "microphone=(), camera=(), geolocation=()",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
}

interface Page {
  readonly language: DoorLanguage
  readonly title: string
  readonly body: Html
  /** For the same page in another language; `null` where it answers a form. */
  readonly path: string | null
}

export function sendPage(reply: FastifyReply, status: number, { language, title, body, path }: Page): FastifyReply {
  const words = doorWords[language]
  const others = doorLanguages.filter((other) => other !== language)
  const languages =
    path === null
      ? null
      : html`<nav class="links" aria-label="${words.otherLanguages}">
          ${others.map((other) => html`<a href="${inLanguage(path, other)}" hreflang="${other}" lang="${other}">${doorWords[other].name}</a>`)}
        </nav>`
  const document = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="/phone/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/phone/phone.css" />
        <link rel="stylesheet" href="/pages/pages.css" />
      </head>
      <body class="narrow">
        <header class="top">
          <img src="/phone/icon.svg" alt="" width="32" height="32" />
          <div><h1>${title}</h1></div>
        </header>
        <main>${body}</main>
        <footer class="foot">${languages}</footer>
      </body>
    </html>`
  return reply
    .code(status)
    .headers({ ...doorHeaders, "content-language": language, vary: "accept-language" })
    .type("text/html; charset=utf-8")
    .send(document.text)
}

export function inLanguage(path: string, language: DoorLanguage): string {
  return `${path}${path.includes("?") ? "&" : "?"}lang=${language}`
}

export function moment(at: string, language: DoorLanguage): string {
  const shown = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" })
  return `${shown.format(new Date(at))} UTC`
}

export function day(at: string, language: DoorLanguage): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(at))
}

/** Names and what they are; what is not stated is left out. */
export function facts(all: readonly (readonly [string, string | Html | null])[]): Html {
  const stated = all.flatMap(([name, said]) =>
    said === null
      ? []
      : [
          html`<dt>${name}</dt>
            <dd>${said}</dd>`,
        ],
  )
  return html`<dl class="facts">${stated}</dl>`
}
