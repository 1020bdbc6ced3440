import { ActionIcon, Button, Popover, SegmentedControl, Stack, Text, useMantineColorScheme } from "@mantine/core"
import { useDisclosure } from "@mantine/hooks"
import { signOut, useMe } from "../data/session.ts"
import { Icon } from "../parts/icon.tsx"
import { deviceZone, isZoneChoice, setZone, useZoneChoice } from "../parts/time.tsx"
import { shellWords } from "./shell-words.ts"
import { currentLanguage, languageNames, languages, speak, useWords } from "./words.ts"

const schemes = ["light", "dark", "auto"] as const

export function AccountMenu() {
  const say = useWords(shellWords)
  const me = useMe()
  const [opened, { toggle, close }] = useDisclosure(false)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const zone = useZoneChoice()
  return (
    <Popover opened={opened} onChange={close} position="bottom-end" width={300} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ActionIcon variant="default" size="lg" onClick={toggle} aria-label={say("account")}>
          <Icon name="person" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={say("account")}>
        <Stack gap="md">
          <div>
            <Text fw={600} className="breaks">
              {say("signed_in", { login: me.login })}
            </Text>
            {me.role !== null && (
              <Text size="sm" c="dimmed">
                {say(`role_${me.role}`)}
              </Text>
            )}
          </div>
          <Choice
            label={say("language")}
            value={currentLanguage()}
            options={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={(value) => {
              const language = languages.find((known) => known === value)
              if (language) void speak(language)
            }}
            vertical
          />
          <Choice
            label={say("colours")}
            value={colorScheme}
            options={schemes.map((value) => ({ value, label: say(value) }))}
            onChange={(value) => {
              const scheme = schemes.find((known) => known === value)
              if (scheme) setColorScheme(scheme)
            }}
          />
          <Choice
            label={say("zone")}
            value={zone}
            options={[
              { value: "local", label: say("zone_local", { zone: deviceZone() }) },
              { value: "UTC", label: say("zone_utc") },
            ]}
            onChange={(value) => {
              if (isZoneChoice(value)) setZone(value)
            }}
            vertical
          />
          <Button variant="default" onClick={() => void signOut()}>
            {say("sign_out")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function Choice(props: {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
  readonly vertical?: boolean
}) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4} aria-hidden>
        {props.label}
      </Text>
      <SegmentedControl
        aria-label={props.label}
        fullWidth
        size="sm"
        orientation={props.vertical === true ? "vertical" : "horizontal"}
        value={props.value}
        data={[...props.options]}
        onChange={props.onChange}
      />
    </div>
  )
}
