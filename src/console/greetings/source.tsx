/* The words of a version and their audio, prompt by prompt: recorded here, dropped here, or spoken by the voice for drafts. */
import { Stack, Text } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { useWords } from "../app/words.ts"
import { useMe } from "../data/session.ts"
import { type Greeting, promptNames, promptOf, type Version } from "./greeting-parts.ts"
import { PromptEditor } from "./prompt-editor.tsx"
import { Statements } from "./statements.tsx"
import { greetingsWords } from "./words.ts"

export interface SourceProps {
  readonly greeting: Greeting
  readonly etag: string
  readonly version: Version
  readonly language: string
}

export function Source(props: SourceProps) {
  const { greeting, version, language } = props
  const say = useWords(greetingsWords)
  const me = useMe()
  const client = useQueryClient()
  const may = me.may("greetings:write") && version.state === "draft"
  const changed = () => client.invalidateQueries({ queryKey: ["greetings"] })
  return (
    <Stack gap="md" component="section" aria-label={say("tab_source")}>
      <Text c="dimmed">{say(may ? "source_lead" : "source_fixed")}</Text>
      <ul className="prompts">
        {promptNames.map((name) => (
          <PromptEditor
            key={name}
            name={name}
            stored={promptOf(version, language, name) ?? null}
            greeting={greeting.id}
            version={version.version}
            language={language}
            etag={props.etag}
            may={may}
            onChanged={changed}
          />
        ))}
      </ul>
      <Statements
        key={JSON.stringify(version.says[language])}
        greeting={greeting.id}
        version={version}
        language={language}
        etag={props.etag}
        may={may}
        onChanged={changed}
      />
    </Stack>
  )
}
