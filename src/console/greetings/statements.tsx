/* What no program finds in words of any language: the editor points at the words that say it. */
import { Button, Card, Group, Stack, Text, TextInput, Title } from "@mantine/core"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { asError, ProblemView } from "../parts/problem-view.tsx"
import { toast } from "../parts/toast.ts"
import { statementNames, type Version } from "./greeting-parts.ts"
import { greetingsWords } from "./words.ts"

export function Statements(props: {
  readonly greeting: string
  readonly version: Version
  readonly language: string
  readonly etag: string
  readonly may: boolean
  readonly onChanged: () => Promise<unknown>
}) {
  const { version, language, may } = props
  const say = useWords(greetingsWords)
  const [said, setSaid] = useState<Version["says"][string]>(version.says[language] ?? {})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)

  async function keep(): Promise<void> {
    setBusy(true)
    setError(null)
    const body = Object.fromEntries(Object.entries(said).filter(([, words]) => words.trim() !== ""))
    try {
      await bodyOf(
        api.PUT("/v1/greetings/{id}/versions/{version}/says/{language}", {
          params: {
            path: { id: props.greeting, version: String(version.version), language },
            header: { "if-match": props.etag },
          },
          body,
        }),
      )
      toast(say("kept"))
    } catch (thrown) {
      setError(asError(thrown))
    } finally {
      setBusy(false)
      await props.onChanged()
    }
  }

  return (
    <Card withBorder component="section" aria-label={say("says")}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (may && !busy) void keep()
        }}
      >
        <Stack gap="sm">
          <Title order={2}>{say("says")}</Title>
          <Text c="dimmed" size="sm">
            {say("says_lead")}
          </Text>
          {statementNames.map((name) => (
            <TextInput
              key={name}
              label={say(`says_${name}`)}
              value={said[name] ?? ""}
              lang={language}
              readOnly={!may}
              maxLength={1000}
              onChange={(event) => setSaid({ ...said, [name]: event.currentTarget.value })}
            />
          ))}
          <ProblemView error={error} />
          {may && (
            <Group>
              <Button type="submit" variant="default" loading={busy}>
                {say("keep")}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Card>
  )
}
