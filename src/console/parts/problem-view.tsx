/* What went wrong, in the gateway's own words, with the field to change and the id to look for in its log. */
import { Alert, Button, Code, List, Text } from "@mantine/core"
import type { ErrorComponentProps } from "@tanstack/react-router"
import { shellWords } from "../app/shell-words.ts"
import { useWords } from "../app/words.ts"
import { Problem } from "../data/problem.ts"
import { Icon } from "./icon.tsx"
import { Page } from "./page.tsx"

/** What was caught, as an Error. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error("unknown"))

export function ProblemView({ error, retry }: { readonly error: Error | null; readonly retry?: () => void }) {
  const say = useWords(shellWords)
  if (error === null) return null
  const problem = error instanceof Problem ? error : null
  // What fetch says where nothing answers differs by browser and helps nobody.
  const network = error instanceof TypeError && /fetch|network/i.test(error.message)
  const title = say(problem ? "problem" : network ? "problem_network" : "problem_page")
  return (
    <Alert color="red" variant="light" role="alert" title={title} icon={<Icon name="warning" />}>
      {!network && <Text size="sm">{error.message}</Text>}
      {problem && problem.fields.length > 0 && (
        <List size="sm" mt={4}>
          {problem.fields.map((field) => (
            <List.Item key={field.pointer + field.detail}>
              <Code>{field.pointer}</Code> {field.detail}
            </List.Item>
          ))}
        </List>
      )}
      {problem?.requestId != null && (
        <Text size="xs" mt={4}>
          {say("problem_id", { id: problem.requestId })} · {problem.code}
        </Text>
      )}
      {retry && (
        <Button size="xs" variant="default" mt="xs" onClick={retry}>
          {say("try_again")}
        </Button>
      )}
    </Alert>
  )
}

/** Of a view that could not be shown at all. */
export function ProblemPage({ error, reset }: ErrorComponentProps) {
  const say = useWords(shellWords)
  return (
    <Page title={say("problem_page")}>
      <ProblemView error={asError(error)} retry={reset} />
    </Page>
  )
}
