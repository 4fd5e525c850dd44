/**
 * What a planner is told about a filter must hold for every document the filter matches, and a
 * partial index may be said to cover a filter only if it surely does.
 */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { Doc, Int32, Regex } from '../../server/store/bson.ts'
import type { Plain, Value } from '../../server/store/bson.ts'
import { compileFilter } from '../../server/store/match.ts'
import { conjuncts, implies } from '../../server/store/predicates.ts'

type Fields = { readonly [key: string]: Plain }

function plain(value: unknown): unknown {
  if (value instanceof Int32) return value.value
  if (value instanceof Doc) return Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]))
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
}

const told: [Fields, unknown[]][] = [
  [{ a: 1 }, [{ path: 'a', op: 'eq', value: 1 }]],
  [
    { a: { $gt: 1, $lt: 5 } },
    [
      { path: 'a', op: 'gt', value: 1 },
      { path: 'a', op: 'lt', value: 5 },
    ],
  ],
  [{ 'a.b': { $in: [1, 2] } }, [{ path: 'a.b', op: 'in', values: [1, 2] }]],
  [{ a: { $in: [new Regex('x')] } }, []],
  [{ a: { $exists: 0 } }, [{ path: 'a', op: 'exists', value: false }]],
  [
    { $and: [{ a: 1 }, { b: 2 }] },
    [
      { path: 'a', op: 'eq', value: 1 },
      { path: 'b', op: 'eq', value: 2 },
    ],
  ],
  [{ $or: [{ a: 1 }] }, [{ path: 'a', op: 'eq', value: 1 }]],
  [{ $or: [{ a: 1 }, { b: 1 }] }, []],
  [{ $nor: [{ a: 1 }] }, []],
  [{ a: { $not: { $gt: 1 } } }, []],
  [
    { a: { $all: [1, 2] } },
    [
      { path: 'a', op: 'eq', value: 1 },
      { path: 'a', op: 'eq', value: 2 },
    ],
  ],
  [
    { a: { $elemMatch: { $gt: 1, $lt: 5 } } },
    [
      {
        path: 'a',
        op: 'elemMatch',
        inner: [
          { path: '', op: 'gt', value: 1 },
          { path: '', op: 'lt', value: 5 },
        ],
      },
    ],
  ],
  [
    { a: { $elemMatch: { b: 1 } } },
    [{ path: 'a', op: 'elemMatch', inner: [{ path: 'b', op: 'eq', value: 1 }] }],
  ],
  [{ a: { $elemMatch: { $elemMatch: { $gt: 1 } } } }, []],
  [{ 'a.0': 1 }, []],
  [{ a: new Regex('^ab') }, [{ path: 'a', op: 'regexPrefix', value: 'ab' }]],
  [{ a: new Regex('^ab*c') }, [{ path: 'a', op: 'regexPrefix', value: 'a' }]],
  [{ a: new Regex('^a\\.b.') }, [{ path: 'a', op: 'regexPrefix', value: 'a.b' }]],
  [{ a: new Regex('^a?b') }, []],
  [{ a: new Regex('^a|b') }, []],
  [{ a: new Regex('^ab', 'i') }, []],
  [{ a: new Regex('^ab', 'm') }, []],
  [{ a: { $regex: '^ab', $options: 'i' } }, []],
  [{ a: { $regex: '^ab' } }, [{ path: 'a', op: 'regexPrefix', value: 'ab' }]],
]

describe('predicates of a filter', () => {
  told.forEach(([filter, wanted]) => {
    it(`of ${JSON.stringify(plain(Doc.of(filter)))} are as documented`, () => {
      expect(plain(conjuncts(Doc.of(filter)))).to.deep.equal(wanted)
    })
  })
})

const implications: [Fields, Fields, boolean][] = [
  [{ a: 1 }, { a: { $exists: true } }, true],
  [{ a: null }, { a: { $exists: true } }, false],
  [{ a: { $gt: 5 } }, { a: { $gt: 3 } }, true],
  [{ a: { $gt: 5 } }, { a: { $gt: 5 } }, true],
  [{ a: { $gt: 5, $lt: 9 } }, { a: { $gt: 5 } }, true],
  [{ a: { $gte: 5, $lt: 9 } }, { a: { $gt: 5 } }, false],
  [{ a: { $gte: 5 } }, { a: { $gte: 5 } }, true],
  [{ a: { $lt: 5 } }, { a: { $gt: 3 } }, false],
  [{ a: { $gt: 5 } }, { a: { $gt: 'x' } }, false],
  [{ a: 7 }, { a: { $gt: 5 } }, true],
  [{ a: { $in: [6, 7] } }, { a: { $gt: 5 } }, true],
  [{ a: { $in: [6, 4] } }, { a: { $gt: 5 } }, false],
  [{ a: 'x' }, { a: { $type: 'string' } }, true],
  [{ a: 1, b: 2 }, { b: 2 }, true],
  [{ a: 1 }, { b: 2 }, false],
  [{ a: 1, b: 3 }, { $and: [{ a: 1 }, { b: { $gt: 2 } }] }, true],
  [{ a: 1 }, { $or: [{ a: 1 }, { b: 2 }] }, true],
  [{ a: 1 }, {}, true],
  [{}, { a: 1 }, false],
  [{ $and: [{ a: 1 }] }, { a: 1 }, true],
  [{ $or: [{ a: 1 }, { b: 1 }] }, { a: 1 }, false],
  [{ a: { $ne: 1 } }, { a: { $exists: true } }, false],
  [{ a: { $elemMatch: { b: 1 } } }, { a: { $exists: true } }, true],
]

describe('a partial index', () => {
  for (const [filter, partial, verdict] of implications) {
    const said = `${JSON.stringify(plain(Doc.of(partial)))} ${verdict ? 'serves' : 'may not serve'}`
    it(`over ${said} ${JSON.stringify(plain(Doc.of(filter)))}`, () => {
      expect(implies(Doc.of(filter), Doc.of(partial))).to.equal(verdict)
    })
  }

  const scalar = fc.constantFrom<Value>(null, new Int32(1), new Int32(2), 1.5, 'a', 'b')
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 2 }).map((list): Value => list),
  )
  const operator = fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte')
  const clause = fc.oneof(
    fc.tuple(operator, value).map(([name, operand]) => Doc.from([[name, operand]])),
    fc.array(scalar, { maxLength: 2 }).map((list) => Doc.from([['$in', list]])),
    fc.boolean().map((flag) => Doc.from([['$exists', flag]])),
    fc.constantFrom('string', 'number', 'null', 'array').map((name) => Doc.from([['$type', name]])),
  )
  const filters = fc
    .array(fc.tuple(fc.constantFrom('a', 'b'), clause), { minLength: 1, maxLength: 3 })
    .map((fields) => Doc.from(new Map<string, Value>(fields)))
  const docs = fc
    .array(fc.tuple(fc.constantFrom('a', 'b'), value), { maxLength: 2 })
    .map((fields) => Doc.from(new Map(fields)))

  it('said to serve a filter holds every document that the filter matches', () => {
    let served = 0
    fc.assert(
      fc.property(
        filters,
        filters,
        fc.array(docs, { minLength: 20, maxLength: 20 }),
        (filter, partial, list) => {
          if (!implies(filter, partial)) return
          served += 1
          const matches = compileFilter(filter)
          const admits = compileFilter(partial)
          for (const doc of list) if (matches(doc)) expect(admits(doc)).to.equal(true)
        },
      ),
      { numRuns: 4000 },
    )
    expect(served).to.be.greaterThan(50)
  })
})
