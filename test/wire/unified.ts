/**
 * A small runner for the driver specifications' unified test format: entities, operations, expected
 * results, errors, events and outcome, as far as the CRUD cases need them. It judges what the
 * unmodified driver sends and receives. Format: MongoDB Driver Specifications, Unified Test Format.
 */
import mongoose from 'mongoose'
import { MongoClient } from './harness.ts'
import type { Client, Collection, Database } from './harness.ts'
import { isJson, requireMatch, show } from './matching.ts'
import type { Json } from './matching.ts'

const { EJSON } = mongoose.mongo.BSON

const jsons = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])
const json = (value: unknown): Json => (isJson(value) ? value : {})
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const readCases = (source: string): Json => json(EJSON.parse(source))

/** Whether one of the requirements fits a standalone server of this version. */
export function applies(requirements: unknown, version: string): boolean {
  if (requirements === undefined) return true
  return jsons(requirements).some((each) => {
    const topologies = Array.isArray(each.topologies) ? each.topologies : ['single']
    if (!topologies.includes('single')) return false
    if (each.serverless === 'require' || each.auth === true) return false
    const [min, max] = [text(each.minServerVersion), text(each.maxServerVersion)]
    if (min !== '' && compareVersions(version, min) < 0) return false
    return max === '' || compareVersions(version, max) <= 0
  })
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (let at = 0; at < Math.min(x.length, y.length); at += 1) {
    const difference = (x[at] ?? 0) - (y[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

interface SeenEvent {
  readonly client: string
  readonly command: Json
  readonly name: string
  readonly database: string
}

/** The things a file declares: clients, databases, collections, and the events its clients saw. */
class Entities {
  readonly clients = new Map<string, Client>()
  readonly databases = new Map<string, Database>()
  readonly collections = new Map<string, Collection>()
  readonly events: SeenEvent[] = []

  constructor(declared: readonly Json[], uri: string) {
    for (const entity of declared) {
      if (isJson(entity.client)) this.addClient(entity.client, uri)
      if (isJson(entity.database)) this.addDatabase(entity.database)
      if (isJson(entity.collection)) this.addCollection(entity.collection)
    }
  }

  private addClient(spec: Json, uri: string): void {
    const client = new MongoClient(uri, { ...json(spec.uriOptions), monitorCommands: true })
    const id = text(spec.id)
    client.on('commandStarted', (event) => {
      this.events.push({
        client: id,
        command: json(event.command),
        name: event.commandName,
        database: event.databaseName,
      })
    })
    this.clients.set(id, client)
  }

  private addDatabase(spec: Json): void {
    const client = this.clients.get(text(spec.client))
    const database = client?.db(text(spec.databaseName), json(spec.databaseOptions))
    if (database !== undefined) this.databases.set(text(spec.id), database)
  }

  private addCollection(spec: Json): void {
    const database = this.databases.get(text(spec.database))
    const options = json(spec.collectionOptions)
    const collection = database?.collection(text(spec.collectionName), options)
    if (collection !== undefined) this.collections.set(text(spec.id), collection)
  }

  async close(): Promise<void> {
    for (const client of this.clients.values()) await client.close()
  }
}

/** Runs one case; rejects with a sentence when something is not as expected. */
export async function runCase(file: Json, test: Json, uri: string, admin: Client): Promise<void> {
  await prepareData(jsons(file.initialData), admin)
  const entities = new Entities(jsons(file.createEntities), uri)
  try {
    for (const operation of jsons(test.operations)) await runOperation(entities, operation)
    for (const expected of jsons(test.expectEvents)) checkEvents(entities, expected)
    for (const expected of jsons(test.outcome)) await checkOutcome(expected, admin)
  } finally {
    await entities.close()
  }
}

async function prepareData(data: readonly Json[], admin: Client): Promise<void> {
  for (const each of data) {
    const collection = admin.db(text(each.databaseName)).collection(text(each.collectionName))
    await collection.drop().catch(() => false)
    const documents = jsons(each.documents)
    if (documents.length > 0) await collection.insertMany(documents)
    else await collection.db.createCollection(collection.collectionName)
  }
}

async function runOperation(entities: Entities, operation: Json): Promise<void> {
  const expected = operation.expectError
  let result: unknown
  try {
    result = await perform(entities, operation)
  } catch (error) {
    if (expected === undefined) throw error
    checkError(error, json(expected))
    return
  }
  if (expected !== undefined)
    throw new Error(`${text(operation.name)} was to fail: ${show(expected)}`)
  if ('expectResult' in operation)
    requireMatch(result, operation.expectResult, text(operation.name))
}

async function perform(entities: Entities, operation: Json): Promise<unknown> {
  const object = text(operation.object)
  const name = text(operation.name)
  const args = json(operation.arguments)
  const collection = entities.collections.get(object)
  if (collection !== undefined) return onCollection(collection, name, args)
  const database = entities.databases.get(object)
  if (database !== undefined) return onDatabase(database, name, args)
  throw new Error(`Unknown object ${object}`)
}

async function onDatabase(database: Database, name: string, args: Json): Promise<unknown> {
  if (name === 'aggregate') {
    const { pipeline, ...options } = args
    return database.aggregate(jsons(pipeline), options).toArray()
  }
  const { collection, ...options } = args
  if (name === 'createCollection') return database.createCollection(text(collection), options)
  if (name === 'dropCollection') return database.dropCollection(text(collection))
  if (name === 'modifyCollection')
    return database.command({ collMod: text(collection), ...options })
  throw new Error(`Unknown database operation ${name}`)
}

async function onCollection(target: Collection, name: string, args: Json): Promise<unknown> {
  const { filter, update, replacement, document, documents, pipeline, requests, ...rest } = args
  const { fieldName, keys, ...options } = rest
  if (options.returnDocument !== undefined) {
    options.returnDocument = text(options.returnDocument).toLowerCase()
  }
  const where = json(filter)
  const change = Array.isArray(update) ? jsons(update) : json(update)
  switch (name) {
    case 'aggregate':
      return target.aggregate(jsons(pipeline), options).toArray()
    case 'bulkWrite':
      return target.bulkWrite(jsons(requests).map(bulkModel), options)
    case 'count':
      return target.count(where, options)
    case 'countDocuments':
      return target.countDocuments(where, options)
    case 'createIndex':
      return target.createIndex(json(keys) as Record<string, 1>, options)
    case 'deleteMany':
      return target.deleteMany(where, options)
    case 'deleteOne':
      return target.deleteOne(where, options)
    case 'distinct':
      return target.distinct(text(fieldName), where, options)
    case 'estimatedDocumentCount':
      return target.estimatedDocumentCount(options)
    case 'find':
      return target.find(where, options).toArray()
    case 'findOne':
      return target.findOne(where, options)
    case 'findOneAndDelete':
      return target.findOneAndDelete(where, options)
    case 'findOneAndReplace':
      return target.findOneAndReplace(where, json(replacement), options)
    case 'findOneAndUpdate':
      return target.findOneAndUpdate(where, change, options)
    case 'insertMany':
      return target.insertMany(jsons(documents), options)
    case 'insertOne':
      return target.insertOne(json(document), options)
    case 'replaceOne':
      return target.replaceOne(where, json(replacement), options)
    case 'updateMany':
      return target.updateMany(where, change, options)
    case 'updateOne':
      return target.updateOne(where, change, options)
    default:
      throw new Error(`Unknown collection operation ${name}`)
  }
}

type BulkModel = Parameters<Collection['bulkWrite']>[0][number]
/** The format's models are the driver's own models, so they pass as they are. */
const bulkModel = (model: Json): BulkModel => model as BulkModel

function checkError(error: unknown, expected: Json): void {
  const seen = isJson(error) ? error : json({ message: String(error) })
  const message = error instanceof Error ? error.message : ''
  const fromServer = error instanceof mongoose.mongo.MongoServerError
  if (expected.isClientError === true && fromServer) throw asFailure(error, 'a client error')
  if (expected.isClientError === false && !fromServer) throw asFailure(error, 'a server error')
  const part = text(expected.errorContains)
  if (!message.toLowerCase().includes(part.toLowerCase())) throw asFailure(error, part)
  if (expected.errorCode !== undefined) requireMatch(seen.code, expected.errorCode, 'error code')
  if (expected.expectResult !== undefined && isJson(seen.result)) {
    requireMatch(seen.result, expected.expectResult, 'partial result')
  }
}

const asFailure = (error: unknown, expected: string): Error =>
  new Error(`expected ${expected}, failed with ${String(error)}`)

/** Only the events of the client the case names; greetings and clean-up are not observed. */
function checkEvents(entities: Entities, expected: Json): void {
  const hidden = [
    'configureFailPoint',
    'endSessions',
    'hello',
    'isMaster',
    'ismaster',
    'killCursors',
  ]
  const seen = entities.events.filter(
    (event) => event.client === expected.client && !hidden.includes(event.name),
  )
  const wanted = jsons(expected.events)
  if (seen.length !== wanted.length && expected.ignoreExtraEvents !== true) {
    throw new Error(`expected ${wanted.length} commands, the driver sent ${seen.length}`)
  }
  wanted.forEach((each, at) => {
    const want = json(each.commandStartedEvent)
    const event = seen[at]
    if (want.command !== undefined) requireMatch(event?.command, want.command, `command ${at}`)
    if (want.commandName !== undefined) requireMatch(event?.name, want.commandName, 'command name')
  })
}

async function checkOutcome(expected: Json, admin: Client): Promise<void> {
  const collection = admin.db(text(expected.databaseName)).collection(text(expected.collectionName))
  const documents = await collection.find({}, { sort: { _id: 1 } }).toArray()
  const [seen, wanted] = [show(documents), show(expected.documents)]
  if (seen !== wanted) throw new Error(`the collection holds ${seen}, expected ${wanted}`)
}
