/**
 * The server as the unmodified driver sees it: every ordinary operation, what concurrent clients
 * may rely on, and the answers at the edges (large cursors, dropped collections, long keys). Runs
 * against MONGODB_URI as well, where results must agree.
 */
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { failureOf, startServer } from './harness.ts'
import type { Collection, TestServer } from './harness.ts'

const { Decimal128, Double, GridFSBucket, Int32, Long, MongoBulkWriteError } = mongoose.mongo
interface Entry {
  _id?: unknown
  [field: string]: unknown
}

describe('The driver', function () {
  let server: TestServer
  let items: Collection

  before(async () => {
    server = await startServer()
  })
  beforeEach(() => {
    items = server.db.collection(`items_${randomBytes(4).toString('hex')}`)
  })
  after(() => server.stop())

  describe('when it writes', () => {
    it('gets back every kind of value byte for byte', async () => {
      const _id = new mongoose.mongo.ObjectId()
      const whole = {
        _id,
        double: new Double(1),
        int: new Int32(1),
        long: Long.fromString('9223372036854775807'),
        decimal: Decimal128.fromString('0.10'),
        date: new Date(0),
        bytes: Buffer.from([0, 255]),
        nested: { 2: 'two', 1: 'one', list: [null, true, { deep: [] }] },
      }
      await items.insertOne(whole)
      const options = { promoteValues: false, raw: true } as const
      const raw = await items.findOne({ _id }, options)
      expect(Buffer.isBuffer(raw) || raw !== null).to.equal(true)
      const back = await items.findOne({ _id }, { promoteValues: false })
      expect(mongoose.mongo.BSON.serialize(back ?? {})).to.deep.equal(
        mongoose.mongo.BSON.serialize(whole),
      )
    })

    it('reports each refused document of an unordered batch by its place', async () => {
      const docs = [{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }] as Entry[]
      const error = await failureOf(items.insertMany(docs as never, { ordered: false }))
      expect(error).to.be.instanceOf(MongoBulkWriteError)
      if (!(error instanceof MongoBulkWriteError)) return
      expect(error.code).to.equal(11000)
      const faults = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors]
      expect(faults.map(({ index }) => index)).to.deep.equal([1, 3])
      expect(error.result.insertedCount).to.equal(3)
    })

    it('stops an ordered batch at the first refusal', async () => {
      const docs = [{ _id: 1 }, { _id: 1 }, { _id: 2 }] as Entry[]
      await failureOf(items.insertMany(docs as never))
      expect(await items.countDocuments()).to.equal(1)
    })

    it('names index, pattern and value of a duplicate key', async () => {
      await items.createIndex({ email: 1 }, { unique: true })
      await items.insertOne({ email: 'aya@example.com' })
      const error = await failureOf(items.insertOne({ email: 'aya@example.com' }))
      expect(error).to.include({ code: 11000 })
      expect(error).to.have.deep.property('keyPattern', { email: 1 })
      expect(error).to.have.deep.property('keyValue', { email: 'aya@example.com' })
      expect(error.message).to.include('index: email_1 dup key: { email: "aya@example.com" }')
    })

    it('counts what an update matched and what it changed', async () => {
      await items.insertMany([{ n: 1 }, { n: 1 }, { n: 2 }])
      const same = await items.updateMany({ n: 1 }, { $set: { n: 1 } })
      expect([same.matchedCount, same.modifiedCount]).to.deep.equal([2, 0])
      const changed = await items.updateMany({}, { $inc: { n: 1 } })
      expect([changed.matchedCount, changed.modifiedCount]).to.deep.equal([3, 3])
    })

    it('changes array elements by position, filter and pipeline', async () => {
      await items.insertOne({ k: 1, list: [{ n: 1 }, { n: 2 }, { n: 3 }] })
      await items.updateOne({ 'list.n': 2 }, { $set: { 'list.$.hit': true } })
      const arrayFilters = [{ 'big.n': { $gte: 3 } }]
      await items.updateOne({ k: 1 }, { $set: { 'list.$[big].big': true } }, { arrayFilters })
      await items.updateOne({ k: 1 }, [{ $set: { total: { $sum: '$list.n' } } }])
      const back = await items.findOne({ k: 1 }, { projection: { _id: 0 } })
      expect(back).to.deep.equal({
        k: 1,
        list: [{ n: 1 }, { n: 2, hit: true }, { n: 3, big: true }],
        total: 6,
      })
    })

    it('runs a mixed bulk write', async () => {
      const result = await items.bulkWrite([
        { insertOne: { document: { k: 'a', n: 1 } } },
        { updateOne: { filter: { k: 'b' }, update: { $inc: { n: 1 } }, upsert: true } },
        { replaceOne: { filter: { k: 'a' }, replacement: { k: 'a', n: 9 } } },
        { deleteOne: { filter: { k: 'b' } } },
      ])
      expect(result).to.include({ insertedCount: 1, upsertedCount: 1, modifiedCount: 1 })
      expect(await items.find({}, { projection: { _id: 0 } }).toArray()).to.deep.equal([
        { k: 'a', n: 9 },
      ])
    })

    it('needs no reply for an unacknowledged write', async () => {
      const result = await items.insertOne({ k: 1 }, { writeConcern: { w: 0 } })
      expect(result.acknowledged).to.equal(false)
      for (let tries = 0; (await items.countDocuments()) === 0; tries += 1) {
        if (tries > 1000) throw new Error('The write never arrived')
      }
    })

    it('answers findAndModify with the document before or after', async () => {
      await items.insertOne({ _id: 1, n: 1 } as never)
      const change = { $inc: { n: 1 } }
      const before = await items.findOneAndUpdate({ n: 1 }, change, { returnDocument: 'before' })
      const after = await items.findOneAndUpdate({ n: 2 }, change, { returnDocument: 'after' })
      const made = await items.findOneAndUpdate({ _id: 2 as never }, change, {
        upsert: true,
        returnDocument: 'after',
        includeResultMetadata: true,
      })
      const gone = await items.findOneAndDelete({}, { sort: { n: -1 } })
      expect([before, after, gone]).to.deep.equal([
        { _id: 1, n: 1 },
        { _id: 1, n: 3 },
        { _id: 1, n: 3 },
      ])
      expect(made.lastErrorObject).to.deep.equal({ n: 1, updatedExisting: false, upserted: 2 })
    })
  })

  describe('when many clients write at once', () => {
    it('makes one document of fifty upserts of one unique key', async () => {
      await items.createIndex({ k: 1 }, { unique: true })
      const upsert = (): Promise<unknown> =>
        items.updateOne({ k: 'one' }, { $inc: { n: 1 } }, { upsert: true })
      await Promise.all(Array.from({ length: 50 }, upsert))
      const docs = await items.find({}, { projection: { _id: 0 } }).toArray()
      expect(docs).to.deep.equal([{ k: 'one', n: 50 }])
    })

    it('loses none of five hundred increments', async () => {
      await items.insertOne({ _id: 1, n: 0 } as never)
      const add = (): Promise<unknown> => items.updateOne({ _id: 1 as never }, { $inc: { n: 1 } })
      await Promise.all(Array.from({ length: 500 }, add))
      expect(await items.findOne()).to.deep.equal({ _id: 1, n: 500 })
    })

    it('decides anew when what a long search found has changed meanwhile', async () => {
      const docs = Array.from({ length: 5000 }, (_, at) => ({ at, state: 'old' }))
      await items.insertMany([...docs, { at: -1, state: 'free' }])
      const take = (): Promise<unknown> =>
        items.findOneAndUpdate({ state: 'free' }, { $set: { state: 'taken' } })
      const takers = await Promise.all(Array.from({ length: 10 }, take))
      expect(takers.filter((taker) => taker !== null)).to.have.length(1)
    })
  })

  describe('when it reads', () => {
    it('walks a cursor over a hundred thousand documents', async function () {
      const docs = Array.from({ length: 100_000 }, (_, n) => ({ n, text: 'x'.repeat(100) }))
      await items.insertMany(docs)
      let next = 0
      for await (const doc of items.find()) {
        if (doc.n !== next) throw new Error(`Expected ${next}, got ${doc.n}`)
        next += 1
      }
      expect(next).to.equal(100_000)
      expect(await items.estimatedDocumentCount()).to.equal(100_000)
    })

    it('lets others in while it reads a collection without an index', async () => {
      await items.insertMany(Array.from({ length: 50_000 }, (_, n) => ({ n })))
      const progress = { done: false }
      const long = items.countDocuments({ n: { $mod: [7, 3] } }).finally(() => {
        progress.done = true
      })
      let answered = 0
      for (; !progress.done; answered += 1) await server.db.command({ ping: 1 })
      expect(await long).to.equal(7143)
      // A server that reads in one go answers one ping at most before the count.
      expect(answered).to.be.above(2)
    })

    it('gives 101 documents first and the rest when asked', async () => {
      await items.insertMany(Array.from({ length: 250 }, (_, n) => ({ n })))
      const { cursor } = await server.db.command({ find: items.collectionName })
      expect(cursor.firstBatch).to.have.length(101)
      const rest = await server.db.command({ getMore: cursor.id, collection: items.collectionName })
      expect(rest.cursor.nextBatch).to.have.length(149)
    })

    it('ends an open cursor with an error when its collection is dropped', async () => {
      await items.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })))
      const cursor = items.find({}, { batchSize: 10 })
      await cursor.next()
      await items.drop()
      expect(await failureOf(cursor.toArray())).to.include({ code: 175 })
    })

    it('keeps order, skip and limit with and without an index', async () => {
      await items.insertMany([3, 1, 2, 5, 4].map((n) => ({ n })))
      const ask = async (): Promise<unknown[]> => {
        const found = items.find({}, { sort: { n: -1 }, skip: 1, limit: 2 })
        return (await found.toArray()).map(({ n }) => n)
      }
      expect(await ask()).to.deep.equal([4, 3])
      await items.createIndex({ n: 1 })
      expect(await ask()).to.deep.equal([4, 3])
    })

    it('stops at maxTimeMS', async () => {
      await items.insertMany(Array.from({ length: 30_000 }, (_, n) => ({ n })))
      const slow = items.find({ n: { $mod: [1_000_000, -1] } }, { maxTimeMS: 1 }).toArray()
      expect(await failureOf(slow)).to.include({ code: 50 })
    })

    it('explains which index it took', async () => {
      await items.insertMany(Array.from({ length: 50 }, (_, n) => ({ n, m: n % 2 })))
      const stage = async (): Promise<string> =>
        JSON.stringify(await items.find({ n: 7 }).explain('executionStats'))
      expect(await stage()).to.include('COLLSCAN')
      await items.createIndex({ n: 1 })
      expect(await stage())
        .to.include('"IXSCAN"')
        .and.include('"indexName":"n_1"')
    })
  })

  describe('with long keys', () => {
    const long = (end: string): string => 'k'.repeat(3000) + end

    it('finds and orders strings beyond the storage’s key length', async () => {
      await items.createIndex({ k: 1 })
      await items.insertMany([{ k: long('b') }, { k: long('a') }, { k: long('c') }])
      const found = await items.find({ k: { $gte: long('b') } }, { sort: { k: -1 } }).toArray()
      expect(found.map(({ k }) => String(k).at(-1))).to.deep.equal(['c', 'b'])
      expect(await items.countDocuments({ k: long('a') })).to.equal(1)
    })

    it('still tells a unique key from its neighbours', async () => {
      await items.createIndex({ k: 1 }, { unique: true })
      await items.insertMany([{ k: long('a') }, { k: long('b') }])
      expect(await failureOf(items.insertOne({ k: long('a') }))).to.include({ code: 11000 })
      expect(await items.countDocuments()).to.equal(2)
    })
  })

  describe('with files', () => {
    it('uploads, downloads, reads a range, and deletes through GridFS', async () => {
      const bucket = new GridFSBucket(server.db, { bucketName: items.collectionName })
      const bytes = randomBytes(3_000_000)
      const upload = bucket.openUploadStream('disc.bin')
      await pipeline(Readable.from([bytes]), upload)
      const whole = await buffer(bucket.openDownloadStream(upload.id))
      expect(whole.equals(bytes)).to.equal(true)
      const options = { start: 300_000, end: 800_000 }
      const part = await buffer(bucket.openDownloadStream(upload.id, options))
      expect(part.equals(bytes.subarray(300_000, 800_000))).to.equal(true)
      await bucket.delete(upload.id)
      const missing = await failureOf(buffer(bucket.openDownloadStream(upload.id)))
      expect(missing.message).to.include('FileNotFound')
      const chunks = server.db.collection(`${items.collectionName}.chunks`)
      expect(await chunks.countDocuments()).to.equal(0)
    })
  })

  describe('with sessions', () => {
    it('works inside an explicit session', async () => {
      await server.client.withSession(async (session) => {
        await items.insertOne({ k: 1 }, { session })
        expect(await items.countDocuments({ k: 1 }, { session })).to.equal(1)
      })
    })
  })
})
