/**
 * `insert`. A collection comes into being with its first document, and a document without an `_id`
 * is given one.
 */
import type { Doc } from '../store/bson.ts'
import { countValue, insertDocument, withIdentity } from '../store/documents.ts'
import { ensureCollection } from '../store/engine.ts'
import { requireBatchSize, runBatch, writeErrors } from './batch.ts'
import { okay } from './command.ts'
import type { Command } from './command.ts'

export const insert: Command = {
  name: 'insert',
  fields: ['bypassDocumentValidation', 'documents', 'ordered'],
  async run({ engine }, request) {
    const list = request.required('documents', request.docs('documents'))
    requireBatchSize(list.length)
    const { database, collection: name } = request
    const outcome = await runBatch<Doc, number>(engine, {
      list,
      ordered: request.flagOr('ordered', true),
      attempt(room, doc) {
        const complete = withIdentity(doc)
        return insertDocument(room, ensureCollection(room, database, name), complete)
      },
    })
    return okay([['n', countValue(outcome.results.length)], ...writeErrors(outcome.errors)])
  },
}
