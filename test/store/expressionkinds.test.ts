/**
 * Expressions over arrays, documents, types and dates, as MongoDB documents them.
 */
import { ObjectId, Timestamp } from '../../server/store/bson.ts'
import { checkRows, date, dec, double, missing } from './evaluating.ts'
import type { Row } from './evaluating.ts'

const rows: Row[] = [
  // arrays
  [{ $size: '$list' }, 3],
  [{ $arrayElemAt: ['$list', -1] }, 2],
  [{ $arrayElemAt: ['$list', 9] }, missing],
  [{ $first: '$list' }, 3],
  [{ $last: '$list' }, 2],
  [{ $slice: ['$list', -2] }, [1, 2]],
  [{ $slice: ['$list', 1, 1] }, [1]],
  [{ $concatArrays: ['$list', ['x']] }, [3, 1, 2, 'x']],
  [{ $filter: { input: '$list', as: 'n', cond: { $gt: ['$$n', 1] } } }, [3, 2]],
  [{ $filter: { input: '$list', cond: { $gt: ['$$this', 1] }, limit: 1 } }, [3]],
  [{ $map: { input: '$list', in: { $multiply: ['$$this', '$two'] } } }, [6, 2, 4]],
  [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [
    {
      $map: {
        input: [[1], [2]],
        as: 'o',
        in: { $map: { input: '$$o', as: 'i', in: { $add: ['$$i', { $size: '$$o' }] } } },
      },
    },
    [[2], [3]],
  ],
  [{ $in: [2, '$list'] }, true],
  [{ $indexOfArray: ['$list', 2] }, 2],
  [{ $isArray: '$list' }, true],
  [{ $range: [0, 5, 2] }, [0, 2, 4]],
  [{ $reverseArray: '$list' }, [2, 1, 3]],
  [{ $sortArray: { input: '$list', sortBy: -1 } }, [3, 2, 1]],
  [{ $zip: { inputs: [[1, 2], ['a']] } }, [[1, 'a']]],
  [{ $sum: '$list' }, 6],
  [{ $sum: ['$one', 'x', '$two'] }, 3],
  [{ $avg: '$list' }, double(2)],
  [{ $max: ['$one', '$none', '$two'] }, 2],
  [{ $min: '$absent' }, null],
  [
    {
      $setUnion: [
        [1, 2],
        [2, 3],
      ],
    },
    [1, 2, 3],
  ],
  [
    {
      $setIntersection: [
        [1, 2, 2],
        [2, 3],
      ],
    },
    [2],
  ],
  [{ $setDifference: [[1, 2, 2], [1]] }, [2]],
  [{ $setIsSubset: [[1], [1, 2]] }, true],
  [
    {
      $setEquals: [
        [1, 2],
        [2, 1, 1],
      ],
    },
    true,
  ],
  [{ $anyElementTrue: [[0, 1]] }, true],
  [{ $allElementsTrue: [[]] }, true],
  // documents
  [{ $getField: 'one' }, 1],
  [{ $getField: { field: 'a', input: '$nested' } }, { b: 7 }],
  [{ $setField: { field: 'x.y', input: { a: 1 }, value: 2 } }, { a: 1, 'x.y': 2 }],
  [{ $mergeObjects: [{ a: 1, b: 1 }, '$absent', { b: 2 }] }, { a: 1, b: 2 }],
  [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
  [
    {
      $arrayToObject: [
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
    },
    { a: 1, b: 2 },
  ],
  [{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }],
  // types
  [{ $type: '$absent' }, 'missing'],
  [{ $type: '$long' }, 'long'],
  [{ $toString: '$long' }, '5'],
  [{ $toString: '$when' }, '2024-02-29T23:30:15.250Z'],
  [{ $toString: '$id' }, '65a0c5a00000000000000000'],
  [{ $toInt: '12' }, 12],
  [{ $toInt: 3.9 }, 3],
  [{ $toLong: '$when' }, 1709249415250n],
  [{ $toDouble: '1.5' }, 1.5],
  [{ $toDecimal: '1.50' }, dec('1.50')],
  [{ $toDate: 0n }, date('1970-01-01T00:00:00Z')],
  [{ $toDate: '2024-01-02' }, date('2024-01-02T00:00:00Z')],
  [{ $toDate: '$id' }, date('2024-01-12T04:52:48Z')],
  [{ $toDate: new Timestamp(1n << 32n) }, date('1970-01-01T00:00:01Z')],
  [{ $toBool: '$empty' }, true],
  [{ $toObjectId: '65a0c5a00000000000000000' }, ObjectId.of('65a0c5a00000000000000000')],
  [{ $isNumber: '$dec' }, true],
  [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'],
  [{ $convert: { input: '$none', to: 'int', onNull: 0 } }, 0],
  // dates
  [{ $year: '$when' }, 2024],
  [{ $month: '$when' }, 2],
  [{ $dayOfMonth: { date: '$when', timezone: 'Asia/Tokyo' } }, 1],
  [{ $hour: { date: '$when', timezone: '+09:00' } }, 8],
  [{ $dayOfWeek: '$when' }, 5],
  [{ $dayOfYear: '$when' }, 60],
  [{ $isoWeek: date('2021-01-03T00:00:00Z') }, 53],
  [{ $isoWeekYear: date('2021-01-03T00:00:00Z') }, 2020n],
  [{ $millisecond: '$when' }, 250],
  [{ $dateToString: { date: '$when' } }, '2024-02-29T23:30:15.250Z'],
  [
    { $dateToString: { date: '$when', format: '%Y-%m-%d %H:%M %z', timezone: 'Asia/Tokyo' } },
    '2024-03-01 08:30 +0900',
  ],
  [{ $dateToString: { date: '$when', format: '%G-W%V-%u %j%%' } }, '2024-W09-4 060%'],
  [{ $dateToString: { date: '$none', onNull: '-' } }, '-'],
  [
    { $dateFromString: { dateString: '2024-03-01T08:30', timezone: 'Asia/Tokyo' } },
    date('2024-02-29T23:30:00Z'),
  ],
  [
    { $dateFromParts: { year: 2024, month: 3, hour: 9, timezone: 'Asia/Tokyo' } },
    date('2024-03-01T00:00:00Z'),
  ],
  [{ $dateTrunc: { date: '$when', unit: 'hour' } }, date('2024-02-29T23:00:00Z')],
  [
    { $dateTrunc: { date: '$when', unit: 'day', timezone: 'Asia/Tokyo' } },
    date('2024-02-29T15:00:00Z'),
  ],
  [
    { $dateTrunc: { date: '$when', unit: 'week', startOfWeek: 'monday' } },
    date('2024-02-26T00:00:00Z'),
  ],
  [{ $dateTrunc: { date: '$when', unit: 'week' } }, date('2024-02-25T00:00:00Z')],
  [{ $dateTrunc: { date: '$when', unit: 'quarter' } }, date('2024-01-01T00:00:00Z')],
  [{ $dateTrunc: { date: '$when', unit: 'minute', binSize: 15 } }, date('2024-02-29T23:30:00Z')],
  [
    { $dateAdd: { startDate: date('2024-01-31T00:00:00Z'), unit: 'month', amount: 1 } },
    date('2024-02-29T00:00:00Z'),
  ],
  [
    {
      $dateAdd: {
        startDate: date('2024-03-09T12:00:00Z'),
        unit: 'day',
        amount: 1,
        timezone: 'America/New_York',
      },
    },
    date('2024-03-10T11:00:00Z'),
  ],
  [
    { $dateSubtract: { startDate: '$when', unit: 'hour', amount: 24 } },
    date('2024-02-28T23:30:15.250Z'),
  ],
  [{ $dateDiff: { startDate: date('2023-12-31T00:00:00Z'), endDate: '$when', unit: 'year' } }, 1n],
  [{ $dateDiff: { startDate: date('2024-02-28T23:00:00Z'), endDate: '$when', unit: 'day' } }, 1n],
]

describe('expressions over other kinds', () => {
  checkRows(rows)
})
