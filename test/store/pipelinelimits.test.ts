/**
 * What pipelines refuse, and that a stage which must hold its input stops at the cap.
 */
import { expect } from 'chai'
import { Doc, valueOf } from '../../server/store/bson.ts'
import { StoreError } from '../../server/store/errors.ts'
import { show } from '../../server/store/show.ts'
import { compile, gather, stream } from './pipelines.ts'
import type { Fields } from './pipelines.ts'

const refusals: [Fields, number][] = [
  [{ $unheard: 1 }, 40324],
  [{ $out: 'x' }, 40324],
  [{ $merge: 'x' }, 40324],
  [{ $changeStream: {} }, 40324],
  [{ $geoNear: {} }, 40324],
  [{}, 40323],
  [{ $match: {}, $limit: 1 }, 40323],
  [{ $match: 1 }, 15959],
  [{ $limit: 0 }, 15958],
  [{ $skip: -1 }, 15956],
  [{ $sort: {} }, 15976],
  [{ $sort: { a: 2 } }, 2],
  [{ $project: {} }, 51272],
  [{ $project: { a: 1, b: 0 } }, 31254],
  [{ $group: { n: { $sum: 1 } } }, 15955],
  [{ $group: { _id: 1, n: 5 } }, 40234],
  [{ $group: { _id: 1, n: { $unheard: 1 } } }, 15952],
  [{ $unwind: 'a' }, 28818],
  [{ $unwind: { path: '$a', other: 1 } }, 28811],
  [{ $count: '$a' }, 40156],
  [{ $lookup: { from: 'x', as: 'y' } }, 9],
  [{ $lookup: { from: 'x', as: 'y', pipeline: [{ $unheard: 1 }] } }, 40324],
  [{ $facet: {} }, 40169],
  [{ $facet: { a: [{ $facet: { b: [] } }] } }, 40600],
  [{ $sample: { size: 0 } }, 28747],
  [{ $addFields: { a: { $unheard: 1 } } }, 168],
]

describe('refused pipelines', () => {
  for (const [stage, code] of refusals) {
    it(`${show(valueOf(stage))} is refused with ${code}`, () => {
      expect(() => compile([stage]))
        .to.throw(StoreError)
        .with.property('code', code)
    })
  }

  const blocking: Fields[] = [
    { $sort: { n: 1 } },
    { $group: { _id: '$n', all: { $push: '$text' } } },
    { $group: { _id: '$n' } },
    { $facet: { a: [] } },
    { $sample: { size: 5000 } },
  ]
  for (const stage of blocking) {
    it(`${show(Doc.of(stage))} stops at the memory cap with 292`, async () => {
      const many = Array.from({ length: 5000 }, (_, n) => ({ n, text: 'x'.repeat(100) }))
      const failure = await gather(
        compile([stage], { memoryBytesMax: 100_000 }).run(stream(many)),
      ).catch((error: unknown) => error)
      expect(failure).to.be.instanceOf(StoreError).with.property('code', 292)
    })
  }

  it('a sort with a limit holds only what it needs', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => ({ n: -n, text: 'x'.repeat(100) }))
    const stages = [{ $sort: { n: 1 } }, { $limit: 10 }]
    const found = await gather(compile(stages, { memoryBytesMax: 100_000 }).run(stream(many)))
    expect(found).to.have.length(10)
  })
})
