/* Asked before an act that cannot be undone. With `word`, one types it: nothing is destroyed by a slip of the finger. */
import { Button, Group, Stack, TextInput } from "@mantine/core"
import { type ReactNode, useState } from "react"
import { shellWords } from "../app/shell-words.ts"
import { useWords } from "../app/words.ts"
import { Dialog } from "./dialog.tsx"
import { asError, ProblemView } from "./problem-view.tsx"

export interface ConfirmProps {
  readonly opened: boolean
  readonly title: string
  /** What will happen, and to what: the preview. */
  readonly children: ReactNode
  /** On the button. */
  readonly act: string
  readonly word?: string
  readonly danger?: boolean
  /** The dialog closes when it resolves, and shows the problem when it rejects. */
  readonly onConfirm: () => Promise<unknown>
  readonly onClose: () => void
}

export function Confirm(props: ConfirmProps) {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <Inside {...props} />
    </Dialog>
  )
}

function Inside({ children, act, word, danger = false, onConfirm, onClose }: ConfirmProps) {
  const say = useWords(shellWords)
  const [typed, setTyped] = useState("")
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const ready = word === undefined || typed.trim() === word

  async function confirm(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      onClose()
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
        if (ready && !busy) void confirm()
      }}
    >
      <Stack gap="md">
        {children}
        {word !== undefined && (
          <TextInput
            label={say("confirm_type", { word })}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <ProblemView error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button type="submit" color={danger ? "red" : "brand"} disabled={!ready} loading={busy}>
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
