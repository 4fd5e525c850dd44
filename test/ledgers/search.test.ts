/**
 * What people type finds the record, however its words were written; and nothing needless is kept.
 */
import { expect } from 'chai'
import { searchForm, searchTerms } from '../../models/derive/search.ts'
import { code, name, text } from '../../models/fields.ts'
import { ledger, untyped } from '../../models/ledger.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { words } from '../../models/words.ts'

const things = untyped(
  ledger('things', {
    label: words('物', 'Things'),
    noun: words('物', 'thing'),
    empty: words('まだありません。', 'Nothing yet.'),
    prefix: 'T',
    fields: {
      person: name(words('人', 'Person')),
      company: text(words('会社', 'Company'), { searched: true }),
      serial: code(words('製造番号', 'Serial')),
    },
    states: { there: words('ある', 'There') },
    acts: {
      add: {
        label: words('加える', 'Add'),
        from: null,
        to: 'there',
        by: ['staff'],
        takes: ['person', 'company', 'serial'],
      },
    },
    reads: { staff: 'all' },
    title: () => undefined,
    columns: ['serial'],
  }),
)

function finds(facts: Facts, typed: string): boolean {
  const record = { number: 'T-2026-000123', facts } as unknown as LedgerRecord
  const terms = searchTerms(things, record)
  return typed
    .split(/\s+/)
    .map(searchForm)
    .every((word) => terms.some((term) => term.startsWith(word)))
}

describe('searching', () => {
  const rows: readonly (readonly [found: boolean, facts: Facts, typed: string])[] = [
    [true, {}, 'T-2026-000123'],
    [true, {}, '000123'],
    [true, {}, '123'],
    [false, {}, '124'],
    [true, { person: { name: '髙﨑 德馬' } }, '高崎'],
    [true, { person: { name: '髙﨑 德馬' } }, '徳馬'],
    [true, { person: { name: '髙﨑 德馬' } }, '﨑'],
    [true, { person: { name: '高崎', furigana: 'タカサキ トクマ' } }, 'とくま'],
    [true, { person: { name: '高崎', furigana: 'タカサキ トクマ' } }, 'ﾀｶｻｷ'],
    [true, { person: { name: 'Maria Steiner' } }, 'ＳＴＥＩＮＥＲ'],
    [true, { person: { name: 'Maria Steiner' } }, 'mariasteiner'],
    [true, { company: '青嵐ハードウェア保守' }, 'ハードウェア'],
    [true, { company: '青嵐ハードウェア保守' }, '保守'],
    [true, { company: '青嵐ハードウェア保守' }, '嵐ハード'],
    [false, { company: '青嵐ハードウェア保守' }, '青保守'],
    [true, { serial: 'WD-WX31A1234567' }, 'wx31a'],
    [true, { serial: 'WD-WX31A1234567' }, '1234567'],
    [true, { serial: 'WD-WX31A1234567' }, '4567'],
    [false, { serial: 'WD-WX31A1234567' }, '9999'],
  ]
  for (const [found, facts, typed] of rows) {
    it(`${found ? 'finds' : 'does not find'} ${JSON.stringify(facts)} by ${typed}`, () => {
      expect(finds(facts, typed)).to.equal(found)
    })
  }
})
