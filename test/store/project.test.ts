/**
 * Projections of find, as documented since MongoDB 4.4: which fields, in which order, and what is
 * refused.
 */
import { expect } from 'chai'
import { Doc } from '../../server/store/bson.ts'
import type { Plain } from '../../server/store/bson.ts'
import { StoreError } from '../../server/store/errors.ts'
import { compileProjection, isPositional } from '../../server/store/project.ts'
import { show } from '../../server/store/show.ts'

type Fields = { readonly [key: string]: Plain }

const doc = {
  _id: 1,
  a: { b: 1, c: 2 },
  list: [1, 2, 3, 4],
  docs: [{ x: 1, y: 2 }, 7, { x: 3 }, [{ x: 4, y: 5 }]],
  last: 'z',
}

const rows: [Fields, Fields][] = [
  [{}, doc],
  [{ last: 1 }, { _id: 1, last: 'z' }],
  [
    { last: 1, a: 1 },
    { _id: 1, a: { b: 1, c: 2 }, last: 'z' },
  ],
  [{ last: true, _id: 0 }, { last: 'z' }],
  [{ _id: 1 }, { _id: 1 }],
  [
    { _id: 0, docs: 0, list: 0 },
    { a: { b: 1, c: 2 }, last: 'z' },
  ],
  [
    { docs: 0, list: 0, a: 0, _id: 1 },
    { _id: 1, last: 'z' },
  ],
  [{ 'a.b': 1 }, { _id: 1, a: { b: 1 } }],
  [{ a: { b: 1 } }, { _id: 1, a: { b: 1 } }],
  [
    { 'a.b': 0, list: 0, docs: 0 },
    { _id: 1, a: { c: 2 }, last: 'z' },
  ],
  [{ 'docs.x': 1 }, { _id: 1, docs: [{ x: 1 }, { x: 3 }, [{ x: 4 }]] }],
  [
    { 'docs.x': 0, a: 0, list: 0 },
    { _id: 1, docs: [{ y: 2 }, 7, {}, [{ y: 5 }]], last: 'z' },
  ],
  [{ 'last.x': 1 }, { _id: 1 }],
  [{ none: 1 }, { _id: 1 }],
  [
    { last: 1, list: { $slice: 2 } },
    { _id: 1, list: [1, 2], last: 'z' },
  ],
  [
    { list: { $slice: -1 }, docs: 0 },
    { _id: 1, a: { b: 1, c: 2 }, list: [4], last: 'z' },
  ],
  [
    { list: { $slice: [1, 2] }, docs: 0, a: 0 },
    { _id: 1, list: [2, 3], last: 'z' },
  ],
  [
    { list: { $slice: [-3, 2] }, docs: 0, a: 0 },
    { _id: 1, list: [2, 3], last: 'z' },
  ],
  [{ docs: { $elemMatch: { x: 3 } } }, { _id: 1, docs: [{ x: 3 }] }],
  [{ docs: { $elemMatch: { x: 9 } } }, { _id: 1 }],
  [
    { list: { $elemMatch: { $gt: 2 } }, last: 1 },
    { _id: 1, last: 'z', list: [3] },
  ],
  [{ sum: { $add: ['$a.b', '$a.c'] } }, { _id: 1, sum: 3 }],
  [
    { last: 1, copy: '$a.b' },
    { _id: 1, last: 'z', copy: 1 },
  ],
  [
    { 'a.d': '$last', 'a.b': 1 },
    { _id: 1, a: { b: 1, d: 'z' } },
  ],
  [{ word: { $literal: 1 }, _id: 0 }, { word: 1 }],
  [{ x: { $slice: ['$list', 1] }, _id: 0 }, { x: [1] }],
]

describe('projections', () => {
  for (const [spec, wanted] of rows) {
    it(`${show(Doc.of(spec))} gives ${show(Doc.of(wanted))}`, () => {
      expect(show(compileProjection(Doc.of(spec))(Doc.of(doc)))).to.equal(show(Doc.of(wanted)))
    })
  }

  it('keep the element that the filter matched for a positional path', () => {
    const project = compileProjection(Doc.of({ 'list.$': 1 }))
    expect(show(project(Doc.of(doc), { arrayIndex: 2 }))).to.equal('{ _id: 1, list: [ 3 ] }')
    expect(() => project(Doc.of(doc)))
      .to.throw(StoreError)
      .with.property('code', 51246)
    expect([isPositional(Doc.of({ 'a.$': 1 })), isPositional(Doc.of({ a: 1 }))]).to.deep.equal([
      true,
      false,
    ])
  })

  const refusals: [Fields, number][] = [
    [{ a: 1, b: 0 }, 31254],
    [{ a: 0, b: 1 }, 31253],
    [{ a: 0, b: '$c' }, 31252],
    [{ a: 1, 'a.b': 1 }, 31249],
    [{ 'a.b': 1, a: 1 }, 31250],
    [{ a: {} }, 51270],
    [{ 'a.$': 1, 'b.$': 1 }, 31276],
    [{ 'a.$': 0 }, 31271],
    [{ 'a.b': { $elemMatch: { c: 1 } } }, 31275],
    [{ $a: 1 }, 16410],
    [{ a: { $unheard: 1 } }, 168],
    [{ a: { $meta: 'textScore' } }, 2],
  ]
  for (const [spec, code] of refusals) {
    it(`${show(Doc.of(spec))} is refused with ${code}`, () => {
      expect(() => compileProjection(Doc.of(spec)))
        .to.throw(StoreError)
        .with.property('code', code)
    })
  }
})
