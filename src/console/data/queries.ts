/* How the console holds what it has read: react-query, with the API's problems and cursors. */
import { MutationCache, QueryCache, QueryClient, useInfiniteQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { Problem } from "./problem.ts"
import { leaveForSignIn } from "./session.ts"

function onError(error: unknown): void {
  if (error instanceof Problem && error.status === 401) leaveForSignIn()
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The gateway has said no: it says so again. What never arrived is tried twice more.
      retry: (failures, error) => !(error instanceof Problem && error.status < 500) && failures < 2,
    },
  },
})

interface Page<T> {
  readonly data: readonly T[]
  readonly next_cursor: string | null
}
export interface PagedRows<T> {
  readonly rows: readonly T[]
  readonly isLoading: boolean
  readonly isLoadingMore: boolean
  readonly hasMore: boolean
  readonly error: Error | null
  readonly loadMore: () => void
}

/** A list of the API, page after page as far as one looks. @param read gets the cursor, absent for the first page */
export function usePages<T>(
  key: readonly unknown[],
  read: (cursor: string | undefined) => Promise<Page<T>>,
  options: { readonly refetchEveryMs?: number } = {},
): PagedRows<T> {
  const first: string | undefined = undefined
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: first,
    getNextPageParam: (page: Page<T>): string | undefined => page.next_cursor ?? undefined,
    ...(options.refetchEveryMs === undefined ? {} : { refetchInterval: options.refetchEveryMs }),
  })
  const pages = query.data?.pages
  const rows = useMemo(() => pages?.flatMap((page) => page.data) ?? [], [pages])
  return {
    rows,
    isLoading: query.isPending,
    isLoadingMore: query.isFetchingNextPage,
    hasMore: query.hasNextPage,
    error: query.error,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
    },
  }
}
