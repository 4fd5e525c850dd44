/**
 * Commands about collections and databases. A database exists as long as it has a collection, so
 * there is nothing to create or keep for it.
 */
import { Doc } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import type { Collection } from '../store/catalog.ts'
import { requireNamespace } from '../store/engine.ts'
import { StoreError, invalidOptions } from '../store/errors.ts'
import { compileFilter } from '../store/match.ts'
import { isNumeric, toDouble } from '../store/numbers.ts'
import { okay } from './command.ts'
import type { Command } from './command.ts'
import { Cursor, cursorReply, firstBatchDocuments } from './cursors.ts'
import { checkNested } from './request.ts'
import type { Request } from './request.ts'

/** Kinds of collection this store does not have; asking for one is refused, never half done. */
const refusedKinds = [
  'capped',
  'changeStreamPreAndPostImages',
  'clusteredIndex',
  'encryptedFields',
  'expireAfterSeconds',
  'indexOptionDefaults',
  'max',
  'pipeline',
  'size',
  'storageEngine',
  'timeseries',
  'validationAction',
  'validationLevel',
  'validator',
  'viewOn',
]

export const create: Command = {
  name: 'create',
  fields: ['autoIndexId', 'collation', 'idIndex', ...refusedKinds],
  async run({ engine }, request) {
    const { database, collection: name } = request
    requireNamespace(database, name)
    refuseKinds(request)
    const collation = request.collation(undefined)
    await engine.write(({ catalog }) => {
      if (catalog.find(`${database}.${name}`) !== undefined) {
        throw new StoreError(48, `Collection ${database}.${name} already exists.`)
      }
      catalog.create(database, name, collation)
    })
    return okay()
  },
}

function refuseKinds(request: Request): void {
  for (const kind of refusedKinds) {
    const value = request.value(kind)
    if (value === undefined || value === false) continue
    if (value instanceof Doc && value.size === 0) continue
    throw new StoreError(238, `create's option '${kind}' is not available in the embedded store`)
  }
}

export const drop: Command = {
  name: 'drop',
  fields: [],
  async run({ engine }, request) {
    const { namespace } = request
    const indexes = await engine.write(({ catalog }) => {
      const collection = catalog.find(namespace)
      if (collection === undefined) return undefined
      catalog.drop(collection)
      return collection.indexes.length
    })
    engine.tidy()
    // Since 7.0 dropping what does not exist is no failure.
    if (indexes === undefined) return okay()
    return okay([
      ['nIndexesWas', indexes],
      ['ns', namespace],
    ])
  },
}

export const dropDatabase: Command = {
  name: 'dropDatabase',
  fields: [],
  async run({ engine }, request) {
    const { database } = request
    await engine.write(({ catalog }) => {
      for (const collection of catalog.all()) {
        if (collection.database === database) catalog.drop(collection)
      }
    })
    engine.tidy()
    return okay([['dropped', database]])
  },
}

export const listCollections: Command = {
  name: 'listCollections',
  fields: ['authorizedCollections', 'cursor', 'filter', 'nameOnly'],
  async run(context, request) {
    const { database } = request
    const filter = compileFilter(request.doc('filter') ?? Doc.empty)
    const nameOnly = request.flag('nameOnly')
    const options = request.doc('cursor') ?? Doc.empty
    checkNested(options, ['batchSize'], 'listCollections.cursor')
    const docs = context.engine.catalog
      .all()
      .filter((collection) => collection.database === database)
      .map((collection) => describeCollection(collection))
      .filter((doc) => filter(doc))
      .map((doc) => (nameOnly ? nameAndType(doc) : doc))
    const namespace = `${database}.$cmd.listCollections`
    return listReply(context, namespace, docs, batchSizeOf(options))
  },
}

/** A first batch over a list that is already there. */
export async function listReply(
  context: Parameters<Command['run']>[0],
  namespace: string,
  docs: readonly Doc[],
  batchSize: number,
): Promise<Doc> {
  const cursor = new Cursor(namespace, listed(docs), docs.length)
  if (docs.length === 0) return cursorReply('firstBatch', [], 0n, namespace)
  const { docs: first, done } = await cursor.take(batchSize)
  return cursorReply('firstBatch', first, done ? 0n : context.cursors.keep(cursor), namespace)
}

async function* listed(docs: readonly Doc[]): AsyncGenerator<Doc, void, undefined> {
  yield* docs
}

/** `batchSize` of a nested cursor option. */
export function batchSizeOf(options: Doc): number {
  const size = options.get('batchSize')
  if (size === undefined) return firstBatchDocuments
  if (isNumeric(size) && toDouble(size) >= 0) return toDouble(size)
  throw new StoreError(51024, "BSON field 'batchSize' value must be >= 0")
}

function describeCollection(collection: Collection): Doc {
  const identity = collection.indexes[0]?.spec.shown
  const options: [string, Value][] =
    collection.collation === undefined ? [] : [['collation', collection.collation.spec]]
  return Doc.from([
    ['name', collection.name],
    ['type', 'collection'],
    ['options', Doc.from(options)],
    ['info', Doc.of({ readOnly: false })],
    ['idIndex', identity ?? Doc.empty],
  ])
}

const nameAndType = (doc: Doc): Doc =>
  Doc.from([
    ['name', doc.get('name') ?? ''],
    ['type', 'collection'],
  ])

export const listDatabases: Command = {
  name: 'listDatabases',
  fields: ['authorizedDatabases', 'filter', 'nameOnly'],
  run({ engine }, request) {
    if (request.database !== 'admin') {
      throw new StoreError(13, 'listDatabases may only be run against the admin database.')
    }
    const filter = compileFilter(request.doc('filter') ?? Doc.empty)
    const names = new Set(engine.catalog.all().map((collection) => collection.database))
    const databases = [...names]
      .sort()
      .map((name) => Doc.from([['name', name], ...sizes(request, engine.stats().bytes)]))
      .filter((doc) => filter(doc))
    if (request.flag('nameOnly')) return okay([['databases', databases]])
    const { bytes } = engine.stats()
    return okay([
      ['databases', databases],
      ['totalSize', bytes],
      ['totalSizeMb', Math.floor(bytes / 2 ** 20)],
    ])
  },
}

/** All databases share one file, so each is shown with its size. */
function sizes(request: Request, bytes: number): [string, Value][] {
  if (request.flag('nameOnly')) return []
  return [
    ['sizeOnDisk', bytes],
    ['empty', false],
  ]
}

export const renameCollection: Command = {
  name: 'renameCollection',
  fields: ['dropTarget', 'to'],
  async run({ engine }, request) {
    const from = request.collection
    const to = request.required('to', request.string('to'))
    const cut = to.indexOf('.')
    requireNamespace(to.slice(0, cut), to.slice(cut + 1))
    if (from.slice(0, from.indexOf('.')) !== to.slice(0, cut)) {
      throw invalidOptions('A collection is renamed within its database only')
    }
    const dropTarget = request.flag('dropTarget')
    await engine.write(({ catalog }) => {
      const collection = catalog.find(from)
      if (collection === undefined)
        throw new StoreError(26, `Source collection ${from} does not exist`)
      const target = catalog.find(to)
      if (target !== undefined && !dropTarget) throw new StoreError(48, 'target namespace exists')
      if (target !== undefined) catalog.drop(target)
      catalog.rename(collection, to.slice(cut + 1))
    })
    engine.tidy()
    return okay()
  },
}
