/**
 * What the embedded store does not have, it refuses: each request here must fail with the code
 * shown, because an option passed over in silence is a wrong answer.
 */
import { expect } from 'chai'
import { failureOf, startServer } from './harness.ts'
import type { TestServer } from './harness.ts'

type Command = Record<string, unknown>
const find = (more: Command): Command => ({ find: 'c', ...more })
const index = (key: Command, more: Command = {}): Command => ({
  createIndexes: 'c',
  indexes: [{ key, name: 'i', ...more }],
})
const aggregate = (...pipeline: Command[]): Command => ({ aggregate: 'c', pipeline, cursor: {} })
const update = (u: unknown, more: Command = {}): Command => ({
  update: 'c',
  updates: [{ q: {}, u, ...more }],
})
const insert = (...documents: Command[]): Command => ({ insert: 'c', documents })

// prettier-ignore
const everywhere: readonly (readonly [string, number, Command])[] = [
  ['an unknown command',              59, { noSuchThing: 1 }],
  ['an unknown field of a command', 40415, find({ filtre: {} })],
  ['an unknown field of a statement', 40415, update({ $set: { a: 1 } }, { upsrt: true })],
  ['a filter of the wrong type',      14, find({ filter: 'x' })],
  ['an unknown filter operator',       2, find({ filter: { a: { $near2: 1 } } })],
  ['an unknown top-level operator',    2, find({ filter: { $nope: [] } })],
  ['an unknown stage',             40324, aggregate({ $nope: {} })],
  ['an unknown expression',          168, aggregate({ $project: { a: { $nope: 1 } } })],
  ['an unknown update operator',       9, update({ $nope: { a: 1 } })],
  ['a hint that names no index',       2, find({ hint: 'nope' })],
  ['contradicting update paths',      40, update({ $set: { a: 1, 'a.b': 2 } })],
  ['changing _id',                    66, update({ $set: { _id: 99 } })],
  ['adding to a string',              14, update({ $inc: { text: 1 } })],
  ['an array as _id',                 53, insert({ _id: [1] })],
  ['a regular expression as _id',     53, insert({ _id: /x/ })],
  ['an empty batch',                  16, insert()],
  ['a negative skip',              51024, find({ skip: -1 })],
  ['a cursor nobody opened',          43, { getMore: 1n, collection: 'c' }],
  ['an index without a name',          9, { createIndexes: 'c', indexes: [{ key: { a: 1 } }] }],
  ['an unknown index option',        197, index({ a: 1 }, { nope: 1 })],
  ['an index direction of zero',      67, index({ a: 0 })],
  ['a sparse partial index',          67, index({ a: 1 }, { sparse: true, partialFilterExpression: {} })],
  ['a TTL index over two fields',     67, index({ a: 1, b: 1 }, { expireAfterSeconds: 1 })],
  ['dropping the _id index',          72, { dropIndexes: 'c', index: '_id_' }],
  ['dropping an unknown index',       27, { dropIndexes: 'c', index: 'nope' }],
  ['indexes of no collection',        26, { listIndexes: 'missing' }],
  ['a bad database name',             73, { create: '' }],
  ['an unknown collation locale',      2, find({ collation: { locale: 'xx-nope' } })],
]

// prettier-ignore
const embeddedOnly: readonly (readonly [string, number, Command])[] = [
  ['a change stream',              40324, aggregate({ $changeStream: {} })],
  ['a snapshot read',                123, find({ readConcern: { level: 'snapshot' } })],
  ['a text index',                    67, index({ a: 'text' })],
  ['a hashed index',                  67, index({ a: 'hashed' })],
  ['a geo index',                     67, index({ a: '2dsphere' })],
  ['a wildcard index',                67, index({ '$**': 1 })],
  ['$where',                           2, find({ filter: { $where: 'true' } })],
  ['$text',                            2, find({ filter: { $text: { $search: 'x' } } })],
  ['$near',                            2, find({ filter: { a: { $near: [0, 0] } } })],
  ['$jsonSchema',                      2, find({ filter: { $jsonSchema: {} } })],
  ['$function',                      168, aggregate({ $project: { a: { $function: {} } } })],
  ['$accumulator',                 15952, aggregate({ $group: { _id: 1, a: { $accumulator: {} } } })],
  ['$search',                      40324, aggregate({ $search: {} })],
  ['a capped collection',            238, { create: 'd', capped: true, size: 100 }],
  ['a view',                         238, { create: 'd', viewOn: 'c', pipeline: [] }],
  ['a validator',                    238, { create: 'd', validator: { a: 1 } }],
  ['a time series',                  238, { create: 'd', timeseries: { timeField: 't' } }],
  ['collMod',                        115, { collMod: 'c', index: {} }],
  ['mapReduce',                      115, { mapReduce: 'c' }],
  ['users',                          115, { createUser: 'x', pwd: 'y', roles: [] }],
  ['replica set commands',           115, { replSetGetStatus: 1 }],
  ['a tailable cursor',                2, find({ tailable: true })],
  ['min and max',                      2, find({ min: { a: 1 }, hint: { a: 1 } })],
]

describe('A request for what is not there', function () {
  let server: TestServer

  before(async () => {
    server = await startServer()
    await server.db.collection('c').insertOne({ _id: 1 as never, text: 'x' })
  })
  after(() => server.stop())

  const refuse = async (code: number, command: Command): Promise<void> => {
    const reply = await server.db.command(command).catch((error: unknown) => error)
    const faults = (reply as { writeErrors?: { code: number }[] }).writeErrors
    const seen = faults?.[0]?.code ?? (reply as { code?: number }).code
    expect(seen, JSON.stringify(reply)).to.equal(code)
  }

  for (const [what, code, command] of everywhere) {
    it(`is refused with ${code}: ${what}`, () => refuse(code, command))
  }
  for (const [what, code, command] of embeddedOnly) {
    it(`is refused by the embedded store with ${code}: ${what}`, async function () {
      if (server.embedded === undefined) this.skip()
      await refuse(code, command)
    })
  }

  it('explains that transactions need a replica set', async function () {
    if (server.embedded === undefined) this.skip()
    const session = server.client.startSession()
    const work = session.withTransaction(async () => {
      await server.db.collection('c').insertOne({ k: 1 }, { session })
    })
    const error = await failureOf(work)
    await session.endSession()
    expect(error).to.include({ code: 263 })
    expect(error.message).to.include('replica set')
  })

  it('refuses a second index under the same name, or the same index under another', async () => {
    const items = server.db.collection('twice')
    await items.createIndex({ a: 1 }, { name: 'one' })
    await items.createIndex({ a: 1 }, { name: 'one' })
    expect(await failureOf(items.createIndex({ b: 1 }, { name: 'one' }))).to.include({ code: 86 })
    expect(await failureOf(items.createIndex({ a: 1 }, { name: 'two' }))).to.include({ code: 85 })
  })

  it('refuses a unique index over documents that are not unique, and leaves none', async () => {
    const items = server.db.collection('doubles')
    await items.insertMany([{ a: 1 }, { a: 1 }])
    const error = await failureOf(items.createIndex({ a: 1 }, { unique: true }))
    expect(error).to.include({ code: 11000 })
    expect(await items.indexes()).to.have.length(1)
  })

  it('refuses two arrays beside each other in one index', async () => {
    const items = server.db.collection('parallel')
    await items.createIndex({ a: 1, b: 1 })
    expect(await failureOf(items.insertOne({ a: [1], b: [2] }))).to.include({ code: 171 })
  })
})
