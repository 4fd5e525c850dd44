/**
 * The orders of a list and where its pages end. Every order ends in something unique, so that a
 * cursor names one place in it however many records are alike.
 */
import { slotOf, slotsOf, sortsOf } from '../../models/derive/sorting.ts'
import type { Ledger } from '../../models/ledger.ts'
import { Problem } from '../../models/problems.ts'
import type { LedgerRecord } from '../../models/record.ts'

/** The orders every list has. */
export const sortKeys: readonly string[] = ['number', '-number', 'changed', '-changed']

type Order = Readonly<Record<string, 1 | -1>>

/** Every order a ledger's lists have, each served by an index whatever the ledger's size. */
export function sortKeysOf(ledger: Ledger): readonly string[] {
  return [...sortKeys, ...sortsOf(ledger).flatMap(({ key }) => [key, `-${key}`])]
}

/** The stored fields an order compares, each in the order's direction. */
export function orderOf(ledger: Ledger, sort: string): Order {
  const direction = sort.startsWith('-') ? -1 : 1
  const key = sort.replace(/^-/, '')
  if (key === 'number') return { number: direction }
  if (key === 'changed') return { changedAt: direction, _id: direction }
  const slot = slotOf(ledger, key)
  if (slot === undefined) throw new Problem('unknown-query', { name: 'sort' })
  return { [slot]: direction, number: direction }
}

/** Where a page ended, as the values of its last record that the order compares. */
export function cursorOf(ledger: Ledger, sort: string, last: LedgerRecord): string {
  const known: Readonly<Record<string, string | undefined>> = {
    number: last.number,
    changedAt: last.changedAt,
    _id: last.id,
    ...slotsOf(ledger, last.facts),
  }
  const values = Object.keys(orderOf(ledger, sort)).map((key) => known[key])
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/**
 * What narrows a list to the records after a cursor.
 *
 * @throws Problem unknown-query for a cursor that is not of this order
 */
export function afterCursor(ledger: Ledger, sort: string, cursor: string): Record<string, unknown> {
  const order = orderOf(ledger, sort)
  const values = readCursor(cursor, Object.keys(order).length)
  const forwards = Object.values(order)[0] === 1
  const step = forwards ? '$gt' : '$lt'
  const [first, second] = Object.keys(order)
  if (first === undefined) return {}
  if (second === undefined) return { [first]: { [step]: values[0] } }
  return {
    // Says nothing new, but gives an index the end to begin at.
    [first]: { [forwards ? '$gte' : '$lte']: values[0] },
    $or: [
      { [first]: { [step]: values[0] } },
      { [first]: values[0], [second]: { [step]: values[1] } },
    ],
  }
}

function readCursor(cursor: string, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(values) && values.length === length) {
      if (values.every((value) => typeof value === 'string')) return values
    }
  } catch {
    // A cursor that is not ours is answered like any other unknown parameter, below.
  }
  throw new Problem('unknown-query', { name: 'cursor' })
}
