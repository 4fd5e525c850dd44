/** The views of a ledger: those its declaration suggests, the reader's own and the shared ones. */
import { useQuery } from '@tanstack/react-query'
import type { Ledger } from '../../models/ledger.ts'
import type { SavedView } from '../../models/views.ts'
import type { Words } from '../../models/words.ts'
import { call } from '../api.ts'
import { queries } from '../session.tsx'
import { tableWords } from '../wording/table.ts'

/** A view everybody has, derived from the declaration. */
export interface GivenView {
  readonly label: Words
  readonly query: Readonly<Record<string, string>>
  /** Something is overdue in it. */
  readonly due?: true
}

/** Everything, each state the ledger watches or decides in, and each thing that becomes due. */
export function givenViews(ledger: Ledger): readonly GivenView[] {
  const states = new Set([...(ledger.decides?.states ?? []), ...(ledger.watches ?? [])])
  return [
    { label: tableWords.all, query: {} },
    ...[...states].flatMap((state) => {
      const label = ledger.states[state]
      return label ? [{ label, query: { state } }] : []
    }),
    ...Object.entries(ledger.dues ?? {}).map(([name, { label }]) => ({
      label,
      query: { due: name },
      due: true as const,
    })),
  ]
}

const keyOf = (ledger: string) => ['views', ledger] as const

/** The saved views a reader has of a ledger. */
export function useSavedViews(ledger: string): readonly SavedView[] {
  const { data } = useQuery({
    queryKey: keyOf(ledger),
    queryFn: () => call<{ views: readonly SavedView[] }>('GET', `/views?ledger=${ledger}`),
  })
  return data?.views ?? []
}

/** Keeps a view on the server, in the place of an earlier one when it has an id. */
export async function keepView(view: Omit<SavedView, 'id' | 'own'> & { id?: string }) {
  const kept = await call<SavedView>('POST', '/views', view)
  await queries.invalidateQueries({ queryKey: keyOf(view.ledger) })
  return kept
}

/** Takes a view away. */
export async function dropView({ id, ledger }: SavedView): Promise<void> {
  await call('DELETE', `/views/${id}`)
  await queries.invalidateQueries({ queryKey: keyOf(ledger) })
}

/** Whether an address shows what a view asks for. */
export function shows(params: URLSearchParams, query: Readonly<Record<string, string>>): boolean {
  const said = [...params].filter(([, value]) => value !== '')
  return (
    said.length === Object.keys(query).length && said.every(([key, value]) => query[key] === value)
  )
}
