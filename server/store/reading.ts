/**
 * Finding documents for an answer: plan, walk, match, sort, skip, limit. It yields documents one by
 * one and gives way to other clients in between, so a large answer neither fills the memory nor
 * holds anybody up.
 */
import type { Doc } from './bson.ts'
import { encode } from './bson.ts'
import type { Collection } from './catalog.ts'
import type { Room } from './documents.ts'
import { memoryLimit } from './errors.ts'
import { sortBytesMax } from './limits.ts'
import { compileFilter } from './match.ts'
import type { MatchDetails, Matcher } from './match.ts'
import { planQuery } from './planner.ts'
import type { Plan, Query } from './planner.ts'
import { Slice, walk } from './scan.ts'
import type { Found, ScanCounts } from './scan.ts'
import { compileSort } from './sort.ts'
import type { Order } from './sort.ts'

export interface FindRequest extends Query {
  readonly skip: number
  /** 0 means no limit. */
  readonly limit: number
  readonly let?: Doc | undefined
  readonly now: Date
  /** Whether the caller needs to know which array element matched. */
  readonly positional?: boolean | undefined
  /** An instant of `performance.now()` after which error 50 is raised. */
  readonly deadline?: number | undefined
}

export interface Match extends Found {
  readonly details: MatchDetails | undefined
}

export interface Finder {
  readonly plan: Plan
  readonly counts: ScanCounts
  run(): AsyncGenerator<Match, void, undefined>
}

/** Compiles and plans at once, so that a wrong request fails before the first document. */
export function prepareFind(room: Room, collection: Collection, request: FindRequest): Finder {
  const matches = matcherOf(request)
  const order =
    request.sort === undefined || request.sort.size === 0 || request.sort.has('$natural')
      ? undefined
      : compileSort(request.sort, request.collation)
  const plan = planQuery(room.index, collection, { ...request, limited: request.limit > 0 })
  const counts: ScanCounts = { keysExamined: 0, docsExamined: 0 }
  const matched = (): AsyncGenerator<Match, void, undefined> =>
    matching(walk(room, collection, plan, counts), matches, request)
  return {
    plan,
    counts,
    run() {
      if (order === undefined || plan.sorted) return cut(matched(), request.skip, request.limit)
      return sorted(matched(), order, request)
    },
  }
}

export function matcherOf(
  request: Pick<FindRequest, 'filter' | 'collation' | 'let' | 'now'>,
): Matcher {
  const { filter, collation, now } = request
  return compileFilter(filter, { collation, let: request.let, now })
}

async function* matching(
  steps: Generator<readonly Found[], void, undefined>,
  matches: Matcher,
  request: FindRequest,
): AsyncGenerator<Match, void, undefined> {
  const slice = new Slice(request.deadline)
  for (const found of steps) {
    for (const { record, doc } of found) {
      const details: MatchDetails | undefined = request.positional === true ? {} : undefined
      if (matches(doc, details)) yield { record, doc, details }
    }
    await slice.breathe()
  }
}

async function* cut(
  source: AsyncGenerator<Match, void, undefined>,
  skip: number,
  limit: number,
): AsyncGenerator<Match, void, undefined> {
  let seen = 0
  for await (const match of source) {
    seen += 1
    if (seen <= skip) continue
    yield match
    if (limit > 0 && seen >= skip + limit) return
  }
}

/** With a limit only the best so far are held: the list is cut whenever it has doubled. */
async function* sorted(
  source: AsyncGenerator<Match, void, undefined>,
  order: Order,
  request: FindRequest,
): AsyncGenerator<Match, void, undefined> {
  const keep = request.limit > 0 ? request.skip + request.limit : Infinity
  const byOrder = (a: Match, b: Match): number => order(a.doc, b.doc) || a.record - b.record
  let held: Match[] = []
  let bytes = 0
  for await (const match of source) {
    held.push(match)
    bytes += encode(match.doc).length
    if (held.length >= keep * 2 + sortSlack) {
      held = held.sort(byOrder).slice(0, keep)
      bytes = held.reduce((sum, { doc }) => sum + encode(doc).length, 0)
    }
    if (bytes > sortBytesMax) {
      throw memoryLimit(
        `Sort exceeded memory limit of ${sortBytesMax} bytes; add an index in this order or a limit`,
      )
    }
  }
  held.sort(byOrder)
  const end = Math.min(held.length, keep)
  for (let at = request.skip; at < end; at += 1) {
    const match = held[at]
    if (match !== undefined) yield match
  }
}

const sortSlack = 128
