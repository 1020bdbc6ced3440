/* Legal holds that stand: what may not be erased, who answers for that, and when somebody looks again. */
import { Alert, Button, Card, Group, Stack, Text, TextInput } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, type Schemas } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Confirm } from "../parts/confirm.tsx"
import { Icon } from "../parts/icon.tsx"
import { Page } from "../parts/page.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { Day, Time } from "../parts/time.tsx"
import { toast } from "../parts/toast.ts"
import { confirmWord, daysLeft } from "./known.ts"
import { Places } from "./places.tsx"
import "./requests.css"
import { requestsWords } from "./words.ts"

type Hold = Schemas["Hold"]

export function HoldsView() {
  const say = useWords(requestsWords)
  const me = useMe()
  const [releasing, setReleasing] = useState<Hold | null>(null)
  const client = useQueryClient()
  const holds = useQuery({ queryKey: ["holds"], queryFn: () => bodyOf(api.GET("/v1/holds")) })
  const release = async (id: string): Promise<void> => {
    const { erasures } = await bodyOf(api.DELETE("/v1/holds/{id}", { params: { path: { id } } }))
    toast(say("released", { count: erasures }))
    await client.invalidateQueries({ queryKey: ["holds"] })
  }
  return (
    <Page title={say("holds")} lead={say("holds_lead")}>
      <Places />
      {me.may("retention:write") && <NewHold />}
      <Card withBorder>
        <ProblemView error={holds.error} />
        {holds.data?.data.length === 0 && <Text>{say("holds_none")}</Text>}
        <ul className="request-items" aria-label={say("holds")}>
          {holds.data?.data.map((hold) => (
            <li key={hold.id}>
              <Group justify="space-between" gap="sm">
                <div>
                  <Group gap="sm">
                    <State
                      tone={daysLeft(hold.review_on) < 0 ? "bad" : "info"}
                      icon={daysLeft(hold.review_on) < 0 ? "warning" : "lock"}
                    >
                      {say(daysLeft(hold.review_on) < 0 ? "review_due" : "held")}
                    </State>
                    <Text span fw={550}>
                      {hold.reason}
                    </Text>
                  </Group>
                  <Text size="sm" mt={4}>
                    {say("owner")}: {hold.owner} · {say("review_on")}: <Day on={hold.review_on} />
                  </Text>
                  <Text size="sm" c="dimmed" className="breaks">
                    {hold.recording_id} · <Time at={hold.set_at} />
                  </Text>
                </div>
                {me.may("retention:write") && (
                  <Button variant="default" size="xs" onClick={() => setReleasing(hold)}>
                    {say("release")}
                  </Button>
                )}
              </Group>
            </li>
          ))}
        </ul>
      </Card>
      <Confirm
        opened={releasing !== null}
        onClose={() => setReleasing(null)}
        title={say("release")}
        act={say("release")}
        word={confirmWord(releasing?.id ?? "")}
        danger
        onConfirm={() => release(releasing?.id ?? "")}
      >
        <Alert color="orange" variant="light" icon={<Icon name="warning" />}>
          {say("release_detail")}
        </Alert>
        <Text>{releasing?.reason}</Text>
      </Confirm>
    </Page>
  )
}

function NewHold() {
  const say = useWords(requestsWords)
  const client = useQueryClient()
  const [recording, setRecording] = useState("")
  const [reason, setReason] = useState("")
  const [owner, setOwner] = useState("")
  const [review, setReview] = useState("")
  const set = useMutation({
    mutationFn: () =>
      bodyOf(
        api.POST("/v1/holds", {
          body: { recording_id: recording.trim(), reason: reason.trim(), owner: owner.trim(), review_on: review },
        }),
      ),
    onSuccess: () => {
      setRecording("")
      setReason("")
      return client.invalidateQueries({ queryKey: ["holds"] })
    },
  })
  return (
    <Card withBorder component="section" aria-label={say("hold_new")}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!set.isPending) set.mutate()
        }}
      >
        <Stack gap="sm">
          <Group align="flex-end" gap="sm">
            <TextInput
              label={say("recording_id")}
              placeholder="rec_…"
              value={recording}
              required
              onChange={(event) => setRecording(event.currentTarget.value)}
            />
            <TextInput
              label={say("hold_reason")}
              value={reason}
              maxLength={300}
              required
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <TextInput
              label={say("owner")}
              value={owner}
              maxLength={300}
              required
              onChange={(event) => setOwner(event.currentTarget.value)}
            />
            <TextInput
              type="date"
              label={say("review_on")}
              value={review}
              required
              onChange={(event) => setReview(event.currentTarget.value)}
            />
            <Button type="submit" loading={set.isPending} leftSection={<Icon name="lock" size={16} />}>
              {say("hold_new")}
            </Button>
          </Group>
          <ProblemView error={set.error} />
        </Stack>
      </form>
    </Card>
  )
}
