/**
 * Values of every BSON kind for property tests. Numbers are drawn from a narrow range around the
 * places where kinds meet, since independent random numbers hardly ever come near each other.
 */
import * as fc from 'fast-check'
import { Binary, BsonSymbol, Code, DateTime, DbPointer, Doc } from '../../server/store/bson.ts'
import { Int32, MaxKey, MinKey, ObjectId, Regex, Timestamp } from '../../server/store/bson.ts'
import { Undefined } from '../../server/store/bson.ts'
import type { Value } from '../../server/store/bson.ts'
import { decimalOf } from '../../server/store/decimal.ts'

const meetings = [0n, 1n, -1n, 5n, 2n ** 31n, -(2n ** 31n), 2n ** 53n, -(2n ** 53n), 2n ** 62n]

const nearby = fc
  .tuple(fc.constantFrom(...meetings), fc.integer({ min: -3, max: 3 }))
  .map(([meeting, offset]) => meeting + BigInt(offset))

const decimals = fc.oneof(
  nearby.map((whole) => decimalOf(whole < 0n, whole < 0n ? -whole : whole, 0)),
  fc
    .tuple(
      fc.boolean(),
      fc.bigInt({ min: 0n, max: 10n ** 34n - 1n }),
      fc.integer({ min: -40, max: 10 }),
    )
    .map(([negative, coefficient, exponent]) => decimalOf(negative, coefficient, exponent)),
  fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 30n }), fc.integer({ min: -6176, max: 6111 }))
    .map(([negative, coefficient, exponent]) => decimalOf(negative, coefficient, exponent)),
)

/** Numbers of all four kinds, mixed. */
export const numbers: fc.Arbitrary<Value> = fc.oneof(
  nearby
    .filter((whole) => whole >= -(2n ** 31n) && whole < 2n ** 31n)
    .map((whole) => new Int32(Number(whole))),
  nearby,
  nearby.map(Number),
  fc.double(),
  fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, Number.MIN_VALUE, 0.1, 1.5, -1.5),
  decimals,
)

const text = fc.oneof(
  fc.constantFrom('', 'a', 'a\0', 'a\0b', 'b', 'é', '\u{10000}', '\uffee', 'ab'),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((made) => !/\p{Surrogate}/u.test(made)),
)
const bytes = fc.uint8Array({ maxLength: 4 })
const objectIds = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((made) => new ObjectId(made))

const scalars: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: numbers },
  { weight: 3, arbitrary: text },
  fc.constantFrom<Value[]>(null, true, false, Undefined, MinKey, MaxKey),
  objectIds,
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((millis) => new DateTime(millis)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => new Timestamp(value)),
  fc
    .tuple(bytes, fc.constantFrom(0, 2, 4, 128))
    .map(([made, subtype]) => new Binary(made, subtype)),
  fc.constantFrom<Value[]>(new Regex('^a', 'i'), new Regex('a.b'), new Regex('', '')),
  text.map((made) => new BsonSymbol(made)),
  text.map((made) => new Code(made)),
  fc.tuple(text, objectIds).map(([made, id]) => new DbPointer(made, id)),
)

const names = fc.constantFrom('a', 'b', '1', '0', '__proto__', 'é', 'constructor')

/** Every kind of value, nested up to a small depth. */
export const { value: values, doc: documents } = fc.letrec<{ value: Value; doc: Doc }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    { weight: 6, arbitrary: scalars },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'value' }) },
    { weight: 1, arbitrary: tie('doc') },
    {
      weight: 1,
      arbitrary: fc.tuple(text, tie('doc')).map(([made, scope]) => new Code(made, scope)),
    },
  ),
  doc: fc
    .array(fc.tuple(names, tie('value')), { maxLength: 4, depthIdentifier: 'value' })
    .map((entries) => Doc.from(new Map(entries))),
}))
