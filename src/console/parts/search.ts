/*
 * Filters live in the address: a link to a view reproduces it. What stands there anybody can have typed, so it is read
 * into what the view knows, and the rest is left out.
 */
import { useLocation, useNavigate, useParams } from "@tanstack/react-router"
import { at, textAt } from "../data/problem.ts"

/** Reads one filter of the address. */
export type ReadSearch = (name: string) => unknown

/**
 * @param read makes the view's filters of what the address has
 * @returns them, and how to change some: `undefined` takes one away. The view before is one step back.
 */
export function useFilters<F extends Readonly<Record<string, string | undefined>>>(
  read: (search: ReadSearch) => F,
): readonly [F, (change: Partial<F>) => void] {
  const { search }: { search: unknown } = useLocation()
  const navigate = useNavigate()
  const filters = read((name) => at(search, name))
  const change = (changed: Partial<F>): void => {
    const all = Object.entries({ ...filters, ...changed }).filter(([, value]) => value !== undefined && value !== "")
    void navigate({ to: ".", search: Object.fromEntries(all) })
  }
  return [filters, change]
}

/** A part of the path, such as `id`. */
export function usePathPart(name: string): string {
  const params: unknown = useParams({ strict: false })
  return textAt(params, name) ?? ""
}

export function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value)
}

/** Those of a comma list that are known. */
export function someOf<T extends string>(known: readonly T[], value: unknown): readonly T[] {
  const asked = typeof value === "string" ? value.split(",") : []
  return known.filter((one) => asked.includes(one))
}

export function textOf(value: unknown, longest = 200): string | undefined {
  // The router reads a bare number as one.
  const text = typeof value === "number" ? String(value) : value
  return typeof text === "string" && text !== "" && text.length <= longest ? text : undefined
}
