/* The three parts of this screen, as links. */
import { Anchor, Group } from "@mantine/core"
import { Link, useLocation } from "@tanstack/react-router"
import { useWords } from "../app/words.ts"
import { useMe } from "../data/session.ts"
import { requestsWords } from "./words.ts"

export function Places() {
  const say = useWords(requestsWords)
  const me = useMe()
  const { pathname } = useLocation()
  const places = [
    { to: "/requests", label: say("title"), offered: true },
    { to: "/requests/holds", label: say("holds"), offered: me.may("retention:read") },
    { to: "/requests/bulk", label: say("bulk"), offered: me.may("erasure:file") },
  ]
  return (
    <Group component="nav" aria-label={say("places")} gap="lg">
      {places
        .filter(({ offered }) => offered)
        .map(({ to, label }) => (
          <Anchor
            key={to}
            component={Link}
            to={to}
            fw={pathname === to ? 650 : 400}
            {...(pathname === to ? { "aria-current": "page" as const } : {})}
          >
            {label}
          </Anchor>
        ))}
    </Group>
  )
}
