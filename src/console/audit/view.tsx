/* What the ledger is now, whether it holds, who looked at what, and what an auditor takes away. */
import { Button, Card, Code, Group, Loader, Stack, Text, Title } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useWords } from "../app/words.ts"
import { api, bodyOf, raw } from "../data/client.ts"
import { Problem } from "../data/problem.ts"
import { useMe } from "../data/session.ts"
import { State } from "../parts/badge.tsx"
import { Icon } from "../parts/icon.tsx"
import { Page } from "../parts/page.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { AccessCard } from "./access.tsx"
import { PackCard } from "./pack.tsx"
import { VerifyCard } from "./verify.tsx"
import { auditWords } from "./words.ts"

export function AuditView() {
  const say = useWords(auditWords)
  const me = useMe()
  return (
    <Page title={say("title")} lead={say("lead")}>
      <LedgerCard />
      <VerifyCard />
      <AccessCard />
      {me.may("audit:export") && <PackCard />}
    </Page>
  )
}

/** `null` where the gateway has no such file. */
async function fileText(path: string): Promise<string | null> {
  try {
    return await (await raw(path)).text()
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  }
}

function LedgerCard() {
  const say = useWords(auditWords)
  const checkpoint = useQuery({
    queryKey: ["ledger", "checkpoint"],
    queryFn: () => bodyOf(api.GET("/v1/ledger/checkpoint")),
    refetchInterval: 30_000,
  })
  const key = useQuery({ queryKey: ["ledger", "key"], queryFn: () => fileText("/ledger/log.vkey") })
  const witnesses = useQuery({ queryKey: ["ledger", "witnesses"], queryFn: () => fileText("/ledger/witness.vkeys") })
  const authority = useQuery({ queryKey: ["ledger", "tsa"], queryFn: () => fileText("/ledger/tsa.pem") })
  const names = (witnesses.data ?? "").split("\n").flatMap((line) => line.split("+")[0] || [])
  const note = checkpoint.data?.note ?? ""
  return (
    <Card withBorder component="section">
      <Title order={2} mb="xs">
        {say("ledger")}
      </Title>
      <ProblemView error={checkpoint.error ?? key.error ?? witnesses.error ?? authority.error} />
      {checkpoint.isPending && <Loader />}
      {checkpoint.data && (
        <Stack gap="xs">
          <Text fw={600}>{say("size", { count: checkpoint.data.size })}</Text>
          <Text size="sm">
            {say("origin")}: {checkpoint.data.origin}
          </Text>
          <Text size="sm" className="breaks">
            {say("root")}: <Code>{checkpoint.data.root}</Code>
          </Text>
          <Text size="sm" className="breaks">
            {say("key")}: <Code>{key.data ?? ""}</Code>
          </Text>
          {names.length === 0 && <Text size="sm">{say("no_witness")}</Text>}
          {names.map((name) => (
            <Group key={name} gap="xs">
              <State
                tone={note.includes(`— ${name} `) ? "good" : "warn"}
                icon={note.includes(`— ${name} `) ? "check" : "clock"}
              >
                {say(note.includes(`— ${name} `) ? "signed" : "not_signed")}
              </State>
              <Text span size="sm" className="breaks">
                {name}
              </Text>
            </Group>
          ))}
          {authority.data === null ? (
            <Text size="sm">{say("no_tsa")}</Text>
          ) : (
            <Button
              component="a"
              href={`/ledger/timestamp/${checkpoint.data.size}`}
              download
              size="xs"
              variant="default"
              w="fit-content"
              leftSection={<Icon name="download" size={14} />}
            >
              {say("timestamp")}
            </Button>
          )}
        </Stack>
      )}
    </Card>
  )
}
