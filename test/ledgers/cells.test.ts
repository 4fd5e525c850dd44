/**
 * Cells of people's sheets: what a field prints is read back as it was, and whatever else stands in
 * a cell is either read or said to be unreadable; nothing is thrown and nothing is made up.
 */
import fc from 'fast-check'
import { expect } from 'chai'
import { readCell } from '../../models/derive/cells.ts'
import type { CellContext } from '../../models/derive/cells.ts'
import {
  choice,
  choices,
  code,
  day,
  flag,
  group,
  list,
  moment,
  name,
  number,
  text,
} from '../../models/fields.ts'
import type { Field } from '../../models/fields.ts'
import { languages, words } from '../../models/words.ts'

const timeZone = 'Asia/Tokyo'
const context: CellContext = { timeZone, find: () => [] }
const label = words('項目', 'Field')
const kinds = { a: words('紙', 'Paper'), b: words('磁気 テープ', 'Tape') }
const fields = {
  text: text(label),
  code: code(label),
  name: name(label),
  number: number(label, { unit: 'GB', step: 0.1 }),
  flag: flag(label),
  choice: choice(label, kinds),
  choices: choices(label, kinds),
  moment: moment(label),
  day: day(label),
  group: group(label, {
    at: moment(words('日時', 'At')),
    kind: choice(words('種類', 'Kind'), kinds, { required: true }),
    count: number(words('数', 'Count'), { unit: '枚' }),
  }),
  list: list(label, { kind: choice(words('種類', 'Kind'), kinds, { required: true }) }),
}
const minute = fc
  .integer({ min: Date.UTC(1950, 0) / 60_000, max: Date.UTC(2099, 0) / 60_000 })
  .map((at) => new Date(at * 60_000).toISOString())
const key = fc.constantFrom('a', 'b')
const plain = fc.string({ minLength: 1 }).filter((one) => one.trim() === one && one !== '')
const values: Readonly<Record<keyof typeof fields, fc.Arbitrary<unknown>>> = {
  text: plain,
  code: plain,
  name: plain.filter((one) => !/[（(]/.test(one)).map((one) => ({ name: one })),
  number: fc.integer({ min: 0, max: 1_000_000 }).map((one) => one / 10),
  flag: fc.boolean(),
  choice: key,
  choices: fc.uniqueArray(key, { minLength: 1 }),
  moment: minute,
  day: minute.map((at) => at.slice(0, 10)),
  group: fc.record({ kind: key, at: minute, count: fc.nat(500) }, { requiredKeys: ['kind'] }),
  list: fc.array(fc.record({ kind: key }), { minLength: 1, maxLength: 5 }),
}

describe('a cell', () => {
  for (const [kind, field] of Object.entries(fields) as [keyof typeof fields, Field][]) {
    it(`of a ${kind} is read as what it was printed from`, () => {
      fc.assert(
        fc.property(values[kind], fc.constantFrom(...languages), (value, language) => {
          const printed = field.print(value, { language, timeZone, labelOf: () => undefined })
          expect(readCell(field, printed, context)).to.deep.equal({ value })
        }),
      )
    })

    it(`of a ${kind} is read, empty or said to be unreadable, whatever stands in it`, () => {
      const anything = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.boolean(),
        fc.date({ noInvalidDate: false }),
        fc.constant(null),
      )
      fc.assert(
        fc.property(anything, (cell) => {
          const read = readCell(field, cell, context)
          expect(Object.keys(read)).to.have.length(1)
        }),
      )
    })
  }

  it('of a day is read in every way people write one', () => {
    for (const [cell, day] of [
      ['2019-12-02', '2019-12-02'],
      ['2019/12/2', '2019-12-02'],
      ['２０１９年１２月２日（月）', '2019-12-02'],
      ['令和元年12月2日', '2019-12-02'],
      ['R1.12.2', '2019-12-02'],
      ['平成31年4月30日', '2019-04-30'],
      ['S64.1.7', '1989-01-07'],
      [43_801, '2019-12-02'],
      [new Date(Date.UTC(2019, 11, 1, 23, 59, 59, 999)), '2019-12-02'],
    ] as const) {
      expect([cell, readCell(fields.day, cell, context)]).to.deep.equal([cell, { value: day }])
    }
    for (const cell of ['2019-02-30', '19/12/2', 'いつか', 0, -1, 9_999_999]) {
      expect([cell, Object.keys(readCell(fields.day, cell, context))]).to.deep.equal([
        cell,
        ['fault'],
      ])
    }
  })

  it('of a link is read by what the record is called, unless several are', () => {
    const field = { ...fields.text, kind: 'link', target: () => ({ name: 'sites' }) } as Field
    const find = (_: string, called: string) =>
      called === '本館' ? ['x'] : called === '別館' ? ['y', 'z'] : []
    expect(readCell(field, '本館', { timeZone, find })).to.deep.equal({ value: 'x' })
    for (const cell of ['別館', '新館']) {
      expect(Object.keys(readCell(field, cell, { timeZone, find }))).to.deep.equal(['fault'])
    }
  })
})
