/**
 * Filters against documents, as MongoDB documents them. Each row is a filter, a document and
 * whether the one matches the other; rows that differ in one thing stand together.
 */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { Binary, BsonSymbol, Code, DateTime, Doc, MaxKey } from '../../server/store/bson.ts'
import { MinKey, ObjectId, Regex, Timestamp, Undefined } from '../../server/store/bson.ts'
import type { Plain, Value } from '../../server/store/bson.ts'
import { classOf, compare } from '../../server/store/compare.ts'
import { parseDecimal } from '../../server/store/decimal.ts'
import { compileFilter } from '../../server/store/match.ts'
import { isNumeric, isNaNumber } from '../../server/store/numbers.ts'
import { show } from '../../server/store/show.ts'
import { values } from './arbitrary.ts'

type Fields = { readonly [key: string]: Plain }

const dec = (text: string): Value => parseDecimal(text) as Value
const id = ObjectId.of('0123456789abcdef01234567')
const bin = (...bytes: number[]): Binary => new Binary(Uint8Array.from(bytes))
const yes = true
const no = false

const rows: [Fields, Fields, boolean][] = [
  // equality over kinds of numbers
  [{ a: 1 }, { a: 1 }, yes],
  [{ a: 1 }, { a: 1n }, yes],
  [{ a: 1 }, { a: dec('1.0') }, yes],
  [{ a: dec('0.1') }, { a: 0.1 }, no],
  [{ a: 9007199254740993n }, { a: 2 ** 53 }, no],
  [{ a: 9007199254740993n }, { a: dec('9007199254740993') }, yes],
  [{ a: 0 }, { a: -0 }, yes],
  [{ a: NaN }, { a: NaN }, yes],
  [{ a: NaN }, { a: 1 }, no],
  [{ a: 1 }, { a: '1' }, no],
  [{ a: 1 }, { a: true }, no],
  // other kinds
  [{ a: 'x' }, { a: new BsonSymbol('x') }, yes],
  [{ a: bin(0xff) }, { a: bin(0xff) }, yes],
  [{ a: bin(0xff) }, { a: bin(0xfe) }, no],
  [{ a: bin(1) }, { a: new Binary(Uint8Array.of(1), 4) }, no],
  [{ a: id }, { a: ObjectId.of(id.toHex()) }, yes],
  [{ a: new DateTime(5n) }, { a: new DateTime(5n) }, yes],
  [{ a: new DateTime(5n) }, { a: new Timestamp(5n) }, no],
  [{ a: MinKey }, { a: MinKey }, yes],
  [{ a: new Code('f') }, { a: new Code('f') }, yes],
  // documents compare with the order of their fields
  [{ a: { x: 1, y: 2 } }, { a: { x: 1, y: 2 } }, yes],
  [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, no],
  [{ a: { x: 1 } }, { a: { x: 1, y: 2 } }, no],
  [{ a: {} }, { a: {} }, yes],
  // arrays: an element, or the whole
  [{ a: 1 }, { a: [1, 2] }, yes],
  [{ a: [1, 2] }, { a: [1, 2] }, yes],
  [{ a: [1, 2] }, { a: [2, 1] }, no],
  [{ a: [1] }, { a: [[1], 2] }, yes],
  [{ a: 1 }, { a: [[1]] }, no],
  [{ a: [] }, { a: [] }, yes],
  // null, missing and undefined
  [{ a: null }, { a: null }, yes],
  [{ a: null }, {}, yes],
  [{ a: null }, { a: Undefined }, yes],
  [{ a: null }, { a: [] }, no],
  [{ a: null }, { a: [null] }, yes],
  [{ a: null }, { a: 0 }, no],
  [{ 'a.b': null }, { a: {} }, yes],
  [{ 'a.b': null }, { a: 5 }, yes],
  [{ 'a.b': null }, { a: [] }, no],
  [{ 'a.b': null }, { a: [5] }, no],
  [{ 'a.b': null }, { a: [{ b: 1 }, {}] }, yes],
  [{ 'a.b': null }, { a: [{ b: 1 }] }, no],
  [{ a: { $ne: null } }, {}, no],
  [{ a: { $ne: null } }, { a: 1 }, yes],
  // paths
  [{ 'a.b': 1 }, { a: { b: 1 } }, yes],
  [{ 'a.b': 1 }, { 'a.b': 1 }, no],
  [{ 'a.b': 1 }, { a: [{ b: 2 }, { b: 1 }] }, yes],
  [{ 'a.b': 1 }, { a: [[{ b: 1 }]] }, no],
  [{ 'a.0': 1 }, { a: [1, 2] }, yes],
  [{ 'a.1': 1 }, { a: [1, 2] }, no],
  [{ 'a.0': 1 }, { a: { 0: 1 } }, yes],
  [{ 'a.0': 1 }, { a: [{ 0: 1 }] }, yes],
  [{ 'a.0.b': 1 }, { a: [{ b: 1 }] }, yes],
  [{ 'a.1.b': 1 }, { a: [{ b: 1 }] }, no],
  [{ 'a.0.1': 2 }, { a: [[1, 2]] }, yes],
  [{ 'a.b.c': 1 }, { a: [{ b: [{ c: 2 }, { c: 1 }] }] }, yes],
  // ranges stay within a class of types
  [{ a: { $gt: 5 } }, { a: 6 }, yes],
  [{ a: { $gt: 5 } }, { a: 5 }, no],
  [{ a: { $gte: 5 } }, { a: 5n }, yes],
  [{ a: { $gt: 5 } }, { a: 'x' }, no],
  [{ a: { $gt: dec('9') } }, { a: dec('10') }, yes],
  [{ a: { $lt: 9007199254740993n } }, { a: 2 ** 53 }, yes],
  [{ a: { $gt: '\uffee' } }, { a: '\u{10000}' }, yes],
  [{ a: { $lt: 5 } }, { a: NaN }, no],
  [{ a: { $gte: NaN } }, { a: NaN }, yes],
  [{ a: { $gt: NaN } }, { a: 1 }, no],
  [{ a: { $lt: 5 } }, {}, no],
  [{ a: { $lt: 5 } }, { a: null }, no],
  [{ a: { $gte: null } }, {}, yes],
  [{ a: { $gt: null } }, { a: null }, no],
  [{ a: { $lt: true } }, { a: false }, yes],
  [{ a: { $gt: new DateTime(-5n) } }, { a: new DateTime(0n) }, yes],
  [{ a: { $gt: { x: 1 } } }, { a: { x: 2 } }, yes],
  [{ a: { $gt: [1] } }, { a: [1, 0] }, yes],
  [{ a: { $gt: 5, $lt: 7 } }, { a: [1, 9] }, yes],
  [{ a: { $elemMatch: { $gt: 5, $lt: 7 } } }, { a: [1, 9] }, no],
  [{ a: { $gt: MinKey } }, { a: 1 }, yes],
  [{ a: { $lt: MaxKey } }, { a: 'x' }, yes],
  [{ a: { $lt: MaxKey } }, { a: MaxKey }, no],
  [{ a: { $lte: MaxKey } }, { a: MaxKey }, yes],
  // $in, $nin, $ne
  [{ a: { $in: [1, 'x'] } }, { a: 1n }, yes],
  [{ a: { $in: [1, 'x'] } }, { a: [0, 'x'] }, yes],
  [{ a: { $in: [null] } }, {}, yes],
  [{ a: { $in: [] } }, { a: 1 }, no],
  [{ a: { $in: [new Regex('^x')] } }, { a: 'xy' }, yes],
  [{ a: { $in: [[1]] } }, { a: [1] }, yes],
  [{ a: { $in: [0.5, dec('1')] } }, { a: 1 }, yes],
  [{ a: { $nin: [1] } }, { a: [1, 2] }, no],
  [{ a: { $nin: [1] } }, {}, yes],
  [{ a: { $ne: 1 } }, { a: [1, 2] }, no],
  [{ a: { $ne: 1 } }, { a: '1' }, yes],
  // $exists and $type
  [{ a: { $exists: true } }, { a: null }, yes],
  [{ a: { $exists: true } }, {}, no],
  [{ a: { $exists: false } }, {}, yes],
  [{ a: { $exists: 0 } }, {}, yes],
  [{ 'a.b': { $exists: true } }, { a: [{}, { b: 1 }] }, yes],
  [{ 'a.b': { $exists: false } }, { a: [{}, { b: 1 }] }, no],
  [{ a: { $type: 'int' } }, { a: 1 }, yes],
  [{ a: { $type: 'int' } }, { a: 1.5 }, no],
  [{ a: { $type: 'double' } }, { a: 1.5 }, yes],
  [{ a: { $type: 'number' } }, { a: dec('1') }, yes],
  [{ a: { $type: 'objectId' } }, { a: id }, yes],
  [{ a: { $type: 'binData' } }, { a: bin(1) }, yes],
  [{ a: { $type: 'timestamp' } }, { a: new Timestamp(1n) }, yes],
  [{ a: { $type: 'string' } }, { a: [1, 'x'] }, yes],
  [{ a: { $type: 'array' } }, { a: [] }, yes],
  [{ a: { $type: 'array' } }, { a: 1 }, no],
  [{ a: { $type: 2 } }, { a: 'x' }, yes],
  [{ a: { $type: [1, 'string'] } }, { a: 'x' }, yes],
  [{ a: { $type: -1 } }, { a: MinKey }, yes],
  [{ a: { $type: 'null' } }, {}, no],
  // $mod and bits
  [{ a: { $mod: [4, 1] } }, { a: 5 }, yes],
  [{ a: { $mod: [4, 1] } }, { a: 5.9 }, yes],
  [{ a: { $mod: [4, -1] } }, { a: -5n }, yes],
  [{ a: { $mod: [4, 1] } }, { a: dec('5.7') }, yes],
  [{ a: { $mod: [4, 1] } }, { a: 'x' }, no],
  [{ a: { $mod: [4, 0] } }, { a: NaN }, no],
  [{ a: { $bitsAllSet: 5 } }, { a: 7 }, yes],
  [{ a: { $bitsAllSet: [1, 5] } }, { a: 2 }, no],
  [{ a: { $bitsAnySet: [1, 5] } }, { a: 2 }, yes],
  [{ a: { $bitsAllClear: 8 } }, { a: 7n }, yes],
  [{ a: { $bitsAnyClear: [200] } }, { a: -1 }, no],
  [{ a: { $bitsAllSet: [0, 9] } }, { a: bin(1, 2) }, yes],
  [{ a: { $bitsAnyClear: [200] } }, { a: bin(255) }, yes],
  [{ a: { $bitsAllSet: 1 } }, { a: 1.5 }, no],
  // regular expressions
  [{ a: new Regex('^ab') }, { a: 'abc' }, yes],
  [{ a: new Regex('^AB', 'i') }, { a: 'abc' }, yes],
  [{ a: { $regex: '^AB', $options: 'i' } }, { a: 'abc' }, yes],
  [{ a: { $regex: '(?i)^AB' } }, { a: 'abc' }, yes],
  [{ a: { $regex: 'a b # c', $options: 'x' } }, { a: 'ab' }, yes],
  [{ a: { $regex: 'a.b' } }, { a: 'a\nb' }, no],
  [{ a: { $regex: 'a.b' } }, { a: 'a\rb' }, yes],
  [{ a: { $regex: 'a.b', $options: 's' } }, { a: 'a\nb' }, yes],
  [{ a: { $regex: '^b$' } }, { a: 'a\nb' }, no],
  [{ a: { $regex: '^b$', $options: 'm' } }, { a: 'a\nb\nc' }, yes],
  [{ a: { $regex: 'b$' } }, { a: 'b\n' }, yes],
  [{ a: { $regex: '\\Ab\\z' } }, { a: 'b' }, yes],
  [{ a: { $regex: '\\Qa.b\\E' } }, { a: 'axb' }, no],
  [{ a: { $regex: '[[:digit:]]{2}' } }, { a: 'x12' }, yes],
  [{ a: { $regex: '^.$' } }, { a: '𠮷' }, yes],
  [{ a: { $regex: 'a-b_c/d' } }, { a: 'a-b_c/d' }, yes],
  [{ a: { $regex: '(?P<q>a)(?P=q)' } }, { a: 'aa' }, yes],
  [{ a: { $regex: '[]x]' } }, { a: ']' }, yes],
  [{ a: new Regex('x') }, { a: new Regex('x') }, yes],
  [{ a: { $eq: new Regex('x') } }, { a: 'x' }, no],
  [{ a: { $eq: new Regex('x') } }, { a: new Regex('x') }, yes],
  [{ a: { $not: new Regex('x') } }, { a: 'y' }, yes],
  [{ a: new Regex('x') }, { a: ['y', 'x'] }, yes],
  [{ a: new Regex('1') }, { a: 1 }, no],
  // $size, $all, $elemMatch
  [{ a: { $size: 2 } }, { a: [1, 2] }, yes],
  [{ a: { $size: 0 } }, { a: [] }, yes],
  [{ a: { $size: 1 } }, { a: 1 }, no],
  [{ a: { $size: 2 } }, { a: [[1, 2]] }, no],
  [{ a: { $all: [1, 2] } }, { a: [2, 1, 3] }, yes],
  [{ a: { $all: [1, 2] } }, { a: [1] }, no],
  [{ a: { $all: [1] } }, { a: 1 }, yes],
  [{ a: { $all: [] } }, { a: [] }, no],
  [{ a: { $all: [[1, 2]] } }, { a: [1, 2] }, yes],
  [{ 'a.b': { $all: [1, 2] } }, { a: [{ b: 1 }, { b: 2 }] }, yes],
  [
    { a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] } },
    { a: [{ x: 1 }, { x: 2 }] },
    yes,
  ],
  [{ a: { $elemMatch: { x: 1, y: 2 } } }, { a: [{ x: 1, y: 2 }] }, yes],
  [{ a: { $elemMatch: { x: 1, y: 2 } } }, { a: [{ x: 1 }, { y: 2 }] }, no],
  [{ a: { $elemMatch: { x: 1 } } }, { a: { x: 1 } }, no],
  [{ a: { $elemMatch: { $in: [3] } } }, { a: [1, 3] }, yes],
  [{ a: { $elemMatch: { $not: { $gt: 1 } } } }, { a: [2, 0] }, yes],
  [{ a: { $elemMatch: { $or: [{ x: 1 }, { y: 1 }] } } }, { a: [{ y: 1 }] }, yes],
  [{ a: { $elemMatch: { $elemMatch: { $eq: 2 } } } }, { a: [[1, 2]] }, yes],
  [{ a: { $elemMatch: { 0: 5 } } }, { a: [[5]] }, yes],
  [{ a: { $not: { $elemMatch: { $gt: 5 } } } }, { a: [1] }, yes],
  // logic
  [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }, yes],
  [{ $or: [{ a: 1 }, { b: 2 }] }, { b: 2 }, yes],
  [{ $nor: [{ a: 1 }, { b: 2 }] }, { b: 2 }, no],
  [{ a: { $not: { $gt: 5 } } }, {}, yes],
  [{ a: { $not: { $gt: 5, $lt: 9 } } }, { a: 7 }, no],
  [{ a: { $not: { $gt: 5, $lt: 9 } } }, { a: 3 }, yes],
  [{ a: 1, $comment: 'why' }, { a: 1 }, yes],
  [{ $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }, yes],
  [{ $expr: '$a' }, { a: 0 }, no],
  [{}, { a: 1 }, yes],
]

describe('filters', () => {
  for (const [filter, doc, verdict] of rows) {
    const said = `${show(Doc.of(filter))} ${verdict ? 'matches' : 'does not match'}`
    it(`${said} ${show(Doc.of(doc))}`, () => {
      expect(compileFilter(Doc.of(filter))(Doc.of(doc))).to.equal(verdict)
    })
  }

  it('answer the same each time, whatever flags an expression has', () => {
    const matches = compileFilter(Doc.of({ a: new Regex('a', 's') }))
    expect([1, 2, 3].map(() => matches(Doc.of({ a: 'a' })))).to.deep.equal([true, true, true])
  })

  it('agree with compare over ranges for any two values', () => {
    fc.assert(
      fc.property(values, values, (bound, value) => {
        fc.pre(!Array.isArray(value) && !Array.isArray(bound) && bound !== Undefined)
        fc.pre(!(bound instanceof Regex) && classOf(bound) === classOf(value) && bound !== null)
        const difference = compare(value, bound)
        const nan = [bound, value].some((one) => isNumeric(one) && isNaNumber(one))
        const both = nan ? difference === 0 : undefined
        const matches = (operator: string): boolean =>
          compileFilter(Doc.from([['a', Doc.from([[operator, bound]])]]))(Doc.from([['a', value]]))
        expect(matches('$gt')).to.equal(nan ? false : difference > 0)
        expect(matches('$gte')).to.equal(both ?? difference >= 0)
        expect(matches('$lt')).to.equal(nan ? false : difference < 0)
        expect(matches('$lte')).to.equal(both ?? difference <= 0)
        expect(matches('$eq')).to.equal(difference === 0)
        expect(matches('$ne')).to.equal(difference !== 0)
      }),
      { numRuns: 3000 },
    )
  })

  it('find by $in what they find by equality', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), values, (list, value) => {
        const operators = (one: Value): boolean => one instanceof Regex || one === Undefined
        fc.pre(!list.some(operators))
        const doc = Doc.from([['a', value]])
        const one = list.some((item) =>
          compileFilter(Doc.from([['a', Doc.from([['$eq', item]])]]))(doc),
        )
        expect(compileFilter(Doc.from([['a', Doc.from([['$in', list]])]]))(doc)).to.equal(one)
      }),
      { numRuns: 2000 },
    )
  })
})
