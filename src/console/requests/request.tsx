/* One request, step by step. The address names the step; what is not reached yet says what it waits for. */
import { Anchor, Card, Group, Loader, Text, Title } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { Link, Navigate } from "@tanstack/react-router"
import type { ReactNode } from "react"
import { languageNames, useWords } from "../app/words.ts"
import { api, bodyOf, type Schemas } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Icon } from "../parts/icon.tsx"
import { Page } from "../parts/page.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { oneOf, usePathPart } from "../parts/search.ts"
import { Time } from "../parts/time.tsx"
import { ApproveStep } from "./approve.tsx"
import { CertificateStep } from "./certificate.tsx"
import { Deadline } from "./deadline.tsx"
import { Extend } from "./extend.tsx"
import { isDecided, stateLooks, steps } from "./known.ts"
import { PreviewStep } from "./preview.tsx"
import { Steps } from "./steps.tsx"
import { VerifyStep } from "./verify.tsx"
import { requestsWords } from "./words.ts"

type WithHistory = Schemas["SubjectRequestWithHistory"]

export function RequestView() {
  const say = useWords(requestsWords)
  const id = usePathPart("id")
  const step = oneOf(steps, usePathPart("step"))
  const asked = useQuery({
    queryKey: ["requests", id],
    queryFn: () => bodyOf(api.GET("/v1/requests/{id}", { params: { path: { id } } })),
  })
  const request = asked.data
  const reached = request ? stateLooks[request.state].step : "identify"
  if (request && step === undefined) return <Navigate to={`/requests/${id}/${reached}`} replace />
  const title = request ? say("request_title", { kind: say(`kind_${request.kind}`) }) : say("title")
  return (
    <Page
      title={title}
      actions={
        <Anchor component={Link} to="/requests">
          <Group gap={6} wrap="nowrap">
            <Icon name="back" size={16} />
            {say("to_list")}
          </Group>
        </Anchor>
      }
    >
      <ProblemView error={asked.error} />
      {asked.isPending && <Loader />}
      {request && step && (
        <>
          <Steps id={id} here={step} reached={reached} />
          {steps.indexOf(step) > steps.indexOf(reached) ? (
            <Card withBorder>
              <Text mb="xs">{say("not_yet")}</Text>
              <Anchor component={Link} to={`/requests/${id}/${reached}`}>
                {say("to_step", { step: say(`step_${reached}`) })}
              </Anchor>
            </Card>
          ) : step === "identify" ? (
            <Facts request={request} />
          ) : step === "verify" ? (
            <VerifyStep request={request} />
          ) : step === "preview" ? (
            <PreviewStep request={request} />
          ) : step === "approve" ? (
            <ApproveStep request={request} />
          ) : (
            <CertificateStep request={request} />
          )}
          {step !== "identify" && <Facts request={request} />}
          <History acts={request.history} />
        </>
      )}
    </Page>
  )
}

function Facts({ request }: { readonly request: WithHistory }) {
  const say = useWords(requestsWords)
  const { details } = request
  const look = stateLooks[request.state]
  return (
    <Card withBorder component="section" aria-label={say("facts")}>
      <div className="request-facts">
        <Fact name={say("state")}>
          <State tone={look.tone} icon={look.icon}>
            {say(`state_${request.state}`)}
          </State>
        </Fact>
        <Fact name={say("deadline")}>
          <Deadline request={request} withDay />
        </Fact>
        <Fact name={say("about")}>{request.number ?? request.recording_id ?? say("no_person")}</Fact>
        <Fact name={say("received")}>
          <Time at={request.received_at} />
        </Fact>
        <Fact name={say("answer_in")}>{languageNames[request.language]}</Fact>
        <Fact name={say("filed_by")}>
          <Who id={request.filed_by} />
        </Fact>
        {request.decided_by !== null && (
          <Fact name={say("decided_by")}>
            <Who id={request.decided_by} />
          </Fact>
        )}
        {details.verified_by && <Fact name={say("verified_by")}>{say(`method_${details.verified_by}`)}</Fact>}
        {details.ground && <Fact name={say("ground")}>{say(`ground_${details.ground}`)}</Fact>}
        {details.refusal && <Fact name={say("refusal")}>{say(`refusal_${details.refusal}`)}</Fact>}
        {(["authority", "legal_reference", "scope", "statement", "verified_reference", "handed_over"] as const).map(
          (name) => details[name] !== undefined && <Fact key={name} name={say(name)} children={details[name]} />,
        )}
        {details.extension_reason && <Fact name={say("extension_reason")}>{details.extension_reason}</Fact>}
        <Fact name={say("id")}>
          <Text span size="sm" ff="monospace">
            {request.id}
          </Text>
        </Fact>
      </div>
      {!isDecided(request) && !request.extended && <Extend id={request.id} />}
    </Card>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <div className="nums breaks">{children}</div>
    </div>
  )
}

function Who({ id }: { readonly id: string }) {
  const say = useWords(requestsWords)
  return id === useMe().id ? say("you") : id
}

const actWords = [
  ["file", "state_received"],
  ["verify", "state_verified"],
  ["assess", "step_preview"],
  ["execute", "state_executed"],
  ["refuse", "state_refused"],
  ["extend", "extended"],
  ["notify", "state_notified"],
] as const

function History({ acts }: { readonly acts: WithHistory["history"] }) {
  const say = useWords(requestsWords)
  const actWord = (act: string): string => {
    const found = actWords.find(([name]) => name === act)
    return found === undefined ? act : say(found[1])
  }
  return (
    <Card withBorder component="section">
      <Title order={2} mb="xs">
        {say("history")}
      </Title>
      <ul className="request-items">
        {acts.map(({ at, actor, act, denied }) => (
          <li key={`${at}${act}`}>
            <Group gap="sm">
              <Time at={at} as="row" />
              <Text span fw={550}>
                {actWord(act)}
              </Text>
              {denied !== null && (
                <State tone="bad" icon="cross">
                  {say("denied", { why: denied.replaceAll("_", " ") })}
                </State>
              )}
              <Text span size="sm" c="dimmed" className="breaks">
                <Who id={actor} />
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </Card>
  )
}
