/**
 * Arrays asked for whole, with an index and without: a first element of null has a key of its own,
 * which the planner's property test once found to be mistaken for that of an empty array.
 */
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { startServer } from './harness.ts'
import type { TestServer } from './harness.ts'

describe('An array asked for whole', function () {
  let server: TestServer

  before(async () => {
    server = await startServer()
  })
  after(() => server.stop())

  const rows: readonly unknown[][] = [[], [null], [null, null], [null, 1], [1, null], [[null]]]
  for (const asked of rows) {
    it(`is found by an index as by a scan: ${JSON.stringify(asked)}`, async () => {
      const items = server.db.collection(`arrays_${randomBytes(4).toString('hex')}`)
      await items.insertMany(rows.map((b, at) => ({ _id: at as never, b })))
      await items.insertOne({ _id: rows.length as never })
      const ids = async () => (await items.find({ b: asked }).toArray()).map(({ _id }) => _id)
      const scanned = await ids()
      await items.createIndex({ b: 1 })
      expect((await ids()).sort()).to.deep.equal(scanned.sort())
      expect(scanned).to.include(rows.indexOf(asked))
    })
  }
})
