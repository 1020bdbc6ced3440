import { Kbd } from "@mantine/core"
import { useWords } from "../app/words.ts"
import { Dialog } from "../parts/dialog.tsx"
import { playerWords } from "./words.ts"

const rows = ["space", "jl", "arrows", "brackets", "n", "help"] as const

export function HelpDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const say = useWords(playerWords)
  return (
    <Dialog opened={opened} onClose={onClose} title={say("keys")}>
      <dl className="keys">
        {rows.map((row) => (
          <div key={row}>
            <dt>
              <Kbd>{say(`k_${row}`)}</Kbd>
            </dt>
            <dd>{say(`k_${row}_does`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
