/* What publishing would say, now: each finding, and the reason for which one may stand. */
import { Button, Card, Code, Group, Loader, Stack, Text } from "@mantine/core"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, type Schemas } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { ReasonForm } from "../parts/masked.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { Time } from "../parts/time.tsx"
import type { Greeting, Version } from "./greeting-parts.ts"
import { greetingsWords } from "./words.ts"

type Finding = Schemas["GreetingCheck"]["findings"][number]

export function Checks({ greeting, version }: { readonly greeting: Greeting; readonly version: Version }) {
  const say = useWords(greetingsWords)
  const me = useMe()
  const client = useQueryClient()
  const [waiving, setWaiving] = useState<Finding | null>(null)
  const path = { id: greeting.id, version: String(version.version) }
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["greetings", greeting.id, "checks", version.version],
    queryFn: () => bodyOf(api.POST("/v1/greetings/{id}/versions/{version}/validate", { params: { path }, body: {} })),
    staleTime: 0,
  })
  const may = me.may("greetings:write") && version.state === "draft"
  const waive = async ({ pointer, code }: Finding, reason: string): Promise<void> => {
    await bodyOf(
      api.POST("/v1/greetings/{id}/versions/{version}/waivers", { params: { path }, body: { pointer, code, reason } }),
    )
    setWaiving(null)
    await client.invalidateQueries({ queryKey: ["greetings"] })
  }
  return (
    <Stack gap="md" component="section" aria-label={say("tab_checks")}>
      <ProblemView error={error} retry={() => void refetch()} />
      {isPending && <Loader />}
      {data && (
        <Group role="status">
          <State tone={data.publishable ? "good" : "bad"} icon={data.publishable ? "check" : "cross"}>
            {say(data.publishable ? "publishable" : "not_publishable")}
          </State>
          <Text c="dimmed">{say("findings", { count: data.findings.length })}</Text>
        </Group>
      )}
      {data?.findings.map((finding) => (
        <Card withBorder key={`${finding.pointer} ${finding.code} ${finding.detail}`} py="sm">
          <Group justify="space-between" align="flex-start" gap="sm">
            <Stack gap={6} flex="1 1 16rem" align="flex-start">
              <FindingState finding={finding} />
              <Text className="breaks">{finding.detail}</Text>
              <Code className="breaks">{finding.pointer}</Code>
              {finding.waived && (
                <Text size="sm">
                  {say("waived_by", { by: finding.waived.by, reason: finding.waived.reason })}{" "}
                  <Time at={finding.waived.at} as="short" />
                </Text>
              )}
            </Stack>
            {may && finding.waivable && finding.waived === null && (
              <Button size="xs" variant="default" onClick={() => setWaiving(finding)}>
                {say("waive")}
              </Button>
            )}
          </Group>
        </Card>
      ))}
      <Dialog opened={waiving !== null} onClose={() => setWaiving(null)} title={say("waive")}>
        {waiving && (
          <Stack>
            <Text>{waiving.detail}</Text>
            <ReasonForm
              label={say("waive_why")}
              note={say("waive_note")}
              act={say("waive")}
              onCancel={() => setWaiving(null)}
              onReason={(reason) => waive(waiving, reason)}
            />
          </Stack>
        )}
      </Dialog>
    </Stack>
  )
}

function FindingState({ finding }: { readonly finding: Finding }) {
  const say = useWords(greetingsWords)
  if (finding.waived !== null) {
    return (
      <State tone="info" icon="info">
        {say("waived")}
      </State>
    )
  }
  const hard = finding.severity === "error"
  return (
    <State tone={hard ? "bad" : "warn"} icon={hard ? "cross" : "warning"}>
      {say(hard ? "error" : "warning")}
    </State>
  )
}
