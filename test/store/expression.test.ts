/**
 * Aggregation expressions as MongoDB documents them: each row is an expression over one fixed
 * document and its result, compared with its type.
 */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { DateTime, Doc, Regex, valueOf } from '../../server/store/bson.ts'
import type { Int32, Plain, Value } from '../../server/store/bson.ts'
import { compare } from '../../server/store/compare.ts'
import { StoreError } from '../../server/store/errors.ts'
import { show } from '../../server/store/show.ts'
import { numbers } from './arbitrary.ts'
import { checkRows, date, dec, double, evaluate, missing, now } from './evaluating.ts'
import type { Row } from './evaluating.ts'

/** Written as lists, since an object with a field named `then` passes for a promise. */
const fields = (...entries: (readonly [string, Exclude<Plain, undefined>])[]): Doc =>
  Doc.from(entries.map(([name, value]) => [name, valueOf(value)] as const))
const branch = (test: boolean, answer: number): Doc => fields(['case', test], ['then', answer])

const rows: Row[] = [
  // paths, variables and literals
  ['$one', 1],
  ['$absent', missing],
  ['$nested.a.b', 7],
  ['$docs.x', [1, 2]],
  ['$one.x', missing],
  ['$$ROOT.one', 1],
  ['$$CURRENT.nested.a.b', 7],
  ['$$NOW', DateTime.of(now)],
  ['$$REMOVE', missing],
  ['$$outer', 42],
  [{ $literal: '$one' }, '$one'],
  [
    { a: '$one', b: '$absent', c: { d: '$two' } },
    { a: 1, c: { d: 2 } },
  ],
  [
    ['$one', '$absent'],
    [1, null],
  ],
  // arithmetic
  [{ $add: ['$one', '$two'] }, 3],
  [{ $add: ['$one', '$half'] }, 1.5],
  [{ $add: ['$big', 1] }, 2147483648n],
  [{ $add: ['$dec', '$half'] }, dec('2.0')],
  [{ $add: ['$none', 1] }, null],
  [{ $add: ['$absent', 1] }, null],
  [{ $add: ['$when', 750] }, date('2024-02-29T23:30:16.000Z')],
  [{ $add: [9223372036854775807n, 1] }, 9223372036854775808],
  [{ $subtract: ['$when', date('2024-02-29T23:30:15Z')] }, 250n],
  [{ $subtract: ['$one', '$two'] }, -1],
  [{ $multiply: ['$two', '$long'] }, 10n],
  [{ $divide: ['$one', '$two'] }, 0.5],
  [{ $divide: ['$dec', 2] }, dec('0.75')],
  [{ $divide: [dec('1'), 3] }, dec('0.3333333333333333333333333333333333')],
  [{ $mod: [7, 3] }, 1],
  [{ $mod: [-7, 3] }, -1],
  [{ $mod: [dec('5.5'), 2] }, dec('1.5')],
  [{ $abs: -3 }, 3],
  [{ $floor: -1.5 }, double(-2)],
  [{ $ceil: dec('1.2') }, dec('2')],
  [{ $round: [2.5] }, double(2)],
  [{ $round: [2.345, 2] }, 2.34],
  [{ $round: [1234, -2] }, 1200],
  [{ $trunc: [-2.7] }, double(-2)],
  [{ $pow: [2, 10] }, 1024],
  [{ $pow: [2, 0.5] }, Math.SQRT2],
  [{ $sqrt: 9 }, double(3)],
  // comparison and logic
  [{ $eq: ['$one', 1n] }, true],
  [{ $ne: ['$one', '$two'] }, true],
  [{ $gt: ['a', 5] }, true],
  [{ $lt: ['$absent', null] }, true],
  [{ $cmp: ['$one', '$two'] }, -1],
  [{ $and: ['$one', '$yes'] }, true],
  [{ $and: ['$one', '$none'] }, false],
  [{ $and: [] }, true],
  [{ $or: [0, '$absent'] }, false],
  [{ $not: ['$none'] }, true],
  [{ $cond: ['$yes', 'a', 'b'] }, 'a'],
  [{ $cond: fields(['if', '$absent'], ['then', 'a'], ['else', 'b']) }, 'b'],
  [{ $ifNull: ['$absent', '$none', 'c'] }, 'c'],
  [{ $ifNull: ['$none', '$absent'] }, missing],
  [
    {
      $switch: {
        branches: [branch(false, 1), branch(true, 2)],
      },
    },
    2,
  ],
  [{ $switch: { branches: [branch(false, 1)], default: 3 } }, 3],
  [{ $let: { vars: { x: '$one' }, in: { $add: ['$$x', '$$x'] } } }, 2],
  // text
  [{ $concat: ['$text', ' ', 'you'] }, 'Hello you'],
  [{ $concat: ['$text', '$none'] }, null],
  [{ $toUpper: 'aé' }, 'Aé'],
  [{ $toLower: '$none' }, ''],
  [{ $substrCP: ['𠮷野家', 1, 2] }, '野家'],
  [{ $substrBytes: ['aé', 1, 2] }, 'é'],
  [{ $substr: ['$text', 1, -1] }, 'ello'],
  [{ $strLenCP: '𠮷' }, 1],
  [{ $strLenBytes: '𠮷' }, 4],
  [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
  [{ $trim: { input: '  a b\t' } }, 'a b'],
  [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
  [{ $indexOfCP: ['$text', 'l'] }, 2],
  [{ $indexOfCP: ['$text', 'z'] }, -1],
  [{ $regexMatch: { input: '$text', regex: '^he', options: 'i' } }, true],
  [{ $regexMatch: { input: '$none', regex: 'x' } }, false],
  [
    { $regexFind: { input: '𠮷ab', regex: new Regex('(a)(z)?') } },
    { match: 'a', idx: 1, captures: ['a', null] },
  ],
  [{ $replaceAll: { input: 'a.b.c', find: '.', replacement: { $literal: '$&' } } }, 'a$&b$&c'],
  [{ $replaceOne: { input: 'a.b.c', find: '.', replacement: '-' } }, 'a-b.c'],
  [{ $strcasecmp: ['ABC', 'abd'] }, -1],
]

describe('expressions', () => {
  checkRows(rows)

  it('add and subtract numbers of all kinds back to where they were, decimals exactly', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }),
        fc.integer({ min: -9, max: 0 }),
        (whole, power) => {
          const a = dec(`${whole}E${power}`)
          const sum = evaluate({ $subtract: [{ $add: [a, dec('0.1')] }, dec('0.1')] }) as Value
          expect(compare(sum, a)).to.equal(0)
        },
      ),
    )
  })

  it('order numbers as compare does', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const order = evaluate({ $cmp: [{ $literal: a }, { $literal: b }] })
        expect((order as Int32).value).to.equal(Math.sign(compare(a, b)) + 0)
      }),
    )
  })
})

const refusals: [Plain, number][] = [
  [{ $unheard: 1 }, 168],
  [{ $add: 1, $subtract: 2 }, 15983],
  ['$$nobody', 17276],
  ['$a..b', 15998],
  ['$', 16872],
  [{ $add: ['x', 1] }, 14],
  [{ $divide: [1, 0] }, 2],
  [{ $mod: [1, 0] }, 16610],
  [{ $subtract: [1] }, 16020],
  [{ $cond: fields(['if', 1], ['then', 2]) }, 40077],
  [{ $cond: fields(['if', 1], ['then', 2], ['else', 3], ['maybe', 4]) }, 40076],
  [{ $switch: { branches: [branch(false, 1)] } }, 40066],
  [{ $concat: [1] }, 16702],
  [{ $size: '$one' }, 17124],
  [{ $arrayElemAt: [1, 1] }, 28689],
  [{ $in: [1, 2] }, 40081],
  [{ $toInt: 'x' }, 241],
  [{ $toInt: 3e10 }, 241],
  [{ $toDate: '$yes' }, 241],
  [{ $year: 'x' }, 16006],
  [{ $dateToString: { date: '$when', timezone: 'Mars/Olympus' } }, 40485],
  [{ $dateToString: { date: '$when', format: '%q' } }, 18536],
  [{ $dateTrunc: { date: '$when', unit: 'fortnight' } }, 5439014],
  [{ $mergeObjects: [1] }, 40400],
  [{ $function: {} }, 168],
  [{ $let: { vars: { ROOT: 1 }, in: 1 } }, 9],
]

describe('refused expressions', () => {
  for (const [expression, code] of refusals) {
    it(`${show(valueOf(expression as Exclude<Plain, undefined>))} is refused with ${code}`, () => {
      expect(() => evaluate(expression))
        .to.throw(StoreError)
        .with.property('code', code)
    })
  }
})
