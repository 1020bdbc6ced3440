import { Button } from "@mantine/core"
import { useState } from "react"
import { useWords } from "../app/words.ts"
import { api, bodyOf } from "../data/client.ts"
import { useMe } from "../data/session.ts"
import { Dialog } from "../parts/dialog.tsx"
import { ReasonForm } from "../parts/masked.tsx"
import { useAct } from "./act.ts"
import { requestsWords } from "./words.ts"

export function Extend({ id }: { readonly id: string }) {
  const say = useWords(requestsWords)
  const me = useMe()
  const [opened, setOpened] = useState(false)
  const extend = useAct((reason: string) =>
    bodyOf(api.POST("/v1/requests/{id}/extend", { params: { path: { id } }, body: { reason } })),
  )
  if (!me.may("requests:handle")) return null
  return (
    <>
      <Button variant="default" size="xs" mt="md" w="fit-content" onClick={() => setOpened(true)}>
        {say("extend")}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={say("extend")}>
        <ReasonForm
          label={say("extend_why")}
          note={say("extend_note")}
          act={say("extend_do")}
          onCancel={() => setOpened(false)}
          onReason={async (reason) => {
            await extend.mutateAsync(reason)
            setOpened(false)
          }}
        />
      </Dialog>
    </>
  )
}
