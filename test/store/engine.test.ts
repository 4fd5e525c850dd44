/**
 * The engine from inside: the storage contract, the catalog across restarts and failed commits, and
 * indexes that are built while others write.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { Doc, encode } from '../../server/store/bson.ts'
import type { Plain } from '../../server/store/bson.ts'
import { createIndexes } from '../../server/store/building.ts'
import type { Collection } from '../../server/store/catalog.ts'
import { StorageError } from '../../server/store/contract.ts'
import { insertDocument, readDocument, removeDocument } from '../../server/store/documents.ts'
import { Engine, ensureCollection } from '../../server/store/engine.ts'
import { readIndexSpec } from '../../server/store/indexspec.ts'
import type { IndexSpec } from '../../server/store/indexspec.ts'
import { storageKeyBytesMax } from '../../server/store/limits.ts'
import { openLmdb } from '../../server/store/lmdb.ts'
import { auditCollection } from '../../server/store/validate.ts'
import { MongoClient, failureOf, temporaryFolder } from '../wire/harness.ts'

const specOf = (declared: { readonly [key: string]: Plain }): IndexSpec =>
  readIndexSpec(Doc.of(declared), undefined)
const docOf = (n: number, more: { readonly [key: string]: Plain } = {}): Doc =>
  Doc.of({ _id: n, n: n % 10, ...more })

describe('The storage contract', () => {
  const room = temporaryFolder()
  after(() => room.remove())

  it('lets nobody write outside a write, use a wrong key, or read without a limit', async () => {
    const storage = openLmdb(join(room.folder, 'contract.mdb'))
    const space = storage.space('data')
    const key = Buffer.from('key')
    const faults = [
      () => space.put(key, key),
      () => space.delete(key),
      () => space.get(Buffer.alloc(0)),
      () => space.get(Buffer.alloc(storageKeyBytesMax + 1)),
      () => space.range({ start: key, end: key, limit: 0 }),
    ].map((use) => {
      try {
        use()
        return 'nothing'
      } catch (error) {
        return error instanceof StorageError ? error.fault : String(error)
      }
    })
    expect(faults).to.deep.equal(['outside', 'outside', 'argument', 'argument', 'argument'])
    await storage.close()
    expect(() => space.get(key)).to.throw(StorageError, 'closed')
  })

  it('walks half-open ranges both ways and sees its own writes', async () => {
    const storage = openLmdb(join(room.folder, 'ranges.mdb'))
    const space = storage.space('index')
    const keys = (reverse: boolean): string[] =>
      space
        .range({ start: Buffer.from('b'), end: Buffer.from('d'), reverse, limit: 10 })
        .map(({ key }) => key.toString())
    const inside = await storage.write(() => {
      for (const name of ['a', 'b', 'c', 'd']) space.put(Buffer.from(name), Buffer.from('x'))
      return keys(false)
    })
    expect([inside, keys(false), keys(true)]).to.deep.equal([
      ['b', 'c'],
      ['b', 'c'],
      ['c', 'b'],
    ])
    await storage.close()
  })
})

describe('The engine', () => {
  let room: ReturnType<typeof temporaryFolder>
  let engine: Engine

  const open = async (): Promise<Engine> => Engine.open({ folder: room.folder })
  const collectionOf = (): Promise<Collection> =>
    engine.write((writer) => ensureCollection(writer, 'test', 'items'))

  beforeEach(async () => {
    room = temporaryFolder()
    engine = await open()
  })
  afterEach(async () => {
    await engine.close()
    room.remove()
  })

  it('keeps collections, indexes and what was learnt of them across a restart', async () => {
    const items = await collectionOf()
    await createIndexes(engine, items, [
      specOf({ key: { tags: -1 }, name: 'tags', sparse: true }),
      specOf({ key: { n: 1 }, name: 'n', collation: { locale: 'en', strength: 2 } }),
    ])
    await engine.write((writer) => insertDocument(writer, items, docOf(1, { tags: ['a', 'b'] })))
    const before = items.indexes.map(({ spec }) => spec.shown)
    await engine.close()
    engine = await open()
    const again = engine.collection('test.items')
    expect(again?.indexes.map(({ spec }) => encode(spec.shown))).to.deep.equal(before.map(encode))
    expect(again?.indexes[1]?.multikeyPaths).to.deep.equal([true])
    expect(again?.nextRecord).to.equal(2)
  })

  it('drops an index whose building was cut short', async () => {
    const items = await collectionOf()
    const spec = specOf({ key: { n: 1 }, name: 'half' })
    await engine.write(({ catalog }) => catalog.addIndex(items, spec, true))
    await engine.close()
    engine = await open()
    expect(engine.collection('test.items')?.indexes).to.have.length(1)
  })

  it('refuses a store of a format it does not know', async () => {
    await engine.close()
    const storage = openLmdb(join(room.folder, 'data.mdb'))
    const format = encode(Doc.of({ version: 99 }))
    await storage.write(() => storage.space('meta').put(Buffer.from('format'), format))
    await storage.close()
    expect((await failureOf(open())).message).to.include('format 99')
    const repaired = openLmdb(join(room.folder, 'data.mdb'))
    const known = encode(Doc.of({ version: 1 }))
    await repaired.write(() => repaired.space('meta').put(Buffer.from('format'), known))
    await repaired.close()
    engine = await open()
  })

  it('builds an index while others insert and remove', async () => {
    const items = await collectionOf()
    await engine.write((writer) => {
      for (let n = 0; n < 5000; n += 1) insertDocument(writer, items, docOf(n, { tags: [n, -n] }))
    })
    const specs = [
      specOf({ key: { n: 1, tags: -1 }, name: 'both' }),
      specOf({ key: { n: 1 }, name: 'some', partialFilterExpression: { n: { $gt: 5 } } }),
    ]
    const building = createIndexes(engine, items, specs)
    const disturbing = (async () => {
      for (let n = 0; n < 200; n += 1) {
        await engine.write((writer) => {
          insertDocument(writer, items, docOf(10_000 + n, { tags: [n] }))
          const record = 1 + n * 20
          const doc = readDocument(writer, items, record)
          if (doc !== undefined) removeDocument(writer, items, record, doc)
        })
      }
    })()
    await Promise.all([building, disturbing])
    const audit = await auditCollection(engine.room, items)
    expect(audit.faults).to.deep.equal([])
    expect(audit.documents).to.equal(5000)
    expect(audit.keysPerIndex.size).to.equal(3)
  })

  it('finds out when an entry is missing or one too many', async () => {
    const items = await collectionOf()
    await createIndexes(engine, items, [specOf({ key: { n: 1 }, name: 'n' })])
    await engine.write((writer) => insertDocument(writer, items, docOf(1)))
    const index = items.indexes[1]?.id ?? 0
    const start = Buffer.alloc(4)
    start.writeUInt32BE(index)
    const end = Buffer.alloc(4)
    end.writeUInt32BE(index + 1)
    const [entry] = engine.room.index.range({ start, end, limit: 1 })
    if (entry === undefined) throw new Error('The entry should be there')
    await engine.write((writer) => writer.index.delete(entry.key))
    expect((await auditCollection(engine.room, items)).faults).to.have.length(2)
    const stray = Buffer.concat([entry.key, Buffer.from([1])])
    await engine.write((writer) => {
      writer.index.put(entry.key, entry.value)
      writer.index.put(stray, entry.value)
    })
    expect((await auditCollection(engine.room, items)).faults).to.have.length(1)
  })

  it('removes the bytes of what was dropped', async () => {
    const items = await collectionOf()
    await engine.write((writer) => {
      for (let n = 0; n < 3000; n += 1) insertDocument(writer, items, docOf(n))
    })
    await engine.write(({ catalog }) => catalog.drop(items))
    engine.tidy()
    for (let tries = 0; engine.catalog.allGarbage().length > 0; tries += 1) {
      if (tries > 100_000) throw new Error('The garbage stays')
      await new Promise((resolve) => setImmediate(resolve))
    }
    // Forgotten in memory a moment before the disk has it; a write later both agree.
    await engine.write(() => undefined)
    const everything = { start: Buffer.from([0]), end: Buffer.alloc(8, 255), limit: 10 }
    expect(engine.room.data.count(everything) + engine.room.index.count(everything)).to.equal(0)
  })

  it('counts once and keeps the count in step', async () => {
    const items = await collectionOf()
    await engine.write((writer) => insertDocument(writer, items, docOf(1)))
    await engine.close()
    engine = await open()
    const again = engine.collection('test.items')
    if (again === undefined) throw new Error('The collection is gone')
    const inserting = engine.write((writer) => insertDocument(writer, again, docOf(2)))
    const counting = engine.count(again)
    await inserting
    expect(await counting).to.equal(2)
    await engine.write((writer) => {
      const doc = readDocument(writer, again, 1)
      if (doc !== undefined) removeDocument(writer, again, 1, doc)
    })
    expect(await engine.count(again)).to.equal(1)
  })
})

describe('A disk that refuses', function () {
  const program = fileURLToPath(new URL('../../server/wire/standalone.js', import.meta.url))

  it('fails the write, loses nothing acknowledged, and serves on', async function () {
    if (process.platform === 'win32' || process.env.MONGODB_URI !== undefined) this.skip()
    const room = temporaryFolder()
    // The shell's limit on file size makes the kernel refuse writes as a full disk would.
    const words = ['-c', 'ulimit -f 3000; exec "$0" "$@"', process.execPath, program, room.folder]
    const child = spawn('sh', words, { stdio: ['ignore', 'pipe', 'ignore'] })
    const [uri] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 5000 }).connect()
    const text = 'x'.repeat(20_000)
    let acknowledged = 0
    const error = await failureOf(
      (async () => {
        for (let n = 0; n < 1000; n += 1) {
          await client
            .db('full')
            .collection(`items${n % 3}`)
            .insertOne({ n, text })
          acknowledged += 1
        }
      })(),
    )
    expect(error.message).to.include('Writing to the disk failed')
    const names = ['items0', 'items1', 'items2']
    const db = client.db('full')
    const counts = await Promise.all(names.map((name) => db.collection(name).countDocuments()))
    expect(counts.reduce((sum, count) => sum + count, 0)).to.equal(acknowledged)
    const reports = await Promise.all(names.map((name) => db.command({ validate: name })))
    expect(reports.map(({ valid }) => valid)).to.deep.equal([true, true, true])
    await client.close()
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    const engine = await Engine.open({ folder: join(room.folder, 'store') })
    let kept = 0
    for (const collection of engine.catalog.all()) kept += await engine.count(collection)
    expect(kept).to.equal(acknowledged)
    await engine.close()
    room.remove()
  })
})
