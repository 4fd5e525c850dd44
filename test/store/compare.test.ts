/**
 * The one order of values, and the index keys whose bytes must have it.
 */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { Binary, Code, DateTime, Doc, Int32, MaxKey, MinKey } from '../../server/store/bson.ts'
import { ObjectId, Regex, Timestamp, Undefined } from '../../server/store/bson.ts'
import type { Value } from '../../server/store/bson.ts'
import { compare } from '../../server/store/compare.ts'
import { parseDecimal } from '../../server/store/decimal.ts'
import { classByte, encodeKey, keysOf } from '../../server/store/keys.ts'
import type { Direction } from '../../server/store/keys.ts'
import { compileSort } from '../../server/store/sort.ts'
import { StoreError } from '../../server/store/errors.ts'
import { numbers, values } from './arbitrary.ts'

const decimal = (text: string): Value => parseDecimal(text) as Value

/** Each row is below the next; values in one row are equal. */
const ladder: Value[][] = [
  [MinKey],
  [Undefined],
  [null],
  [Number.NaN, decimal('NaN')],
  [-Infinity, decimal('-Infinity')],
  [decimal('-1E+400')],
  [-(2n ** 63n), -(2 ** 63), decimal('-9223372036854775808')],
  [new Int32(-1), -1, -1n, decimal('-1.0')],
  [0, -0, new Int32(0), 0n, decimal('0E+3')],
  [Number.MIN_VALUE],
  [decimal('0.1')],
  [0.1],
  [decimal('0.3'), decimal('0.30')],
  [2 ** 53, 2n ** 53n],
  [2n ** 53n + 1n],
  [decimal('9007199254740993.5')],
  [2 ** 53 + 2],
  [decimal('1E+400')],
  [Infinity, decimal('Infinity')],
  [''],
  ['a'],
  ['a\0'],
  ['b'],
  ['\uffee'],
  ['\u{10000}'],
  [Doc.empty],
  [Doc.of({ a: 1 }), Doc.from([['a', 1]])],
  [Doc.of({ a: 1, b: 0 })],
  [Doc.of({ b: 0 })],
  [Doc.of({ a: 'x' })],
  [[]],
  [[new Int32(1)], [1]],
  [[1, 2]],
  [[2]],
  [['a']],
  [new Binary(Uint8Array.of(9))],
  [new Binary(Uint8Array.of(0, 0))],
  [new Binary(Uint8Array.of(0, 0), 4)],
  [ObjectId.of('000000000000000000000001')],
  [ObjectId.of('000000000000000000000002')],
  [false],
  [true],
  [new DateTime(-5n)],
  [new DateTime(5n)],
  [new Timestamp(0n)],
  [new Timestamp(2n ** 63n)],
  [new Regex('a')],
  [new Regex('a', 'i')],
  [new Code('a')],
  [new Code('a', Doc.empty)],
  [MaxKey],
]

describe('the order of values', () => {
  it('follows the documented ladder over all types', () => {
    ladder.forEach((row, at) => {
      for (const [under, other] of ladder.entries()) {
        for (const a of row) {
          for (const b of other) {
            expect(Math.sign(compare(a, b)), `row ${at} against row ${under}`).to.equal(
              Math.sign(at - under),
            )
          }
        }
      }
    })
  })

  it('is total: antisymmetric and transitive', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(Math.sign(compare(a, b))).to.equal(-Math.sign(compare(b, a)) + 0)
        const sorted = [a, b, c].sort((x, y) => compare(x, y))
        expect(compare(sorted[0] as Value, sorted[2] as Value)).to.be.at.most(0)
        expect(compare(a, a)).to.equal(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('is transitive over mixed numbers where their kinds meet', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 3, maxLength: 8 }), (list) => {
        const sorted = [...list].sort((x, y) => compare(x, y))
        sorted.forEach((low, at) => {
          for (const high of sorted.slice(at)) expect(compare(low, high)).to.be.at.most(0)
        })
      }),
      { numRuns: 1000 },
    )
  })
})

const key = (list: readonly Value[], directions: readonly Direction[]): Buffer =>
  encodeKey(list, directions).key

describe('index keys', () => {
  it('have the order of the documented ladder', () => {
    const keys = ladder.map((row) => row.map((value) => key([value], [1])))
    keys.forEach((row, at) => {
      for (const other of row) expect(other.equals(row[0] as Buffer), `row ${at}`).to.equal(true)
      const next = keys[at + 1]?.[0]
      if (next !== undefined)
        expect(Buffer.compare(row[0] as Buffer, next), `row ${at}`).to.equal(-1)
    })
  })

  it('have the order of compare for any values', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const order = Buffer.compare(key([a], [1]), key([b], [1]))
        expect(order).to.equal(Math.sign(compare(a, b)))
      }),
      { numRuns: 5000 },
    )
  })

  it('have the order of compare for numbers of all kinds', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const order = Buffer.compare(key([a], [1]), key([b], [1]))
        expect(order).to.equal(Math.sign(compare(a, b)))
      }),
      { numRuns: 5000 },
    )
  })

  it('have the order of compare for compound keys in mixed directions', () => {
    const pair = fc.tuple(values, values)
    const directions = fc.tuple(
      fc.constantFrom<Direction[]>(1, -1),
      fc.constantFrom<Direction[]>(1, -1),
    )
    fc.assert(
      fc.property(pair, pair, directions, (a, b, both) => {
        const wanted = compare(a[0], b[0]) * both[0] || compare(a[1], b[1]) * both[1]
        expect(Buffer.compare(key(a, both), key(b, both))).to.equal(Math.sign(wanted) + 0)
      }),
      { numRuns: 3000 },
    )
  })

  it('begin with the byte of their class', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(key([value], [1])[0]).to.equal(classByte(value))
      }),
    )
  })

  it('are reported as not exact when cut, and still never out of order', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const cut = (value: Value): ReturnType<typeof encodeKey> =>
          encodeKey([value], [1], { bytesMax: 4 })
        const [x, y] = [cut(a), cut(b)]
        expect(x.exact).to.equal(key([a], [1]).length <= 4)
        const order = compare(a, b)
        const byBytes = Buffer.compare(x.key, y.key)
        if (order < 0) expect(byBytes).to.be.at.most(0)
        if (x.exact && y.exact) expect(byBytes).to.equal(Math.sign(order))
      }),
    )
  })
})

const keyRows: [string, Doc, string[], unknown, boolean][] = [
  ['one field', Doc.of({ a: 1 }), ['a'], [[1]], false],
  ['missing is null', Doc.of({}), ['a'], [[null]], false],
  ['an empty array sorts below null', Doc.of({ a: [] }), ['a'], [['undefined']], true],
  ['an empty array on the way is missing', Doc.of({ a: [] }), ['a.b'], [[null]], true],
  ['one key per element', Doc.of({ a: [1, 2] }), ['a'], [[1], [2]], true],
  ['equal elements give one key', Doc.of({ a: [1, 1] }), ['a'], [[1]], true],
  ['an array within stays whole', Doc.of({ a: [[1, 2]] }), ['a'], [[[1, 2]]], true],
  ['through documents', Doc.of({ a: [{ b: 1 }, { b: 2 }] }), ['a.b'], [[1], [2]], true],
  [
    'paired by element',
    Doc.of({ a: [{ b: 1, c: 2 }, { b: 3 }] }),
    ['a.b', 'a.c'],
    [
      [1, 2],
      [3, null],
    ],
    true,
  ],
  [
    'with a plain field',
    Doc.of({ a: [1, 2], b: 9 }),
    ['b', 'a'],
    [
      [9, 1],
      [9, 2],
    ],
    true,
  ],
  [
    'array within an array of documents',
    Doc.of({ a: [{ b: [1, 2] }, { b: 3 }] }),
    ['a.b'],
    [[1], [2], [3]],
    true,
  ],
  ['a position', Doc.of({ a: [{ b: 1 }, { b: 2 }] }), ['a.1.b'], [[2]], false],
  ['scalars on the way are missing', Doc.of({ a: [1, { b: 2 }] }), ['a.b'], [[null], [2]], true],
]

function plain(value: Value): unknown {
  if (value instanceof Int32) return value.value
  if (value === Undefined) return 'undefined'
  return Array.isArray(value) ? value.map(plain) : value
}

describe('the keys of a document', () => {
  for (const [name, doc, paths, wanted, multikey] of keyRows) {
    it(`are right for ${name}`, () => {
      const found = keysOf(doc, paths)
      expect(found.keys.map((list) => list.map(plain))).to.deep.equal(wanted)
      expect(found.multikey).to.equal(multikey)
    })
  }

  it('are refused for two arrays beside each other', () => {
    expect(() => keysOf(Doc.of({ a: [1], b: [2] }), ['a', 'b']))
      .to.throw(StoreError)
      .with.property('code', 171)
  })

  it('say which paths are multikey and whether nothing is there', () => {
    const found = keysOf(Doc.of({ a: [1] }), ['b', 'a'])
    expect(found.multikeyPaths).to.deep.equal([false, true])
    expect([found.allMissing, keysOf(Doc.of({}), ['a', 'b']).allMissing]).to.deep.equal([
      false,
      true,
    ])
  })
})

describe('sorting', () => {
  const sorted = (spec: Record<string, number>, docs: Doc[]): unknown[] =>
    [...docs].sort(compileSort(Doc.of(spec))).map((doc) => plain(doc.get('n') ?? null))
  const docs = [
    Doc.of({ n: 1, a: [3, 9] }),
    Doc.of({ n: 2, a: 5 }),
    Doc.of({ n: 3 }),
    Doc.of({ n: 4, a: [] }),
    Doc.of({ n: 5, a: 'x' }),
  ]

  it('takes the smallest element ascending and the largest descending', () => {
    expect(sorted({ a: 1 }, docs)).to.deep.equal([4, 3, 1, 2, 5])
    expect(sorted({ a: -1 }, docs)).to.deep.equal([5, 1, 2, 3, 4])
  })

  it('goes on to the next field between equals', () => {
    const ties = [
      Doc.of({ n: 1, a: 1, b: 2 }),
      Doc.of({ n: 2, a: 1, b: 3 }),
      Doc.of({ n: 3, a: 0, b: 1 }),
    ]
    expect(sorted({ a: 1, b: -1 }, ties)).to.deep.equal([3, 2, 1])
    expect(sorted({ a: -1, b: 1 }, ties)).to.deep.equal([1, 2, 3])
  })

  it('refuses other directions', () => {
    expect(() => compileSort(Doc.of({ a: 2 })))
      .to.throw(StoreError)
      .with.property('code', 2)
  })
})
