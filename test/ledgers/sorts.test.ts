/**
 * Orders of a list: whatever the records say, paging through a sorted column gives what sorting
 * them in memory gives, both ways, and a range of days is the days of the site.
 */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import { visits } from '../../models/ledgers/visits.ts'
import { untyped } from '../../models/ledger.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { storedRecord } from '../../server/journal/project.ts'
import { fillSlots } from '../../server/journal/slots.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'

const ledger = untyped(visits)
/** Readings in the order of the Japanese syllabary, each written in a way people write it. */
const readings = ['あおき', 'アオヤマ', 'ｲﾄｳ', 'かとう', 'キムラ', 'たなか', 'わたなべ']
const companies = ['Alpha 2', 'alpha 10', 'ＢＥＴＡ', '花丘 病院', '花丘 総合']

const facts = fc.record(
  {
    plannedFrom: fc
      .integer({ min: 0, max: 4_000 })
      .map((hours) => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString()),
    visitor: fc.constantFrom(...readings).map((furigana) => ({ name: '甲', furigana })),
    company: fc.constantFrom(...companies),
  },
  { requiredKeys: [] },
)

/** What an order compares, found without the code under test. */
const compared: Readonly<Record<string, (of: Facts) => number>> = {
  plannedFrom: (of) => Date.parse((of['plannedFrom'] as string) ?? '') || -1,
  visitor: (of) => readings.indexOf((of['visitor'] as { furigana: string })?.furigana),
  company: (of) => companies.indexOf(of['company'] as string),
}

describe('the orders of a list', () => {
  let house: TestHouse
  let records: LedgerRecord[] = []

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const put = async (all: readonly Facts[]) => {
    const { collection } = house.running.house.database.records
    await collection.deleteMany({ ledger: ledger.name })
    records = all.map((one, at) => recordAt(one, at))
    if (records.length === 0) return
    await collection.insertMany(records.map((one) => storedRecord(ledger, one)) as never)
  }
  const paged = async (query: string, limit: number) => {
    const found: string[] = []
    let cursor = ''
    do {
      const page = await house
        .as('emi')
        .get<Listed>(`/${ledger.name}?${query}&limit=${limit}${cursor}`)
      found.push(...page.records.map(({ number }) => number))
      cursor = page.next === undefined ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    return found
  }

  it('are those of sorting in memory, page by page, for whatever the records say', async () => {
    const asked = fc.record({
      all: fc.array(facts, { maxLength: 24 }),
      key: fc.constantFrom(...Object.keys(compared)),
      down: fc.boolean(),
      limit: fc.integer({ min: 1, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ all, key, down, limit }) => {
        await put(all)
        const value = compared[key] ?? (() => 0)
        const expected = records
          .toSorted((a, b) => value(a.facts) - value(b.facts) || (a.number < b.number ? -1 : 1))
          .map(({ number }) => number)
        if (down) expected.reverse()
        expect(await paged(`sort=${down ? '-' : ''}${key}`, limit)).to.deep.equal(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('begin a range of days at midnight of the site and end it with the last day', async () => {
    const at = ['2026-04-01T14:59:59.000Z', '2026-04-01T15:00:00.000Z', '2026-04-03T14:59:59.999Z']
    await put(
      [...at, '2026-04-03T15:00:00.000Z', undefined].map((plannedFrom) => ({ plannedFrom })),
    )
    const within = async (range: string) =>
      (await paged(`sort=plannedFrom&filter[plannedFrom]=${range}`, 200)).map((number) =>
        Number(number.slice(-6)),
      )
    expect(await within('2026-04-02..2026-04-03')).to.deep.equal([1, 2])
    expect(await within('2026-04-02..')).to.deep.equal([1, 2, 3])
    expect(await within('..2026-04-01')).to.deep.equal([0])
  })

  it('refuse a range that is none, and a range of what is not sorted by', async () => {
    const voice = house.as('emi')
    const wrong = [
      'plannedFrom]=..',
      'plannedFrom]=2026-13-40..',
      'plannedFrom]=x',
      'left]=2026-04-01..',
    ]
    for (const one of wrong) {
      expect(await codeOf(voice.get(`/${ledger.name}?filter[${one}`))).to.equal('unknown-query')
    }
    const badCursor = Buffer.from(JSON.stringify(['one'])).toString('base64url')
    const asked = `/${ledger.name}?sort=company&cursor=${badCursor}`
    expect(await codeOf(voice.get(asked))).to.equal('unknown-query')
  })

  it('are not told to a device that is shown single rows only', async () => {
    const voice = house.as('uketsuke')
    const asked = `/${ledger.name}?filter[code]=000000&sort=visitor`
    expect(await codeOf(voice.get(asked))).to.equal('unknown-query')
  })

  it('come to records stored before their ledger declared them', async () => {
    await put(readings.toReversed().map((furigana) => ({ visitor: { name: '乙', furigana } })))
    const { database } = house.running.house
    const gone = { s0: '', s1: '', s2: '', s3: '' }
    await database.records.collection.updateMany({ ledger: ledger.name }, { $unset: gone })
    await database.projections.updateOne({ _id: ledger.name }, { $set: { slots: 'older' } })
    expect(await fillSlots(database, [ledger])).to.equal(readings.length)
    expect(await fillSlots(database, [ledger])).to.equal(0)
    const found = (await paged('sort=visitor', 2)).map((number) => Number(number.slice(-6)))
    expect(found).to.deep.equal([6, 5, 4, 3, 2, 1, 0])
  })

  it('forget an erased name, so that nothing is told by its place', async () => {
    const { database } = house.running.house
    await put([])
    const voice = house.as('aya')
    const { id } = await voice.creates('people.add', {
      person: { name: '丙', furigana: 'ヘイ' },
      company: '見本社',
    })
    const slots = async () => {
      const stored = await database.records.collection.findOne({ _id: id as never })
      return stored?.['s0'] as unknown
    }
    expect(await slots()).to.equal('へい')
    await house.as('chie').does('people.forget', { id }, {}, { because: '本人の求め' })
    expect(await slots()).to.equal('')
  })
})

function recordAt(given: Facts, at: number): LedgerRecord {
  const moment = new Date(Date.UTC(2026, 0, 1)).toISOString()
  const id = randomUUID()
  const known = Object.entries(given).filter(([, value]) => value !== undefined)
  return {
    id,
    ledger: ledger.name,
    number: `V-2026-${String(at).padStart(6, '0')}`,
    state: 'planned',
    revision: 1,
    seq: 1,
    facts: Object.fromEntries(known),
    createdAt: moment,
    createdBy: id,
    changedAt: moment,
    changedBy: id,
    dues: [],
    holds: [],
    erased: [],
  }
}
