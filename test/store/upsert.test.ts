/**
 * Which array elements an update reaches, and what an upsert makes of a filter.
 */
import { expect } from 'chai'
import { Doc, ObjectId, Regex } from '../../server/store/bson.ts'
import { compileCollation } from '../../server/store/collation.ts'
import { StoreError } from '../../server/store/errors.ts'
import { show } from '../../server/store/show.ts'
import { seedUpsert } from '../../server/store/update.ts'
import { compile, existing, shown } from './updating.ts'
import type { Fields } from './updating.ts'

describe('array positions in updates', () => {
  it('put the matched index in place of the positional operator', () => {
    const update = compile({ $set: { 'a.$.b': 9 } })
    expect(update.positional).to.equal(true)
    const result = update.apply(Doc.of({ a: [{ b: 1 }, { b: 2 }] }), {
      insert: false,
      arrayIndex: 1,
    })
    expect(show(result)).to.equal('{ a: [ { b: 1 }, { b: 9 } ] }')
  })

  it('apply to the elements that an array filter names', () => {
    const arrayFilters = [Doc.of({ 'big.n': { $gt: 1 } })]
    const update = compile({ $set: { 'a.$[big].hit': true } }, { arrayFilters })
    const result = update.apply(Doc.of({ a: [{ n: 1 }, { n: 2 }, { n: 3 }] }), existing)
    expect(show(result)).to.equal('{ a: [ { n: 1 }, { n: 2, hit: true }, { n: 3, hit: true } ] }')
  })

  it('take array filters on scalars, joined by $and', () => {
    const arrayFilters = [Doc.of({ $and: [{ x: { $gt: 1 } }, { x: { $lt: 3 } }] })]
    const result = compile({ $inc: { 'a.$[x]': 10 } }, { arrayFilters }).apply(
      Doc.of({ a: [1, 2, 3] }),
      existing,
    )
    expect(show(result)).to.equal('{ a: [ 1, 12, 3 ] }')
  })

  const filters: [Fields[], Fields, number][] = [
    [[{ x: 1 }], { $set: { a: 1 } }, 9],
    [[{ x: 1 }, { x: 2 }], { $set: { 'a.$[x]': 1 } }, 9],
    [[{ x: 1, y: 1 }], { $set: { 'a.$[x]': 1 } }, 9],
    [[{ Bad: 1 }], { $set: { 'a.$[Bad]': 1 } }, 9],
    [[{}], { $set: { a: 1 } }, 9],
    [[{ x: 1 }], { a: 1 }, 9],
  ]
  for (const [list, update, code] of filters) {
    it(`refuse ${shown(list)} for ${shown(update)} with ${code}`, () => {
      const arrayFilters = list.map((filter) => Doc.of(filter))
      expect(() => compile(update, { arrayFilters }))
        .to.throw(StoreError)
        .with.property('code', code)
    })
  }

  it('use the collation in $pull and $addToSet', () => {
    const collation = compileCollation(Doc.of({ locale: 'en', strength: 2 }))
    const doc = Doc.of({ a: ['X', 'y'] })
    expect(show(compile({ $pull: { a: 'x' } }, { collation }).apply(doc, existing))).to.equal(
      '{ a: [ "y" ] }',
    )
    expect(compile({ $addToSet: { a: 'Y' } }, { collation }).apply(doc, existing)).to.equal(doc)
  })
})

const seeds: [Fields, Fields, Fields][] = [
  [{ a: 1, b: { $gt: 2 } }, { $set: { c: 1 } }, { a: 1 }],
  [{ 'a.b': 1 }, { $set: { c: 1 } }, { a: { b: 1 } }],
  [{ a: { $eq: 1 }, b: { $in: [2] }, c: { $all: [3] } }, { $set: {} }, { a: 1, b: 2, c: 3 }],
  [{ b: { $in: [1, 2] }, c: new Regex('x') }, { $set: {} }, {}],
  [{ $and: [{ a: 1 }, { b: 2 }] }, { $set: {} }, { a: 1, b: 2 }],
  [{ $or: [{ a: 1 }] }, { $set: {} }, { a: 1 }],
  [{ $or: [{ a: 1 }, { b: 1 }] }, { $set: {} }, {}],
  [{ _id: 7, a: 1 }, { b: 1 }, { _id: 7 }],
]

describe('upserts', () => {
  for (const [filter, update, wanted] of seeds) {
    it(`of ${shown(filter)} with ${shown(update)} start from ${shown(wanted)}`, () => {
      expect(show(seedUpsert(Doc.of(filter), compile(update)))).to.equal(show(Doc.of(wanted)))
    })
  }

  it('refuse a filter that demands two values of one path', () => {
    const filter = Doc.of({ $and: [{ a: 1 }, { a: 2 }] })
    expect(() => seedUpsert(filter, compile({ $set: { b: 1 } })))
      .to.throw(StoreError)
      .with.property('code', 54)
  })

  it('put the _id first and act on $setOnInsert', () => {
    const update = compile({ $set: { a: 1 }, $setOnInsert: { b: 2 } })
    const result = update.apply(Doc.of({ c: 3, _id: 7 }), { insert: true })
    expect(show(result)).to.equal('{ _id: 7, c: 3, a: 1, b: 2 }')
  })

  it('make an _id when none is given, and refuse one that cannot be', () => {
    const made = compile({ $set: { a: 1 } }).apply(Doc.empty, { insert: true })
    expect(made.get('_id')).to.be.instanceOf(ObjectId)
    expect(made.keys()[0]).to.equal('_id')
    for (const id of [[1], new Regex('x')]) {
      expect(() => compile({ $set: { _id: id } }).apply(Doc.empty, { insert: true }))
        .to.throw(StoreError)
        .with.property('code', 53)
    }
  })
})
