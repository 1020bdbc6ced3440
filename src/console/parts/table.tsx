/*
 * A list of the API as a table: only the rows in sight are in the document, the next page is asked for when its place
 * comes into sight, and the way to a row is a link, so that it opens in a new tab and by keyboard.
 */
import { Button, Loader, Text } from "@mantine/core"
import { useVirtualizer } from "@tanstack/react-virtual"
import { type ReactNode, useEffect, useRef } from "react"
import { shellWords } from "../app/shell-words.ts"
import { useWords } from "../app/words.ts"
import type { PagedRows } from "../data/queries.ts"
import { ProblemView } from "./problem-view.tsx"

export interface Column<T> {
  readonly key: string
  readonly title: string
  readonly cell: (row: T) => ReactNode
  /** Left out on narrow screens: the row's own view has it. */
  readonly wide?: boolean
  readonly align?: "left" | "right"
}

const ROW_PX = 44
const NEAR_END = 15

export function DataTable<T>(props: {
  /** Read out as the table's name. */
  readonly label: string
  readonly pages: PagedRows<T>
  readonly columns: readonly Column<T>[]
  readonly rowKey: (row: T) => string
  /** Shown instead of an empty table: what would be here, and how it comes. */
  readonly empty: ReactNode
}) {
  const { pages, columns } = props
  const { rows, hasMore, isLoadingMore, loadMore } = pages
  const say = useWords(shellWords)
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : props.rowKey(row)
    },
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isLoadingMore && last > rows.length - NEAR_END) loadMore()
  }, [hasMore, isLoadingMore, last, rows.length, loadMore])

  if (pages.isLoading) return <Loader aria-label={say("loading")} />
  if (pages.error && rows.length === 0) return <ProblemView error={pages.error} />
  if (rows.length === 0) return <>{props.empty}</>
  const above = items[0]?.start ?? 0
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <div>
      <div ref={box} className="table-box" tabIndex={0} role="region" aria-label={props.label}>
        <table className="table" aria-rowcount={hasMore ? -1 : rows.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <th key={column.key} scope="col" className={classOf(column)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Gap height={above} columns={columns.length} />}
            {items.map((item) => {
              const row = rows[item.index]
              return row === undefined ? null : (
                <tr key={item.key} aria-rowindex={item.index + 2} style={{ height: ROW_PX }}>
                  {columns.map((column) => (
                    <td key={column.key} className={classOf(column)}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              )
            })}
            {below > 0 && <Gap height={below} columns={columns.length} />}
          </tbody>
        </table>
      </div>
      <Text size="sm" c="dimmed" mt={6} role="status">
        {say("rows_loaded", { count: rows.length })} · {say(hasMore ? "rows_more" : "rows_all")}
      </Text>
      {pages.error !== null && <ProblemView error={pages.error} retry={loadMore} />}
      {hasMore && (
        <Button mt="xs" size="xs" variant="default" loading={isLoadingMore} onClick={loadMore}>
          {say("load_more")}
        </Button>
      )}
    </div>
  )
}

function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}

function classOf(column: Pick<Column<unknown>, "wide" | "align">): string {
  return `${column.wide === true ? "wide " : ""}${column.align === "right" ? "right" : ""}`
}
