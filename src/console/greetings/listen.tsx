/* Every prompt as on a phone line: the very bytes that are played, decoded by the gateway. */
import { Stack, Text } from "@mantine/core"
import { useWords } from "../app/words.ts"
import { State } from "../parts/badge.tsx"
import { clockText } from "../parts/time.tsx"
import { type Greeting, lengthOf, promptNames, type PromptName, promptOf, type Version } from "./greeting-parts.ts"
import { greetingsWords } from "./words.ts"

interface Which {
  readonly greeting: string
  readonly version: number
  readonly language: string
  readonly prompt: PromptName
}

export function PromptAudio(props: Which & { readonly sha: string; readonly label: string }) {
  const { greeting, version, language, prompt } = props
  const path = [greeting, "versions", version, language, prompt].map(encodeURIComponent).join("/")
  return (
    <audio
      key={props.sha}
      controls
      preload="none"
      src={`/v1/greetings/${path}/preview`}
      aria-label={props.label}
      className="prompt-audio"
    />
  )
}

export function Listen(props: { readonly greeting: Greeting; readonly version: Version; readonly language: string }) {
  const { greeting, version, language } = props
  const say = useWords(greetingsWords)
  return (
    <Stack gap="md" component="section" aria-label={say("tab_listen")}>
      <Text c="dimmed">{say("listen_lead")}</Text>
      <ul className="prompts">
        {promptNames.map((name) => {
          const prompt = promptOf(version, language, name)
          return (
            <li key={name} className="prompt">
              <div>
                <Text fw={600}>{say(`p_${name}`)}</Text>
                <Text size="xs" c="dimmed" className="nums">
                  {prompt ? clockText(lengthOf(prompt.bytes), true) : ""}
                </Text>
              </div>
              {prompt ? (
                <div>
                  <Text lang={language} className="breaks" mb={6}>
                    {prompt.text}
                  </Text>
                  <PromptAudio
                    greeting={greeting.id}
                    version={version.version}
                    language={language}
                    prompt={name}
                    sha={prompt.audio_sha256}
                    label={say("hear", { prompt: say(`p_${name}`) })}
                  />
                </div>
              ) : (
                <div>
                  <State tone="warn" icon="warning">
                    {say("missing")}
                  </State>
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </Stack>
  )
}
