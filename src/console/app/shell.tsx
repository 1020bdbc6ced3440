import { AppShell, Burger, Group, NavLink, ScrollArea, Text, UnstyledButton } from "@mantine/core"
import { useDisclosure } from "@mantine/hooks"
import { Link, Outlet, useLocation } from "@tanstack/react-router"
import { useEffect, useRef } from "react"
import { useMe } from "../data/session.ts"
import { Icon } from "../parts/icon.tsx"
import { AccountMenu } from "./account-menu.tsx"
import { NotOffered } from "./not-found.tsx"
import { isOffered, screenAt, screens } from "./screens.ts"
import { shellWords } from "./shell-words.ts"
import { currentLanguage, type Say, useWords, type KeyOf } from "./words.ts"
import type en from "./words.en.ts"

export function Shell() {
  const say = useWords(shellWords)
  const me = useMe()
  const { pathname } = useLocation()
  const [opened, { toggle, close }] = useDisclosure(false)
  const here = screenAt(pathname)
  useFocusOnNavigation(pathname)
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 224, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={{ base: "sm", sm: "lg" }}
    >
      <a href="#content" className="skip" onClick={(event) => skip(event)}>
        {say("skip")}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={say(opened ? "menu_close" : "menu_open")}
              aria-expanded={opened}
            />
            <UnstyledButton component="a" href="/console/" aria-label="Assent">
              <Group gap={10} wrap="nowrap">
                <img src="/phone/icon.svg" alt="" width={28} height={28} />
                <Text fw={700} fz="lg">
                  Assent
                </Text>
              </Group>
            </UnstyledButton>
          </Group>
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={say("navigation")}>
        <AppShell.Section grow component={ScrollArea} type="auto">
          {screens
            .filter((screen) => isOffered(screen, me))
            .map((screen) => (
              <NavLink
                key={screen.path}
                component={Link}
                to={screen.path}
                active={here === screen}
                {...(here === screen ? { "aria-current": "page" as const } : {})}
                label={screen.label[currentLanguage()]}
                leftSection={<Icon name={screen.icon} />}
                onClick={close}
              />
            ))}
        </AppShell.Section>
        <AppShell.Section>
          <Elsewhere say={say} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {here === null || isOffered(here, me) ? <Outlet /> : <NotOffered />}
      </AppShell.Main>
    </AppShell>
  )
}

/** Pages of this gateway that are none of the console's. */
function Elsewhere({ say }: { readonly say: Say<KeyOf<typeof en>> }) {
  const me = useMe()
  const pages = [
    { href: "/agent", icon: "agent", label: "agent_page", offered: me.may("calls:control") },
    { href: "/docs", icon: "docs", label: "api_docs", offered: true },
  ] as const
  return (
    <>
      <Text size="xs" c="dimmed" px="sm" pb={4}>
        {say("elsewhere")}
      </Text>
      {pages
        .filter((page) => page.offered)
        .map((page) => (
          <NavLink key={page.href} href={page.href} label={say(page.label)} leftSection={<Icon name={page.icon} />} />
        ))}
    </>
  )
}

function skip(event: { preventDefault(): void }): void {
  // The hash stays out of the address, which is evidence of a view.
  event.preventDefault()
  document.getElementById("content")?.focus()
}

/** After a change of view the keyboard and the screen reader are at its heading, as after a page load. */
function useFocusOnNavigation(pathname: string): void {
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    const heading = document.querySelector<HTMLElement>("#content h1")
    ;(heading ?? document.getElementById("content"))?.focus({ preventScroll: true })
  }, [pathname])
}
