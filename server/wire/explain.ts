/**
 * `explain`: which plan a query would take and what it examined. Whoever wonders why a list is slow
 * reads `COLLSCAN` or the index's name here, in mongod's own shape.
 */
import { Doc, Int32 } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import { countValue } from '../store/documents.ts'
import { StoreError } from '../store/errors.ts'
import type { Plan } from '../store/planner.ts'
import { prepareFind } from '../store/reading.ts'
import type { Finder } from '../store/reading.ts'
import { prepareAggregate } from './aggregate.ts'
import { okay } from './command.ts'
import type { Command, Context } from './command.ts'
import { prepare } from './find.ts'
import { Request } from './request.ts'

const verbosities = ['allPlansExecution', 'executionStats', 'queryPlanner']

export const explain: Command = {
  name: 'explain',
  fields: ['verbosity'],
  async run(context, request) {
    const inner = request.required('explain', request.doc('explain'))
    const verbosity = request.string('verbosity') ?? 'allPlansExecution'
    if (!verbosities.includes(verbosity)) {
      throw new StoreError(9, `verbosity must be one of ${verbosities.join(', ')}`)
    }
    const name = inner.keys()[0] ?? ''
    const named = inner.has('$db') ? inner : inner.with('$db', request.database)
    const explained = new Request(name, named)
    const finder = finderOf(context, explained)
    return report(explained, finder, verbosity !== 'queryPlanner')
  },
}

/** `aggregate` with the option `explain`. */
export async function explainAggregate(request: Request, finder: Finder | undefined): Promise<Doc> {
  return report(request, finder, false)
}

function finderOf(context: Context, request: Request): Finder | undefined {
  switch (request.command) {
    case 'find':
      return prepare(context, request)?.finder
    case 'aggregate':
      return prepareAggregate(context, request).finder
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return filterFinder(context, request, request.doc('query'))
    case 'delete':
    case 'update': {
      const list = request.docs(request.command === 'update' ? 'updates' : 'deletes')
      const filter = list?.[0]?.get('q')
      return filterFinder(context, request, filter instanceof Doc ? filter : undefined)
    }
    default:
      throw new StoreError(59, `Explain failed due to unknown command: ${request.command}`)
  }
}

function filterFinder(
  { engine }: Context,
  request: Request,
  filter: Doc | undefined,
): Finder | undefined {
  const collection = engine.collection(request.namespace)
  if (collection === undefined) return undefined
  return prepareFind(engine.room, collection, {
    filter: filter ?? Doc.empty,
    sort: request.doc('sort'),
    hint: request.hint(),
    skip: 0,
    limit: 0,
    collation: request.collation(collection.collation),
    now: request.now,
  })
}

async function report(
  request: Request,
  finder: Finder | undefined,
  executes: boolean,
): Promise<Doc> {
  const winningPlan =
    finder === undefined ? Doc.of({ stage: 'EOF' }) : describePlan(finder, request)
  const planner = Doc.from([
    ['namespace', request.namespace],
    ['winningPlan', winningPlan],
    ['rejectedPlans', []],
  ])
  const fields: [string, Value][] = [
    ['explainVersion', '1'],
    ['queryPlanner', planner],
  ]
  if (executes) fields.push(['executionStats', await execute(finder, winningPlan)])
  fields.push(['command', request.body.without('$db')])
  return okay(fields)
}

async function execute(finder: Finder | undefined, winningPlan: Doc): Promise<Doc> {
  let returned = 0
  if (finder !== undefined) {
    for await (const { record } of finder.run()) returned += record > 0 ? 1 : 0
  }
  return Doc.from([
    ['executionSuccess', true],
    ['nReturned', countValue(returned)],
    ['totalKeysExamined', countValue(finder?.counts.keysExamined ?? 0)],
    ['totalDocsExamined', countValue(finder?.counts.docsExamined ?? 0)],
    ['executionStages', winningPlan],
  ])
}

function describePlan(finder: Finder, request: Request): Doc {
  const { plan } = finder
  const access = describeAccess(plan)
  const sort = request.command === 'find' ? request.doc('sort') : undefined
  if (sort === undefined || sort.size === 0 || plan.sorted) return access
  return Doc.from([
    ['stage', 'SORT'],
    ['sortPattern', sort],
    ['inputStage', access],
  ])
}

function describeAccess(plan: Plan): Doc {
  if (plan.kind === 'collection') {
    return Doc.of({ stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' })
  }
  if (plan.kind === 'union') {
    const branches = Doc.from([
      ['stage', 'OR'],
      ['inputStages', plan.plans.map(describeAccess)],
    ])
    return Doc.from([
      ['stage', 'FETCH'],
      ['inputStage', branches],
    ])
  }
  const { spec } = plan.index
  const scan = Doc.from([
    ['stage', 'IXSCAN'],
    ['keyPattern', spec.pattern],
    ['indexName', spec.name],
    ['isMultiKey', plan.multikey],
    ['isUnique', spec.unique],
    ['isSparse', spec.sparse],
    ['isPartial', spec.partial !== undefined],
    ['indexVersion', new Int32(2)],
    ['direction', plan.reverse ? 'backward' : 'forward'],
    ['ranges', countValue(plan.ranges.length)],
  ])
  return Doc.from([
    ['stage', 'FETCH'],
    ['inputStage', scan],
  ])
}
