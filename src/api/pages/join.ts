import { element, list, make, member, text } from "../phone/dom.ts"
import { alarm, send } from "./session.ts"

const field = (id: string): HTMLInputElement => element(id, HTMLInputElement)

// The secret stands after the #, which no browser sends anywhere; out of the history with it too.
const invitation = location.hash.slice(1)
history.replaceState(null, "", location.pathname)

if (invitation === "") alarm(new Error("Open the whole link of your invitation, with what follows the #."))
else element("ask", HTMLElement).hidden = false

element("form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault()
  alarm(null)
  const password = field("password").value
  if (password !== field("again").value) {
    alarm(new Error("The two passwords differ."))
    return
  }
  send("POST", "/v1/invitations", { invitation, password, second_factor: field("second").checked })
    .then(done)
    .catch(alarm)
})

function done(body: unknown): void {
  element("ask", HTMLElement).hidden = true
  element("done", HTMLElement).hidden = false
  const login = text(member(member(body, "user"), "login")) ?? ""
  element("who", HTMLElement).textContent = `${login} may sign in now.`
  const uri = text(member(body, "totp_uri"))
  element("factor", HTMLElement).hidden = uri === null
  element("totp", HTMLElement).textContent = uri
  const codes = list(member(body, "recovery_codes")).flatMap((code) => text(code) ?? [])
  element("codes", HTMLElement).replaceChildren(...codes.map((code) => make("li", "", code)))
}
