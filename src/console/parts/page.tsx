/* The frame of a view: its heading, which takes the focus after navigation, and the title of the tab. */
import { Group, Stack, Text, Title } from "@mantine/core"
import { type ReactNode, useEffect } from "react"

export function Page(props: {
  readonly title: string
  /** One sentence under the title. */
  readonly lead?: ReactNode
  /** Beside the title: what one can do here. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  useEffect(() => {
    document.title = `${props.title} · Assent`
  }, [props.title])
  return (
    <Stack gap="md" className="page">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={1} tabIndex={-1}>
            {props.title}
          </Title>
          {props.lead !== undefined && (
            <Text c="dimmed" mt={2}>
              {props.lead}
            </Text>
          )}
        </div>
        {props.actions}
      </Group>
      {props.children}
    </Stack>
  )
}
