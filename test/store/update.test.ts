/**
 * Updates as MongoDB documents them: each row is a document, an update and the result, or the code
 * of the refusal. Results are compared with their types, so that 1 and 1.0 differ.
 */
import { expect } from 'chai'
import { Doc, Int32, Regex, decode, encode } from '../../server/store/bson.ts'
import type { Value } from '../../server/store/bson.ts'
import { identical } from '../../server/store/compare.ts'
import { parseDecimal } from '../../server/store/decimal.ts'
import { StoreError } from '../../server/store/errors.ts'
import { show } from '../../server/store/show.ts'
import { compileUpdate } from '../../server/store/update.ts'
import { compile, existing, now, shown } from './updating.ts'
import type { Fields } from './updating.ts'

const dec = (text: string): Value => parseDecimal(text) as Value

const max = 2147483647
const rows: [Fields, Fields | Fields[], Fields][] = [
  // one field
  [{ a: 1 }, { $set: { a: 2 } }, { a: 2 }],
  [{ a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
  [{}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  [
    {},
    { $set: { b: 1, a: 2, 10: 0, 9: 0 } },
    Doc.from([
      ['9', new Int32(0)],
      ['10', new Int32(0)],
      ['a', new Int32(2)],
      ['b', new Int32(1)],
    ]) as never,
  ],
  [{ a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
  [{ a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
  [{ a: { 1: 0 } }, { $set: { 'a.1': 9 } }, { a: { 1: 9 } }],
  [{ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
  [{ a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  [{ a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  [{ a: 1 }, { $unset: { 'a.b': '', c: '', 'd.e': '' } }, { a: 1 }],
  [{ a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  [{ a: 1, b: { c: 2 } }, { $rename: { a: 'x', 'b.c': 'b.d' } }, { b: { d: 2 }, x: 1 }],
  [{ a: 1 }, { $rename: { none: 'x' } }, { a: 1 }],
  [{ a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
  [{}, { $currentDate: { a: true, b: { $type: 'date' } } }, { a: now, b: now }],
  // numbers keep and widen their kind
  [{ a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
  [{ a: 1n }, { $inc: { a: 2 } }, { a: 3n }],
  [{ a: 1 }, { $inc: { a: 0.5 } }, { a: 1.5 }],
  [{ a: 0.5 }, { $inc: { a: 1 } }, { a: 1.5 }],
  [{ a: max }, { $inc: { a: 1 } }, { a: 2147483648n }],
  [{ a: dec('0.10') }, { $inc: { a: dec('0.2') } }, { a: dec('0.30') }],
  [{ a: dec('1') }, { $inc: { a: 0.1 } }, { a: dec('1.1') }],
  [{}, { $inc: { a: 5n } }, { a: 5n }],
  [{ a: 3 }, { $mul: { a: 2 } }, { a: 6 }],
  [{ a: max }, { $mul: { a: 2 } }, { a: 4294967294n }],
  [{}, { $mul: { a: 5n } }, { a: 0n }],
  [{ a: 5 }, { $min: { a: 3 } }, { a: 3 }],
  [{ a: 5 }, { $min: { a: 9 } }, { a: 5 }],
  [{ a: 5 }, { $max: { a: 'x' } }, { a: 'x' }],
  [{}, { $max: { a: 1 } }, { a: 1 }],
  [{ a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  [{ a: 1n }, { $bit: { a: { or: 4, xor: 1 } } }, { a: 4n }],
  // arrays
  [{ a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  [{}, { $push: { a: 1 } }, { a: [1] }],
  [{ a: [1] }, { $push: { a: [2] } }, { a: [1, [2]] }],
  [{ a: [1] }, { $push: { a: { $each: [3, 2] } } }, { a: [1, 3, 2] }],
  [{ a: [3] }, { $push: { a: { $each: [1, 2], $sort: 1 } } }, { a: [1, 2, 3] }],
  [
    { a: [{ x: 2 }] },
    { $push: { a: { $each: [{ x: 1 }], $sort: { x: 1 } } } },
    { a: [{ x: 1 }, { x: 2 }] },
  ],
  [{ a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  [{ a: [1, 2] }, { $push: { a: { $each: [3], $slice: 1 } } }, { a: [1] }],
  [{ a: [1, 2] }, { $push: { a: { $each: [], $slice: 0 } } }, { a: [] }],
  [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2] }],
  [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 9, 2] }],
  [{ a: [1] }, { $addToSet: { a: 1n } }, { a: [1] }],
  [{ a: [1] }, { $addToSet: { a: { $each: [2, 1, 2] } } }, { a: [1, 2] }],
  [
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  [{ a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
  [{ a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
  [{ a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  [{ a: [1, 5, 9] }, { $pull: { a: { $gt: 4 } } }, { a: [1] }],
  [{ a: [{ x: 1, y: 2 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  [{ a: [{ x: 1 }, { x: 2 }, 3] }, { $pull: { a: { $or: [{ x: 1 }, { x: 2 }] } } }, { a: [3] }],
  [{ a: ['ab', 'b'] }, { $pull: { a: new Regex('^a') } }, { a: ['b'] }],
  [{ a: [{ x: [1, 2] }, { x: [3] }] }, { $pull: { a: { x: { $in: [2] } } } }, { a: [{ x: [3] }] }],
  [{ a: [1, 2, 3] }, { $pullAll: { a: [3, 1] } }, { a: [2] }],
  // every element
  [{ a: [1, 2] }, { $inc: { 'a.$[]': 1 } }, { a: [2, 3] }],
  [
    { a: [{ b: [1] }, { b: [2] }] },
    { $set: { 'a.$[].b.$[]': 0 } },
    { a: [{ b: [0] }, { b: [0] }] },
  ],
  [
    { a: [{ b: 1 }, { b: 2 }] },
    { $set: { 'a.$[].c': 1, 'a.0.d': 2 } },
    {
      a: [
        { b: 1, c: 1, d: 2 },
        { b: 2, c: 1 },
      ],
    },
  ],
  // replacements and pipelines
  [{ _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
  [
    { _id: 1, a: 1 },
    { b: 2, _id: 1 },
    { _id: 1, b: 2 },
  ],
  [{ _id: 1, a: 1 }, {}, { _id: 1 }],
  [{ _id: 1, a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { _id: 1, b: 2 }],
  [{ _id: 1, a: { c: 3 } }, [{ $replaceWith: '$a' }], { _id: 1, c: 3 }],
  [{ _id: 1, a: 1 }, [{ $project: { a: 1, _id: 0 } }], { _id: 1, a: 1 }],
]

describe('updates', () => {
  for (const [before, update, after] of rows) {
    it(`${shown(update)} of ${shown(before)} gives ${shown(after)}`, () => {
      const wanted = after instanceof Doc ? after : Doc.of(after)
      const result = compile(update).apply(Doc.of(before), existing)
      expect(identical(result, wanted), show(result)).to.equal(true)
      const stored = decode(encode(Doc.of(before)))
      expect(identical(compile(update).apply(stored, existing), wanted)).to.equal(true)
    })
  }

  const unchanged: [Fields, Fields | Fields[]][] = [
    [{ a: 1 }, { $set: { a: 1 } }],
    [{ a: { b: 1 } }, { $set: { a: { b: 1 } } }],
    [{ a: 1 }, { $unset: { b: 1 } }],
    [{ a: 1 }, { $inc: { a: 0 } }],
    [{ a: 1 }, { $max: { a: 0 } }],
    [{ a: [1] }, { $addToSet: { a: 1 } }],
    [{ a: [1] }, { $pull: { a: 2 } }],
    [{ a: [1] }, { $push: { a: { $each: [] } } }],
    [{ a: [] }, { $pop: { a: 1 } }],
    [{ _id: 1, a: 1 }, { a: 1 }],
    [{ _id: 1, a: 1 }, [{ $set: { a: 1 } }]],
    [{ a: [1] }, { $set: { 'a.$[]': 1 } }],
  ]
  for (const [before, update] of unchanged) {
    it(`${shown(update)} of ${shown(before)} answers the very same document`, () => {
      const doc = Doc.of(before)
      expect(compile(update).apply(doc, existing)).to.equal(doc)
    })
  }

  it('tell 1 from 1.0, which is a change', () => {
    const doc = Doc.of({ a: 1 })
    const update = compileUpdate(Doc.from([['$set', Doc.from([['a', 1]])]]), { now })
    expect(update.apply(doc, existing).get('a')).to.equal(1)
  })

  it('keep the old value when $min meets an equal number of another kind', () => {
    const doc = Doc.of({ a: 5 })
    const update = compileUpdate(Doc.from([['$min', Doc.from([['a', 5]])]]), { now })
    expect(update.apply(doc, existing)).to.equal(doc)
  })
})

const refusals: [Fields, Fields | Fields[], number][] = [
  [{ a: 'x' }, { $inc: { a: 1 } }, 14],
  [{ a: 1 }, { $inc: { a: 'x' } }, 14],
  [{ a: 2n ** 63n - 1n }, { $inc: { a: 1 } }, 2],
  [{ a: 1 }, { $push: { a: 1 } }, 2],
  [{ a: 1 }, { $addToSet: { a: 1 } }, 2],
  [{ a: 1 }, { $pull: { a: 1 } }, 2],
  [{ a: 1 }, { $pop: { a: 1 } }, 14],
  [{ a: [1] }, { $pop: { a: 2 } }, 9],
  [{ a: 1 }, { $set: { 'a.b': 1 } }, 28],
  [{ a: null }, { $set: { 'a.b': 1 } }, 28],
  [{ a: [1] }, { $set: { 'a.b': 1 } }, 28],
  [{ a: 1 }, { $set: { a: 1, 'a.b': 2 } }, 40],
  [{ a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  [{ a: [{ b: 1 }] }, { $set: { 'a.$[].b': 1, 'a.0.b': 2 } }, 40],
  [{ a: 1 }, { $set: { '': 1 } }, 56],
  [{ a: 1 }, { $set: { 'a..b': 1 } }, 56],
  [{ a: 1 }, { $set: { $x: 1 } }, 52],
  [{ a: 1 }, { $set: { 'a.$x': 1 } }, 52],
  [{ a: 1 }, { $unheard: { a: 1 } }, 9],
  [{ a: 1 }, { $set: 5 }, 9],
  [{ a: 1 }, { $set: { a: 1 }, b: 1 }, 9],
  [{ a: 1 }, { b: 1, $set: { a: 1 } }, 52],
  [{ a: [1] }, { $set: { 'a.$': 1 } }, 2],
  [{ a: [1] }, { $set: { $: 1 } }, 2],
  [{ a: [[1]] }, { $set: { 'a.$.$': 1 } }, 2],
  [{ a: 5 }, { $set: { 'a.$[]': 1 } }, 2],
  [{}, { $set: { 'a.$[]': 1 } }, 2],
  [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
  [{ a: 1 }, { $rename: { a: 'a' } }, 2],
  [{ a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2],
  [{ a: 1.5 }, { $bit: { a: { and: 1 } } }, 2],
  [{ a: 1 }, { $currentDate: { a: 'x' } }, 2],
  [{ a: [1] }, { $push: { a: { $each: 1 } } }, 2],
  [{ a: [1] }, { $push: { a: { $each: [], $what: 1 } } }, 2],
  [{ a: [1] }, { $addToSet: { a: { $each: 1 } } }, 14],
  [{ _id: 1 }, { $set: { _id: 2 } }, 66],
  [{ _id: 1 }, { _id: 2, a: 1 }, 66],
  [{ _id: 1 }, { $unset: { _id: '' } }, 66],
  [{ _id: 1 }, [{ $set: { _id: 2 } }], 66],
  [{ _id: 1 }, [{ $match: { a: 1 } }], 72],
  [{ _id: 1 }, [{ $replaceWith: '$_id' }], 40228],
]

describe('refused updates', () => {
  for (const [before, update, code] of refusals) {
    it(`${shown(update)} of ${shown(before)} is refused with ${code}`, () => {
      expect(() => compile(update).apply(Doc.of(before), existing))
        .to.throw(StoreError)
        .with.property('code', code)
    })
  }
})
