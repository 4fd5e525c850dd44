/**
 * The server as the application uses it: through Mongoose, with schemas, indexes made at start,
 * versioned saves, population and aggregation.
 */
import { expect } from 'chai'
import mongoose from 'mongoose'
import { failureOf, startServer } from './harness.ts'
import type { TestServer } from './harness.ts'

const { Schema } = mongoose
const { Decimal128, ObjectId } = mongoose.Types

const personSchema = new Schema({
  name: { type: String, required: true, unique: true },
  roles: { type: [String], index: true },
})
const visitSchema = new Schema(
  {
    visitor: { type: Schema.Types.ObjectId, ref: 'Person' },
    purpose: String,
    weight: Schema.Types.Decimal128,
    marks: [{ at: Date, by: String }],
    extra: { type: Map, of: Number },
  },
  { timestamps: true, optimisticConcurrency: true },
)

describe('Mongoose', function () {
  let server: TestServer
  let connection: mongoose.Connection
  const models = () => ({
    Person: connection.model('Person', personSchema),
    Visit: connection.model('Visit', visitSchema),
  })

  before(async () => {
    server = await startServer()
    connection = mongoose.createConnection(server.uri, { dbName: server.db.databaseName })
    await connection.asPromise()
    await Promise.all(Object.values(models()).map((model) => model.init()))
  })
  after(async () => {
    await connection.close()
    await server.stop()
  })

  it('makes the indexes its schemas declare, again and again', async () => {
    const { Person } = models()
    await Person.createIndexes()
    await Person.syncIndexes()
    const names = (await Person.collection.indexes()).map(({ name }) => name)
    expect(names).to.have.members(['_id_', 'name_1', 'roles_1'])
  })

  it('saves, finds, changes and removes a document', async () => {
    const { Visit } = models()
    const visit = await Visit.create({
      purpose: 'audit',
      weight: Decimal128.fromString('1.50'),
      extra: { '2': 2, '1': 1 },
    })
    const found = await Visit.findById(visit._id).orFail()
    expect(String(found.weight)).to.equal('1.50')
    found.marks.push({ at: new Date(0), by: 'aya' })
    found.extra?.set('3', 3)
    await found.save()
    const again = await Visit.findOne({ 'marks.by': 'aya', 'extra.3': 3 }).lean().orFail()
    expect(again.marks).to.have.length(1)
    expect(again.updatedAt.getTime()).to.be.at.least(again.createdAt.getTime())
    expect((await Visit.deleteOne({ _id: visit._id })).deletedCount).to.equal(1)
  })

  it('refuses a save over a newer version', async () => {
    const { Visit } = models()
    const visit = await Visit.create({ purpose: 'maintenance' })
    const mine = await Visit.findById(visit._id).orFail()
    const theirs = await Visit.findById(visit._id).orFail()
    mine.purpose = 'mine'
    await mine.save()
    theirs.purpose = 'theirs'
    expect((await failureOf(theirs.save())).name).to.equal('VersionError')
  })

  it('reports a duplicate key with its value', async () => {
    const { Person } = models()
    await Person.create({ name: 'ben' })
    const error = await failureOf(Person.create({ name: 'ben' }))
    expect(error).to.include({ code: 11000 })
    expect(error).to.have.deep.property('keyValue', { name: 'ben' })
  })

  it('populates references and joins collections', async () => {
    const { Person, Visit } = models()
    const chie = await Person.create({ name: 'chie', roles: ['guard', 'auditor'] })
    await Visit.create({ visitor: chie._id, purpose: 'join' })
    const populated = await Visit.findOne({ purpose: 'join' }).populate('visitor').orFail()
    expect(populated.toJSON()).to.have.nested.property('visitor.name', 'chie')
    const joined = await Visit.aggregate([
      { $match: { purpose: 'join' } },
      { $lookup: { from: 'people', localField: 'visitor', foreignField: '_id', as: 'who' } },
      { $unwind: '$who' },
      { $group: { _id: '$who.name', visits: { $sum: 1 } } },
    ])
    expect(joined).to.deep.equal([{ _id: 'chie', visits: 1 }])
  })

  it('upserts and counts, and streams with a cursor', async () => {
    const { Person } = models()
    const made = await Person.findOneAndUpdate(
      { name: 'dai' },
      { $addToSet: { roles: 'guest' } },
      { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
    )
    expect(made?.roles).to.deep.equal(['guest'])
    expect(await Person.countDocuments({ roles: { $in: ['guest'] } })).to.equal(1)
    expect(await Person.exists({ _id: new ObjectId() })).to.equal(null)
    let seen = 0
    for await (const person of Person.find().sort({ name: 1 }).cursor()) seen += person.name ? 1 : 0
    expect(seen).to.equal(await Person.estimatedDocumentCount())
  })

  it('writes in bulk', async () => {
    const { Person } = models()
    const result = await Person.bulkWrite([
      { insertOne: { document: { name: 'emi', roles: [] } } },
      { updateOne: { filter: { name: 'emi' }, update: { $push: { roles: 'iso' } } } },
      { deleteOne: { filter: { name: 'nobody' } } },
    ])
    expect(result).to.include({ insertedCount: 1, modifiedCount: 1, deletedCount: 0 })
  })
})
