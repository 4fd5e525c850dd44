/**
 * Updates and deletes of documents a filter names. A short search runs inside the write
 * transaction, so that deciding and changing are one step; a long one runs outside, gives way to
 * others, and what it found is looked at again inside before it is changed.
 */
import type { Doc, Value } from './bson.ts'
import type { Collection } from './catalog.ts'
import type { Collation } from './collation.ts'
import { insertDocument, readDocument, removeDocument, replaceDocument } from './documents.ts'
import { withIdentity } from './documents.ts'
import type { Room } from './documents.ts'
import { ensureCollection } from './engine.ts'
import type { Engine } from './engine.ts'
import { StoreError } from './errors.ts'
import { writeAttemptsMax, writeChunkDocuments, writeSearchKeysMax } from './limits.ts'
import type { MatchDetails, Matcher } from './match.ts'
import { planQuery } from './planner.ts'
import { matcherOf, prepareFind } from './reading.ts'
import { walk } from './scan.ts'
import type { Found } from './scan.ts'
import { compileSort } from './sort.ts'
import { seedUpsert } from './update.ts'
import type { Update } from './update.ts'

/** What to find and what to do with it; without `update` the documents are deleted. */
export interface Change {
  readonly database: string
  readonly name: string
  readonly filter: Doc
  readonly update?: Update | undefined
  readonly multi: boolean
  readonly upsert: boolean
  readonly sort?: Doc | undefined
  readonly hint?: Value | undefined
  readonly collation?: Collation | undefined
  readonly let?: Doc | undefined
  readonly now: Date
  readonly deadline?: number | undefined
}

export interface ChangeResult {
  matched: number
  modified: number
  /** The `_id` of the document an upsert made. */
  upserted?: Value
  /** The last document changed, as it was and as it is; `after` is absent when deleted. */
  before?: Doc
  after?: Doc
}

const nothing = (): ChangeResult => ({ matched: 0, modified: 0 })

/** Answers undefined when the search is too long to run inside the transaction. Inside a write. */
export function tryChange(room: Room, change: Change): ChangeResult | undefined {
  const collection = room.catalog.find(`${change.database}.${change.name}`)
  if (collection === undefined) return missed(room, change)
  const matches = matcherOf(change)
  const found = searchShort(room, collection, change, matches)
  if (found === undefined) return undefined
  if (found.length === 0) return missed(room, change)
  const result = nothing()
  for (const { record, doc } of found) apply(room, collection, change, matches, record, doc, result)
  return result
}

/** The same for a search of any length. */
export async function changeSlowly(engine: Engine, change: Change): Promise<ChangeResult> {
  const matches = matcherOf(change)
  if (change.multi) return changeMany(engine, change, matches)
  for (let attempt = 0; attempt < writeAttemptsMax; attempt += 1) {
    const collection = engine.collection(`${change.database}.${change.name}`)
    const horizon = collection?.nextRecord ?? 0
    const [candidate] = await searchLong(engine, collection, change, 1)
    const result = await engine.write((room) => {
      const current = room.catalog.find(`${change.database}.${change.name}`)
      if (current !== collection) return undefined
      if (candidate !== undefined && current !== undefined) {
        return applyIfMatching(room, current, change, matches, candidate)
      }
      const appeared = current !== undefined && current.nextRecord !== horizon
      return appeared ? undefined : missed(room, change)
    })
    if (result !== undefined) return result
  }
  throw new StoreError(112, 'The documents kept changing while the write looked for them')
}

async function changeMany(engine: Engine, change: Change, matches: Matcher): Promise<ChangeResult> {
  const collection = engine.collection(`${change.database}.${change.name}`)
  const records = await searchLong(engine, collection, change, Infinity)
  if (collection === undefined || records.length === 0) {
    return engine.write((room) => missed(room, change))
  }
  const result = nothing()
  for (let at = 0; at < records.length; at += writeChunkDocuments) {
    await engine.write((room) => {
      if (collection.gone) throw new StoreError(175, `collection dropped: ${collection.namespace}`)
      for (const record of records.slice(at, at + writeChunkDocuments)) {
        const doc = readDocument(room, collection, record)
        if (doc === undefined || !matches(doc)) continue
        apply(room, collection, change, matches, record, doc, result)
      }
    })
  }
  return result
}

function searchShort(
  room: Room,
  collection: Collection,
  change: Change,
  matches: Matcher,
): Found[] | undefined {
  const order = change.sort === undefined ? undefined : compileSort(change.sort, change.collation)
  const plan = planQuery(room.index, collection, { ...change, limited: !change.multi })
  const counts = { keysExamined: 0, docsExamined: 0 }
  const found: Found[] = []
  for (const step of walk(room, collection, plan, counts)) {
    for (const candidate of step) {
      if (!matches(candidate.doc)) continue
      found.push(candidate)
      if (!change.multi && (order === undefined || plan.sorted)) return found
    }
    if (Math.max(counts.keysExamined, counts.docsExamined) > writeSearchKeysMax) return undefined
  }
  if (order !== undefined && !plan.sorted) found.sort((a, b) => order(a.doc, b.doc))
  return change.multi ? found : found.slice(0, 1)
}

async function searchLong(
  engine: Engine,
  collection: Collection | undefined,
  change: Change,
  limit: number,
): Promise<number[]> {
  if (collection === undefined) return []
  const request = { ...change, skip: 0, limit: limit === Infinity ? 0 : limit }
  const records: number[] = []
  for await (const { record } of prepareFind(engine.room, collection, request).run()) {
    records.push(record)
  }
  return records
}

function applyIfMatching(
  room: Room,
  collection: Collection,
  change: Change,
  matches: Matcher,
  record: number,
): ChangeResult | undefined {
  const doc = readDocument(room, collection, record)
  if (doc === undefined || !matches(doc)) return undefined
  const result = nothing()
  apply(room, collection, change, matches, record, doc, result)
  return result
}

function apply(
  room: Room,
  collection: Collection,
  change: Change,
  matches: Matcher,
  record: number,
  doc: Doc,
  result: ChangeResult,
): void {
  const { update } = change
  if (update === undefined) {
    removeDocument(room, collection, record, doc)
    result.before = doc
    result.matched += 1
    return
  }
  const details: MatchDetails = {}
  if (update.positional) matches(doc, details)
  const after = update.apply(doc, { insert: false, arrayIndex: details.arrayIndex })
  if (after !== doc) {
    replaceDocument(room, collection, record, doc, after)
    result.modified += 1
  }
  result.matched += 1
  result.before = doc
  result.after = after
}

/** Nothing matched: an upsert makes the document, anything else reports zero. Inside a write. */
function missed(room: Room, change: Change): ChangeResult {
  const { update } = change
  if (!change.upsert || update === undefined) return nothing()
  const collection = ensureCollection(room, change.database, change.name)
  const seed = seedUpsert(change.filter, update)
  const after = withIdentity(update.apply(seed, { insert: true }))
  insertDocument(room, collection, after)
  return { ...nothing(), upserted: after.get('_id') ?? null, after }
}
