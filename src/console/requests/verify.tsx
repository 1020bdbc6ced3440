/* Step 2: how it was made sure that it is this person. */
import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core"
import { useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { ProblemView } from "../parts/problem-view.tsx"
import { oneOf } from "../parts/search.ts"
import { useAct } from "./act.ts"
import { methods, type SubjectRequest } from "./known.ts"
import { Refuse } from "./refuse.tsx"
import { requestsWords } from "./words.ts"

export function VerifyStep({ request }: { readonly request: SubjectRequest }) {
  const say = useWords(requestsWords)
  const me = useMe()
  const navigate = useNavigate()
  const [method, setMethod] = useState<(typeof methods)[number]>("call_back")
  const [reference, setReference] = useState("")
  const { id } = request
  const verify = useAct(
    () =>
      bodyOf(
        api.POST("/v1/requests/{id}/verify", {
          params: { path: { id } },
          body: {
            verified_by: method,
            ...(reference.trim() === "" ? {} : { verified_reference: reference.trim() }),
          },
        }),
      ),
    () => navigate({ to: `/requests/${id}/preview` }),
  )
  return (
    <Card withBorder component="section">
      <Title order={2} mb="xs">
        {say("step_verify")}
      </Title>
      {request.state !== "received" ? (
        <Text>{say("verified_done")}</Text>
      ) : !me.may("requests:handle") ? (
        <Text>{say("waits_handle")}</Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (!verify.isPending) verify.mutate(undefined)
          }}
        >
          <Stack gap="md" maw={560}>
            <Select
              label={say("verify_how")}
              data={methods.map((value) => ({ value, label: say(`method_${value}`) }))}
              value={method}
              onChange={(value) => setMethod(oneOf(methods, value) ?? method)}
              allowDeselect={false}
            />
            <TextInput
              label={say("verified_reference")}
              description={say("verify_reference_detail")}
              value={reference}
              onChange={(event) => setReference(event.currentTarget.value)}
            />
            <ProblemView error={verify.error} />
            <Group justify="flex-end">
              <Refuse request={request} />
              <Button type="submit" loading={verify.isPending}>
                {say("verify_do")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Card>
  )
}
