/**
 * A chosen record fills in what the house knows already: who comes, from where, and what the last
 * record with the same link said. What cannot be looked up is typed.
 */
import { useEffect, useMemo } from 'react'
import type { Field, Fills } from '../../models/field.ts'
import { creates, takenBy } from '../../models/ledger.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import { call, queryOf } from '../api.ts'
import type { Page, RecordView } from '../api.ts'
import { corrects } from '../house.ts'
import { queries } from '../session.tsx'
import type { Origin } from './usual.ts'

interface Filled {
  readonly values: Facts
  readonly propose: (facts: Facts, origin: Origin) => void
}

interface About {
  readonly ledger: Ledger
  readonly act: Act
  readonly record?: RecordView | undefined
}

/** Fills in what the records say that this act, or its record, links to. */
export function useFills({ ledger, act, record }: About, { values, propose }: Filled): void {
  const sources = useMemo(() => {
    const links = Object.entries(ledger.fields)
    return links.flatMap(([key, field]) =>
      field.fills ? [{ key, field, fills: field.fills }] : [],
    )
  }, [ledger])
  const taken = useMemo(() => new Set(takenBy(act)), [act])
  const facts = record?.facts
  const chosen = sources
    .map(({ key }) => (taken.has(key) ? values[key] : facts?.[key]))
    .map((id) => (typeof id === 'string' ? id : ''))
    .join(' ')
  useEffect(() => {
    if (corrects(act)) return undefined
    let gone = false
    for (const [at, id] of chosen.split(' ').entries()) {
      const source = sources[at]
      if (!source || id === '') continue
      void knownFrom(ledger, act, source, id).then((known) => {
        const open = Object.entries(known).filter(
          ([key]) => taken.has(key) && facts?.[key] === undefined,
        )
        if (!gone) propose(Object.fromEntries(open), 'known')
      })
    }
    return () => {
      gone = true
    }
  }, [ledger, act, sources, taken, facts, chosen, propose])
}

interface Source {
  readonly key: string
  readonly field: Field
  readonly fills: Fills
}

/** What a linked record says, and what the last record with the same link said. */
async function knownFrom(
  ledger: Ledger,
  act: Act,
  { key, field, fills }: Source,
  id: string,
): Promise<Facts> {
  const target = field.target?.().name ?? ''
  const [linked, last] = await Promise.all([
    quietly<RecordView>(['record', target, id], `/${target}/${id}`),
    creates(act) && fills.again
      ? quietly<Page>(
          ['list', ledger.name, 'last', key, id],
          `/${ledger.name}${queryOf({ [`filter[${key}]`]: id, sort: '-number', limit: '1' })}`,
        )
      : undefined,
  ])
  const again = fills.again?.map((name) => [name, last?.records[0]?.facts[name]]) ?? []
  const from = Object.entries(fills.from).map(([name, fact]) => [name, linked?.facts[fact]])
  return { ...Object.fromEntries(again), ...Object.fromEntries(from) }
}

/** An answer, if there is one: what cannot be looked up is typed. */
async function quietly<T>(queryKey: readonly string[], path: string): Promise<T | undefined> {
  try {
    return await queries.fetchQuery({ queryKey, queryFn: () => call<T>('GET', path) })
  } catch {
    return undefined
  }
}
