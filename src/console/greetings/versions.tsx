/* Every version, what changed from one to the other, and the way from a draft to callers and back. */
import { Button, Card, Group, Stack, Text, Title } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Confirm } from "../parts/confirm.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { ReasonForm } from "../parts/masked.tsx"
import { momentText, Time, useZoneChoice } from "../parts/time.tsx"
import { toast } from "../parts/toast.ts"
import { Diff } from "./diff.tsx"
import type { Greeting, Version } from "./greeting-parts.ts"
import { PublishForm } from "./publish.tsx"
import { greetingsWords } from "./words.ts"

interface Props {
  readonly greeting: Greeting
  readonly version: Version
}
type Act = "publish" | "review" | "unschedule" | "rollback"

export function Versions({ greeting, version }: Props) {
  const say = useWords(greetingsWords)
  return (
    <Stack gap="md" component="section" aria-label={say("tab_versions")}>
      <Acts greeting={greeting} version={version} />
      <Diff greeting={greeting} version={version} />
      <Title order={2}>{say("history")}</Title>
      {greeting.versions.toReversed().map((each) => (
        <Card withBorder key={each.version} py="sm">
          <Group gap="sm" align="center">
            <Text fw={600} className="nums">
              {say("version_of", { version: each.version, state: say(`state_${each.state}`) })}
            </Text>
            {each.version === greeting.live && (
              <State tone="good" icon="live">
                {say("live")}
              </State>
            )}
            <Text size="sm" c="dimmed">
              <Time at={each.published_at ?? each.created_at} as="short" />
              {each.published_by !== null && ` · ${each.published_by}`}
            </Text>
          </Group>
          {each.message !== null && <Text className="breaks">{each.message}</Text>}
          {each.brings_back !== null && <Text size="sm">{say("brings_back", { version: each.brings_back })}</Text>}
          <Text size="sm" c="dimmed">
            {each.reviewed_by === null ? say("draft_wording") : say("reviewed_by", { by: each.reviewed_by })}
          </Text>
        </Card>
      ))}
    </Stack>
  )
}

function Acts({ greeting, version }: Props) {
  const say = useWords(greetingsWords)
  const me = useMe()
  const zone = useZoneChoice()
  const client = useQueryClient()
  const [act, setAct] = useState<Act | null>(null)
  const path = { id: greeting.id, version: String(version.version) }
  const close = (): void => setAct(null)
  const done = async (said: string): Promise<void> => {
    close()
    toast(said)
    await client.invalidateQueries({ queryKey: ["greetings"] })
  }
  if (!me.may("greetings:publish")) return null
  const older = version.state === "published" && version.version !== greeting.live
  return (
    <Group gap="sm">
      {version.state === "draft" && <Button onClick={() => setAct("publish")}>{say("publish")}</Button>}
      {version.state === "scheduled" && (
        <>
          {version.publish_at !== null && (
            <Text>{say("goes_live", { time: momentText(version.publish_at, zone) })}</Text>
          )}
          <Button variant="default" onClick={() => setAct("unschedule")}>
            {say("unschedule")}
          </Button>
        </>
      )}
      {older && (
        <Button variant="default" onClick={() => setAct("rollback")}>
          {say("rollback", { version: version.version })}
        </Button>
      )}
      {version.draft_wording && (
        <Button variant="default" onClick={() => setAct("review")}>
          {say("review")}
        </Button>
      )}
      <Dialog opened={act === "publish"} onClose={close} title={say("publish")}>
        <PublishForm
          greeting={greeting.id}
          version={version}
          onDone={async () => {
            close()
            await client.invalidateQueries({ queryKey: ["greetings"] })
          }}
        />
      </Dialog>
      <Dialog opened={act === "review"} onClose={close} title={say("review")}>
        <ReasonForm
          label={say("review_who")}
          note={say("review_note")}
          act={say("keep")}
          onCancel={close}
          onReason={async (name) => {
            await bodyOf(
              api.POST("/v1/greetings/{id}/versions/{version}/review", {
                params: { path },
                body: { reviewed_by: name },
              }),
            )
            await done(say("kept"))
          }}
        />
      </Dialog>
      <Dialog opened={act === "rollback"} onClose={close} title={say("rollback", { version: version.version })}>
        <ReasonForm
          label={say("message")}
          note={say("rollback_note", { version: version.version })}
          act={say("rollback", { version: version.version })}
          onCancel={close}
          onReason={async (message) => {
            await bodyOf(
              api.POST("/v1/greetings/{id}/rollback", {
                params: { path: { id: greeting.id } },
                body: { to: version.version, message },
              }),
            )
            await done(say("rolled_back", { version: version.version }))
          }}
        />
      </Dialog>
      <Confirm
        opened={act === "unschedule"}
        onClose={close}
        title={say("unschedule")}
        act={say("unschedule")}
        onConfirm={async () => {
          await bodyOf(api.DELETE("/v1/greetings/{id}/versions/{version}/schedule", { params: { path } }))
          await done(say("unscheduled"))
        }}
      >
        <Text>{say("unschedule_note")}</Text>
      </Confirm>
    </Group>
  )
}
