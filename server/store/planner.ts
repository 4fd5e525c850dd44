/**
 * Chooses how to find documents: which index, which ranges of it, in which direction. The choice
 * only narrows and orders; the matcher looks at every document again, so a wrong guess costs time
 * and never an answer.
 */
import { Doc, MaxKeyKind, MinKeyKind, UndefinedKind } from './bson.ts'
import type { Value } from './bson.ts'
import { boundsOf, conditionsOf } from './bounds.ts'
import type { Bounds, Condition, KeyRange } from './bounds.ts'
import type { Collection, Index } from './catalog.ts'
import { sameCollation } from './collation.ts'
import type { Collation } from './collation.ts'
import { equals } from './compare.ts'
import type { Space } from './contract.ts'
import { StoreError, badValue } from './errors.ts'
import { estimateKeysMax } from './limits.ts'
import { isNumeric, toDouble } from './numbers.ts'
import { conjuncts, implies } from './predicates.ts'
import { show } from './show.ts'

export interface Query {
  readonly filter: Doc
  readonly sort?: Doc | undefined
  readonly limited?: boolean | undefined
  readonly hint?: Value | undefined
  readonly collation?: Collation | undefined
}

/** Every document in insertion order, or backwards. */
export interface CollectionPlan {
  readonly kind: 'collection'
  readonly reverse: boolean
  readonly sorted: boolean
}

export interface IndexPlan {
  readonly kind: 'index'
  readonly index: Index
  /** Apart and ascending; a reversed scan takes the last first. */
  readonly ranges: readonly KeyRange[]
  readonly reverse: boolean
  /** Whether documents come in the order the query sorts by. */
  readonly sorted: boolean
  /** Whether one document may come up under several keys. */
  readonly multikey: boolean
  /** Whether the only range is the whole key of at most one entry. */
  readonly single: boolean
}

/** The branches of a `$or`, one after the other; a document is given once. */
export interface UnionPlan {
  readonly kind: 'union'
  readonly plans: readonly IndexPlan[]
  readonly sorted: false
}

export type Plan = CollectionPlan | IndexPlan | UnionPlan

const everything: CollectionPlan = { kind: 'collection', reverse: false, sorted: false }

/**
 * The plan for a query. Throws BadValue (2) for a hint that names no index, 291 for a hinted
 * partial index that does not hold every document the filter may match.
 */
export function planQuery(space: Space, collection: Collection, query: Query): Plan {
  const natural = naturalOrder(query)
  if (natural !== undefined) return { ...everything, reverse: natural < 0, sorted: true }
  const conditions = conditionsOf(conjuncts(query.filter))
  if (query.hint !== undefined) return hintedPlan(collection, query, query.hint, conditions)
  const candidates: Candidate[] = []
  for (const index of collection.indexes) {
    if (!isUsable(index, query, conditions)) continue
    const candidate = candidateOf(index, query, conditions)
    if (isWorthwhile(candidate, query)) candidates.push(candidate)
  }
  const best = choose(space, candidates, query)
  if (best !== undefined && best.bounds.points + Number(best.bounds.ranged) > 0) return best.plan
  return unionPlan(space, collection, query) ?? best?.plan ?? everything
}

function naturalOrder(query: Query): number | undefined {
  for (const given of [query.hint, query.sort]) {
    const direction = given instanceof Doc ? given.get('$natural') : undefined
    if (direction !== undefined && isNumeric(direction)) return toDouble(direction)
  }
  return undefined
}

function hintedPlan(
  collection: Collection,
  query: Query,
  hint: Value,
  conditions: readonly Condition[],
): Plan {
  const index = collection.indexes.find(({ spec, building }) => {
    if (building || spec.hidden) return false
    return typeof hint === 'string' ? spec.name === hint : equals(spec.pattern, hint)
  })
  if (index === undefined) {
    throw badValue(
      `error processing query: ns=${collection.namespace} planner returned error :: caused by :: ` +
        `hint provided does not correspond to an existing index: ${show(hint)}`,
    )
  }
  const { partial } = index.spec
  if (partial !== undefined && !implies(query.filter, partial)) {
    throw new StoreError(
      291,
      `error processing query: the hinted partial index ${index.spec.name} cannot serve this filter`,
    )
  }
  return candidateOf(index, query, conditions).plan
}

/** Whether every document the filter may match has an entry in the index. */
function isUsable(index: Index, query: Query, conditions: readonly Condition[]): boolean {
  const { spec } = index
  if (index.building || spec.hidden) return false
  if (spec.partial !== undefined && !implies(query.filter, spec.partial)) return false
  if (!spec.sparse) return true
  return conditions.some(
    ({ path, predicate }) => spec.paths.includes(path) && demandsPresence(predicate),
  )
}

/** Whether the condition fails on a missing field, which is what a sparse index leaves out. */
function demandsPresence(predicate: Condition['predicate']): boolean {
  switch (predicate.op) {
    case 'exists':
      return predicate.value
    case 'in':
      return !predicate.values.some(matchesMissing)
    case 'regexPrefix':
      return true
    default:
      return !matchesMissing(predicate.value)
  }
}

/** Values that a missing field may equal or be ordered with. */
const matchesMissing = (value: Value): boolean =>
  value === null ||
  value instanceof UndefinedKind ||
  value instanceof MinKeyKind ||
  value instanceof MaxKeyKind

interface Candidate {
  readonly plan: IndexPlan
  readonly bounds: Bounds
}

function candidateOf(index: Index, query: Query, conditions: readonly Condition[]): Candidate {
  const bounds = boundsOf(index, conditions, query.collation)
  const order = orderOf(index, bounds, query)
  const ranges = disjoint(bounds.ranges)
  return {
    bounds,
    plan: {
      kind: 'index',
      index,
      ranges,
      reverse: order === -1,
      sorted: order !== undefined,
      multikey: index.multikeyPaths.includes(true),
      single: isSingle(index, bounds) && ranges.length === 1,
    },
  }
}

/** Every field of a unique index with whole keys held to one value: at most one entry. */
const isSingle = (index: Index, bounds: Bounds): boolean =>
  index.spec.unique && !index.inexact && bounds.points === index.spec.paths.length

/** Ranges in key order, those that touch or overlap joined, so that no key is met twice. */
function disjoint(ranges: readonly KeyRange[]): KeyRange[] {
  const sorted = ranges
    .filter(({ start, end }) => Buffer.compare(start, end) < 0)
    .sort((a, b) => Buffer.compare(a.start, b.start))
  const joined: KeyRange[] = []
  for (const range of sorted) {
    const last = joined.at(-1)
    if (last === undefined || Buffer.compare(range.start, last.end) > 0) {
      joined.push(range)
    } else if (Buffer.compare(range.end, last.end) > 0) {
      joined[joined.length - 1] = { start: last.start, end: range.end }
    }
  }
  return joined
}

/**
 * 1 or -1 when walking the index forwards or backwards gives the query's order, undefined when it
 * does not. Fields held to one value order nothing and may be skipped on both sides.
 */
function orderOf(index: Index, bounds: Bounds, query: Query): 1 | -1 | undefined {
  const { sort } = query
  if (sort === undefined || sort.size === 0) return undefined
  if (index.inexact || index.multikeyPaths.includes(true)) return undefined
  if (!sameCollation(index.spec.collation, query.collation)) return undefined
  const { paths, directions } = index.spec
  const held = new Set(paths.filter((_, at) => bounds.fixed[at] === true))
  let relation: 1 | -1 | undefined
  let at = 0
  for (const [path, direction] of sort.entries()) {
    if (!isNumeric(direction)) return undefined
    if (held.has(path)) continue
    while (at < paths.length && held.has(paths[at] ?? '')) at += 1
    if (paths[at] !== path) return undefined
    const same = toDouble(direction) < 0 === (directions[at] ?? 1) < 0
    const wanted = same ? 1 : -1
    if (relation !== undefined && relation !== wanted) return undefined
    relation = wanted
    at += 1
  }
  return relation ?? 1
}

/** An index that neither narrows nor orders costs more than reading the collection. */
function isWorthwhile({ plan, bounds }: Candidate, query: Query): boolean {
  if (bounds.points > 0 || bounds.ranged) return true
  return plan.sorted && query.sort !== undefined
}

/** Fewer keys first; with as many, the order wanted, then the more fields held. */
function choose(
  space: Space,
  candidates: readonly Candidate[],
  query: Query,
): Candidate | undefined {
  if (candidates.length < 2) return candidates[0]
  const exact = candidates.find(({ plan }) => plan.single)
  if (exact !== undefined) return exact
  const costs = new Map<Candidate, number>()
  for (const candidate of candidates) costs.set(candidate, cost(space, candidate, query))
  const rank = (candidate: Candidate): number => costs.get(candidate) ?? 0
  const weight = ({ plan, bounds }: Candidate): number =>
    Number(plan.sorted) * 100 + bounds.points * 2 + Number(bounds.ranged)
  return candidates.toSorted((a, b) => rank(a) - rank(b) || weight(b) - weight(a))[0]
}

/**
 * Keys to look at, counted no further than the limit. With a limit on the answer, an index in the
 * right order can stop early and counts as cheap as the largest estimate allows.
 */
function cost(space: Space, { plan, bounds }: Candidate, query: Query): number {
  let keys = 0
  for (const { start, end } of plan.ranges) {
    if (keys >= estimateKeysMax) break
    keys += space.count({ start, end, limit: estimateKeysMax - keys })
  }
  if (keys < estimateKeysMax) return keys
  const unsorted = query.sort !== undefined && query.sort.size > 0 && !plan.sorted
  const unbounded = bounds.points === 0 && !bounds.ranged
  if (query.limited === true) return estimateKeysMax + (unsorted ? 1 : 0)
  return estimateKeysMax + (unbounded ? 1 : 0)
}

/** Indexes for each branch of a `$or` beside which nothing better was found. */
function unionPlan(space: Space, collection: Collection, query: Query): UnionPlan | undefined {
  const branches = query.filter.get('$or')
  if (!Array.isArray(branches) || branches.length === 0) return undefined
  const plans: IndexPlan[] = []
  for (const branch of branches) {
    if (!(branch instanceof Doc)) return undefined
    const conditions = conditionsOf(conjuncts(branch))
    const narrowed = { filter: branch, collation: query.collation }
    const candidates = collection.indexes
      .filter((index) => isUsable(index, narrowed, conditions))
      .map((index) => candidateOf(index, narrowed, conditions))
      .filter((candidate) => isWorthwhile(candidate, narrowed))
    const best = choose(space, candidates, narrowed)
    if (best === undefined) return undefined
    plans.push(best.plan)
  }
  return { kind: 'union', plans, sorted: false }
}
