/**
 * The CRUD cases of MongoDB's driver specifications, run through the unmodified driver. They are
 * read from a folder beside the project when it is there; their licence keeps them out of the
 * project.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { expect } from 'chai'
import { startServer } from './harness.ts'
import type { TestServer } from './harness.ts'
import type { Json } from './matching.ts'
import { applies, readCases, runCase } from './unified.ts'

const folder = '../shared/vectors/mongodb-crud'
const version = '7.0.0'

/**
 * Cases that fail for a known reason outside the server's data: the file, then part of the name.
 */
// prettier-ignore
const expectedFailures: readonly (readonly [string, string, string])[] = [
  ['aggregate-merge-errorResponse.json', 'DuplicateKey',  'no aggregation over a database here'],
  ['bypassDocumentValidation.json', 'Aggregate with $out passes bypassDocumentValidation: false', 'the driver does not send false'],
  ['bypassDocumentValidation.json', 'BulkWrite passes bypassDocumentValidation: false',         'the driver does not send false'],
  ['bypassDocumentValidation.json', 'FindOneAndReplace passes bypassDocumentValidation: false', 'the driver does not send false'],
  ['bypassDocumentValidation.json', 'FindOneAndUpdate passes bypassDocumentValidation: false',  'the driver does not send false'],
  ['bypassDocumentValidation.json', 'InsertMany passes bypassDocumentValidation: false',        'the driver does not send false'],
  ['create-null-ids.json',          'via insertOne',      'the driver replaces a null _id'],
  ['create-null-ids.json',          'via insertMany',     'the driver replaces a null _id'],
  ['create-null-ids.json',          'via bulkWrite',      'the driver replaces a null _id'],
  ['db-aggregate-rawdata.json',     'Aggregate',          'no aggregation over a database here'],
  ['db-aggregate.json',             'Aggregate',          'no aggregation over a database here'],
  ['estimatedDocumentCount.json',   'on views',           'no views here'],
  ['findOneAndUpdate-errorResponse.json', 'errInfo',      'no validators here'],
]

const usesFailPoint = (test: Json): boolean => JSON.stringify(test).includes('"failPoint"')

describe('The CRUD cases of the driver specifications', function () {
  let server: TestServer

  before(async () => {
    server = await startServer()
  })
  after(() => server.stop())

  if (!existsSync(folder)) {
    it('are run when ../shared/vectors/mongodb-crud is present (it is not)')
    return
  }
  for (const name of readdirSync(folder)) {
    const file = readCases(readFileSync(`${folder}/${name}`, 'utf8'))
    const tests = Array.isArray(file.tests) ? file.tests : []
    for (const test of tests as Json[]) {
      const fits =
        applies(file.runOnRequirements, version) && applies(test.runOnRequirements, version)
      if (!fits || usesFailPoint(test)) continue
      const excuse = expectedFailures.find(
        ([where, part]) => where === name && String(test.description).includes(part),
      )
      const title = `${name}: ${String(test.description)}`
      if (excuse === undefined) {
        it(title, () => runCase(file, test, server.uri, server.client))
        continue
      }
      it(`${title} (fails as known: ${excuse[2]})`, async () => {
        const failure = await runCase(file, test, server.uri, server.client).catch(String)
        expect(failure).to.be.a('string')
      })
    }
  }
})
