/* Step 3: what is held, recording by recording, and what of it would stay and why. */
import { Button, Card, Group, List, Select, Stack, Text, Title } from "@mantine/core"
import { Link } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { ProblemView } from "../parts/problem-view.tsx"
import { oneOf } from "../parts/search.ts"
import { useAct } from "./act.ts"
import { Items } from "./items.tsx"
import { grounds, type SubjectRequest } from "./known.ts"
import { requestsWords } from "./words.ts"

export function PreviewStep({ request }: { readonly request: SubjectRequest }) {
  const say = useWords(requestsWords)
  const me = useMe()
  const [ground, setGround] = useState<(typeof grounds)[number]>(request.details.ground ?? "17_1_b")
  const { id, state } = request
  const open = state === "verified" || state === "assessed"
  const assess = useAct(() =>
    bodyOf(
      api.POST("/v1/requests/{id}/assess", {
        params: { path: { id } },
        body: request.kind === "erasure" ? { ground } : {},
      }),
    ),
  )
  return (
    <Card withBorder component="section">
      <Title order={2} mb="xs">
        {say("step_preview")}
      </Title>
      <Stack gap="md">
        {open && !me.may("requests:handle") && <Text>{say("waits_handle")}</Text>}
        {open && me.may("requests:handle") && (
          <Group align="flex-end">
            {request.kind === "erasure" && (
              <Select
                label={say("ground")}
                data={grounds.map((value) => ({ value, label: say(`ground_${value}`) }))}
                value={ground}
                onChange={(value) => setGround(oneOf(grounds, value) ?? ground)}
                allowDeselect={false}
                w={380}
                maw="100%"
              />
            )}
            <Button
              variant={state === "assessed" ? "default" : "filled"}
              loading={assess.isPending}
              onClick={() => assess.mutate(undefined)}
            >
              {say(state === "assessed" ? "assess_again" : "assess")}
            </Button>
          </Group>
        )}
        <ProblemView error={assess.error} />
        {state !== "verified" && (
          <>
            <Text fw={600}>{say("held_count", { count: request.items.length })}</Text>
            <Items request={request} preview={state === "assessed"} />
            {request.kind === "erasure" && (
              <div>
                <Title order={3}>{say("stays")}</Title>
                <List size="sm">
                  <List.Item>{say("stays_proof")}</List.Item>
                  <List.Item>{say("stays_hold")}</List.Item>
                  <List.Item>{say("stays_backups")}</List.Item>
                </List>
              </div>
            )}
            {state === "assessed" && (
              <Group justify="flex-end">
                <Button component={Link} to={`/requests/${id}/approve`}>
                  {say("to_approval")}
                </Button>
              </Group>
            )}
          </>
        )}
      </Stack>
    </Card>
  )
}
