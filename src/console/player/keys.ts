/*
 * The player's keys. Single letters are heard while nothing is being typed, and can be turned off (WCAG 2.1.4): whoever
 * dictates to the browser says letters.
 */
import { useEffect, useEffectEvent, useState } from "react"

const STORED = "assent.player.keys"

export function useKeysChoice(): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(STORED) !== "off")
  return [
    on,
    (next) => {
      localStorage.setItem(STORED, next ? "on" : "off")
      setOn(next)
    },
  ]
}

/** @param onKey answers whether the key was one of its own */
export function usePlayerKeys(on: boolean, onKey: (key: string) => boolean): void {
  const heard = useEffectEvent(onKey)
  useEffect(() => {
    if (!on) return
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isOthers(event)) return
      if (heard(event.key)) event.preventDefault()
    }
    window.addEventListener("keydown", listen)
    return () => window.removeEventListener("keydown", listen)
  }, [on])
}

/** Of a field that takes text, of a dialog, or of a control that the key itself works. */
function isOthers({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="dialog"]')) return true
  if (target instanceof HTMLInputElement) {
    const typed = !["range", "radio", "checkbox"].includes(target.type)
    return typed || key.startsWith("Arrow") || key === " "
  }
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return true
  return key === " " && target.closest("button, a") !== null
}
