/**
 * `update` and `delete`: batches of changes by filter. All statements are read before the first one
 * runs, so that a malformed one refuses the whole command as mongod's parser does.
 */
import { Doc, Int32 } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import type { Collection } from '../store/catalog.ts'
import { changeSlowly, tryChange } from '../store/changing.ts'
import type { Change, ChangeResult } from '../store/changing.ts'
import { compileCollation } from '../store/collation.ts'
import type { Collation } from '../store/collation.ts'
import { countValue } from '../store/documents.ts'
import { StoreError, failedToParse, typeMismatch } from '../store/errors.ts'
import { isNumeric, toDouble } from '../store/numbers.ts'
import { compileUpdate } from '../store/update.ts'
import { requireBatchSize, runBatch, writeErrors } from './batch.ts'
import { okay } from './command.ts'
import type { Command } from './command.ts'
import { checkNested, evaluateAll, readHint } from './request.ts'
import type { Request } from './request.ts'

const updateFields = ['arrayFilters', 'c', 'collation', 'hint', 'multi', 'q', 'u', 'upsert']
const deleteFields = ['collation', 'hint', 'limit', 'q']

/** Read when its turn comes: whether the operators fit is that statement's own failure. */
type Statement = () => Change

export const update: Command = {
  name: 'update',
  fields: ['bypassDocumentValidation', 'let', 'ordered', 'updates'],
  async run({ engine }, request) {
    const specs = request.required('updates', request.docs('updates'))
    requireBatchSize(specs.length)
    const collection = engine.collection(request.namespace)
    const list = specs.map((spec) => readUpdate(request, spec, collection))
    const outcome = await runBatch<Statement, ChangeResult>(engine, {
      list,
      ordered: request.flagOr('ordered', true),
      attempt: (room, statement) => tryChange(room, statement()),
      slow: (statement) => changeSlowly(engine, statement()),
    })
    const matched = sum(outcome.results, ({ matched: n, upserted }) =>
      upserted === undefined ? n : n + 1,
    )
    const upserted = outcome.results.flatMap(({ at, result }) =>
      result.upserted === undefined
        ? []
        : [
            Doc.from([
              ['index', new Int32(at)],
              ['_id', result.upserted],
            ]),
          ],
    )
    return okay([
      ['n', countValue(matched)],
      ...listed('upserted', upserted),
      ['nModified', countValue(sum(outcome.results, ({ modified }) => modified))],
      ...writeErrors(outcome.errors),
    ])
  },
}

export const remove: Command = {
  name: 'delete',
  fields: ['deletes', 'let', 'ordered'],
  async run({ engine }, request) {
    const specs = request.required('deletes', request.docs('deletes'))
    requireBatchSize(specs.length)
    const collection = engine.collection(request.namespace)
    const list = specs.map((spec) => readDelete(request, spec, collection))
    const outcome = await runBatch<Statement, ChangeResult>(engine, {
      list,
      ordered: request.flagOr('ordered', true),
      attempt: (room, statement) => tryChange(room, statement()),
      slow: (statement) => changeSlowly(engine, statement()),
    })
    return okay([
      ['n', countValue(sum(outcome.results, ({ matched }) => matched))],
      ...writeErrors(outcome.errors),
    ])
  },
}

function sum<R>(results: readonly { readonly result: R }[], of: (result: R) => number): number {
  return results.reduce((total, { result }) => total + of(result), 0)
}

const listed = (name: string, list: Value[]): [string, Value][] =>
  list.length === 0 ? [] : [[name, list]]

function readUpdate(request: Request, spec: Doc, collection: Collection | undefined): Statement {
  checkNested(spec, updateFields, 'update.updates')
  const filter = readDoc(spec, 'q', 'update.updates')
  const how = spec.get('u')
  if (!(how instanceof Doc) && !(Array.isArray(how) && how.every(isDoc))) {
    throw failedToParse('Update argument must be either an object or an array')
  }
  const shared = readShared(request, spec, collection)
  const arrayFilters = readArrayFilters(spec.get('arrayFilters'))
  const multi = readFlag(spec, 'multi')
  const upsert = readFlag(spec, 'upsert')
  const constants = spec.get('c')
  return () => {
    const variables = constants instanceof Doc ? evaluateAll(constants, request.now) : shared.let
    const compiled = compileUpdate(how instanceof Doc ? how : how.filter(isDoc), {
      arrayFilters,
      collation: shared.collation,
      let: variables,
      now: request.now,
    })
    if (multi && compiled.replacement) {
      throw failedToParse('multi update is not supported for replacement-style update')
    }
    return { ...shared, filter, update: compiled, multi, upsert }
  }
}

function readDelete(request: Request, spec: Doc, collection: Collection | undefined): Statement {
  checkNested(spec, deleteFields, 'delete.deletes')
  const filter = readDoc(spec, 'q', 'delete.deletes')
  const limit = spec.get('limit')
  if (!isNumeric(limit)) {
    throw new StoreError(40414, "BSON field 'delete.deletes.limit' is missing but a required field")
  }
  const count = toDouble(limit)
  if (count !== 0 && count !== 1) {
    throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${count}`)
  }
  const shared = readShared(request, spec, collection)
  return () => ({ ...shared, filter, multi: count === 0, upsert: false })
}

type Shared = Pick<Change, 'collation' | 'database' | 'deadline' | 'hint' | 'let' | 'name' | 'now'>

function readShared(request: Request, spec: Doc, collection: Collection | undefined): Shared {
  return {
    database: request.database,
    name: request.collection,
    collation: readCollation(spec, collection?.collation),
    hint: readHint(spec.get('hint')),
    let: request.variables(),
    now: request.now,
    deadline: request.deadline(),
  }
}

function readCollation(spec: Doc, inherited: Collation | undefined): Collation | undefined {
  const value = spec.get('collation')
  if (value === undefined || value === null) return inherited
  if (!(value instanceof Doc)) throw typeMismatch("The field 'collation' must be an object")
  return value.size === 0 ? inherited : compileCollation(value)
}

function readDoc(spec: Doc, name: string, place: string): Doc {
  const value = spec.get(name)
  if (value instanceof Doc) return value
  if (value === undefined) {
    throw new StoreError(40414, `BSON field '${place}.${name}' is missing but a required field`)
  }
  throw typeMismatch(`BSON field '${place}.${name}' is the wrong type, expected type 'object'`)
}

function readFlag(spec: Doc, name: string): boolean {
  const value = spec.get(name)
  if (value === undefined || value === null) return false
  if (typeof value === 'boolean') return value
  if (isNumeric(value)) return toDouble(value) !== 0
  throw typeMismatch(`BSON field 'update.updates.${name}' is the wrong type, expected type 'bool'`)
}

/** Shared with findAndModify. Throws TypeMismatch (14) unless it is an array of documents. */
export function readArrayFilters(value: Value | undefined): Doc[] | undefined {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value) && value.every(isDoc)) return value.filter(isDoc)
  throw typeMismatch('arrayFilters must be an array of objects')
}

const isDoc = (value: unknown): value is Doc => value instanceof Doc
