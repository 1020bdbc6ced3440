/* Step 4: another person than whoever filed it decides, types what they mean, and it is carried out. */
import { Alert, Button, Card, Checkbox, Code, Group, Progress, Stack, Text, Textarea, Title } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { Confirm } from "../parts/confirm.tsx"
import { Icon } from "../parts/icon.tsx"
import { useAct } from "./act.ts"
import { Items } from "./items.tsx"
import { confirmWord, type SubjectRequest } from "./known.ts"
import { Refuse } from "./refuse.tsx"
import { requestsWords } from "./words.ts"

export function ApproveStep({ request }: { readonly request: SubjectRequest }) {
  const say = useWords(requestsWords)
  const me = useMe()
  const navigate = useNavigate()
  const [opened, setOpened] = useState(false)
  const [handedOver, setHandedOver] = useState("")
  const [told, setTold] = useState<readonly string[]>([])
  const { id, kind } = request
  const mayDecide = me.may("erasure:approve") && me.id !== request.filed_by
  const recipients = useQuery({
    queryKey: ["recipients"],
    queryFn: () => bodyOf(api.GET("/v1/recipients")),
    enabled: mayDecide && me.may("audit:read"),
  })
  const execute = useAct(
    () =>
      bodyOf(
        api.POST("/v1/requests/{id}/execute", {
          params: { path: { id } },
          body: {
            told: told.map((name) => ({ name, on: new Date().toISOString().slice(0, 10) })),
            ...(kind === "disclosure" ? { handed_over: handedOver } : {}),
          },
        }),
      ),
    () => navigate({ to: `/requests/${id}/certificate` }),
  )
  const names = recipients.data?.data.map(({ name }) => name) ?? []
  return (
    <Card withBorder component="section">
      <Title order={2} mb="xs">
        {say("step_approve")}
      </Title>
      {request.state !== "assessed" ? (
        <Text>{say("decided")}</Text>
      ) : (
        <Stack gap="md">
          <Text fw={600}>{say("held_count", { count: request.items.length })}</Text>
          <Items request={request} preview />
          {!mayDecide && (
            <Alert color="blue" variant="light" icon={<Icon name="person" />} title={say("other_person")}>
              <Text size="sm">{say(me.id === request.filed_by ? "other_person_filed" : "other_person_role")}</Text>
              <Code className="breaks">{location.href}</Code>
            </Alert>
          )}
          {mayDecide && kind === "rectification" && <Text>{say("rectify_elsewhere")}</Text>}
          {mayDecide && (
            <Group justify="flex-end">
              <Refuse request={request} />
              {kind !== "rectification" && (
                <Button color={kind === "erasure" ? "red" : "brand"} onClick={() => setOpened(true)}>
                  {say("approve")}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      )}
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title={say("approve")}
        act={say(kind === "erasure" ? "approve_erase" : "approve_do")}
        word={confirmWord(id)}
        danger={kind === "erasure"}
        onConfirm={() => execute.mutateAsync(undefined)}
      >
        <Text>{say(`will_${kind}`, { count: request.items.length })}</Text>
        {kind === "disclosure" && (
          <Textarea
            label={say("handed_over")}
            value={handedOver}
            required
            autosize
            minRows={2}
            onChange={(event) => setHandedOver(event.currentTarget.value)}
          />
        )}
        {names.length > 0 && (
          <Checkbox.Group label={say("told")} value={[...told]} onChange={setTold}>
            <Stack gap="xs" mt="xs">
              {names.map((name) => (
                <Checkbox key={name} value={name} label={name} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {execute.isPending && <Progress value={100} animated aria-label={say("carrying_out")} />}
      </Confirm>
    </Card>
  )
}
