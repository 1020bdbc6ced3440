/* Step 5: what was done, the certificate that says so, and that the person was told. */
import { Button, Card, Code, Group, Stack, Switch, Text, Title } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, raw, reasonHeader } from "../data/client.ts"
import { listAt, textAt } from "../data/problem.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Icon } from "../parts/icon.tsx"
import { ReasonForm } from "../parts/masked.tsx"
import { asError, ProblemView } from "../parts/problem-view.tsx"
import { save } from "../parts/save.ts"
import { Time } from "../parts/time.tsx"
import { useAct } from "./act.ts"
import { Items } from "./items.tsx"
import { type SubjectRequest } from "./known.ts"
import { requestsWords } from "./words.ts"

export function CertificateStep({ request }: { readonly request: SubjectRequest }) {
  const say = useWords(requestsWords)
  const me = useMe()
  const { id } = request
  const tell = useAct(() => bodyOf(api.POST("/v1/requests/{id}/notified", { params: { path: { id } } })))
  const done = request.state === "refused" || request.details.refusal !== undefined ? "refused" : "executed"
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2}>{say(done === "refused" ? "state_refused" : "done_title")}</Title>
        <div role="status">
          <State tone={done === "refused" ? "plain" : "good"} icon={done === "refused" ? "cross" : "check"}>
            {say(`state_${request.state}`)}
          </State>
        </div>
      </Group>
      <Stack gap="md">
        {done === "executed" && <Items request={request} preview={false} />}
        {request.certificate && <Certificate id={id} />}
        {done === "executed" && request.kind === "access" && me.may("requests:handle") && <Copy id={id} what="copy" />}
        {done === "executed" && request.kind === "disclosure" && me.may("requests:handle") && (
          <Copy id={id} what="handover" />
        )}
        <ProblemView error={tell.error} />
        {request.state === "notified" ? (
          <Text>{say("told_person")}</Text>
        ) : (
          me.may("requests:handle") && (
            <Group justify="space-between">
              <Text size="sm">{say("tell_detail")}</Text>
              <Button loading={tell.isPending} onClick={() => tell.mutate(undefined)}>
                {say("tell_do")}
              </Button>
            </Group>
          )
        )}
      </Stack>
    </Card>
  )
}

function Certificate({ id }: { readonly id: string }) {
  const say = useWords(requestsWords)
  const path = `/v1/requests/${encodeURIComponent(id)}/certificate`
  const jws = useQuery({
    queryKey: ["requests", id, "certificate"],
    queryFn: async () => (await raw(path)).text(),
    staleTime: Infinity,
  })
  const [error, setError] = useState<Error | null>(null)
  const said = jws.data === undefined ? null : payloadOf(jws.data)
  async function savePdf(): Promise<void> {
    setError(null)
    try {
      save(await (await raw(`${path}?format=pdf`)).blob(), `certificate_${id}.pdf`)
    } catch (problem) {
      setError(asError(problem))
    }
  }
  return (
    <section aria-label={say("step_certificate")}>
      <Title order={3}>{say("step_certificate")}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {say("certificate_lead")}
      </Text>
      <ProblemView error={jws.error ?? error} />
      <Group gap="xs" mb="sm">
        <Button
          leftSection={<Icon name="download" size={16} />}
          disabled={jws.data === undefined}
          onClick={() => save(new Blob([jws.data ?? ""], { type: "application/jose" }), `certificate_${id}.jws`)}
        >
          {say("certificate_jws")}
        </Button>
        <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => void savePdf()}>
          {say("certificate_pdf")}
        </Button>
      </Group>
      {said !== null && (
        <>
          <Text size="sm">{say("keys_destroyed", { count: listAt(said, "keys").length })}</Text>
          <Title order={3} mt="sm">
            {say("tombstones")}
          </Title>
          <ul className="request-items">
            {listAt(said, "recordings").map((tombstone) => (
              <li key={textAt(tombstone, "id")}>
                <Text size="sm">
                  <Time at={textAt(tombstone, "erased_at") ?? ""} /> · rec_{textAt(tombstone, "id")}
                </Text>
                <Code className="breaks">{textAt(tombstone, "tombstone_sha256")}</Code>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** What a JWS of our own gateway says. Its signature is checked by whoever is handed it: `assent verify certificate`. */
function payloadOf(jws: string): unknown {
  try {
    const part = (jws.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")
    const bytes = Uint8Array.from(atob(part), (char) => char.charCodeAt(0))
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return value
  } catch {
    return null
  }
}

function Copy({ id, what }: { readonly id: string; readonly what: "copy" | "handover" }) {
  const say = useWords(requestsWords)
  const [both, setBoth] = useState(false)
  return (
    <section aria-label={say(what)}>
      <Title order={3} mb="xs">
        {say(what)}
      </Title>
      {what === "copy" && (
        <Switch
          label={say("copy_both")}
          checked={both}
          mb="sm"
          onChange={(event) => setBoth(event.currentTarget.checked)}
        />
      )}
      <ReasonForm
        label={say("copy_why")}
        note={say("copy_note")}
        act={say("download")}
        onReason={async (reason) => {
          const query = what === "copy" && both ? "?other_side=included" : ""
          const answer = await raw(`/v1/requests/${encodeURIComponent(id)}/${what}${query}`, {
            headers: { "x-assent-reason": reasonHeader(reason) },
          })
          save(await answer.blob(), `${what}_${id}.zip`)
        }}
      />
    </section>
  )
}
