/** The search over all ledgers: best first, however it is typed, and only what one may read. */
import { expect } from 'chai'
import fc from 'fast-check'
import type { Found } from '../../models/shown.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import type { Person, Shown } from '../people.ts'
import { plannedVisit, registered } from './told.ts'

describe('searching all ledgers', () => {
  let house: TestHouse
  let visit: Shown
  let disk: Shown

  before(async () => {
    house = await openHouse()
    const visitor = { name: '髙﨑 德馬', furigana: 'タカサキ トクマ' }
    visit = await plannedVisit(house, { visitor, company: 'ワタナベ電設' })
    disk = await registered(house, { serial: 'WX-31A7654321', managementNo: 'HD-0042' })
  })

  after(() => house.stop())

  async function found(q: string, person: Person = 'aya'): Promise<readonly Found[]> {
    const path = `/search?q=${encodeURIComponent(q)}`
    return (await house.as(person).get<{ records: Found[] }>(path)).records
  }

  it('puts the record of that number before one that merely begins or mentions it', async () => {
    const others = await Promise.all(
      [1, 2, 3].map((at) => registered(house, { serial: `${visit.number}-${at}` })),
    )
    const records = await found(visit.number.toLowerCase())
    expect(records[0]?.id).to.equal(visit.id)
    expect(records.map(({ id }) => id)).to.include.members(others.map(({ id }) => id))
  })

  it('puts a whole serial before those that begin with it', async () => {
    const whole = await registered(house, { serial: 'QZ100' })
    await registered(house, { serial: 'QZ1001' })
    await registered(house, { serial: 'QZ1002' })
    const records = await found('qz100')
    expect(records.length).to.equal(3)
    expect(records[0]?.id).to.equal(whole.id)
  })

  it('finds by the count people say of a number, that record first', async () => {
    const count = String(Number(visit.number.split('-').at(-1)))
    const records = await found(count)
    expect(records.some(({ id }) => id === visit.id)).to.equal(true)
    expect(records[0]?.number.endsWith(count)).to.equal(true)
  })

  it('says which field a record was found by, and nothing when it was the number', async () => {
    const [byReading] = await found('とくま')
    expect(byReading?.match).to.deep.include({ text: 'タカサキ トクマ' })
    const [byCompany] = await found('電設')
    expect(byCompany?.match).to.deep.equal({
      label: { ja: '会社名', en: 'Company' },
      text: 'ワタナベ電設',
    })
    const [byNumber] = await found(visit.number)
    expect(byNumber?.match).to.equal(undefined)
  })

  it('finds the same in every width, case and kana', async () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0))
    const katakana = (text: string) =>
      text.replace(/[ぁ-ゖ]/g, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0x60))
    const dashes = ['-', '－', '−', '‐', '–', 'ー']
    const sought = fc.constantFrom('wx-31a7654321', 'hd-0042', 'たかさき', 'わたなべ', '高崎徳馬')
    const form = fc.record({
      wide: fc.boolean(),
      upper: fc.boolean(),
      katakana: fc.boolean(),
      dash: fc.constantFrom(...dashes),
    })
    await fc.assert(
      fc.asyncProperty(sought, form, async (text, how) => {
        let typed = how.upper ? text.toUpperCase() : text
        if (how.wide) typed = wide(typed)
        if (how.katakana) typed = katakana(typed)
        typed = typed.replace(/[-－]/g, how.dash)
        const expected = /[a-z]/.test(text) ? disk.id : visit.id
        expect((await found(typed)).map(({ id }) => id)).to.include(expected)
      }),
      { numRuns: 20 },
    )
  })

  it('finds nothing by nothing, and never fails on what people paste', async () => {
    expect(await found(' 　 ')).to.deep.equal([])
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60, unit: 'grapheme' }), async (text) => {
        expect(await found(text)).to.be.an('array')
      }),
      { numRuns: 15 },
    )
  })

  it('shows nobody what their role does not read', async () => {
    expect(await found(visit.number, 'goro')).to.deep.equal([])
    expect(await found('髙﨑', 'hana')).to.deep.equal([])
    expect(await found(visit.number, 'uketsuke')).to.deep.equal([])
    expect((await found(visit.number, 'emi')).length).to.be.greaterThan(0)
  })
})
