import { Anchor, Card, Group, Loader, SimpleGrid, Stack, Text, Title } from "@mantine/core"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import type { ReactNode } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, reasonHeader, type Schemas } from "../data/client.ts"
import { useEvents } from "../data/events.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Icon } from "../parts/icon.tsx"
import { Masked, Unmask } from "../parts/masked.tsx"
import { Page } from "../parts/page.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { usePathPart } from "../parts/search.ts"
import { clockText, momentText, Time, useZoneChoice } from "../parts/time.tsx"
import "./calls.css"
import { lookOf } from "./consent.ts"
import { ProofCard } from "./proof-card.tsx"
import { RecordingCards } from "./recording-cards.tsx"
import { StoryView } from "./story.tsx"
import { callsWords } from "./words.ts"

const heard = [
  "consent.granted",
  "consent.refused",
  "consent.no_answer",
  "consent.failed",
  "consent.withdrawn",
  "recording.started",
  "recording.paused",
  "recording.resumed",
  "recording.sealed",
  "call.ended",
] as const

export function CallView() {
  const say = useWords(callsWords)
  const id = usePathPart("id")
  const client = useQueryClient()
  const zone = useZoneChoice()
  const path = { params: { path: { id } } }
  const call = useQuery({ queryKey: ["call", id], queryFn: () => bodyOf(api.GET("/v1/calls/{id}", path)) })
  const story = useQuery({
    queryKey: ["call", id, "timeline"],
    queryFn: () => bodyOf(api.GET("/v1/calls/{id}/timeline", path)),
  })
  const live = call.data?.state === "active"
  useEvents(live ? `/v1/calls/${encodeURIComponent(id)}/events` : null, heard, () => {
    void client.invalidateQueries({ queryKey: ["call", id] })
  })
  const title = call.data ? say("call_title", { time: momentText(call.data.answered_at, zone) }) : say("title")
  return (
    <Page
      title={title}
      actions={
        <Anchor component={Link} to="/calls">
          <Group gap={6} wrap="nowrap">
            <Icon name="back" size={16} />
            {say("to_list")}
          </Group>
        </Anchor>
      }
    >
      <ProblemView error={call.error ?? story.error} />
      {call.isPending && <Loader />}
      {call.data && (
        <>
          <Facts call={call.data} />
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
            <Stack gap="md">
              <RecordingCards call={call.data} />
              <ProofCard call={call.data} />
            </Stack>
            <Card withBorder component="section">
              <Title order={2} mb="sm">
                {say("timeline")}
              </Title>
              {story.data && <StoryView story={story.data} />}
            </Card>
          </SimpleGrid>
        </>
      )}
    </Page>
  )
}

function Facts({ call }: { readonly call: Schemas["CallDetail"] }) {
  const say = useWords(callsWords)
  const me = useMe()
  const unmask = async (reason: string): Promise<string> => {
    const { number } = await bodyOf(
      api.POST("/v1/calls/{id}/unmask", {
        params: { path: { id: call.id }, header: { "x-assent-reason": reasonHeader(reason) } },
      }),
    )
    return number ?? ""
  }
  return (
    <Card withBorder>
      <div className="facts">
        <Fact name={say("col_consent")}>
          <State {...lookOf(call.consent)}>{say(call.consent ?? "undecided")}</State>
        </Fact>
        <Fact name={say("caller")}>
          <Group gap="xs">
            <Masked number={call.caller} state={call.caller_state} />
            {call.caller_state === "known" && me.may("calls:unmask") && <Unmask unmask={unmask} />}
          </Group>
        </Fact>
        <Fact name={say("line")}>{call.line_id}</Fact>
        <Fact name={say("col_time")}>
          <Time at={call.answered_at} />
        </Fact>
        <Fact name={say("length")}>
          {call.ended_at === null
            ? say("goes_on")
            : clockText(Date.parse(call.ended_at) - Date.parse(call.answered_at))}
        </Fact>
        {call.time_to_agent_ms !== null && <Fact name={say("to_agent")}>{clockText(call.time_to_agent_ms, true)}</Fact>}
        {call.outcome !== null && <Fact name={say("outcome")}>{call.outcome.replaceAll("_", " ")}</Fact>}
        <Fact name={say("id")} wide>
          <Text span size="sm" ff="monospace" className="breaks">
            {call.id}
          </Text>
        </Fact>
      </div>
    </Card>
  )
}

function Fact(props: { readonly name: string; readonly wide?: boolean; readonly children: ReactNode }) {
  const { name, wide = false, children } = props
  return (
    <div className={wide ? "fact-wide" : ""}>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <div className="nums">{children}</div>
    </div>
  )
}
