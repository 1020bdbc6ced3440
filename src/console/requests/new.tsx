/* Step 1: whose data, and what is asked for. The number stands in no address and is not stored. */
import { Button, Card, Group, Select, Stack, Textarea, TextInput } from "@mantine/core"
import { useMutation } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import { languageNames, languages, useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { Page } from "../parts/page.tsx"
import { ProblemView } from "../parts/problem-view.tsx"
import { oneOf, useFilters } from "../parts/search.ts"
import { kinds } from "./known.ts"
import { Steps } from "./steps.tsx"
import { requestsWords } from "./words.ts"

const RECORDING = /^rec_[0-9a-f-]{36}$/
const NUMBER = /^\+[1-9]\d{4,14}$/

export function NewRequestView() {
  const say = useWords(requestsWords)
  const navigate = useNavigate()
  const [{ kind = "erasure" }, setFilters] = useFilters((search) => ({ kind: oneOf(kinds, search("kind")) }))
  const [about, setAbout] = useState("")
  const [language, setLanguage] = useState<(typeof languages)[number]>("en")
  const [authority, setAuthority] = useState("")
  const [reference, setReference] = useState("")
  const [scope, setScope] = useState("")
  const [statement, setStatement] = useState("")
  const [bad, setBad] = useState(false)
  const file = useMutation({
    mutationFn: (whose: { number: string } | { recording_id: string }) =>
      bodyOf(
        api.POST("/v1/requests", {
          body: {
            kind,
            language,
            ...whose,
            ...(kind === "disclosure" ? { authority, legal_reference: reference, scope } : {}),
            ...(kind === "rectification" ? { statement } : {}),
          },
        }),
      ),
    onSuccess: (request) => navigate({ to: `/requests/${request.id}/verify` }),
  })

  function submit(): void {
    const given = about.trim()
    const number = given.replaceAll(/[\s()/-]/g, "")
    const whose = RECORDING.test(given) ? { recording_id: given } : NUMBER.test(number) ? { number } : null
    setBad(whose === null)
    if (whose) file.mutate(whose)
  }

  return (
    <Page title={say("new_title")} lead={say("new_lead")}>
      <Steps here="identify" reached="identify" />
      <Card withBorder maw={720}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <Stack gap="md">
            <Select
              label={say("kind")}
              description={say(`kind_${kind}_detail`)}
              data={kinds.map((value) => ({ value, label: say(`kind_${value}`) }))}
              value={kind}
              onChange={(value) => setFilters({ kind: oneOf(kinds, value) })}
              allowDeselect={false}
            />
            <TextInput
              label={say("whose")}
              description={say("whose_detail")}
              error={bad ? say("whose_bad") : null}
              value={about}
              autoComplete="off"
              required
              onChange={(event) => setAbout(event.currentTarget.value)}
            />
            <Select
              label={say("answer_in")}
              data={languages.map((value) => ({ value, label: languageNames[value] }))}
              value={language}
              onChange={(value) => setLanguage(oneOf(languages, value) ?? "en")}
              allowDeselect={false}
            />
            {kind === "disclosure" && (
              <>
                <TextInput label={say("authority")} value={authority} required onChange={typed(setAuthority)} />
                <TextInput label={say("reference")} value={reference} required onChange={typed(setReference)} />
                <TextInput label={say("scope")} value={scope} required onChange={typed(setScope)} />
              </>
            )}
            {kind === "rectification" && (
              <Textarea
                label={say("statement")}
                value={statement}
                required
                autosize
                minRows={2}
                onChange={typed(setStatement)}
              />
            )}
            <ProblemView error={file.error} />
            <Group justify="flex-end">
              <Button type="submit" loading={file.isPending}>
                {say("file_now")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Card>
    </Page>
  )
}

const typed = (set: (text: string) => void) => (event: { readonly currentTarget: { readonly value: string } }) =>
  set(event.currentTarget.value)
