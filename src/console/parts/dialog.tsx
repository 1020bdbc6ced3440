/* A dialog: the focus goes in and comes back, Escape closes it, and its parts have names. Use this, not Mantine's Modal. */
import { Group, Modal } from "@mantine/core"
import type { ReactNode } from "react"
import { shellWords } from "../app/shell-words.ts"
import { useWords } from "../app/words.ts"

export function Dialog(props: {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: string
  readonly size?: string
  readonly children: ReactNode
}) {
  const say = useWords(shellWords)
  return (
    <Modal.Root opened={props.opened} onClose={props.onClose} size={props.size ?? "md"} centered>
      <Modal.Overlay />
      <Modal.Content>
        {/* No <header>: the page's own is the one landmark of that kind. */}
        <Group justify="space-between" wrap="nowrap" px="md" pt="md">
          <Modal.Title fw={650} fz="lg">
            {props.title}
          </Modal.Title>
          <Modal.CloseButton aria-label={say("close")} />
        </Group>
        {/* Mounted anew at each opening: what was typed before counts for nothing. */}
        <Modal.Body pt="sm">{props.opened && props.children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
