/** What a form holds becomes what an act is given, without what was left empty or unchanged. */
import { expect } from 'chai'
import { countedFrom, faultsAt, givenFrom, linesOf, same, tidy } from '../../client/values.ts'
import { withNow, withRows } from '../../client/values.ts'
import { choice, list, moment, text } from '../../models/fields.ts'
import { ledger, untyped } from '../../models/ledger.ts'
import { words } from '../../models/words.ts'

const label = words('名', 'name')
const kept = untyped(
  ledger('kept', {
    label,
    noun: label,
    empty: words('まだありません。', 'Nothing yet.'),
    prefix: 'K',
    fields: {
      name: text(label),
      note: text(label),
      kind: choice(label, { a: label }),
      from: moment(label),
      to: moment(label),
      rows: list(label, { part: text(label) }),
    },
    states: { open: label },
    acts: {
      make: {
        label,
        from: null,
        to: 'open',
        by: ['staff'],
        needs: ['name', 'from', 'to', 'rows'],
        takes: ['note', 'kind'],
      },
      amend: {
        label,
        from: 'any',
        to: 'same',
        by: ['staff'],
        takes: ['name', 'note', 'rows'],
        because: true,
      },
    },
    reads: { staff: 'all' },
    title: ({ name }) => name,
    columns: ['name'],
  }),
)
const { make, amend } = kept.acts
if (!make || !amend) throw new Error('the ledger of this test lacks its acts')

describe('what a form gives to an act', () => {
  it('drops what was left empty, at any depth, but no answer of no or nought', () => {
    expect(tidy({ a: '', b: '  ', c: [], d: [{}], e: { f: '' }, g: null })).to.equal(undefined)
    expect(tidy({ no: false, nought: 0, list: [{ x: '', y: 'z' }] })).to.deep.equal({
      no: false,
      nought: 0,
      list: [{ y: 'z' }],
    })
  })

  it('gives a creating act everything that was filled in and nothing else', () => {
    const values = { name: 'x', note: '', kind: 'a', stray: 'y' }
    expect(givenFrom(make, values, {})).to.deep.equal({ name: 'x', kind: 'a' })
  })

  it('gives a correcting act only what differs, with null for what was emptied', () => {
    const started = { name: 'x', note: 'old', rows: [{ part: 'p' }] }
    const values = { ...started, name: 'y', note: ' ' }
    expect(givenFrom(amend, values, started)).to.deep.equal({ name: 'y', note: null })
  })

  it('compares values by what they hold, not by the order of their members', () => {
    expect(same({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).to.equal(true)
    expect(same([1, 2], [2, 1])).to.equal(false)
    expect(same({ a: 1 }, { a: 1, b: undefined })).to.equal(false)
    expect(same([], {})).to.equal(false)
    expect(same(null, {})).to.equal(false)
  })

  it('opens one row of a needed list, and leaves a list that is there alone', () => {
    expect(withRows(kept, make, {})).to.deep.equal({ rows: [{}] })
    const facts = { rows: [{ part: 'p' }] }
    expect(withRows(kept, make, facts)).to.deep.equal(facts)
    expect(withRows(kept, amend, {})).to.deep.equal({})
  })

  it('starts the first needed moment at the present, unless it is known', () => {
    const now = '2026-11-22T00:00:00.000Z'
    expect(withNow(kept, make, {}, now)).to.deep.equal({ from: now })
    expect(withNow(kept, make, { from: 'known' }, now)).to.deep.equal({ from: 'known' })
    expect(withNow(kept, amend, {}, now)).to.deep.equal({})
  })

  it('counts the faults at a field and below it, and not at its neighbours', () => {
    const faults = { rows: 'a', 'rows.0.part': 'b', rowsets: 'c' }
    expect(faultsAt(faults, 'rows')).to.equal(2)
  })
})

describe('many at once', () => {
  it('counts a label up from its last digits, keeping letters and width', () => {
    expect(countedFrom('CD-0098', 3)).to.deep.equal(['CD-0098', 'CD-0099', 'CD-0100'])
    expect(countedFrom('A9-B7x', 2)).to.deep.equal(['A9-B7x', 'A9-B8x'])
    expect(countedFrom('label', 3)).to.deep.equal([])
  })

  it('reads scanned lines without the empty ones', () => {
    expect(linesOf(' a \r\n\r\nb\n')).to.deep.equal(['a', 'b'])
  })
})
