import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import type { CheckedLedger } from "./check.ts"

const key = ["ledger", "checked"]

/** What the last check in this window found: the views that show it share it. */
export function useChecked(): CheckedLedger | null {
  const { data } = useQuery<CheckedLedger | null>({
    queryKey: key,
    queryFn: () => null,
    staleTime: Infinity,
    gcTime: Infinity,
    refetchOnWindowFocus: false,
  })
  return data ?? null
}

export function useLedgerCheck() {
  const client = useQueryClient()
  const [percent, setPercent] = useState(0)
  const check = useMutation({
    mutationFn: async () => {
      setPercent(0)
      client.setQueryData(key, null)
      const { checkLedger } = await import("./check.ts")
      return checkLedger((checked, size) => setPercent(size === 0 ? 100 : (100 * checked) / size))
    },
    onSuccess: (checked) => client.setQueryData(key, checked),
  })
  return { check, percent }
}
