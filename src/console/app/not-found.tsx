import { Button, Text } from "@mantine/core"
import { useMe } from "../data/session.ts"
import { Page } from "../parts/page.tsx"
import { shellWords } from "./shell-words.ts"
import { useWords } from "./words.ts"

export function NotFound() {
  const say = useWords(shellWords)
  return (
    <Page title={say("not_found")}>
      <Text>{say("not_found_detail")}</Text>
      <Button component="a" href="/console/" variant="default" w="fit-content">
        {say("to_start")}
      </Button>
    </Page>
  )
}

/** For a link that was sent to somebody whose role does not open it. */
export function NotOffered() {
  const say = useWords(shellWords)
  const { role } = useMe()
  return (
    <Page title={say("not_offered")}>
      <Text>{say("not_offered_detail", { role: role === null ? "" : say(`role_${role}`) })}</Text>
      <Button component="a" href="/console/" variant="default" w="fit-content">
        {say("to_start")}
      </Button>
    </Page>
  )
}
