/* What a caller hears differently in two versions: the words side by side, and both to listen to. */
import { Card, Group, Loader, Select, Stack, Text, Title } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf, type Schemas } from "../data/client.ts"
import { State } from "../parts/badge.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { type Greeting, languageName, type Version } from "./greeting-parts.ts"
import { PromptAudio } from "./listen.tsx"
import { greetingsWords } from "./words.ts"
import { wordDiff } from "./word-diff.ts"

type Change = Schemas["GreetingDiff"]["changes"][number]

export function Diff({ greeting, version }: { readonly greeting: Greeting; readonly version: Version }) {
  const say = useWords(greetingsWords)
  const others = greeting.versions.filter((one) => one.version !== version.version)
  const proposed = others.find((one) => one.version === greeting.live) ?? others.at(-1)
  const [chosen, setChosen] = useState<string | null>(null)
  const before = others.find((one) => String(one.version) === chosen) ?? proposed
  const { data, error, isLoading } = useQuery({
    queryKey: ["greetings", greeting.id, "diff", before?.version, version.version],
    queryFn: () =>
      bodyOf(
        api.GET("/v1/greetings/{id}/diff", {
          params: {
            path: { id: greeting.id },
            query: { from: String(before?.version), to: String(version.version) },
          },
        }),
      ),
    enabled: before !== undefined,
  })
  if (before === undefined) return null
  return (
    <Card withBorder component="section" aria-label={say("diff")}>
      <Group justify="space-between" align="flex-end" mb="sm">
        <Title order={2}>{say("diff")}</Title>
        <Select
          label={say("compared_with")}
          data={others.toReversed().map((one) => ({
            value: String(one.version),
            label: say("version_of", { version: one.version, state: say(`state_${one.state}`) }),
          }))}
          value={String(before.version)}
          onChange={setChosen}
          allowDeselect={false}
          w={210}
        />
      </Group>
      <ProblemView error={error} />
      {isLoading && <Loader />}
      {data?.changes.length === 0 && <Text>{say("no_change")}</Text>}
      <Stack gap="md">
        {data?.changes.map((change) => (
          <Changed
            key={`${change.language} ${change.prompt}`}
            change={change}
            greeting={greeting.id}
            from={before.version}
            to={version.version}
          />
        ))}
      </Stack>
    </Card>
  )
}

function Changed(props: {
  readonly change: Change
  readonly greeting: string
  readonly from: number
  readonly to: number
}) {
  const { change, greeting } = props
  const say = useWords(greetingsWords)
  const pieces = wordDiff(change.before?.text ?? "", change.after?.text ?? "")
  const sides = [
    { side: change.before, version: props.from, drop: "added" },
    { side: change.after, version: props.to, drop: "removed" },
  ] as const
  return (
    <div>
      <Group gap="xs" mb={6}>
        <Text fw={600}>
          {say(`p_${change.prompt}`)} · {languageName(change.language)}
        </Text>
        <State tone="info" icon={change.words ? "edit" : "greetings"}>
          {say(change.words ? "words_differ" : "audio_differs")}
        </State>
      </Group>
      <div className="diff">
        {sides.map(({ side, version, drop }) => (
          <div key={version}>
            <Text size="sm" c="dimmed">
              {say("version_number", { version })}
            </Text>
            {side === null ? (
              <Text>{say("missing")}</Text>
            ) : (
              <>
                <p lang={change.language}>
                  {pieces
                    .filter((piece) => piece.kind !== drop)
                    .map((piece, i) =>
                      piece.kind === "removed" ? (
                        <del key={i}>{piece.text}</del>
                      ) : piece.kind === "added" ? (
                        <ins key={i}>{piece.text}</ins>
                      ) : (
                        <span key={i}>{piece.text}</span>
                      ),
                    )}
                </p>
                <PromptAudio
                  {...{ greeting, version, language: change.language, prompt: change.prompt }}
                  sha={side.audio_sha256}
                  label={say("hear_version", { prompt: say(`p_${change.prompt}`), version })}
                />
              </>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}
