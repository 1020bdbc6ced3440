import { Button, Select, Text } from "@mantine/core"
import { useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { Confirm } from "../parts/confirm.tsx"
import { oneOf } from "../parts/search.ts"
import { useAct } from "./act.ts"
import { confirmWord, refusals, type SubjectRequest } from "./known.ts"
import { requestsWords } from "./words.ts"

/** Not offered to whoever filed it: another person decides. */
export function Refuse({ request }: { readonly request: SubjectRequest }) {
  const say = useWords(requestsWords)
  const me = useMe()
  const navigate = useNavigate()
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState<(typeof refusals)[number]>("12_6_identity")
  const { id } = request
  const refuse = useAct(
    () => bodyOf(api.POST("/v1/requests/{id}/refuse", { params: { path: { id } }, body: { reason } })),
    () => navigate({ to: `/requests/${id}/certificate` }),
  )
  if (!me.may("erasure:approve") || me.id === request.filed_by) return null
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {say("refuse")}
      </Button>
      <Confirm
        opened={opened}
        onClose={() => setOpened(false)}
        title={say("refuse")}
        act={say("refuse_do")}
        word={confirmWord(id)}
        danger
        onConfirm={() => refuse.mutateAsync(undefined)}
      >
        <Text>{say("refuse_detail")}</Text>
        <Select
          label={say("refusal")}
          data={refusals.map((value) => ({ value, label: say(`refusal_${value}`) }))}
          value={reason}
          onChange={(value) => setReason(oneOf(refusals, value) ?? reason)}
          allowDeselect={false}
        />
      </Confirm>
    </>
  )
}
