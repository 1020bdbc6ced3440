/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let told = false
    const stop = (): void => {
      if (told) process.exit(1)
      told = true
      resolve()
    }
    process.on("SIGINT", stop)
    process.on("SIGTERM", stop)
  })
}

/** `asked` resolves at the first SIGINT or SIGTERM, `hurry` aborts at the second; a third ends the process at once. */
export function stopSignals(): { readonly asked: Promise<void>; readonly hurry: AbortSignal } {
  const hurried = new AbortController()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  let told = 0
  const stop = (): void => {
    told += 1
    if (told === 1) resolve(undefined)
    else if (told === 2) hurried.abort()
    else process.exit(1)
  }
  process.on("SIGINT", stop)
  process.on("SIGTERM", stop)
  return { asked: promise, hurry: hurried.signal }
}
