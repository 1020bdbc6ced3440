import { element } from "../phone/dom.ts"
import { alarm, send, whoAmI } from "./session.ts"

const field = (id: string): HTMLInputElement => element(id, HTMLInputElement)

/** A view of the console that asked for the sign-in. Whoever made the link, it leads nowhere else. */
function wanted(): string | null {
  const next = new URLSearchParams(location.search).get("next")
  const url = next === null ? null : new URL(next, location.origin)
  return url?.origin === location.origin && url.pathname.startsWith("/console/") ? url.pathname + url.search : null
}

async function entered(): Promise<void> {
  const next = wanted()
  if (next === null) await show()
  else location.replace(next)
}

async function show(): Promise<void> {
  const me = await whoAmI()
  element("out", HTMLElement).hidden = me !== null
  element("in", HTMLElement).hidden = me === null
  if (me === null) {
    field("login").focus()
    return
  }
  element("who", HTMLElement).textContent = `${me.login}, as ${(me.role ?? "a machine").replaceAll("_", " ")}`
  element("to-agent", HTMLAnchorElement).hidden = !me.permissions.has("calls:control")
}

element("form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault()
  alarm(null)
  const code = field("code").value.trim()
  const body = { login: field("login").value.trim(), password: field("password").value, ...(code ? { code } : {}) }
  send("POST", "/v1/session", body)
    .then(() => {
      field("password").value = ""
      field("code").value = ""
      return entered()
    })
    .catch(alarm)
})

for (const button of document.querySelectorAll<HTMLButtonElement>("#dev [data-role]")) {
  button.addEventListener("click", () => {
    send("POST", "/signin/dev", { role: button.dataset["role"] }).then(entered).catch(alarm)
  })
}

element("sign-out", HTMLButtonElement).addEventListener("click", () => {
  send("DELETE", "/v1/session").then(show).catch(alarm)
})

show().catch(alarm)
