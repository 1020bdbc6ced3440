/* A number, masked. Shown in full only for a reason, which goes on record before the answer comes. */
import { Button, Group, Stack, TextInput } from "@mantine/core"
import { useState } from "react"
import { shellWords } from "../app/shell-words.ts"
import { useWords } from "../app/words.ts"
import { Dialog } from "./dialog.tsx"
import { Icon } from "./icon.tsx"
import { asError, ProblemView } from "./problem-view.tsx"

export function Masked({ number, state }: { readonly number: string | null; readonly state?: string }) {
  const say = useWords(shellWords)
  if (number !== null) return <span className="nums nowrap">{number}</span>
  return <span>{say(state === "erased" ? "erased" : "withheld")}</span>
}

/** @param props.unmask asks the API, with the reason; what it answers is kept nowhere but on the screen */
export function Unmask(props: { readonly unmask: (reason: string) => Promise<string> }) {
  const say = useWords(shellWords)
  const [opened, setOpened] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  if (shown !== null) return <span className="nums nowrap">{shown}</span>
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Icon name="eye" size={14} />}
        onClick={() => setOpened(true)}
      >
        {say("unmask")}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={say("unmask")}>
        <ReasonForm
          label={say("unmask_why")}
          note={say("unmask_note")}
          act={say("show")}
          onCancel={() => setOpened(false)}
          onReason={async (reason) => {
            setShown(await props.unmask(reason))
            setOpened(false)
          }}
        />
      </Dialog>
    </>
  )
}

export function ReasonForm(props: {
  readonly label: string
  readonly note: string
  readonly act: string
  readonly onReason: (reason: string) => Promise<unknown>
  /** Absent where there is nothing to go back to. */
  readonly onCancel?: () => void
}) {
  const say = useWords(shellWords)
  const [reason, setReason] = useState("")
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)

  async function submit(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      await props.onReason(reason.trim())
    } catch (problem) {
      setError(asError(problem))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== "" && !busy) void submit()
      }}
    >
      <Stack gap="md">
        <TextInput
          label={props.label}
          description={props.note}
          value={reason}
          maxLength={200}
          required
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemView error={error} />
        <Group justify="flex-end" gap="sm">
          {props.onCancel && (
            <Button variant="default" onClick={props.onCancel}>
              {say("cancel")}
            </Button>
          )}
          <Button type="submit" loading={busy} disabled={reason.trim() === ""}>
            {props.act}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
