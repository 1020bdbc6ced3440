/* The proof of a call: checked in this browser when asked for, with what the caller heard and the receipts. */
import { Button, Card, Code, Group, Stack, Text, Title } from "@mantine/core"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { useWords } from "../app/words.ts"
import type { Schemas } from "../data/client.ts"
import { Problem } from "../data/problem.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Icon } from "../parts/icon.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { save } from "../parts/save.ts"
import { mulawWav } from "../parts/wav.ts"
import type { CheckedEvidence } from "./evidence.ts"
import { callsWords } from "./words.ts"

export function ProofCard({ call }: { readonly call: Schemas["CallDetail"] }) {
  const say = useWords(callsWords)
  const me = useMe()
  const client = useQueryClient()
  const check = useMutation({
    mutationFn: async () => (await import("./evidence.ts")).checkedEvidence(call.id),
    // That it was fetched stands in the timeline now.
    onSettled: () => client.invalidateQueries({ queryKey: ["call", call.id, "timeline"] }),
  })
  if (!me.may("calls:evidence")) return null
  const live = call.state === "active"
  const waits = live || (check.error instanceof Problem && check.error.status === 409)
  const state = check.data
    ? ({ tone: "good", icon: "check", word: "verified" } as const)
    : waits
      ? ({ tone: "info", icon: "clock", word: "pending" } as const)
      : check.error && !(check.error instanceof Problem)
        ? ({ tone: "bad", icon: "warning", word: "broken" } as const)
        : ({ tone: "plain", icon: "question", word: "unchecked" } as const)
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2}>{say("proof")}</Title>
        <div role="status">
          <State tone={state.tone} icon={state.icon}>
            {say(state.word)}
          </State>
        </div>
      </Group>
      <Stack gap="md" align="stretch">
        {!check.data && (
          <>
            <Text size="sm" c="dimmed">
              {say("proof_lead")}
            </Text>
            <ProblemView error={check.error} />
            <Button
              variant="default"
              w="fit-content"
              disabled={live}
              loading={check.isPending}
              leftSection={<Icon name="audit" size={16} />}
              onClick={() => check.mutate()}
            >
              {say("verify")}
            </Button>
          </>
        )}
        {check.data && <Checked evidence={check.data} id={call.id} />}
      </Stack>
    </Card>
  )
}

function Checked({ evidence, id }: { readonly evidence: CheckedEvidence; readonly id: string }) {
  const say = useWords(callsWords)
  const { summary, vkey, keyKnown } = evidence
  return (
    <>
      <div>
        <Text>{say("v_entries", { count: summary.leaves, size: summary.size, origin: summary.origin })}</Text>
        <Text size="sm" c="dimmed" className="breaks">
          {say("v_root")}: <Code>{summary.root}</Code>
        </Text>
        <Text size="sm" c="dimmed" className="breaks">
          {say("v_key")}, {say(keyKnown ? "v_key_known" : "v_key_first")}: <Code>{vkey}</Code>
        </Text>
        <Text size="sm" c="dimmed">
          {say("v_witnesses")}: {summary.anchoredBy.map(({ name }) => name).join(", ") || say("v_none")}
        </Text>
      </div>
      {summary.question === "checked" && <Asked evidence={evidence} />}
      <div>
        <Title order={3} mb={6}>
          {say("receipt")}
        </Title>
        <Group gap="xs">
          <SaveFile
            evidence={evidence}
            path="consent-record.json"
            as={`receipt_${id}.json`}
            label={say("receipt_json")}
          />
          <SaveFile evidence={evidence} path="consent-record.pdf" as={`receipt_${id}.pdf`} label={say("receipt_pdf")} />
          <SaveFile evidence={evidence} path={null} as={`evidence_${id}.tar`} label={say("receipt_tar")} />
        </Group>
      </div>
    </>
  )
}

function Asked({ evidence }: { readonly evidence: CheckedEvidence }) {
  const say = useWords(callsWords)
  return (
    <div>
      <Title order={3}>{say("asked")}</Title>
      <Text size="sm" c="dimmed" mb={6}>
        {say("asked_exact")}
      </Text>
      <Stack gap="sm">
        {(["notice", "menu"] as const).map((name) => (
          <Heard key={name} evidence={evidence} name={name} label={say(name)} />
        ))}
      </Stack>
    </div>
  )
}

function Heard(props: { readonly evidence: CheckedEvidence; readonly name: string; readonly label: string }) {
  const { evidence, name, label } = props
  const [url, setUrl] = useState<string | null>(null)
  const [text, setText] = useState("")
  useEffect(() => {
    let made: string | null = null
    let gone = false
    void import("./evidence.ts").then(({ textOf }) => {
      const audio = evidence.files.get(`greeting/${name}.ulaw`)
      if (gone || !audio) return
      made = URL.createObjectURL(mulawWav(audio, 1))
      setUrl(made)
      setText(textOf(evidence.files, `greeting/${name}.txt`))
    })
    return () => {
      gone = true
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [evidence, name])
  return (
    <figure className="heard">
      <figcaption>
        <Text span size="sm" fw={600}>
          {label}
        </Text>
      </figcaption>
      <blockquote>{text}</blockquote>
      {url !== null && <audio controls preload="metadata" src={url} aria-label={label} />}
    </figure>
  )
}

function SaveFile(props: {
  readonly evidence: CheckedEvidence
  /** `null`: the archive itself. */
  readonly path: string | null
  readonly as: string
  readonly label: string
}) {
  const bytes = props.path === null ? props.evidence.archive : props.evidence.files.get(props.path)
  if (!bytes) return null
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<Icon name="download" size={14} />}
      onClick={() => save(new Blob([bytes]), props.as)}
    >
      {props.label}
    </Button>
  )
}
