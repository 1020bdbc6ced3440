import { Card, Group, Stack, Text, TextInput, Title } from "@mantine/core"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { raw, reasonHeader } from "../data/client.ts"
import { ReasonForm } from "../parts/masked.tsx"
import { save } from "../parts/save.ts"
import { toast } from "../parts/toast.ts"
import { auditWords } from "./words.ts"

export function PackCard() {
  const say = useWords(auditWords)
  const [from, setFrom] = useState(`${new Date().getUTCFullYear()}-01-01`)
  const [to, setTo] = useState(new Date().toISOString().slice(0, 10))
  const [seed, setSeed] = useState("")
  return (
    <Card withBorder component="section">
      <Title order={2} mb="xs">
        {say("pack")}
      </Title>
      <Stack gap="sm" maw={640}>
        <Text size="sm" c="dimmed">
          {say("pack_lead")}
        </Text>
        <Group gap="sm" align="flex-end">
          <TextInput
            type="date"
            label={say("from")}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput type="date" label={say("to")} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </Group>
        <TextInput
          label={say("seed")}
          description={say("seed_detail")}
          value={seed}
          maxLength={64}
          onChange={(event) => setSeed(event.currentTarget.value)}
        />
        <ReasonForm
          label={say("pack_why")}
          note={say("pack_note")}
          act={say("pack_get")}
          onReason={async (reason) => {
            const query = new URLSearchParams({ from, to, ...(seed.trim() === "" ? {} : { seed: seed.trim() }) })
            const answer = await raw(`/v1/audit-pack?${query.toString()}`, {
              headers: { "x-assent-reason": reasonHeader(reason) },
            })
            save(await answer.blob(), `audit-pack_${from}_${to}.tar`)
            toast(say("pack_got"))
          }}
        />
      </Stack>
    </Card>
  )
}
