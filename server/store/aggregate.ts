/**
 * Aggregation pipelines: a chain of stages over a stream of documents. Stages that must hold their
 * input (sorting, grouping) count its bytes against a cap instead of growing without end.
 */
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { located } from './errors.ts'
import { compileGroup, countOf } from './group.ts'
import { joining } from './lookup.ts'
import { compileFilter } from './match.ts'
import { compileSortKeys } from './sort.ts'
import { docStage, stageOf } from './stages.ts'
import { batched, counting, grouping, limiting, mapping, matching } from './streams.ts'
import { sampling, skipping, sorting, unbatched, unwinding } from './streams.ts'
import type { Batches, Stage } from './streams.ts'
import type { Value } from './values.ts'
import { Scales, weigh } from './weigh.ts'

/**
 * Reads another collection for $lookup. The filter only narrows, the stage filters again;
 * `variables` are those its $expr may use.
 */
export type Lookup = (collection: string, filter?: Doc, variables?: Doc) => AsyncIterable<Doc>

export interface PipelineOptions {
  readonly collation?: Collation | undefined
  readonly let?: Doc | undefined
  readonly now: Date
  /** Cap in bytes for what one blocking stage may hold (error 292 above it). */
  readonly memoryBytesMax: number
  readonly lookup: Lookup
}

export interface Pipeline {
  /** The filter of leading $match stages; `run` applies it again, so the source may just narrow. */
  readonly leadingMatch: Doc | undefined
  /** The $sort straight after them; say `sorted` to `run` if the source has this order already. */
  readonly leadingSort: Doc | undefined
  /**
   * How many documents that match leadingMatch, in the order of leadingSort if there is one, are
   * looked at at most.
   */
  readonly leadingLimit: number | undefined
  run(source: AsyncIterable<Doc>, given?: { readonly sorted?: boolean }): AsyncIterable<Doc>
}

interface Named {
  readonly name: string
  readonly spec: Value
  readonly stage: Stage
}

/**
 * Throws 40324 for an unknown stage, and each stage's documented code for a wrong specification.
 */
export function compilePipeline(stages: readonly Doc[], options: PipelineOptions): Pipeline {
  const specs = stages.map(stageOf)
  const compiled = specs.map(({ name, spec }, at): Named => {
    const limit = name === '$sort' ? limitAfter(specs, at + 1) : undefined
    return { name, spec, stage: compileStage(name, spec, limit, options) }
  })
  const matches = leadingMatches(specs)
  const sortAt = specs[matches.length]?.name === '$sort' ? matches.length : -1
  const sort = specs[sortAt]?.spec
  return {
    leadingMatch: joinFilters(matches),
    leadingSort: sort instanceof Doc ? sort : undefined,
    leadingLimit: limitAfter(specs, sortAt < 0 ? matches.length : sortAt + 1),
    run: (source, given) => {
      const chain = compiled.filter((_, at) => given?.sorted !== true || at !== sortAt)
      let batches: Batches = batched(source)
      for (const { stage } of chain) batches = stage(batches)
      return unbatched(batches)
    },
  }
}

type Spec = ReturnType<typeof stageOf>

function leadingMatches(specs: readonly Spec[]): Doc[] {
  const filters: Doc[] = []
  for (const { name, spec } of specs) {
    if (name !== '$match' || !(spec instanceof Doc)) break
    filters.push(spec)
  }
  return filters
}

function joinFilters(filters: readonly Doc[]): Doc | undefined {
  const [only, second] = filters
  return second === undefined ? only : Doc.from([['$and', [...filters]]])
}

/** How many documents the stages from here on want: a $limit, after any number of $skip. */
function limitAfter(specs: readonly Spec[], from: number): number | undefined {
  let skipped = 0
  for (const { name, spec } of specs.slice(from)) {
    if (name === '$limit') return skipped + limitOf(spec)
    if (name !== '$skip') return undefined
    skipped += skipOf(spec)
  }
  return undefined
}

const limitOf = (spec: Value): number => countOf(spec, 1, 15958, 'the limit must be positive')

const skipOf = (spec: Value): number =>
  countOf(spec, 0, 15956, 'Argument to $skip cannot be negative')

function compileStage(
  name: string,
  spec: Value,
  limit: number | undefined,
  options: PipelineOptions,
): Stage {
  const single = docStage(name, spec, options)
  if (single !== undefined) return mapping(single)
  switch (name) {
    case '$match':
      if (!(spec instanceof Doc)) {
        throw located(15959, 'the match filter must be an expression in an object')
      }
      return matching(compileFilter(spec, options))
    case '$sort':
      return compileSortStage(spec, limit, options)
    case '$limit':
      return limiting(limitOf(spec))
    case '$skip':
      return skipping(skipOf(spec))
    case '$group':
      return grouping(compileGroup(spec, options))
    case '$count':
      return counting(spec)
    case '$unwind':
      return unwinding(spec)
    case '$lookup':
      return joining(spec, options, compilePipeline)
    case '$sample':
      return sampling(spec, options.memoryBytesMax)
    case '$sortByCount':
      return sortByCount(spec, options)
    case '$facet':
      return facets(spec, options)
    default:
      throw located(40324, `Unrecognized pipeline stage name: '${name}'`)
  }
}

function compileSortStage(spec: Value, limit: number | undefined, options: PipelineOptions): Stage {
  if (!(spec instanceof Doc)) throw located(15973, 'the $sort key specification must be an object')
  if (spec.size === 0) throw located(15976, '$sort stage must have at least one sort key')
  const keys = compileSortKeys(spec, options.collation)
  return sorting(keys, limit, options.memoryBytesMax)
}

function sortByCount(spec: Value, options: PipelineOptions): Stage {
  const isPath = typeof spec === 'string' && spec.startsWith('$')
  const isExpression = spec instanceof Doc && spec.keys()[0]?.startsWith('$') === true
  if (!isPath && !isExpression) {
    throw located(40149, 'the sortByCount field must be defined as a $-prefixed path or expression')
  }
  const group = Doc.from([
    ['_id', spec],
    ['count', Doc.of({ $sum: 1 })],
  ])
  const start = grouping(compileGroup(group, options))
  const order = compileSortStage(Doc.of({ count: -1 }), undefined, options)
  return (source) => order(start(source))
}

const notInFacet = new Set(['$facet', '$out', '$merge'])

/** Several pipelines over the same documents, which are held meanwhile. */
function facets(spec: Value, options: PipelineOptions): Stage {
  if (!(spec instanceof Doc) || spec.size === 0) {
    throw located(40169, 'the $facet specification must be a non-empty object')
  }
  const parts = [...spec.entries()].map(([name, stages]) => {
    if (!Array.isArray(stages)) {
      throw located(40170, `arguments to $facet must be arrays, ${name} is none`)
    }
    const docs = stages.filter((stage) => stage instanceof Doc)
    for (const stage of docs) {
      if (notInFacet.has(stageOf(stage).name)) {
        throw located(
          40600,
          `${stageOf(stage).name} is not allowed to be used within a $facet stage`,
        )
      }
    }
    return { name, pipeline: compilePipeline(docs, options) }
  })
  return async function* (source) {
    const scales = new Scales('$facet', options.memoryBytesMax)
    const held: Doc[] = []
    for await (const doc of unbatched(source)) {
      scales.add(weigh(doc))
      held.push(doc)
    }
    const fields: [string, Value][] = []
    for (const { name, pipeline } of parts) {
      const results: Doc[] = []
      for await (const doc of pipeline.run(replay(held))) {
        scales.add(weigh(doc))
        results.push(doc)
      }
      fields.push([name, results])
    }
    yield [Doc.from(fields)]
  }
}

/** What is held already, as a stream. */
async function* replay(docs: readonly Doc[]): AsyncIterable<Doc> {
  yield* docs
}
