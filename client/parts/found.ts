/** What a search box knows: the records found for what is typed, in the order they are shown. */
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Found } from '../../models/shown.ts'
import { call, queryOf } from '../api.ts'
import { queries } from '../session.tsx'

const typingMs = 160

/** Records of one ledger among those found. */
export interface FoundGroup {
  readonly ledger: string
  readonly records: readonly Found[]
}

function question(q: string) {
  return {
    queryKey: ['search', q],
    queryFn: () => call<{ records: readonly Found[] }>('GET', `/search${queryOf({ q })}`),
  }
}

/** What a text finds, without waiting for the typing to end. @throws Refused or Unreachable */
export async function findNow(typed: string): Promise<readonly Found[]> {
  return (await queries.fetchQuery(question(typed.trim()))).records
}

export function useFound(typed: string) {
  const sought = typed.trim()
  const [q] = useDebouncedValue(sought, typingMs)
  const { data, error, isFetching, refetch } = useQuery({
    ...question(q),
    enabled: q !== '',
  })
  const behind = q !== sought
  const groups = behind ? [] : grouped(data?.records ?? [])
  return {
    groups,
    /** Everything that was found, in the order it is shown. */
    found: groups.flatMap(({ records }) => records),
    known: !behind && data !== undefined,
    searching: behind || isFetching,
    error: behind ? null : error,
    retry: () => void refetch(),
  }
}

/** By ledger; the ledger of the best record first. */
function grouped(records: readonly Found[]): readonly FoundGroup[] {
  const names = [...new Set(records.map(({ ledger }) => ledger))]
  return names.map((ledger) => ({
    ledger,
    records: records.filter((record) => record.ledger === ledger),
  }))
}

/** The record that is meant beyond doubt: the only one, or the one whose number was typed. */
export function meant(found: readonly Found[], typed: string): Found | undefined {
  const number = typed.normalize('NFKC').trim().toUpperCase()
  return found.length === 1 ? found[0] : found.find((one) => one.number === number)
}
