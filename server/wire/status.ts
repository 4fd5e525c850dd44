/**
 * Figures for people and tools: sizes, counts, and `validate`, the store's own audit.
 */
import { DateTime, Doc, Int32 } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import type { Collection } from '../store/catalog.ts'
import { countValue } from '../store/documents.ts'
import type { Engine } from '../store/engine.ts'
import { StoreError } from '../store/errors.ts'
import { scanChunkKeys } from '../store/limits.ts'
import { justAfter, prefixOf } from '../store/records.ts'
import { Slice } from '../store/scan.ts'
import { auditCollection } from '../store/validate.ts'
import { okay } from './command.ts'
import type { Command } from './command.ts'
import { mongoVersion } from './greeting.ts'

export const validate: Command = {
  name: 'validate',
  fields: ['background', 'checkBSONConformance', 'full', 'metadata', 'repair'],
  async run({ engine }, request) {
    const collection = engine.collection(request.namespace)
    if (collection === undefined) {
      throw new StoreError(26, `Collection '${request.namespace}' does not exist to validate.`)
    }
    if (request.flag('repair')) throw new StoreError(238, 'validate cannot repair here')
    const audit = await auditCollection(engine.room, collection)
    const keys = [...audit.keysPerIndex].map(([name, count]) => [name, countValue(count)] as const)
    return okay([
      ['ns', request.namespace],
      ['nInvalidDocuments', countValue(0)],
      ['nrecords', countValue(audit.documents)],
      ['nIndexes', countValue(collection.indexes.length)],
      ['keysPerIndex', Doc.from(keys)],
      ['valid', audit.faults.length === 0],
      ['warnings', []],
      ['errors', [...audit.faults]],
    ])
  },
}

interface Sizes {
  readonly bytes: number
  readonly indexBytes: ReadonlyMap<string, number>
}

/** Adds up a collection's bytes, giving way in between. */
async function measure({ room }: Engine, collection: Collection): Promise<Sizes> {
  const indexBytes = new Map<string, number>()
  for (const index of collection.indexes) {
    indexBytes.set(index.spec.name, await addUp(room.index, index.id))
  }
  return { bytes: await addUp(room.data, collection.id), indexBytes }
}

async function addUp(space: Engine['room']['data'], id: number): Promise<number> {
  const slice = new Slice()
  const end = prefixOf(id + 1)
  let start = prefixOf(id)
  let bytes = 0
  for (;;) {
    const chunk = space.range({ start, end, limit: scanChunkKeys })
    for (const { key, value } of chunk) bytes += key.length + value.length
    const last = chunk.at(-1)
    if (last === undefined || chunk.length < scanChunkKeys) return bytes
    start = justAfter(last.key)
    await slice.breathe()
  }
}

export const collStats: Command = {
  name: 'collStats',
  fields: ['scale'],
  async run({ engine }, request) {
    const collection = engine.collection(request.namespace)
    const scale = request.count('scale') ?? 1
    const sizes = collection === undefined ? none : await measure(engine, collection)
    const documents = collection === undefined ? 0 : await engine.count(collection)
    const indexSizes = [...sizes.indexBytes].map(
      ([name, bytes]) => [name, scaled(bytes, scale)] as const,
    )
    const indexBytes = [...sizes.indexBytes.values()].reduce((sum, bytes) => sum + bytes, 0)
    return okay([
      ['ns', request.namespace],
      ['size', scaled(sizes.bytes, scale)],
      ['count', countValue(documents)],
      ['avgObjSize', documents === 0 ? new Int32(0) : sizes.bytes / documents],
      ['storageSize', scaled(sizes.bytes, scale)],
      ['capped', false],
      ['nindexes', countValue(collection?.indexes.length ?? 0)],
      ['indexSizes', Doc.from(indexSizes)],
      ['totalIndexSize', scaled(indexBytes, scale)],
      ['totalSize', scaled(sizes.bytes + indexBytes, scale)],
      ['scaleFactor', countValue(scale)],
    ])
  },
}

const none: Sizes = { bytes: 0, indexBytes: new Map() }

const scaled = (bytes: number, scale: number): Value =>
  countValue(Math.floor(bytes / Math.max(1, scale)))

export const dbStats: Command = {
  name: 'dbStats',
  fields: ['freeStorage', 'scale'],
  async run({ engine }, request) {
    const { database } = request
    const scale = request.count('scale') ?? 1
    const collections = engine.catalog.all().filter((each) => each.database === database)
    let documents = 0
    let indexes = 0
    let bytes = 0
    let indexBytes = 0
    for (const collection of collections) {
      const sizes = await measure(engine, collection)
      documents += await engine.count(collection)
      indexes += collection.indexes.length
      bytes += sizes.bytes
      for (const size of sizes.indexBytes.values()) indexBytes += size
    }
    return okay([
      ['db', database],
      ['collections', countValue(collections.length)],
      ['views', countValue(0)],
      ['objects', countValue(documents)],
      ['avgObjSize', documents === 0 ? 0 : bytes / documents],
      ['dataSize', scaled(bytes, scale)],
      ['storageSize', scaled(bytes, scale)],
      ['indexes', countValue(indexes)],
      ['indexSize', scaled(indexBytes, scale)],
      ['totalSize', scaled(bytes + indexBytes, scale)],
      ['scaleFactor', countValue(scale)],
    ])
  },
}

export const serverStatus: Command = {
  name: 'serverStatus',
  fields: [],
  run({ engine, cursors }) {
    const uptime = (Date.now() - engine.startedAt) / 1000
    return okay([
      ['host', 'embedded'],
      ['version', mongoVersion],
      ['process', 'daicho'],
      ['pid', countValue(process.pid)],
      ['uptime', uptime],
      ['localTime', DateTime.of(new Date())],
      ['metrics', Doc.from([['cursor', Doc.from([['open', countValue(cursors.size)]])]])],
      ['mem', Doc.of({ resident: Math.floor(process.memoryUsage.rss() / 2 ** 20) })],
      ['storageEngine', Doc.of({ name: 'lmdb' })],
    ])
  },
}
