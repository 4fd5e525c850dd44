/**
 * The rows of a list as far as they have been read. The first page follows the news by itself; of
 * a list read far down only the reader is told that there is something new, because reading all of
 * it again on every act would be worse than being a little behind.
 */
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Ledger } from '../../models/ledger.ts'
import { call, queryOf } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import { useNewest } from '../fields/shape.ts'

const rowsPerPage = 100
/** Pages below the first that are read again with it. */
const followedPagesMax = 3

type Query = Readonly<Record<string, string>>

async function readPage(ledger: string, query: Query, cursor?: string): Promise<Page> {
  const asked = { ...query, cursor, limit: String(rowsPerPage) }
  return await call<Page>('GET', `/${ledger}${queryOf(asked)}`)
}

/** What was read below a first page, and of which list. */
interface Further {
  readonly asked: string
  readonly of: Page
  readonly pages: readonly Page[]
  /** The rows of all of it, the first page's too. */
  readonly rows: Rows
}

/** Rows without those that moved to a later page while one read, and which they are. */
interface Rows {
  readonly seen: Set<string>
  readonly records: readonly RecordView[]
}

/**
 * The rows of a ledger's list.
 *
 * @param query what narrows and orders it, as the API takes it
 */
export function useRows(ledger: Ledger, query: Query) {
  const answer = useQuery({
    queryKey: ['list', ledger.name, query],
    queryFn: () => readPage(ledger.name, query),
    placeholderData: (before) => before,
  })
  const asked = JSON.stringify(query)
  const [further, setFurther] = useState<Further>()
  const [loading, setLoading] = useState(false)
  const [failed, setFailed] = useState<{ readonly asked: string; readonly cursor: string }>()
  const busy = useRef(false)
  const below = further?.asked === asked ? further : undefined
  const fresh = answer.isPlaceholderData ? undefined : answer.data
  const changed = below !== undefined && fresh !== undefined && below.of !== fresh
  const deep = (below?.pages.length ?? 0) > followedPagesMax
  const first = changed && deep ? below.of : answer.data
  useFollowing(ledger.name, asked, changed && !deep ? below : undefined, fresh, setFurther)
  const pages = useMemo(() => (first ? [first, ...(below?.pages ?? [])] : []), [first, below])
  const rows = useMemo(
    () => (below && below.of === first ? below.rows : distinct(pages)),
    [below, first, pages],
  )
  const { records } = rows
  const next = pages.at(-1)?.next

  /** Reads the next page, unless one is on its way. */
  const readNext = async (): Promise<void> => {
    if (busy.current || fresh === undefined || first === undefined || next === undefined) return
    busy.current = true
    setLoading(true)
    setFailed(undefined)
    try {
      const page = await readPage(ledger.name, query, next)
      const grown = withPage(rows, page)
      setFurther({ asked, of: first, pages: [...(below?.pages ?? []), page], rows: grown })
    } catch {
      // Said where the rows end; asking again by itself would only add to what went wrong.
      setFailed({ asked, cursor: next })
    } finally {
      busy.current = false
      setLoading(false)
    }
  }
  const newest = useNewest<void>(() => void readNext())
  // The same function at every drawing: who waits for the end to come near must not start anew.
  const more = useCallback(() => newest(), [newest])
  /** Reads on until so many rows are there or the list ends; answers with those it has then. */
  const upTo = async (count: number): Promise<readonly RecordView[]> => {
    if (busy.current || first === undefined) return records
    busy.current = true
    setLoading(true)
    try {
      const all = [...pages]
      for (let read = records.length, cursor = next; cursor !== undefined && read < count;) {
        const page = await readPage(ledger.name, query, cursor)
        all.push(page)
        read += page.records.length
        cursor = page.next
      }
      const whole = distinct(all)
      setFurther({ asked, of: first, pages: all.slice(1), rows: whole })
      return whole.records
    } catch {
      if (next !== undefined) setFailed({ asked, cursor: next })
      return records
    } finally {
      busy.current = false
      setLoading(false)
    }
  }
  return {
    records,
    first,
    error: answer.error,
    retry: () => void answer.refetch(),
    hasMore: next !== undefined && !answer.isPlaceholderData,
    loading,
    /** The next page could not be read; nothing but asking again by `more` reads it. */
    failed: failed?.asked === asked && failed.cursor === next,
    more,
    upTo,
    /** Whether there is news that is not shown yet. */
    newer: changed && deep,
    renew: () => setFurther(undefined),
  }
}

/** Reads the few pages below the first again when the first has changed. */
function useFollowing(
  ledger: string,
  asked: string,
  below: Further | undefined,
  first: Page | undefined,
  setFurther: (further: Further | undefined) => void,
): void {
  useEffect(() => {
    if (!below || !first) return undefined
    let gone = false
    const follow = async () => {
      const pages: Page[] = []
      let cursor = first.next
      while (cursor !== undefined && pages.length < below.pages.length) {
        const page = await readPage(ledger, JSON.parse(asked) as Query, cursor)
        pages.push(page)
        cursor = page.next
      }
      if (!gone) setFurther({ asked, of: first, pages, rows: distinct([first, ...pages]) })
    }
    // Rows that could not be read again are read when somebody scrolls to them.
    follow().catch(() => setFurther(undefined))
    return () => {
      gone = true
    }
  }, [asked, below, first, ledger, setFurther])
}

function distinct(pages: readonly Page[]): Rows {
  return pages.reduce(withPage, { seen: new Set<string>(), records: [] } as Rows)
}

/** Rows with a further page; what it costs goes with the page, however many there are. */
function withPage({ seen, records }: Rows, page: Page): Rows {
  const added = page.records.filter(({ id }) => !seen.has(id))
  for (const { id } of added) seen.add(id)
  return { seen, records: [...records, ...added] }
}
