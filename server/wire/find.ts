/**
 * `find` and the two commands that go on with or end its cursor. The first batch has 101 documents
 * unless asked otherwise, later ones as many as fit; both as in mongod, because drivers count on
 * it.
 */
import { Doc } from '../store/bson.ts'
import type { Collection } from '../store/catalog.ts'
import { badValue, failedToParse, typeMismatch } from '../store/errors.ts'
import { compileFilter } from '../store/match.ts'
import { compileProjection, isPositional } from '../store/project.ts'
import { prepareFind } from '../store/reading.ts'
import type { FindRequest, Finder } from '../store/reading.ts'
import { compileSort } from '../store/sort.ts'
import { okay } from './command.ts'
import type { Command, Context } from './command.ts'
import { Cursor, cursorReply, firstBatchDocuments } from './cursors.ts'
import type { Request } from './request.ts'

const findFields = [
  'allowDiskUse',
  'allowPartialResults',
  'awaitData',
  'batchSize',
  'collation',
  'filter',
  'hint',
  'let',
  'limit',
  'max',
  'min',
  'noCursorTimeout',
  'oplogReplay',
  'projection',
  'returnKey',
  'showRecordId',
  'singleBatch',
  'skip',
  'sort',
  'tailable',
]

/** Options that would change the answer and are not built, so they must not be passed over. */
const refusedFlags = ['awaitData', 'returnKey', 'showRecordId', 'tailable']

export const find: Command = {
  name: 'find',
  fields: findFields,
  async run(context, request) {
    const prepared = prepare(context, request)
    const limit = request.count('limit') ?? 0
    const source = prepared === undefined ? empty() : prepared.source()
    const cursor = new Cursor(request.namespace, source, limit)
    const size = request.count('batchSize') ?? firstBatchDocuments
    const { docs, done } = await cursor.take(size)
    const single = request.flag('singleBatch')
    if (single && !done) await cursor.close()
    const id = done || single ? 0n : context.cursors.keep(cursor)
    return cursorReply('firstBatch', docs, id, request.namespace)
  },
}

export interface PreparedFind {
  readonly finder: Finder
  source(): AsyncGenerator<Doc, void, undefined>
}

/** Reads, compiles and plans; undefined when the collection does not exist. */
export function prepare(context: Context, request: Request): PreparedFind | undefined {
  refuseOptions(request)
  const collection = context.engine.collection(request.namespace)
  const wanted = readFind(request, collection)
  const projection = request.doc('projection')
  const { collation, now } = wanted
  const project =
    projection === undefined || projection.size === 0
      ? undefined
      : compileProjection(projection, { collation, let: wanted.let, now })
  if (collection === undefined) {
    checkWithoutCollection(wanted)
    return undefined
  }
  const positional = projection !== undefined && isPositional(projection)
  const finder = prepareFind(context.engine.room, collection, { ...wanted, positional })
  return {
    finder,
    async *source() {
      for await (const { doc, details } of finder.run()) {
        yield project === undefined ? doc : project(doc, details)
      }
    },
  }
}

function refuseOptions(request: Request): void {
  for (const name of refusedFlags) {
    if (request.flag(name)) throw badValue(`find's option '${name}' is not available here`)
  }
  for (const name of ['max', 'min']) {
    const bound = request.doc(name)
    if (bound !== undefined && bound.size > 0) {
      throw badValue(`find's option '${name}' is not available here`)
    }
  }
}

function readFind(request: Request, collection: Collection | undefined): FindRequest {
  const sort = request.doc('sort')
  return {
    filter: request.doc('filter') ?? Doc.empty,
    sort: sort === undefined || sort.size === 0 ? undefined : sort,
    hint: request.hint(),
    skip: request.count('skip') ?? 0,
    limit: request.count('limit') ?? 0,
    collation: request.collation(collection?.collation),
    let: request.variables(),
    now: request.now,
    deadline: request.deadline(),
  }
}

/** A wrong filter is refused even where there is nothing to find. */
function checkWithoutCollection(wanted: FindRequest): void {
  const { collation, now } = wanted
  compileFilter(wanted.filter, { collation, let: wanted.let, now })
  if (wanted.sort !== undefined && !wanted.sort.has('$natural')) compileSort(wanted.sort, collation)
}

async function* empty(): AsyncGenerator<Doc, void, undefined> {
  // Nothing to yield.
}

export const getMore: Command = {
  name: 'getMore',
  fields: ['batchSize', 'collection', 'term'],
  async run(context, request) {
    const id = request.body.get('getMore')
    if (typeof id !== 'bigint') throw typeMismatch('getMore needs a cursor id of type long')
    const name = request.required('collection', request.string('collection'))
    const namespace = `${request.database}.${name}`
    const cursor = context.cursors.find(id, namespace)
    const size = request.count('batchSize') ?? 0
    cursor.busy = true
    try {
      const { docs, done } = await cursor.take(size === 0 ? Infinity : size)
      if (done) context.cursors.drop(id)
      return cursorReply('nextBatch', docs, done ? 0n : id, namespace)
    } catch (error) {
      context.cursors.drop(id)
      throw error
    } finally {
      cursor.busy = false
      cursor.usedAt = Date.now()
    }
  },
}

export const killCursors: Command = {
  name: 'killCursors',
  fields: ['cursors'],
  run(context, request) {
    const ids = request.required('cursors', request.value('cursors'))
    if (!Array.isArray(ids)) throw failedToParse('killCursors needs an array of cursor ids')
    const killed: bigint[] = []
    const missing: bigint[] = []
    for (const id of ids) {
      if (typeof id !== 'bigint') throw typeMismatch('a cursor id is of type long')
      const list = context.cursors.drop(id) ? killed : missing
      list.push(id)
    }
    return okay([
      ['cursorsKilled', killed],
      ['cursorsNotFound', missing],
      ['cursorsAlive', []],
      ['cursorsUnknown', []],
    ])
  },
}
