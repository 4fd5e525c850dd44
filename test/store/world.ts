/**
 * Random documents and questions for the planner's tests. The wide world has every kind of value;
 * the narrow one so few that a question often hits, two conditions often meet in one array, and a
 * string often differs only in its case.
 */
import * as fc from 'fast-check'
import { DateTime, Doc, Int32, MaxKey, MinKey, Regex } from '../../server/store/bson.ts'
import type { Value } from '../../server/store/bson.ts'

const anyScalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }).map((n): Value => new Int32(n)) },
  fc.constantFrom<Value>(0.5, -0, NaN, Infinity, 2n, 9007199254740993n),
  fc.constantFrom<Value>('', 'a', 'A', 'ab', 'AB', 'b', 'a\0', 'あ', true, false, null),
  fc.constantFrom<Value>(DateTime.of(new Date(5)), MinKey, MaxKey, new Regex('^a')),
)
const fewScalars = fc.constantFrom<Value>(
  new Int32(0),
  new Int32(1),
  new Int32(2),
  null,
  null,
  'a',
  'A',
)
const anyPath = fc.constantFrom('a', 'a', 'b', 'b', 'c', 'a.b', 'a.b', 'a.c', 'a.0', '_id')
const fewPaths = fc.constantFrom('a', 'b', 'a.b', 'a.c')

export interface World {
  readonly document: fc.Arbitrary<Doc>
  readonly filter: fc.Arbitrary<Doc>
}

const doc = (name: string, value: Value): Doc => Doc.from([[name, value]])

function conditions(scalar: fc.Arbitrary<Value>, leaf: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const comparison = fc
    .tuple(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte', '$ne'), leaf)
    .map(([operator, value]) => doc(operator, value))
  const range = fc
    .tuple(fc.constantFrom('$gt', '$gte'), scalar, fc.constantFrom('$lt', '$lte'), scalar)
    .map(([low, from, high, to]) =>
      Doc.from([
        [low, from],
        [high, to],
      ]),
    )
  const condition: fc.Arbitrary<Value> = fc.oneof(
    { weight: 2, arbitrary: leaf },
    { weight: 2, arbitrary: comparison },
    { weight: 3, arbitrary: range },
    fc.array(leaf, { maxLength: 3 }).map((list) => doc('$in', list)),
    fc.boolean().map((flag) => doc('$exists', flag)),
    fc.constantFrom<Value>(doc('$regex', '^a'), doc('$regex', '^ab'), doc('$size', new Int32(2))),
    fc.oneof(comparison, range).map((test) => doc('$elemMatch', test)),
    fc.tuple(comparison, comparison).map(([b, c]) =>
      doc(
        '$elemMatch',
        Doc.from([
          ['b', b],
          ['c', c],
        ]),
      ),
    ),
    comparison.map((test) => doc('$not', test)),
  )
  return condition
}

const asValue = (list: Value[]): Value => list

function worldOf(scalar: fc.Arbitrary<Value>, path: fc.Arbitrary<string>): World {
  const leaf = fc.oneof(
    { weight: 5, arbitrary: scalar },
    { weight: 3, arbitrary: fc.array(scalar, { maxLength: 3 }).map((list): Value => list) },
  )
  const inner = fc
    .record({ b: leaf, c: leaf }, { requiredKeys: [] })
    .map((record): Value => Doc.from(Object.entries(record)))
  const field = fc.oneof(
    { weight: 3, arbitrary: leaf },
    inner,
    { weight: 2, arbitrary: fc.array(fc.oneof(inner, scalar), { maxLength: 3 }).map(asValue) },
    { weight: 2, arbitrary: fc.array(inner, { minLength: 2, maxLength: 3 }).map(asValue) },
  )
  const document = fc
    .record({ a: field, b: leaf, c: leaf }, { requiredKeys: [] })
    .map((record) => Doc.from(Object.entries(record)))

  const condition = conditions(scalar, leaf)
  const simple = fc
    .uniqueArray(fc.tuple(path, condition), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map((entries) => Doc.from(entries))
  const filter = fc.oneof(
    { weight: 4, arbitrary: simple },
    fc.array(simple, { minLength: 1, maxLength: 3 }).map((list) => doc('$or', list)),
    fc.array(simple, { minLength: 1, maxLength: 2 }).map((list) => doc('$and', list)),
  )
  return { document, filter }
}

export const wideWorld = worldOf(anyScalar, anyPath)
export const narrowWorld = worldOf(fewScalars, fewPaths)

export const caseless = { locale: 'en', strength: 2 }
const direction = fc.constantFrom(1, -1).map((sign) => new Int32(sign))
const anyPattern = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'a.b', 'a.c'), direction), {
    minLength: 1,
    maxLength: 3,
    selector: ([name]) => name,
  })
  .map((entries) => Doc.from(entries))
export const pattern = fc.oneof(
  { weight: 3, arbitrary: anyPattern },
  fc.constantFrom(Doc.of({ 'a.b': 1, 'a.c': 1 }), Doc.of({ b: 1 })),
)
export const option = fc.constantFrom<Doc>(
  Doc.empty,
  Doc.empty,
  Doc.of({ sparse: true }),
  Doc.of({ sparse: true }),
  Doc.of({ partialFilterExpression: { b: { $gt: 0 } } }),
  Doc.of({ partialFilterExpression: { a: { $exists: true } } }),
  Doc.of({ collation: caseless }),
)
export const sort = fc.oneof(fc.constant(undefined), pattern)
