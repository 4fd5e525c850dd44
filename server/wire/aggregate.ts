/**
 * `aggregate`: a compiled pipeline over a planned source. What the pipeline begins with ($match,
 * $sort, $limit) is given to the planner; the pipeline still does all of it itself, except sorting
 * what already comes in order.
 */
import { Doc } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import { compilePipeline } from '../store/aggregate.ts'
import type { Lookup, Pipeline } from '../store/aggregate.ts'
import type { Collection } from '../store/catalog.ts'
import type { Collation } from '../store/collation.ts'
import type { Engine } from '../store/engine.ts'
import { StoreError, failedToParse } from '../store/errors.ts'
import { sortBytesMax } from '../store/limits.ts'
import { isNumeric, toDouble } from '../store/numbers.ts'
import { prepareFind } from '../store/reading.ts'
import type { Finder } from '../store/reading.ts'
import type { Command, Context } from './command.ts'
import { Cursor, cursorReply, firstBatchDocuments } from './cursors.ts'
import { explainAggregate } from './explain.ts'
import { readOutput } from './output.ts'
import type { Output } from './output.ts'
import { checkNested } from './request.ts'
import type { Request } from './request.ts'

export const aggregate: Command = {
  name: 'aggregate',
  fields: [
    'allowDiskUse',
    'bypassDocumentValidation',
    'collation',
    'cursor',
    'explain',
    'hint',
    'let',
    'pipeline',
  ],
  async run(context, request) {
    const prepared = prepareAggregate(context, request)
    if (request.flag('explain')) return explainAggregate(request, prepared.finder)
    const batchSize = readBatchSize(request)
    if (prepared.output !== undefined) {
      await prepared.output.run(context.engine, prepared.run())
      return cursorReply('firstBatch', [], 0n, request.namespace)
    }
    const cursor = new Cursor(request.namespace, prepared.run(), 0)
    const { docs, done } = await cursor.take(batchSize)
    const id = done ? 0n : context.cursors.keep(cursor)
    return cursorReply('firstBatch', docs, id, request.namespace)
  },
}

function readBatchSize(request: Request): number {
  const options = request.doc('cursor')
  if (options === undefined) {
    throw failedToParse("The 'cursor' option is required, except for aggregate with explain")
  }
  checkNested(options, ['batchSize'], 'aggregate.cursor')
  const size = options.get('batchSize')
  if (size === undefined) return firstBatchDocuments
  return nestedCount(size)
}

function nestedCount(value: Value): number {
  const whole = isNumeric(value) ? toDouble(value) : NaN
  if (whole >= 0) return whole
  throw new StoreError(51024, "BSON field 'batchSize' value must be >= 0")
}

export interface PreparedAggregate {
  /** Absent when the collection does not exist. */
  readonly finder: Finder | undefined
  /** Present when the last stage writes what the others give. */
  readonly output: Output | undefined
  run(): AsyncGenerator<Doc, void, undefined>
}

/** Compiles and plans. Throws for a database-wide aggregate and for stages that are not built. */
export function prepareAggregate(
  { engine }: Pick<Context, 'engine'>,
  request: Request,
): PreparedAggregate {
  if (typeof request.body.get('aggregate') !== 'string') {
    throw new StoreError(115, 'Aggregations over a whole database are not available here')
  }
  const collection = engine.collection(request.namespace)
  const collation = request.collation(collection?.collation)
  const stages = request.required('pipeline', request.docs('pipeline'))
  const base = { collation, let: request.variables(), now: request.now }
  const output = readOutput(stages.at(-1), request.database, base)
  const pipeline = compilePipeline(output === undefined ? stages : stages.slice(0, -1), {
    ...base,
    memoryBytesMax: sortBytesMax,
    lookup: lookupIn(engine, request),
  })
  const finder =
    collection === undefined
      ? undefined
      : sourceOf(engine, request, collection, pipeline, collation)
  return {
    finder,
    output,
    async *run() {
      const sorted = finder?.plan.sorted === true && pipeline.leadingSort !== undefined
      yield* pipeline.run(documents(finder), { sorted })
    },
  }
}

/** The pipeline's own stages filter, sort and limit; this only narrows and orders. */
function sourceOf(
  engine: Engine,
  request: Request,
  collection: Collection,
  pipeline: Pipeline,
  collation: Collation | undefined,
): Finder {
  const wanted = {
    filter: pipeline.leadingMatch ?? Doc.empty,
    sort: pipeline.leadingSort,
    hint: request.hint(),
    skip: 0,
    limit: pipeline.leadingLimit ?? 0,
    collation,
    let: request.variables(),
    now: request.now,
    deadline: request.deadline(),
  }
  const planned = prepareFind(engine.room, collection, wanted)
  if (wanted.sort === undefined || planned.plan.sorted) return planned
  // Without an index in order the pipeline sorts, and counts the bytes it holds.
  return prepareFind(engine.room, collection, { ...wanted, sort: undefined, limit: 0 })
}

async function* documents(finder: Finder | undefined): AsyncGenerator<Doc, void, undefined> {
  if (finder === undefined) return
  for await (const { doc } of finder.run()) yield doc
}

/** Reads another collection of the same database for $lookup. */
function lookupIn(engine: Engine, request: Request): Lookup {
  return (name, filter) => {
    const collection = engine.collection(`${request.database}.${name}`)
    if (collection === undefined) return documents(undefined)
    const wanted = {
      filter: filter ?? Doc.empty,
      skip: 0,
      limit: 0,
      collation: request.collation(collection.collation),
      let: request.variables(),
      now: request.now,
      deadline: request.deadline(),
    }
    return documents(prepareFind(engine.room, collection, wanted))
  }
}
