import { Button, Card, Code, Group, Progress, Stack, Text, Title } from "@mantine/core"
import { useWords } from "../app/words.ts"
import { Problem } from "../data/problem.ts"
import { State } from "../parts/badge.tsx"
import { Icon } from "../parts/icon.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { useChecked, useLedgerCheck } from "./use-check.ts"
import { auditWords } from "./words.ts"

export function VerifyCard() {
  const say = useWords(auditWords)
  const { check, percent } = useLedgerCheck()
  const checked = useChecked()
  const broken = check.error !== null && !(check.error instanceof Problem)
  const state = checked
    ? ({ tone: "good", icon: "check", word: "holds" } as const)
    : broken
      ? ({ tone: "bad", icon: "warning", word: "broken" } as const)
      : ({ tone: "plain", icon: "question", word: "unchecked" } as const)
  const summary = checked?.summary
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2}>{say("verify_title")}</Title>
        <div role="status">
          <State tone={state.tone} icon={state.icon}>
            {say(state.word)}
          </State>
        </div>
      </Group>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {say("verify_lead")}
        </Text>
        <ProblemView error={check.error} />
        {check.isPending && <Progress value={percent} aria-label={say("verifying")} />}
        {summary && (
          <>
            <Text fw={600}>{say("size", { count: summary.size })}</Text>
            <Text size="sm">
              {say("found", {
                calls: summary.calls,
                granted: summary.granted,
                refused: summary.refused,
                withdrawn: summary.withdrawn,
              })}
            </Text>
            <Text size="sm">
              {say("found_recordings", { recordings: summary.recordings, shredded: summary.shredded })}
            </Text>
            <Text size="sm" className="breaks">
              {say("root")}: <Code>{summary.root}</Code>
            </Text>
            <Text size="sm">
              {say("witnesses")}: {summary.anchoredBy.map(({ name }) => name).join(", ") || say("none")}
            </Text>
            <Text size="sm" className="breaks">
              {say(checked.keyKnown ? "key_known" : "key_first")}: <Code>{checked.vkey}</Code>
            </Text>
          </>
        )}
        <Button
          w="fit-content"
          loading={check.isPending}
          leftSection={<Icon name="audit" size={16} />}
          onClick={() => check.mutate()}
        >
          {say("verify_now")}
        </Button>
      </Stack>
    </Card>
  )
}
