/* An act on a request: what the API answers, and what is shown of it anew. */
import { useMutation, useQueryClient } from "@tanstack/react-query"

export function useAct<T, R>(act: (given: T) => Promise<R>, onDone: (answer: R) => unknown = () => undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: onDone,
    // A refused attempt stands in the history, too.
    onSettled: () => client.invalidateQueries({ queryKey: ["requests"] }),
  })
}
