/**
 * `count` and `distinct`: answers about many documents that are not documents. A count without a
 * filter is known without looking; anything else streams.
 */
import { Doc } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import type { Collation } from '../store/collation.ts'
import { equals } from '../store/compare.ts'
import { countValue } from '../store/documents.ts'
import { StoreError, failedToParse } from '../store/errors.ts'
import { encodeKey } from '../store/keys.ts'
import { documentBytesMax } from '../store/limits.ts'
import { isNumeric, toDouble } from '../store/numbers.ts'
import { isPosition } from '../store/paths.ts'
import { prepareFind } from '../store/reading.ts'
import type { FindRequest } from '../store/reading.ts'
import { okay } from './command.ts'
import type { Command } from './command.ts'
import type { Request } from './request.ts'

export const count: Command = {
  name: 'count',
  fields: ['collation', 'hint', 'limit', 'query', 'skip'],
  async run({ engine }, request) {
    const collection = engine.collection(request.namespace)
    const wanted = readCount(request, collection?.collation)
    if (collection === undefined) return okay([['n', countValue(0)]])
    if (wanted.filter.size === 0 && wanted.hint === undefined) {
      const rest = Math.max(0, (await engine.count(collection)) - wanted.skip)
      return okay([['n', countValue(wanted.limit > 0 ? Math.min(rest, wanted.limit) : rest)]])
    }
    let n = 0
    for await (const match of prepareFind(engine.room, collection, wanted).run()) {
      if (match.record > 0) n += 1
    }
    return okay([['n', countValue(n)]])
  },
}

function readCount(request: Request, inherited: Collation | undefined): FindRequest {
  const limit = request.value('limit')
  return {
    filter: request.doc('query') ?? Doc.empty,
    hint: request.hint(),
    skip: request.count('skip') ?? 0,
    // A negative limit means the same as a positive one here, as in mongod.
    limit: isNumeric(limit) ? Math.abs(toDouble(limit)) : 0,
    collation: request.collation(inherited),
    now: request.now,
    deadline: request.deadline(),
  }
}

export const distinct: Command = {
  name: 'distinct',
  fields: ['collation', 'hint', 'key', 'query'],
  async run({ engine }, request) {
    const key = request.required('key', request.string('key'))
    if (key === '') throw failedToParse("BSON field 'distinct.key' cannot be empty")
    const collection = engine.collection(request.namespace)
    const collation = request.collation(collection?.collation)
    const gathered = new Gatherer(collation)
    if (collection !== undefined) {
      const wanted = {
        filter: request.doc('query') ?? Doc.empty,
        hint: request.hint(),
        skip: 0,
        limit: 0,
        collation,
        now: request.now,
        deadline: request.deadline(),
      }
      for await (const { doc } of prepareFind(engine.room, collection, wanted).run()) {
        for (const value of valuesAt(doc, key.split('.'))) gathered.add(value)
      }
    }
    return okay([['values', gathered.values]])
  },
}

/** Different values in the order they were met. */
class Gatherer {
  readonly values: Value[] = []
  private readonly byKey = new Map<string, Value[]>()
  private readonly collation: Collation | undefined
  private bytes = 0

  constructor(collation: Collation | undefined) {
    this.collation = collation
  }

  add(value: Value): void {
    const { key } = encodeKey([value], [1], { collation: this.collation })
    const text = key.toString('latin1')
    const alike = this.byKey.get(text) ?? []
    if (alike.some((other) => equals(other, value, this.collation))) return
    this.byKey.set(text, [...alike, value])
    this.values.push(value)
    this.bytes += key.length
    if (this.bytes > documentBytesMax) {
      throw new StoreError(17217, 'distinct too big, 16mb cap')
    }
  }
}

/** The values at a path; arrays on the way and at the end give their elements. */
function* valuesAt(from: Value | undefined, steps: readonly string[]): Generator<Value> {
  const [step, ...rest] = steps
  if (step === undefined) {
    if (Array.isArray(from)) yield* from
    else if (from !== undefined) yield from
    return
  }
  if (from instanceof Doc) {
    yield* valuesAt(from.get(step), rest)
  } else if (Array.isArray(from)) {
    if (isPosition(step)) yield* valuesAt(from[Number(step)], rest)
    for (const item of from) if (item instanceof Doc) yield* valuesAt(item.get(step), rest)
  }
}
