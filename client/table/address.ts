/** What a list's address says, and the query the API is asked for it. */
import { useSearchParams } from '../way.tsx'
import { ranges, sortsOf } from '../../models/derive/sorting.ts'
import type { Field } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { fieldsOf } from '../house.ts'

const narrowing = ['choice', 'choices', 'flag'] as const

/** The order of a list nobody ordered. */
export const usualSort = '-number'

/** Fields a list can be narrowed by choosing one of their values. */
export function chosenFields(ledger: Ledger): readonly [string, Field][] {
  return fieldsOf(ledger, narrowing)
}

/** Links among the columns a list can be narrowed by. */
export function linkFields(ledger: Ledger): readonly [string, Field][] {
  return fieldsOf(ledger, ['link']).filter(([key]) => ledger.columns.includes(key))
}

/** Fields a list can be narrowed to a range of days of. */
export function rangeFields(ledger: Ledger): readonly [string, Field][] {
  return Object.entries(ledger.fields).filter(([key]) => ranges(ledger, key))
}

/** The API's query for what the address says; what the ledger does not know is passed over. */
export function queryFrom(ledger: Ledger, params: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {}
  const sorts = ['number', 'changed', ...sortsOf(ledger).map(({ key }) => key)]
  const known = [
    'state',
    'due',
    'link',
    ...[...chosenFields(ledger), ...linkFields(ledger), ...rangeFields(ledger)].map(([key]) => key),
  ]
  for (const [key, value] of params) {
    if (value === '') continue
    if (key === 'q') query['q'] = value.slice(0, limits.searchCharactersMax)
    else if (key === 'sort' && sorts.includes(value.replace(/^-/, ''))) query['sort'] = value
    else if (known.includes(key)) query[`filter[${key}]`] = value
  }
  return query
}

/** Reads and writes single members of the address. */
export function useAddress() {
  const [params, setParams] = useSearchParams()
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(params)
    if (value === '') next.delete(key)
    else next.set(key, value)
    setParams(next, { replace: true })
  }
  return { params, set, clear: () => setParams({}, { replace: true }) }
}
