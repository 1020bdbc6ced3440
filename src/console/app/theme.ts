/*
 * Colours measured with axe-core against WCAG 2.2 AA in both schemes: Mantine's own fail. Nothing else in the console
 * sets a colour; what is said by colour is said by icon and word too.
 */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core"

const brand: MantineColorsTuple = [
  "#e6f4f2",
  "#cde8e4",
  "#a3d8d0",
  "#7fcabf",
  "#5bb5a9",
  "#37998d",
  "#237f74",
  "#186c63",
  "#12625a",
  "#0f5c56",
]

/** The greys of the dark scheme, with a breath of the brand's green. */
const dark: MantineColorsTuple = [
  "#e6ebea",
  "#c5cdcd",
  "#a5afb0",
  "#7d8a8c",
  "#3b4649",
  "#2b3437",
  "#20272a",
  "#1a2022",
  "#13181a",
  "#0d1113",
]

export const theme = createTheme({
  colors: { brand, dark },
  primaryColor: "brand",
  primaryShade: 9,
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", "DejaVu Sans Mono", monospace',
  fontSizes: { md: "0.9375rem", sm: "0.875rem", xs: "0.8125rem" },
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.125rem" }, h3: { fontSize: "1rem" } },
  },
  components: {
    Slider: { defaultProps: { thumbSize: 24 } },
    Tooltip: { defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: false } } },
  },
})

const filled = { "--mantine-color-green-filled": "#1e6e31", "--mantine-color-red-filled": "#b02020" }

export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...filled,
    "--mantine-color-body": "#ffffff",
    "--assent-ground": "#f6f7f7",
    "--assent-caller": "#0f5c56",
    "--assent-agent": "#8a4b00",
    "--assent-pause": "#868e96",
    "--mantine-color-dimmed": "#495057",
    "--mantine-color-placeholder": "#5c636a",
    "--mantine-color-anchor": "#0f5c56",
    "--mantine-color-error": "#b02020",
    "--mantine-color-brand-light-color": "#0b4a45",
    "--mantine-color-green-light-color": "#14532d",
    "--mantine-color-red-light-color": "#8f1d1d",
    "--mantine-color-orange-light-color": "#7a3e00",
    "--mantine-color-yellow-light-color": "#6b4a00",
    "--mantine-color-blue-light-color": "#1452a0",
    "--mantine-color-gray-light-color": "#343a40",
    "--mantine-color-red-text": "#a61e1e",
  },
  dark: {
    ...filled,
    "--mantine-color-body": "#1a2022",
    "--assent-ground": "#13181a",
    "--assent-caller": "#7fcabf",
    "--assent-agent": "#f0b96b",
    "--assent-pause": "#7d8a8c",
    "--mantine-color-text": "#e6ebea",
    "--mantine-color-dimmed": "#b6bcc2",
    "--mantine-color-placeholder": "#a5acb3",
    "--mantine-color-anchor": "#7fcabf",
    "--mantine-color-error": "#ff9d94",
    "--mantine-color-default": "#232a2d",
    "--mantine-color-default-hover": "#2b3437",
    "--mantine-color-default-border": "#3b4649",
    "--mantine-color-brand-light-color": "#a3d8d0",
    "--mantine-color-green-light-color": "#a7e3bb",
    "--mantine-color-red-light-color": "#ffb3ab",
    "--mantine-color-orange-light-color": "#ffc68a",
    "--mantine-color-yellow-light-color": "#f5d68a",
    "--mantine-color-blue-light-color": "#a9cdf7",
    "--mantine-color-gray-light-color": "#d5dadd",
    "--mantine-color-red-text": "#ff9d94",
  },
})
