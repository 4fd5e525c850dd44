/**
 * What a filter refuses, which array element it matched, and how a collation changes its verdicts.
 */
import { expect } from 'chai'
import { Doc, Int32, Regex, Undefined } from '../../server/store/bson.ts'
import type { Plain } from '../../server/store/bson.ts'
import { compileCollation } from '../../server/store/collation.ts'
import { StoreError } from '../../server/store/errors.ts'
import { compileFilter, compilePositionalFilter } from '../../server/store/match.ts'
import { show } from '../../server/store/show.ts'

type Fields = { readonly [key: string]: Plain }

const refusals: [Fields, number, RegExp][] = [
  [{ $where: 'f' }, 2, /\$where/],
  [{ $text: { $search: 'x' } }, 2, /\$text/],
  [{ $jsonSchema: {} }, 2, /\$jsonSchema/],
  [{ $unheard: 1 }, 2, /unknown top level operator: \$unheard/],
  [{ a: { $near: [1, 2] } }, 2, /\$near/],
  [{ a: { $geoWithin: {} } }, 2, /\$geoWithin/],
  [{ a: { $unheard: 1 } }, 2, /unknown operator: \$unheard/],
  [{ a: { $gt: 1, b: 2 } }, 2, /unknown operator: b/],
  [{ $and: [] }, 2, /\$and must be a nonempty array/],
  [{ $or: { a: 1 } }, 2, /\$or must be a nonempty array/],
  [{ $nor: [1] }, 2, /\$nor/],
  [{ a: { $in: 1 } }, 2, /\$in needs an array/],
  [{ a: { $in: [{ $gt: 1 }] } }, 2, /cannot nest \$ under \$in/],
  [{ a: { $all: 1 } }, 2, /\$all needs an array/],
  [{ a: { $not: {} } }, 2, /\$not cannot be empty/],
  [{ a: { $not: 1 } }, 2, /\$not needs/],
  [{ a: { $size: -1 } }, 2, /\$size/],
  [{ a: { $size: 1.5 } }, 2, /\$size/],
  [{ a: { $mod: [0, 1] } }, 2, /divisor cannot be 0/],
  [{ a: { $mod: [1] } }, 2, /not enough elements/],
  [{ a: { $mod: [1, 2, 3] } }, 2, /too many elements/],
  [{ a: { $type: 'nothing' } }, 2, /Unknown type name alias/],
  [{ a: { $type: 42 } }, 2, /Invalid numerical type code/],
  [{ a: { $regex: '(' } }, 51091, /Regular expression is invalid/],
  [{ a: { $regex: 'a++' } }, 51091, /possessive/],
  [{ a: { $regex: 'a', $options: 'q' } }, 51108, /invalid flag/],
  [{ a: { $options: 'i' } }, 2, /\$options needs a \$regex/],
  [{ a: { $gt: new Regex('x') } }, 2, /RegEx/],
  [{ a: { $ne: new Regex('x') } }, 2, /regex/],
  [{ a: { $eq: Undefined } }, 2, /undefined/],
  [{ a: { $elemMatch: 1 } }, 2, /\$elemMatch needs an Object/],
  [{ a: { $bitsAllSet: -1 } }, 2, /\$bitsAllSet/],
  [{ $expr: { $unheard: 1 } }, 168, /Unrecognized expression '\$unheard'/],
]

describe('refused filters', () => {
  for (const [filter, code, message] of refusals) {
    it(`${show(Doc.of(filter))} is refused with ${code}`, () => {
      expect(() => compileFilter(Doc.of(filter)))
        .to.throw(StoreError, message)
        .with.property('code', code)
    })
  }
})

const positions: [Fields, Fields, number | undefined][] = [
  [{ a: 5 }, { a: [1, 5] }, 1],
  [{ 'a.b': 5 }, { a: [{ b: 1 }, { b: [2, 5] }] }, 1],
  [{ a: { $elemMatch: { b: { $gt: 2 } } } }, { a: [{ b: 1 }, { b: 2 }, { b: 3 }] }, 2],
  [{ 'a.b': { $elemMatch: { $eq: 2 } } }, { a: [{ b: [1] }, { b: [0, 2] }] }, 1],
  [{ a: 5 }, { a: 5 }, undefined],
  [{ a: { $ne: 7 } }, { a: [1] }, undefined],
  [{ $or: [{ a: 9 }, { a: 5 }] }, { a: [1, 2, 5] }, 2],
]

describe('the matched array element', () => {
  for (const [filter, doc, index] of positions) {
    it(`of ${show(Doc.of(filter))} in ${show(Doc.of(doc))} is ${index ?? 'none'}`, () => {
      const found = compilePositionalFilter(Doc.of(filter))(Doc.of(doc))
      expect(found?.arrayIndex).to.equal(index)
      expect(found).to.not.equal(undefined)
    })
  }

  it('is undefined as a whole when nothing matches', () => {
    expect(compilePositionalFilter(Doc.of({ a: 5 }))(Doc.of({ a: [1] }))).to.equal(undefined)
  })
})

describe('collations', () => {
  const under = (spec: Fields, filter: Fields, doc: Fields): boolean =>
    compileFilter(Doc.of(filter), { collation: compileCollation(Doc.of(spec)) })(Doc.of(doc))

  it('decide equality, ranges and $in, also inside documents', () => {
    const loose = { locale: 'en', strength: 2 }
    expect(under(loose, { a: 'ÀB' }, { a: 'àb' })).to.equal(true)
    expect(under(loose, { a: 'ab' }, { a: 'àb' })).to.equal(false)
    expect(under({ locale: 'en', strength: 1 }, { a: 'ab' }, { a: 'ÀB' })).to.equal(true)
    expect(under(loose, { a: { $in: ['X', 'AB'] } }, { a: 'ab' })).to.equal(true)
    expect(under(loose, { a: { x: 'AB' } }, { a: { x: 'ab' } })).to.equal(true)
    expect(
      under({ locale: 'en', numericOrdering: true }, { a: { $gt: 'x9' } }, { a: 'x10' }),
    ).to.equal(true)
  })

  it('leave regular expressions alone', () => {
    expect(under({ locale: 'en', strength: 1 }, { a: new Regex('AB') }, { a: 'ab' })).to.equal(
      false,
    )
  })

  it('fill in every option and refuse what Intl cannot do', () => {
    const filled = compileCollation(Doc.of({ locale: 'fr' }))?.spec
    expect(filled?.get('strength')).to.deep.equal(new Int32(3))
    expect(filled?.get('alternate')).to.equal('non-ignorable')
    expect(compileCollation(Doc.of({ locale: 'simple' }))).to.equal(undefined)
    const refused: [Fields, number][] = [
      [{ locale: 'nowhere-at-all' }, 2],
      [{ locale: 'en', strength: 4 }, 2],
      [{ locale: 'en', backwards: true }, 2],
      [{ locale: 'en', strenght: 1 }, 40415],
      [{ strength: 1 }, 40414],
      [{ locale: 5 }, 14],
    ]
    for (const [spec, code] of refused) {
      expect(() => compileCollation(Doc.of(spec)), JSON.stringify(spec))
        .to.throw(StoreError)
        .with.property('code', code)
    }
  })
})
