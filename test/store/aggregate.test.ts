/**
 * Pipelines over small collections, their refusals, and the promise that a stage which must hold
 * its input stops at the cap.
 */
import { expect } from 'chai'
import { Doc } from '../../server/store/bson.ts'
import { compileCollation } from '../../server/store/collation.ts'
import { show } from '../../server/store/show.ts'
import { compile, gather, rooms, stream, visits } from './pipelines.ts'
import type { Fields } from './pipelines.ts'

const rows: [string, Fields[], Fields[], Fields[]][] = [
  [
    '$match',
    visits,
    [{ $match: { minutes: { $gt: 9 } } }, { $project: { _id: 1 } }],
    [{ _id: 1 }, { _id: 2 }],
  ],
  [
    '$project',
    visits.slice(0, 1),
    [{ $project: { _id: 0, who: 1, hours: { $divide: ['$minutes', 20] } } }],
    [{ who: 'aya', hours: 0.5 }],
  ],
  [
    '$project, excluding',
    rooms.slice(0, 1),
    [{ $project: { tags: 0 } }],
    [{ _id: 'r1', floor: 1 }],
  ],
  [
    '$addFields',
    [{ _id: 1, a: { b: 1 } }],
    [{ $addFields: { 'a.c': '$a.b', d: { e: 2 } } }],
    [{ _id: 1, a: { b: 1, c: 1 }, d: { e: 2 } }],
  ],
  [
    '$set through an array',
    [{ a: [{ b: 1 }, 2] }],
    [{ $set: { 'a.c': 9 } }],
    [{ a: [{ b: 1, c: 9 }, { c: 9 }] }],
  ],
  ['$set removing a field', [{ a: 1, b: 2 }], [{ $set: { a: '$$REMOVE' } }], [{ b: 2 }]],
  ['$unset', [{ a: { b: 1, c: 2 }, d: 3 }], [{ $unset: ['a.b', 'd'] }], [{ a: { c: 2 } }]],
  ['$replaceRoot', [{ a: { b: 1 } }], [{ $replaceRoot: { newRoot: '$a' } }], [{ b: 1 }]],
  ['$replaceWith', [{ a: { b: 1 } }], [{ $replaceWith: { c: '$a.b' } }], [{ c: 1 }]],
  [
    '$sort, $skip and $limit',
    visits,
    [{ $sort: { minutes: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
    [{ _id: 1 }, { _id: 5 }],
  ],
  [
    '$group',
    visits,
    [
      {
        $group: {
          _id: '$room',
          n: { $sum: 1 },
          total: { $sum: '$minutes' },
          mean: { $avg: '$minutes' },
        },
      },
    ],
    [
      { _id: 'r1', n: 2, total: 15, mean: 7.5 },
      { _id: 'r2', n: 1, total: 30, mean: 30 },
      { _id: null, n: 2, total: 15, mean: 7.5 },
    ],
  ],
  [
    '$group, accumulators',
    visits.slice(0, 3),
    [
      {
        $group: {
          _id: null,
          first: { $first: '$who' },
          last: { $last: '$who' },
          low: { $min: '$minutes' },
          high: { $max: '$minutes' },
          all: { $push: '$room' },
          set: { $addToSet: '$room' },
          n: { $count: {} },
        },
      },
    ],
    [
      {
        _id: null,
        first: 'aya',
        last: 'Aya',
        low: 5,
        high: 30,
        all: ['r1', 'r2', 'r1'],
        set: ['r1', 'r2'],
        n: 3,
      },
    ],
  ],
  [
    '$group, $mergeObjects',
    [{ a: { x: 1 } }, { a: { y: 2 } }],
    [{ $group: { _id: 1, all: { $mergeObjects: '$a' } } }],
    [{ _id: 1, all: { x: 1, y: 2 } }],
  ],
  [
    '$group by a document',
    [
      { a: 1, b: 2 },
      { a: 1, b: 2n },
    ],
    [{ $group: { _id: { b: '$b', a: '$a' }, n: { $sum: 1 } } }],
    [{ _id: { b: 2, a: 1 }, n: 2 }],
  ],
  ['$count', visits, [{ $count: 'n' }], [{ n: 5 }]],
  ['$count of nothing', [], [{ $count: 'n' }], []],
  [
    '$sortByCount',
    visits,
    [{ $sortByCount: '$room' }, { $limit: 2 }],
    [
      { _id: 'r1', count: 2 },
      { _id: null, count: 2 },
    ],
  ],
  [
    '$unwind',
    rooms,
    [{ $unwind: '$tags' }],
    [
      { _id: 'r1', floor: 1, tags: 'cold' },
      { _id: 'r1', floor: 1, tags: 'loud' },
    ],
  ],
  [
    '$unwind, keeping',
    rooms,
    [{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }],
    [
      { _id: 'r1', floor: 1, tags: 'cold', i: 0n },
      { _id: 'r1', floor: 1, tags: 'loud', i: 1n },
      { _id: 'r2', floor: 2, i: null },
      { _id: 'r3', floor: 2, i: null },
    ],
  ],
  ['$unwind of a scalar', [{ a: 1 }], [{ $unwind: '$a' }], [{ a: 1 }]],
  [
    '$lookup by fields',
    rooms.slice(0, 1),
    [
      { $lookup: { from: 'visits', localField: '_id', foreignField: 'room', as: 'v' } },
      { $project: { v: { _id: 1 } } },
    ],
    [{ _id: 'r1', v: [{ _id: 1 }, { _id: 3 }] }],
  ],
  [
    '$lookup where missing equals null',
    [{ _id: 9 }],
    [
      { $lookup: { from: 'visits', localField: 'none', foreignField: 'room', as: 'v' } },
      { $project: { v: { _id: 1 } } },
    ],
    [{ _id: 9, v: [{ _id: 4 }, { _id: 5 }] }],
  ],
  [
    '$lookup of each element',
    [{ _id: 9, rooms: ['r2', 'r3'] }],
    [
      { $lookup: { from: 'rooms', localField: 'rooms', foreignField: '_id', as: 'v' } },
      { $project: { v: { _id: 1 } } },
    ],
    [{ _id: 9, v: [{ _id: 'r2' }, { _id: 'r3' }] }],
  ],
  [
    '$lookup by a pipeline',
    rooms.slice(0, 2),
    [
      {
        $lookup: {
          from: 'visits',
          let: { id: '$_id' },
          pipeline: [{ $match: { $expr: { $eq: ['$room', '$$id'] } } }, { $project: { _id: 1 } }],
          as: 'v',
        },
      },
      { $project: { v: 1 } },
    ],
    [
      { _id: 'r1', v: [{ _id: 1 }, { _id: 3 }] },
      { _id: 'r2', v: [{ _id: 2 }] },
    ],
  ],
  [
    '$facet',
    visits,
    [
      {
        $facet: {
          n: [{ $count: 'n' }],
          top: [{ $sort: { minutes: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }],
        },
      },
    ],
    [{ n: [{ n: 5 }], top: [{ _id: 2 }] }],
  ],
]

describe('pipelines', () => {
  for (const [name, docs, stages, wanted] of rows) {
    it(`run ${name}`, async () => {
      const found = await gather(compile(stages).run(stream(docs)))
      expect(found.map((doc) => show(doc))).to.deep.equal(wanted.map((doc) => show(normal(doc))))
    })
  }

  it('sample without repeating, and all when asked for more than there is', async () => {
    const found = await gather(compile([{ $sample: { size: 3 } }]).run(stream(visits)))
    expect(new Set(found.map((doc) => show(doc.get('_id')))).size).to.equal(3)
    expect(await gather(compile([{ $sample: { size: 99 } }]).run(stream(visits)))).to.have.length(5)
  })

  it('group and sort under a collation', async () => {
    const collation = compileCollation(Doc.of({ locale: 'en', strength: 2 }))
    const stages = [{ $group: { _id: '$who', n: { $sum: 1 } } }, { $sort: { _id: 1 } }]
    const found = await gather(compile(stages, { collation }).run(stream(visits)))
    expect(found.map((doc) => show(doc.get('n')))).to.deep.equal(['2', '1', '2'])
  })

  it('give the same first documents with a limit as without', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => ({ _id: at, n: (at * 7919) % 1000 }))
    const sort = { $sort: { n: 1, _id: 1 } }
    const whole = await gather(compile([sort]).run(stream(many)))
    const first = await gather(compile([sort, { $limit: 10 }]).run(stream(many)))
    expect(first.map((doc) => show(doc))).to.deep.equal(whole.slice(0, 10).map((doc) => show(doc)))
  })

  it('stop reading the source once a limit is full', async () => {
    let read = 0
    async function* endless(): AsyncIterable<Doc> {
      for (;;) {
        read += 1
        yield Doc.of({ n: read })
      }
    }
    expect(await gather(compile([{ $limit: 3 }]).run(endless()))).to.have.length(3)
    expect(read).to.be.lessThan(1000)
  })

  it('tell the source what it may narrow', () => {
    const pipeline = compile([
      { $match: { a: 1 } },
      { $match: { b: 2 } },
      { $sort: { c: 1 } },
      { $skip: 5 },
      { $limit: 10 },
    ])
    expect(show(pipeline.leadingMatch)).to.equal('{ $and: [ { a: 1 }, { b: 2 } ] }')
    expect(show(pipeline.leadingSort)).to.equal('{ c: 1 }')
    expect(pipeline.leadingLimit).to.equal(15)
    const plain = compile([{ $match: { a: 1 } }, { $project: { a: 1 } }, { $limit: 3 }])
    expect([plain.leadingSort, plain.leadingLimit]).to.deep.equal([undefined, undefined])
    expect(show(plain.leadingMatch)).to.equal('{ a: 1 }')
  })

  it('leave out a sort that the source has done', async () => {
    const pipeline = compile([{ $sort: { minutes: 1 } }, { $project: { _id: 1 } }])
    const found = await gather(pipeline.run(stream(visits), { sorted: true }))
    expect(found.map((doc) => show(doc.get('_id')))).to.deep.equal(['1', '2', '3', '4', '5'])
  })
})

/** Whole averages are doubles, which plain numbers here are not. */
function normal(fields: Fields): Doc {
  const doc = Doc.of(fields)
  return doc.has('mean') ? doc.with('mean', Number(fields['mean'])) : doc
}
