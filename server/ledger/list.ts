/**
 * Lists of records: search, filter, sort and page by cursor, each served by an index, and each
 * narrowed by the same law that guards a single record.
 */
import { searchWords } from '../../models/derive/search.ts'
import type { Name } from '../../models/fields.ts'
import { goesBy } from '../../models/kana.ts'
import { filterable } from '../../models/derive/views.ts'
import { ranges, slotOf } from '../../models/derive/sorting.ts'
import { readGrant } from '../../models/derive/permissions.ts'
import type { Ledger, ReadGrant } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { Database } from '../../models/stored/database.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { dayStart } from '../../models/zone.ts'
import { afterCursor, cursorOf, orderOf, sortKeys, sortKeysOf } from './order.ts'
import { dueDays } from './present.ts'

/** What a caller asks a list for. */
export interface ListQuery {
  readonly q?: string | undefined
  readonly filter: Readonly<Record<string, string>>
  /** A field that is sorted by, `number` or `changed`; with a leading `-`, the last first. */
  readonly sort: string
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What listing needs. */
export interface Listing {
  readonly database: Database
  readonly ledger: Ledger
  readonly actor: Actor
  readonly now: Date
  readonly settings: Facts
  /** IANA zone in which days begin. */
  readonly timeZone: string
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
  const sort = (query['sort'] ?? '-number') as string
  if (!sortKeysOf(ledger).includes(sort)) throw new Problem('unknown-query', { name: 'sort' })
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
  if (name === 'link') return idForm.test(value)
  if (name === 'id') return namesRecords(value.split(','))
  const field = Object.hasOwn(ledger.fields, name) ? ledger.fields[name] : undefined
  if (field === undefined) return false
  return ranges(ledger, name) ? readRange(value) !== undefined : filterable(field)
}

/** A range of days, `from..to`, either of which may be left open. */
function readRange(value: string): { from: string; to: string } | undefined {
  const [, from = '', to = ''] = /^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/.exec(value) ?? []
  const known = [from, to].every((day) => day === '' || dayStart(day, 'UTC') !== undefined)
  return known && from + to !== '' ? { from, to } : undefined
}

const idForm = /^[0-9a-f-]{36}$/

/** Whether a filter names records one by one, no more than a page shows. */
function namesRecords(ids: readonly string[]): boolean {
  return ids.length <= limits.pageRowsMax && ids.every((id) => idForm.test(id))
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
  const { ledger } = listing
  const order = orderOf(ledger, query.sort)
  const after =
    query.cursor === undefined ? undefined : afterCursor(ledger, query.sort, query.cursor)
  const narrowed = after ? { $and: [filter, after] } : filter
  const found = await selectRecords(listing.database.records, narrowed)
    .sort(order)
    .limit(query.limit + 1)
  const records = found.slice(0, query.limit).map(recordOf)
  const last = records.at(-1)
  const more = found.length > query.limit
  return { records, next: more && last ? cursorOf(ledger, query.sort, last) : undefined }
}

/** How many records a list has, counted up to a bound and one more. */
export async function count(
  listing: Listing,
  query: ListQuery,
  most: number = limits.countRowsMax,
): Promise<number> {
  const filter = filterOf(listing, query)
  return filter ? await listing.database.records.countDocuments(filter, { limit: most + 1 }) : 0
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
    .sort(orderOf(listing.ledger, query.sort))
    .cursor({ batchSize: 500 })
  for await (const stored of cursor) yield recordOf(stored)
}

/** The filter of a list, rows the actor may see included; undefined when they may see none. */
export function filterOf(
  listing: Listing,
  query: Pick<ListQuery, 'q' | 'filter'> & { readonly sort?: string },
): Filter | undefined {
  const { ledger } = listing
  refuseProbing(readGrant(ledger, listing.actor), query)
  const rows = rowsOf(listing, query.filter)
  if (!rows) return undefined
  const filters = Object.entries(query.filter)
  const tags = filters
    .filter(([name]) => name !== 'due' && name !== 'id' && !ranges(ledger, name))
    .map(([name, value]) => `${name}:${tagValue(ledger, name, value)}`)
  const all = [...rows.tags, ...tags]
  const { due, id } = query.filter
  return {
    ledger: ledger.name,
    ...(rows.states && { state: { $in: rows.states } }),
    ...(all.length > 0 && { tags: { $all: all } }),
    ...(id !== undefined && { _id: { $in: id.split(',') } }),
    ...(due !== undefined && { dues: { $elemMatch: overdue(listing, due) } }),
    ...rangeFilters(listing, filters),
    ...searchFilter(query.q),
  }
}

/** Ranges of days as ranges of the texts that order the same fields. */
function rangeFilters(
  { ledger, timeZone }: Listing,
  filters: readonly (readonly [string, string])[],
): Filter {
  const narrowed: Filter = {}
  for (const [name, value] of filters) {
    const slot = ranges(ledger, name) ? slotOf(ledger, name) : undefined
    const range = slot === undefined ? undefined : readRange(value)
    if (slot === undefined || !range) continue
    const { from, to } = range
    narrowed[slot] =
      ledger.fields[name]?.kind === 'day'
        ? { $gte: from || anyDay, ...(to && { $lte: to }) }
        : {
            $gte: from ? dayStart(from, timeZone) : anyDay,
            ...(to && { $lt: dayStart(to, timeZone, 1) }),
          }
  }
  return narrowed
}

/** Before every day there is, and after an absent one. */
const anyDay = '0'

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
 * @throws Problem unknown-query for a search, another filter, or an order by a field
 */
function refuseProbing(
  grant: ReadGrant | undefined,
  query: Pick<ListQuery, 'q' | 'filter'> & { readonly sort?: string },
): void {
  if (typeof grant !== 'object' || !('by' in grant)) return
  // An order by what is not shown, and the cursor that goes with it, would tell of it.
  if (query.sort !== undefined && !sortKeys.includes(query.sort)) {
    throw new Problem('unknown-query', { name: 'sort' })
  }
  const known = [grant.by, ...(grant.tells === undefined ? [] : [grant.tells])]
  const name =
    query.q === undefined ? Object.keys(query.filter).find((key) => !known.includes(key)) : 'q'
  if (name !== undefined) throw new Problem('unknown-query', { name })
}

/** Every word of a search must stand somewhere in what the record may be found by. */
function searchFilter(q: string | undefined): Filter {
  const sought = searchWords(q ?? '')
  if (sought.length === 0) return {}
  return { $and: sought.map((word) => ({ terms: { $regex: `^${escaped(word)}` } })) }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
