/**
 * $lookup: documents of another collection joined to each of this one, by equal fields, by a
 * pipeline that sees the outer document's variables, or both.
 */
import { Doc } from './bson.ts'
import { failedToParse } from './errors.ts'
import { compileExpression } from './expression.ts'
import { compileFilter } from './match.ts'
import type { Pipeline, PipelineOptions } from './aggregate.ts'
import { valuesAt } from './paths.ts'
import type { Stage } from './streams.ts'
import { Regex, Undefined } from './values.ts'
import type { Value } from './values.ts'
import { Scales, weigh } from './weigh.ts'

type Compile = (stages: readonly Doc[], options: PipelineOptions) => Pipeline

interface JoinPlan {
  readonly from: string
  readonly as: readonly string[]
  readonly fields: { readonly local: readonly string[]; readonly foreign: string } | undefined
  readonly variables: Doc
  readonly stages: readonly Doc[] | undefined
}

const optionNames = new Set(['from', 'localField', 'foreignField', 'as', 'let', 'pipeline'])

function textOf(spec: Doc, name: string): string {
  const value = spec.get(name)
  if (typeof value === 'string' && value !== '') return value
  throw failedToParse(`$lookup argument '${name}' must be a non-empty string`)
}

function planOf(spec: Value): JoinPlan {
  if (!(spec instanceof Doc)) throw failedToParse('the $lookup specification must be an object')
  for (const name of spec.keys()) {
    if (!optionNames.has(name)) throw failedToParse(`unknown argument to $lookup: ${name}`)
  }
  const stages = spec.get('pipeline')
  if (
    stages !== undefined &&
    !(Array.isArray(stages) && stages.every((stage) => stage instanceof Doc))
  ) {
    throw failedToParse("$lookup argument 'pipeline' must be an array of stages")
  }
  const variables = spec.get('let') ?? Doc.empty
  if (!(variables instanceof Doc)) throw failedToParse("$lookup argument 'let' must be an object")
  const byField = spec.has('localField') || spec.has('foreignField') || stages === undefined
  return {
    from: textOf(spec, 'from'),
    as: textOf(spec, 'as').split('.'),
    fields: byField
      ? { local: textOf(spec, 'localField').split('.'), foreign: textOf(spec, 'foreignField') }
      : undefined,
    variables,
    stages,
  }
}

/** The filter for documents whose field equals one of the local values; nothing equals null. */
function equality(doc: Doc, fields: NonNullable<JoinPlan['fields']>): Doc {
  const found = valuesAt(doc, fields.local).flatMap((value) =>
    Array.isArray(value) ? value : [value],
  )
  const values = found.length === 0 && !hasArray(doc, fields.local) ? [null] : found
  const plain = values.filter((value) => !(value instanceof Regex) && value !== Undefined)
  const branches: Doc[] = [Doc.from([[fields.foreign, Doc.from([['$in', plain]])]])]
  for (const value of values) {
    // Inside $in an expression would match text; joined values stand for themselves.
    if (value instanceof Regex) {
      branches.push(Doc.from([[fields.foreign, Doc.from([['$eq', value]])]]))
    }
  }
  const [only] = branches
  return branches.length === 1 && only !== undefined ? only : Doc.from([['$or', branches]])
}

/** Whether an array lies at the path, which then may well be empty. */
function hasArray(doc: Doc, steps: readonly string[]): boolean {
  let value: Value | undefined = doc
  for (const step of steps) {
    if (Array.isArray(value)) return true
    value = value instanceof Doc ? value.get(step) : undefined
  }
  return Array.isArray(value)
}

function place(doc: Doc, steps: readonly string[], value: Value): Doc {
  const [step = '', ...rest] = steps
  if (rest.length === 0) return doc.with(step, value)
  const inner = doc.get(step)
  return doc.with(step, place(inner instanceof Doc ? inner : Doc.empty, rest, value))
}

const joined = (first: Doc | undefined, second: Doc | undefined): Doc | undefined =>
  first === undefined || second === undefined
    ? (first ?? second)
    : Doc.from([['$and', [first, second]]])

/** Compiles $lookup; `compile` is given, since pipelines hold lookups and lookups pipelines. */
export function joining(spec: Value, options: PipelineOptions, compile: Compile): Stage {
  const plan = planOf(spec)
  const variables = [...plan.variables.entries()].map(
    ([name, value]) => [name, compileExpression(value, options)] as const,
  )
  const bindFor = (doc: Doc): Doc =>
    variables.reduce(
      (bound, [name, evaluate]) => bound.with(name, orUndefined(evaluate(doc))),
      options.let ?? Doc.empty,
    )
  if (plan.stages !== undefined) compile(plan.stages, { ...options, let: bindFor(Doc.empty) })
  const collect = async (doc: Doc): Promise<Doc[]> => {
    const scales = new Scales('$lookup', options.memoryBytesMax)
    const filter = plan.fields === undefined ? undefined : equality(doc, plan.fields)
    const inner = { ...options, let: bindFor(doc) }
    const pipeline = compile(plan.stages ?? [], inner)
    const matches = filter === undefined ? () => true : compileFilter(filter, inner)
    const narrowed = joined(filter, pipeline.leadingMatch)
    const found: Doc[] = []
    const source = filtered(options.lookup(plan.from, narrowed, inner.let), matches)
    for await (const other of pipeline.run(source)) {
      scales.add(weigh(other))
      found.push(other)
    }
    return found
  }
  return async function* (source) {
    for await (const batch of source) {
      for (const doc of batch) yield [place(doc, plan.as, await collect(doc))]
    }
  }
}

async function* filtered(
  source: AsyncIterable<Doc>,
  matches: (doc: Doc) => boolean,
): AsyncIterable<Doc> {
  for await (const doc of source) if (matches(doc)) yield doc
}

/** A missing value is bound as undefined; null stays what it is. */
function orUndefined(value: Value | undefined): Value {
  return value === undefined ? Undefined : value
}
