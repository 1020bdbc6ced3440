/* Starts the console: who is signed in and in which language first, so that nothing flashes up and changes. */
import "@mantine/core/styles.css"
import "@mantine/notifications/styles.css"
import "./console.css"
import { MantineProvider } from "@mantine/core"
import { Notifications } from "@mantine/notifications"
import { QueryClientProvider } from "@tanstack/react-query"
import { RouterProvider } from "@tanstack/react-router"
import { type ReactNode, StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { openRouter } from "./app/router.tsx"
import { shellWords } from "./app/shell-words.ts"
import { nonce } from "./app/nonce.ts"
import { colours, theme } from "./app/theme.ts"
import { startLanguage } from "./app/words.ts"
import { queryClient } from "./data/queries.ts"
import { leaveForSignIn, MeContext, whoAmI } from "./data/session.ts"
import { asError, ProblemView } from "./parts/problem-view.tsx"

// By this name get-nonce finds it, whose styles the dialogs use.
Object.assign(globalThis, { __webpack_nonce__: nonce })

async function start(): Promise<void> {
  const place = document.getElementById("root")
  if (!place) throw new Error("index.html has no place for the console")
  const root = createRoot(place)
  const show = (inside: ReactNode): void =>
    root.render(
      <StrictMode>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={colours}
          defaultColorScheme="auto"
          getStyleNonce={() => nonce}
        >
          {inside}
        </MantineProvider>
      </StrictMode>,
    )
  const asked = whoAmI()
  await startLanguage()
  await shellWords.load()
  try {
    const me = await asked
    if (!me) {
      leaveForSignIn()
      return
    }
    show(
      <QueryClientProvider client={queryClient}>
        <MeContext.Provider value={me}>
          <Notifications position="top-right" />
          <RouterProvider router={openRouter(me)} />
        </MeContext.Provider>
      </QueryClientProvider>,
    )
  } catch (error) {
    show(<ProblemView error={asError(error)} retry={() => location.reload()} />)
  }
}

void start()
