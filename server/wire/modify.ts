/**
 * `findAndModify`: change one document and answer with it, as it was or as it has become. Mongoose
 * reads `lastErrorObject`, so its shape follows mongod's closely.
 */
import { Doc, Int32 } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import { changeSlowly, tryChange } from '../store/changing.ts'
import type { Change, ChangeResult } from '../store/changing.ts'
import { failedToParse } from '../store/errors.ts'
import { compilePositionalFilter } from '../store/match.ts'
import { compileProjection, isPositional } from '../store/project.ts'
import { compileUpdate } from '../store/update.ts'
import type { Update } from '../store/update.ts'
import { okay } from './command.ts'
import type { Command } from './command.ts'
import type { Request } from './request.ts'
import { readArrayFilters } from './update.ts'

export const findAndModify: Command = {
  name: 'findAndModify',
  fields: [
    'arrayFilters',
    'bypassDocumentValidation',
    'collation',
    'fields',
    'hint',
    'let',
    'new',
    'query',
    'remove',
    'sort',
    'update',
    'upsert',
  ],
  async run({ engine }, request) {
    const removes = request.flag('remove')
    const change = readChange(request, removes, engine.collection(request.namespace)?.collation)
    const present = projector(request, change)
    const attempted = await engine.write((room) => tryChange(room, change))
    const result = attempted ?? (await changeSlowly(engine, change))
    const shown = request.flag('new') ? result.after : result.before
    return okay([
      ['lastErrorObject', lastError(result, removes)],
      ['value', shown === undefined ? null : present(shown)],
    ])
  },
}

function readChange(request: Request, removes: boolean, inherited: Change['collation']): Change {
  const how = request.value('update')
  if (removes === (how !== undefined)) {
    throw failedToParse(
      removes
        ? 'Cannot specify both an update and remove=true'
        : 'Either an update or remove=true must be specified',
    )
  }
  if (removes && (request.flag('new') || request.flag('upsert'))) {
    throw failedToParse('Cannot specify new or upsert together with remove=true')
  }
  const collation = request.collation(inherited)
  const sort = request.doc('sort')
  return {
    database: request.database,
    name: request.collection,
    filter: request.doc('query') ?? Doc.empty,
    update: how === undefined ? undefined : readUpdate(request, how, collation),
    multi: false,
    upsert: request.flag('upsert'),
    sort: sort === undefined || sort.size === 0 ? undefined : sort,
    hint: request.hint(),
    collation,
    let: request.variables(),
    now: request.now,
    deadline: request.deadline(),
  }
}

function readUpdate(request: Request, how: Value, collation: Change['collation']): Update {
  const steps = Array.isArray(how) ? how.filter((step) => step instanceof Doc) : how
  if (!(steps instanceof Doc) && !(Array.isArray(steps) && Array.isArray(how))) {
    throw failedToParse('Update argument must be either an object or an array')
  }
  if (Array.isArray(steps) && Array.isArray(how) && steps.length !== how.length) {
    throw failedToParse('An update pipeline holds objects only')
  }
  return compileUpdate(steps, {
    arrayFilters: readArrayFilters(request.value('arrayFilters')),
    collation,
    let: request.variables(),
    now: request.now,
  })
}

function projector(request: Request, change: Change): (doc: Doc) => Doc {
  const spec = request.doc('fields')
  if (spec === undefined || spec.size === 0) return (doc) => doc
  const options = { collation: change.collation, let: change.let, now: change.now }
  const project = compileProjection(spec, options)
  if (!isPositional(spec)) return (doc) => project(doc)
  const locate = compilePositionalFilter(change.filter, options)
  return (doc) => project(doc, locate(doc))
}

function lastError(result: ChangeResult, removes: boolean): Doc {
  const n = result.upserted === undefined ? result.matched : 1
  const fields: [string, Value][] = [['n', new Int32(n)]]
  if (!removes) fields.push(['updatedExisting', result.matched > 0])
  if (result.upserted !== undefined) fields.push(['upserted', result.upserted])
  return Doc.from(fields)
}
