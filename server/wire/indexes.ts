/**
 * Commands about indexes. `createIndexes` makes the collection when there is none, asks nothing
 * twice and refuses every kind of index this store cannot keep.
 */
import { Doc } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import { createIndexes as build, dropIndex, dropIndexByName } from '../store/building.ts'
import type { Collection, Index } from '../store/catalog.ts'
import { equals } from '../store/compare.ts'
import { countValue } from '../store/documents.ts'
import { ensureCollection } from '../store/engine.ts'
import { StoreError, typeMismatch } from '../store/errors.ts'
import { isIdentity, readIndexSpec } from '../store/indexspec.ts'
import { show } from '../store/show.ts'
import { batchSizeOf, listReply } from './collections.ts'
import { okay } from './command.ts'
import type { Command } from './command.ts'

export const createIndexes: Command = {
  name: 'createIndexes',
  fields: ['commitQuorum', 'ignoreUnknownIndexOptions', 'indexes'],
  async run({ engine }, request) {
    const { database, collection: name } = request
    const declared = request.required('indexes', request.docs('indexes'))
    if (declared.length === 0) throw new StoreError(2, 'Must specify at least one index to create')
    const existing = engine.collection(request.namespace)
    const specs = declared.map((doc) => readIndexSpec(doc, existing?.collation))
    const collection = await engine.write((room) => ensureCollection(room, database, name))
    const before = collection.indexes.length
    const made = await build(engine, collection, specs)
    return okay([
      ['numIndexesBefore', countValue(before)],
      ['numIndexesAfter', countValue(collection.indexes.length)],
      ['createdCollectionAutomatically', existing === undefined],
      ...(made === 0 ? ([['note', 'all indexes already exist']] as const) : []),
    ])
  },
}

export const dropIndexes: Command = {
  name: 'dropIndexes',
  fields: ['index'],
  async run({ engine }, request) {
    const which = request.required('index', request.value('index'))
    const before = await engine.write((room) => {
      const collection = room.catalog.find(request.namespace)
      if (collection === undefined) {
        throw new StoreError(26, `ns not found ${request.namespace}`)
      }
      const count = collection.indexes.length
      if (which === '*') dropAll(collection, (index) => dropIndex(room, collection, index))
      else if (typeof which === 'string') dropIndexByName(room, collection, which)
      else if (Array.isArray(which)) {
        for (const name of which.map(requireText)) dropIndexByName(room, collection, name)
      } else dropIndex(room, collection, byPattern(collection, which))
      return count
    })
    engine.tidy()
    return okay([['nIndexesWas', countValue(before)]])
  },
}

function dropAll(collection: Collection, dropOne: (index: Index) => void): void {
  for (const index of collection.indexes) if (!isIdentity(index.spec)) dropOne(index)
}

function requireText(value: Value): string {
  if (typeof value === 'string') return value
  throw typeMismatch('dropIndexes takes names as strings')
}

function byPattern(collection: Collection, pattern: Value): Index {
  if (!(pattern instanceof Doc)) throw typeMismatch('dropIndexes takes a name or a key pattern')
  const found = collection.indexes.filter(({ spec }) => equals(spec.pattern, pattern))
  if (found[0] === undefined)
    throw new StoreError(27, `can't find index with key: ${show(pattern)}`)
  if (found.length === 1) return found[0]
  throw new StoreError(181, `${found.length} indexes found for key, drop by name: ${show(pattern)}`)
}

export const listIndexes: Command = {
  name: 'listIndexes',
  fields: ['cursor', 'includeBuildUUIDs', 'includeIndexBuildInfo'],
  async run(context, request) {
    const { namespace } = request
    const collection = context.engine.collection(namespace)
    if (collection === undefined) throw new StoreError(26, `ns does not exist: ${namespace}`)
    const docs = collection.indexes.map((index) => index.spec.shown)
    return listReply(context, namespace, docs, batchSizeOf(request.doc('cursor') ?? Doc.empty))
  },
}
