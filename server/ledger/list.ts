/**
 * Lists of records: search, filter, sort and page by cursor, each served by an index, and each
 * narrowed by the same law that guards a single record.
 */
import { searchForm } from '../../models/derive/search.ts'
import type { Name } from '../../models/fields.ts'
import { goesBy } from '../../models/kana.ts'
import { filterable } from '../../models/derive/views.ts'
import { readGrant } from '../../models/derive/permissions.ts'
import type { Ledger, ReadGrant } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { Database } from '../../models/stored/database.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { dueDays } from './present.ts'

/** What a caller asks a list for. */
export interface ListQuery {
  readonly q?: string | undefined
  readonly filter: Readonly<Record<string, string>>
  readonly sort: SortKey
  readonly cursor?: string | undefined
  readonly limit: number
}

/** The orders an index serves; each reads from an index whatever the ledger's size. */
export const sortKeys = ['number', '-number', 'changed', '-changed'] as const
export type SortKey = (typeof sortKeys)[number]

/** What listing needs. */
export interface Listing {
  readonly database: Database
  readonly ledger: Ledger
  readonly actor: Actor
  readonly now: Date
  readonly settings: Facts
}

export interface Page {
  readonly records: LedgerRecord[]
  readonly next: string | undefined
}

type Filter = Record<string, unknown>

/**
 * Reads a list's query string.
 *
 * @throws Problem unknown-query for a parameter, filter or value the ledger does not have
 */
export function readQuery(
  ledger: Ledger,
  query: Readonly<Record<string, unknown>>,
  grant?: ReadGrant,
): ListQuery {
  const filter: Record<string, string> = {}
  for (const [key, value] of Object.entries(query)) {
    const name = /^filter\[(\w+)\]$/.exec(key)?.[1]
    if (name !== undefined && typeof value === 'string') {
      const known = name === toldBy(grant) || knownFilter(ledger, name, value)
      if (!known) throw new Problem('unknown-query', { name: key })
      filter[name] = value
    } else if (!['q', 'sort', 'cursor', 'limit'].includes(key) || typeof value !== 'string') {
      throw new Problem('unknown-query', { name: key })
    }
  }
  const sort = (query['sort'] ?? '-number') as SortKey
  if (!sortKeys.includes(sort)) throw new Problem('unknown-query', { name: 'sort' })
  const limit = Number(query['limit'] ?? limits.pageRowsDefault)
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.pageRowsMax) {
    throw new Problem('unknown-query', { name: 'limit' })
  }
  const q = typeof query['q'] === 'string' ? query['q'] : undefined
  return { q, filter, sort, limit, cursor: query['cursor'] as string | undefined }
}

function knownFilter(ledger: Ledger, name: string, value: string): boolean {
  if (name === 'state') return Object.hasOwn(ledger.states, value)
  if (name === 'due') return Object.hasOwn(ledger.dues ?? {}, value)
  if (name === 'link') return /^[0-9a-f-]{36}$/.test(value)
  const field = Object.hasOwn(ledger.fields, name) ? ledger.fields[name] : undefined
  return field !== undefined && filterable(field)
}

/** The name a grant's bearer tells besides the code they know. */
function toldBy(grant: ReadGrant | undefined): string | undefined {
  return typeof grant === 'object' && 'by' in grant ? grant.tells : undefined
}

/**
 * One page of a list. Where a name is told with a code, that is every record of the code whose
 * person goes by the name: so few that they are compared one by one, in one form of writing.
 */
export async function list(listing: Listing, query: ListQuery): Promise<Page> {
  const key = toldBy(readGrant(listing.ledger, listing.actor))
  const told = key === undefined ? undefined : query.filter[key]
  if (key === undefined || told === undefined) return await pageOf(listing, query)
  const { [key]: _told, ...filter } = query.filter
  const { records } = await pageOf(listing, { ...query, filter })
  const called = records.filter(({ facts }) => goesBy((facts[key] ?? { name: '' }) as Name, told))
  return { records: called, next: undefined }
}

async function pageOf(listing: Listing, query: ListQuery): Promise<Page> {
  const filter = filterOf(listing, query)
  if (!filter) return { records: [], next: undefined }
  const order = orderOf(query)
  const narrowed = query.cursor ? { $and: [filter, afterCursor(query, order)] } : filter
  const found = await selectRecords(listing.database.records, narrowed)
    .sort(order)
    .limit(query.limit + 1)
  const records = found.slice(0, query.limit).map(recordOf)
  const last = records.at(-1)
  return { records, next: found.length > query.limit && last ? cursorOf(query, last) : undefined }
}

/** How many records a list has, counted up to `countRowsMax` and one more. */
export async function count(listing: Listing, query: ListQuery): Promise<number> {
  const filter = filterOf(listing, query)
  return filter
    ? await listing.database.records.countDocuments(filter, { limit: limits.countRowsMax + 1 })
    : 0
}

/**
 * Every record of a list in its order, as a stream with flat memory. A device that finds a row by
 * what its bearer knows has none to take away.
 */
export async function* each(listing: Listing, query: ListQuery): AsyncGenerator<LedgerRecord> {
  const filter = filterOf(listing, query)
  const grant = readGrant(listing.ledger, listing.actor)
  if (!filter || (typeof grant === 'object' && 'by' in grant)) return
  const cursor = selectRecords(listing.database.records, filter)
    .sort(orderOf(query))
    .cursor({ batchSize: 500 })
  for await (const stored of cursor) yield recordOf(stored)
}

/** The filter of a list, rows the actor may see included; undefined when they may see none. */
export function filterOf(
  listing: Listing,
  query: Pick<ListQuery, 'q' | 'filter'>,
): Filter | undefined {
  const { ledger } = listing
  refuseProbing(readGrant(ledger, listing.actor), query)
  const rows = rowsOf(listing, query.filter)
  if (!rows) return undefined
  const tags = Object.entries(query.filter)
    .filter(([name]) => name !== 'due')
    .map(([name, value]) => `${name}:${tagValue(ledger, name, value)}`)
  const all = [...rows.tags, ...tags]
  const due = query.filter['due']
  return {
    ledger: ledger.name,
    ...(rows.states && { state: { $in: rows.states } }),
    ...(all.length > 0 && { tags: { $all: all } }),
    ...(due !== undefined && { dues: { $elemMatch: overdue(listing, due) } }),
    ...searchFilter(query.q),
  }
}

function tagValue(ledger: Ledger, name: string, value: string): string {
  return ledger.fields[name]?.kind === 'code' ? value.normalize('NFKC').toUpperCase() : value
}

/** What makes a record overdue now, as a match on one element of its dues. */
export function overdue(listing: Pick<Listing, 'ledger' | 'now' | 'settings'>, name: string) {
  const days = dueDays(listing.ledger, name, listing.settings)
  const before = new Date(listing.now.getTime() - days * 86_400_000).toISOString()
  return { name, from: { $lt: before } }
}

interface Rows {
  readonly tags: readonly string[]
  readonly states?: readonly string[]
}

/** What narrows a list to the rows the actor may see; undefined for none at all. */
function rowsOf({ ledger, actor }: Listing, filter: ListQuery['filter']): Rows | undefined {
  const grant = readGrant(ledger, actor)
  if (grant === undefined) return undefined
  if (grant === 'all') return { tags: [] }
  if ('own' in grant) {
    return actor.customer === undefined ? undefined : { tags: [`${grant.own}:${actor.customer}`] }
  }
  return filter[grant.by] === undefined ? undefined : { tags: [], states: grant.states }
}

/**
 * A row found by what its bearer knows is found by that alone: any other condition would let a
 * device ask, answer by answer, for what it is not shown.
 *
 * @throws Problem unknown-query for a search or another filter
 */
function refuseProbing(grant: ReadGrant | undefined, query: Pick<ListQuery, 'q' | 'filter'>): void {
  if (typeof grant !== 'object' || !('by' in grant)) return
  const known = [grant.by, ...(grant.tells === undefined ? [] : [grant.tells])]
  const name =
    query.q === undefined ? Object.keys(query.filter).find((key) => !known.includes(key)) : 'q'
  if (name !== undefined) throw new Problem('unknown-query', { name })
}

/** Every word of a search must stand somewhere in what the record may be found by. */
function searchFilter(q: string | undefined): Filter {
  const sought = (q ?? '')
    .trim()
    .split(/[\s　]+/)
    .map(searchForm)
    .filter((word) => word.length > 0)
    .slice(0, limits.searchWordsMax)
    .map((word) => [...word].slice(0, limits.searchCharactersMax).join(''))
  if (sought.length === 0) return {}
  return { $and: sought.map((word) => ({ terms: { $regex: `^${escaped(word)}` } })) }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function orderOf({ sort }: ListQuery): Record<string, 1 | -1> {
  const direction = sort.startsWith('-') ? -1 : 1
  return sort.endsWith('number') ? { number: direction } : { changedAt: direction, _id: direction }
}

/** Where a page ended, as the sort values of its last record. */
function cursorOf({ sort }: ListQuery, last: LedgerRecord): string {
  const values = sort.endsWith('number') ? [last.number] : [last.changedAt, last.id]
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

function afterCursor({ cursor }: ListQuery, order: Record<string, 1 | -1>): Filter {
  const values = readCursor(cursor, Object.keys(order).length)
  const step = Object.values(order)[0] === 1 ? '$gt' : '$lt'
  const [first, second] = Object.keys(order)
  if (first === undefined) return {}
  if (second === undefined) return { [first]: { [step]: values[0] } }
  return {
    $or: [
      { [first]: { [step]: values[0] } },
      { [first]: values[0], [second]: { [step]: values[1] } },
    ],
  }
}

function readCursor(cursor: string | undefined, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString())
    if (Array.isArray(values) && values.length === length) {
      if (values.every((value) => typeof value === 'string')) return values
    }
  } catch {
    // A cursor that is not ours is answered like any other unknown parameter, below.
  }
  throw new Problem('unknown-query', { name: 'cursor' })
}
