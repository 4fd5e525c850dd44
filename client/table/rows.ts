/**
 * The rows of a list as far as they have been read. The first page follows the news by itself; of
 * a list read far down only the reader is told that there is something new, because reading all of
 * it again on every act would be worse than being a little behind.
 */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Ledger } from '../../models/ledger.ts'
import { call, queryOf } from '../api.ts'
import type { Page, RecordView } from '../api.ts'

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
  const busy = useRef(false)
  const below = further?.asked === asked ? further : undefined
  const fresh = answer.isPlaceholderData ? undefined : answer.data
  const changed = below !== undefined && fresh !== undefined && below.of !== fresh
  const deep = (below?.pages.length ?? 0) > followedPagesMax
  const first = changed && deep ? below.of : answer.data
  useFollowing(ledger.name, asked, changed && !deep ? below : undefined, fresh, setFurther)
  const pages = useMemo(() => (first ? [first, ...(below?.pages ?? [])] : []), [first, below])
  const records = useMemo(() => distinct(pages), [pages])
  const next = pages.at(-1)?.next

  /** Reads the next page, unless one is on its way. */
  const more = async (): Promise<void> => {
    if (busy.current || fresh === undefined || first === undefined || next === undefined) return
    busy.current = true
    setLoading(true)
    try {
      const page = await readPage(ledger.name, query, next)
      setFurther({ asked, of: first, pages: [...(below?.pages ?? []), page] })
    } finally {
      busy.current = false
      setLoading(false)
    }
  }
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
      setFurther({ asked, of: first, pages: all.slice(1) })
      return distinct(all)
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
    hasMore: next !== undefined,
    loading,
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
      if (!gone) setFurther({ asked, of: first, pages })
    }
    // Rows that could not be read again are read when somebody scrolls to them.
    follow().catch(() => setFurther(undefined))
    return () => {
      gone = true
    }
  }, [asked, below, first, ledger, setFurther])
}

function distinct(pages: readonly Page[]): readonly RecordView[] {
  const seen = new Set<string>()
  return pages.flatMap((page) =>
    page.records.filter(({ id }) => {
      if (seen.has(id)) return false
      seen.add(id)
      return true
    }),
  )
}
