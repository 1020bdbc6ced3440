/* The letter that goes with a copy of somebody's data (Art. 15 GDPR), in the person's language. */
import type { SubjectRequest } from "./ports.ts"

interface Letter {
  readonly title: string
  readonly what: string
  readonly audio: readonly [own: string, both: string]
  readonly files: string
  readonly erased: string
  readonly restricted: string
  readonly elsewhere: string
  readonly rights: string
  readonly nothing: string
}

const letters: Readonly<Record<SubjectRequest["language"], Letter>> = {
  en: {
    title: "A copy of the data we hold about your calls",
    what: "For each call: call.json says when it was, consents.json what you decided and which notice you heard.",
    audio: [
      "recording.wav is your own voice; the other person's side is left out to protect their rights.",
      "recording.wav is the whole call: you on the left, the other person on the right.",
    ],
    files:
      "contacts.json and notes.json hold what was written down about you. access.json says when the recording was listened to or handed out.",
    erased: "erased.json means that the recording was destroyed, and when. Nobody can bring it back.",
    restricted: "restricted.json means that the recording is kept but played to nobody.",
    elsewhere: "elsewhere.json means that another place keeps the recording for us: ask us, and we get it for you.",
    rights:
      "You may ask for correction, erasure or restriction, withdraw your consent at any time, and complain to a supervisory authority.",
    nothing: "We hold no recording of yours.",
  },
  de: {
    title: "Kopie der Daten, die wir zu Ihren Anrufen gespeichert haben",
    what: "Zu jedem Anruf: call.json sagt, wann er war, consents.json, wie Sie entschieden und welche Ansage Sie gehört haben.",
    audio: [
      "recording.wav ist Ihre eigene Stimme; die Gegenseite fehlt, um ihre Rechte zu schützen.",
      "recording.wav ist das ganze Gespräch: Sie links, die Gegenseite rechts.",
    ],
    files:
      "contacts.json und notes.json enthalten, was über Sie notiert wurde. access.json sagt, wann die Aufnahme angehört oder herausgegeben wurde.",
    erased: "erased.json heißt: Die Aufnahme wurde vernichtet, mit Datum. Niemand kann sie wiederherstellen.",
    restricted: "restricted.json heißt: Die Aufnahme wird aufbewahrt, aber niemandem vorgespielt.",
    elsewhere:
      "elsewhere.json heißt: Eine andere Stelle bewahrt die Aufnahme für uns auf. Fragen Sie uns, wir holen sie.",
    rights:
      "Sie können Berichtigung, Löschung oder Einschränkung verlangen, Ihre Einwilligung jederzeit widerrufen und sich bei einer Aufsichtsbehörde beschweren.",
    nothing: "Wir haben keine Aufnahme von Ihnen.",
  },
  fr: {
    title: "Copie des données que nous conservons sur vos appels",
    what: "Pour chaque appel : call.json indique sa date, consents.json votre choix et l’annonce que vous avez entendue.",
    audio: [
      "recording.wav est votre propre voix ; celle de l’autre personne est omise pour protéger ses droits.",
      "recording.wav est l’appel entier : vous à gauche, l’autre personne à droite.",
    ],
    files:
      "contacts.json et notes.json contiennent ce qui a été noté à votre sujet. access.json indique quand l’enregistrement a été écouté ou remis.",
    erased: "erased.json signifie que l’enregistrement a été détruit, et quand. Personne ne peut le rétablir.",
    restricted: "restricted.json signifie que l’enregistrement est conservé mais n’est diffusé à personne.",
    elsewhere:
      "elsewhere.json signifie que l’enregistrement est conservé ailleurs pour nous : demandez-le-nous, nous le ferons venir.",
    rights:
      "Vous pouvez demander la rectification, l’effacement ou la limitation, retirer votre consentement à tout moment et saisir une autorité de contrôle.",
    nothing: "Nous ne conservons aucun enregistrement de vous.",
  },
  es: {
    title: "Copia de los datos que conservamos sobre sus llamadas",
    what: "De cada llamada: call.json dice cuándo fue, consents.json qué decidió y qué aviso oyó.",
    audio: [
      "recording.wav es su propia voz; la de la otra persona se omite para proteger sus derechos.",
      "recording.wav es la llamada entera: usted a la izquierda, la otra persona a la derecha.",
    ],
    files:
      "contacts.json y notes.json contienen lo que se anotó sobre usted. access.json dice cuándo se escuchó o se entregó la grabación.",
    erased: "erased.json significa que la grabación fue destruida, y cuándo. Nadie puede recuperarla.",
    restricted: "restricted.json significa que la grabación se conserva pero no se reproduce a nadie.",
    elsewhere: "elsewhere.json significa que otro lugar conserva la grabación por nosotros: pídanosla y la traeremos.",
    rights:
      "Puede pedir la rectificación, la supresión o la limitación, retirar su consentimiento en cualquier momento y reclamar ante una autoridad de control.",
    nothing: "No conservamos ninguna grabación suya.",
  },
}

export function readmeOf({ language, items }: SubjectRequest, bothSides: boolean): string {
  const { title, what, audio, files, erased, restricted, elsewhere, rights, nothing } = letters[language]
  const body = items.length === 0 ? [nothing] : [what, audio[bothSides ? 1 : 0], files, erased, restricted, elsewhere]
  return `${[title, ...body, rights].join("\n\n")}\n`
}
