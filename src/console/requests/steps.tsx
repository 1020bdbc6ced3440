/* Where one is in the five steps. Each has an address of its own. */
import { Anchor, Text } from "@mantine/core"
import { Link } from "@tanstack/react-router"
import { useWords } from "../app/words.ts"
import { Icon } from "../parts/icon.tsx"
import { type Step, steps } from "./known.ts"
import "./requests.css"
import { requestsWords } from "./words.ts"

/** @param props.id absent while nothing is filed: then there is nowhere to go */
export function Steps(props: { readonly id?: string; readonly here: Step; readonly reached: Step }) {
  const say = useWords(requestsWords)
  const { id, here } = props
  const reached = steps.indexOf(props.reached)
  return (
    <nav aria-label={say("steps")}>
      <ol className="steps">
        {steps.map((step, index) => {
          const done = index < reached
          const name = `${index + 1}. ${say(`step_${step}`)}`
          return (
            <li key={step} className={step === here ? "here" : ""}>
              {done && <Icon name="check" size={16} />}
              {id === undefined || index > reached ? (
                <Text span {...(index > reached ? { c: "dimmed" } : {})} {...current(step === here)}>
                  {name}
                </Text>
              ) : (
                <Anchor component={Link} to={`/requests/${id}/${step}`} {...current(step === here)}>
                  {name}
                </Anchor>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

const current = (is: boolean) => (is ? { "aria-current": "step" as const } : {})
