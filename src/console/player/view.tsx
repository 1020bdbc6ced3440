import { Anchor, Card, Group, Loader, Text } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, reasonHeader, type Schemas } from "../data/client.ts"
import { Icon } from "../parts/icon.tsx"
import { Page } from "../parts/page.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { ReasonForm } from "../parts/masked.tsx"
import { usePathPart } from "../parts/search.ts"
import { momentText, useZoneChoice } from "../parts/time.tsx"
import { marksOf } from "./marks.ts"
import { Player } from "./player.tsx"
import { playerWords } from "./words.ts"
import "./player.css"

interface Opened {
  readonly url: string
  readonly peaks: Schemas["Peaks"]
}

export function PlayerView() {
  const say = useWords(playerWords)
  const zone = useZoneChoice()
  const call = usePathPart("id")
  const recording = usePathPart("recording")
  const [opened, setOpened] = useState<Opened | null>(null)
  const story = useQuery({
    queryKey: ["call", call, "timeline"],
    queryFn: () => bodyOf(api.GET("/v1/calls/{id}/timeline", { params: { path: { id: call } } })),
  })

  /** One reason for the drawing and for the sound. */
  async function open(reason: string): Promise<void> {
    const path = { id: recording }
    const { url } = await bodyOf(
      api.POST("/v1/recordings/{id}/listening", {
        params: { path, header: { "x-assent-reason": reasonHeader(reason) } },
      }),
    )
    const listening = new URL(url, location.origin).searchParams.get("listening") ?? ""
    const peaks = await bodyOf(api.GET("/v1/recordings/{id}/peaks", { params: { path, query: { listening } } }))
    setOpened({ url, peaks })
  }

  const answered = story.data?.answered_at
  return (
    <Page
      title={answered === undefined ? say("title_plain") : say("title", { time: momentText(answered, zone) })}
      actions={
        <Anchor component={Link} to={`/calls/${call}`}>
          <Group gap={6} wrap="nowrap">
            <Icon name="back" size={16} />
            {say("to_call")}
          </Group>
        </Anchor>
      }
    >
      <ProblemView error={story.error} />
      {story.isPending && <Loader />}
      {story.data && !opened && (
        <Card withBorder maw={560}>
          <Text mb="sm">{say("ask_lead")}</Text>
          <ReasonForm label={say("ask")} note={say("ask_note")} act={say("open")} onReason={open} />
        </Card>
      )}
      {story.data && opened && (
        <Player
          url={opened.url}
          fileName={`${recording}.wav`}
          durationMs={opened.peaks.duration_ms}
          peaks={opened.peaks}
          marks={marksOf(story.data, recording, opened.peaks.duration_ms)}
        />
      )}
    </Page>
  )
}
