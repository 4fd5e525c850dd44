/**
 * A signature that grows too long is thinned rather than cut off: it has fewer points, the same
 * ends, and no ink anywhere but where the hand drew.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import {
  awayFrom,
  pointsIn,
  pointsMax,
  sheet,
  simplified,
  thinned,
} from '../../client/parts/ink.ts'
import type { Stroke } from '../../client/parts/ink.ts'

const point = fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 400 }))
const drawn = fc.array(point, { minLength: 1, maxLength: 120 }).map((points) => points.flat())

function pointsOf(stroke: Stroke): readonly (readonly [number, number])[] {
  return Array.from({ length: stroke.length / 2 }, (_, at) => [
    stroke[2 * at] ?? 0,
    stroke[2 * at + 1] ?? 0,
  ])
}

/** A name written large and slowly: waves, sampled far more densely than they bend. */
function wave(points: number): Stroke {
  return Array.from({ length: points }, (_, at) => [
    Math.round((at / points) * sheet.width),
    Math.round(200 + 150 * Math.sin((at / points) * 12 * Math.PI)),
  ]).flat()
}

describe('a signature that grows long', () => {
  it('keeps its ends and its order, and moves no ink farther than it may', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 20 }), (stroke, tolerance) => {
        const before = pointsOf(stroke)
        const after = pointsOf(simplified(stroke, tolerance))
        expect(after[0]).to.deep.equal(before[0])
        expect(after.at(-1)).to.deep.equal(before.at(-1))
        let at = 0
        for (const kept of after) {
          while (at < before.length && String(before[at]) !== String(kept)) at += 1
          expect(at, 'a point nobody drew').to.be.lessThan(before.length)
        }
        for (const one of before) {
          const [first = one, ...rest] = after
          const ways = rest.map((to, n) => awayFrom(one, after[n] ?? first, to))
          expect(Math.min(awayFrom(one, first, first), ...ways)).to.be.at.most(tolerance)
        }
      }),
    )
  })

  it('is not touched while it is short', () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 5 }), (strokes) => {
        expect(thinned(strokes, pointsMax)).to.equal(strokes)
      }),
    )
  })

  it('makes room for more where a hand drew more than it bent', () => {
    const strokes = [wave(1_500), wave(1_500)]
    const fewer = thinned(strokes, pointsMax / 2)
    expect(pointsIn(strokes)).to.equal(3_000)
    expect(pointsIn(fewer)).to.be.at.most(pointsMax / 2)
    expect(fewer).to.have.length(2)
  })

  it('is left with what it cannot lose', () => {
    const scribble = Array.from({ length: 3_000 }, (_, at) => [at % 997, (at * 7_919) % 400]).flat()
    expect(pointsIn(thinned([scribble], 100))).to.be.greaterThan(100)
  })
})
