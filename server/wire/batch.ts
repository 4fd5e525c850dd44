/**
 * Batches of writes. Statements are taken in order, as many as fit in one slice of time per
 * transaction, so a large batch costs few syncs and still lets others in. A refused statement is
 * reported by its place; an ordered batch ends there.
 */
import { Doc, Int32 } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import type { Room } from '../store/documents.ts'
import type { Engine } from '../store/engine.ts'
import { StoreError } from '../store/errors.ts'
import { writeBatchMax } from '../store/limits.ts'
import { Slice } from '../store/scan.ts'

export interface Statements<S, R> {
  readonly list: readonly S[]
  readonly ordered: boolean
  /** Runs one inside a write; undefined when it must run by `slow` instead. */
  attempt(room: Room, statement: S): R | undefined
  slow?(statement: S): Promise<R>
}

export interface BatchResult<R> {
  readonly results: { readonly at: number; readonly result: R }[]
  readonly errors: { readonly at: number; readonly error: StoreError }[]
}

/** Throws what is no refusal (a failed disk); refusals are collected. */
export async function runBatch<S, R>(
  engine: Engine,
  statements: Statements<S, R>,
): Promise<BatchResult<R>> {
  const outcome: BatchResult<R> = { results: [], errors: [] }
  let at = 0
  while (at < statements.list.length) {
    const round = await engine.write((room) => runRound(room, statements, at))
    outcome.results.push(...round.results)
    outcome.errors.push(...round.errors)
    at = round.next
    if (statements.ordered && outcome.errors.length > 0) return outcome
    const statement = statements.list[at]
    if (!round.slow || statement === undefined || statements.slow === undefined) continue
    try {
      outcome.results.push({ at, result: await statements.slow(statement) })
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      outcome.errors.push({ at, error })
      if (statements.ordered) return outcome
    }
    at += 1
  }
  return outcome
}

interface Round<R> extends BatchResult<R> {
  next: number
  slow: boolean
}

/** Results count only once the transaction is durable, so each round keeps its own. */
function runRound<S, R>(room: Room, statements: Statements<S, R>, start: number): Round<R> {
  const round: Round<R> = { results: [], errors: [], next: start, slow: false }
  const slice = new Slice()
  for (; round.next < statements.list.length; round.next += 1) {
    if (round.next > start && slice.isUsedUp) return round
    const at = round.next
    const statement = statements.list[at]
    if (statement === undefined) return round
    try {
      const result = statements.attempt(room, statement)
      if (result === undefined) {
        round.slow = true
        return round
      }
      round.results.push({ at, result })
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      round.errors.push({ at, error })
      if (!statements.ordered) continue
      round.next += 1
      return round
    }
  }
  return round
}

/** Throws InvalidLength (16) for an empty batch or one beyond the limit. */
export function requireBatchSize(count: number): void {
  if (count > 0 && count <= writeBatchMax) return
  throw new StoreError(
    16,
    `Write batch sizes must be between 1 and ${writeBatchMax}. Got ${count} operations.`,
  )
}

/** The field `writeErrors` of a reply; nothing when all went well. */
export function writeErrors(errors: BatchResult<unknown>['errors']): [string, Value][] {
  if (errors.length === 0) return []
  const list = errors.map(({ at, error }) =>
    Doc.from([
      ['index', new Int32(at)],
      ['code', new Int32(error.code)],
      ...errorFields(error),
      ['errmsg', error.message],
    ]),
  )
  return [['writeErrors', list]]
}

/** What a duplicate key error tells beside its message. */
export function errorFields(error: StoreError): [string, Value][] {
  const fields: [string, Value][] = []
  if (error.keyPattern !== undefined) fields.push(['keyPattern', error.keyPattern])
  if (error.keyValue !== undefined) fields.push(['keyValue', error.keyValue])
  return fields
}
