/**
 * What a device remembers for one person: only what is declared worth it, never another person's,
 * and nothing after they signed out. And what a form is proposed from it.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import { forgetUsed, Memory } from '../../client/floor/memory.ts'
import type { Keeping } from '../../client/floor/memory.ts'
import { proposalsFor, rowOf, usualOf } from '../../client/floor/usual.ts'
import { changed, rowOfCode, sendable, standingOf } from '../../client/floor/rows.ts'
import type { Row } from '../../client/floor/rows.ts'
import { lasting } from '../../client/floor/lasting.ts'
import { choice, code, link, list, moment, name, number, text } from '../../models/fields.ts'
import { ledger, untyped } from '../../models/ledger.ts'
import type { RecordView } from '../../models/shown.ts'
import { words } from '../../models/words.ts'

const said = words('項目', 'Field')

const tried = untyped(
  ledger('tried', {
    label: said,
    noun: said,
    empty: words('まだありません。', 'Nothing yet.'),
    prefix: 'T',
    fields: {
      room: text(said, { remembered: true }),
      note: text(said),
      witness: link(said, () => ({ name: 'accounts' })),
      by: link(said, () => ({ name: 'accounts' }), { usual: 'actor' }),
      at: moment(said, { usual: { hours: 2 } }),
      kind: choice(said, { one: said, two: said }, { usual: { value: 'two' } }),
      rows: list(said, {
        count: number(said, { usual: { value: 1 } }),
        disc: link(said, () => ({ name: 'discs' })),
      }),
      serial: code(said),
    },
    states: { made: said },
    acts: {
      make: {
        label: said,
        from: null,
        to: 'made',
        by: ['staff'],
        needs: ['room', 'note', 'by', 'at', 'kind'],
        takes: ['witness', 'rows', 'serial'],
      },
      amend: {
        label: said,
        from: 'any',
        to: 'same',
        by: ['staff'],
        takes: ['room'],
        because: true,
      },
    },
    reads: { staff: 'all' },
    title: () => undefined,
    columns: [],
  }),
)
const { make, amend } = tried.acts
if (!make || !amend) throw new Error('the acts are declared above')

function storage(): Keeping & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

describe('what a device remembers', () => {
  it('is the last value of what is declared worth it, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (rooms) => {
        const memory = new Memory(storage(), 'aya')
        for (const room of rooms) memory.keep(tried, { room, note: room })
        expect(memory.recall(tried, 'room')).to.equal(rooms.at(-1))
        expect(memory.recall(tried, 'note')).to.equal(undefined)
      }),
    )
  })

  it('is each person’s own, and goes when they sign out', () => {
    const keeping = storage()
    const aya = new Memory(keeping, 'aya')
    const ben = new Memory(keeping, 'ben')
    aya.keep(tried, { room: '電源室' })
    ben.keep(tried, { room: '倉庫' })
    expect(aya.recall(tried, 'room')).to.equal('電源室')
    forgetUsed(keeping, 'aya')
    expect(aya.recall(tried, 'room')).to.equal(undefined)
    expect(ben.recall(tried, 'room')).to.equal('倉庫')
    forgetUsed(keeping, 'ben')
    expect(keeping.kept.size).to.equal(0)
  })

  it('knows whom a link named last, newest first, whichever row it stood in', () => {
    const memory = new Memory(storage(), 'aya')
    for (const witness of ['a', 'b', 'a', 'c', 'd']) memory.keep(tried, { witness })
    expect(memory.chosen(tried, 'witness')).to.deep.equal(['d', 'c', 'a'])
    memory.keep(tried, { rows: [{ disc: 'x' }, { disc: 'y' }] })
    expect(memory.chosen(tried, 'rows.7.disc')).to.deep.equal(['y', 'x'])
  })

  it('survives a storage that holds rubbish or is full', () => {
    const full: Keeping = {
      getItem: () => '{"values": nonsense',
      setItem: () => {
        throw new Error('full')
      },
      removeItem: () => undefined,
    }
    const memory = new Memory(full, 'aya')
    memory.keep(tried, { room: '倉庫' })
    expect(memory.recall(tried, 'room')).to.equal(undefined)
  })

  it('is never personal: such a field cannot be declared so', () => {
    const declare = () =>
      ledger('wrong', {
        label: said,
        noun: said,
        empty: words('まだありません。', 'Nothing yet.'),
        prefix: 'W',
        fields: { who: name(said, { remembered: true }) },
        states: { made: said },
        acts: { make: { label: said, from: null, to: 'made', by: ['staff'], needs: ['who'] } },
        reads: {},
        title: () => undefined,
        columns: [],
      })
    expect(declare).to.throw(/who is not for a device to remember/)
  })
})

describe('what a form is proposed', () => {
  const filler = { account: 'aya', now: '2026-04-01T01:00:00.000Z' }

  it('is what was used last, else what is usual, and nothing for a correction', () => {
    const memory = new Memory(storage(), 'aya')
    memory.keep(tried, { room: '電源室' })
    const proposed = Object.fromEntries(proposalsFor(tried, make, memory, filler))
    expect(proposed).to.deep.equal({
      room: { value: '電源室', origin: 'remembered' },
      by: { value: 'aya', origin: 'usual' },
      at: { value: '2026-04-01T03:00:00.000Z', origin: 'usual' },
      kind: { value: 'two', origin: 'usual' },
    })
    expect([...proposalsFor(tried, amend, memory, filler)]).to.deep.equal([])
  })

  it('begins a row with what is usual in it', () => {
    const { rows, note } = tried.fields
    expect(rowOf(rows?.parts, filler)).to.deep.equal({ count: 1 })
    expect(note && usualOf(note, filler)).to.equal(undefined)
  })
})

describe('the rows of a batch', () => {
  const view = (id: string, acts: readonly string[]): RecordView => ({
    id,
    ledger: 'tried',
    number: `T-${id}`,
    state: 'made',
    revision: 1,
    seq: 1,
    title: id,
    facts: {},
    createdAt: '',
    createdBy: '',
    changedAt: '',
    changedBy: '',
    dues: [],
    erased: [],
    linked: {},
    acts,
  })
  const row = (key: string): Row => ({
    key,
    code: key,
    scanned: key,
    standing: 'looking',
    fields: {},
  })

  it('never hold a record twice, however it was scanned', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }), (ids) => {
        let rows: readonly Row[] = []
        for (const [at, id] of ids.entries()) {
          rows = changed(rows, { kind: 'add', row: row(`${id}${at}`) })
          const found = standingOf([view(id, ['do'])], 'do')
          rows = changed(rows, { kind: 'set', key: `${id}${at}`, row: found })
        }
        const held = sendable(rows).map(({ record }) => record.id)
        expect(held).to.have.length(new Set(ids).size)
        expect(new Set(held)).to.deep.equal(new Set(ids))
      }),
    )
  })

  it('say what a code came to', () => {
    expect(standingOf([], 'do').standing).to.equal('unknown')
    expect(standingOf([view('a', [])], 'do').standing).to.equal('barred')
    expect(standingOf([view('a', []), view('b', ['do'])], 'do').record?.id).to.equal('b')
    expect(standingOf([view('a', ['do']), view('b', ['do'])], 'do').standing).to.equal('several')
  })

  it('are found by code, number or record, and taken away', () => {
    const one = changed([row('S-1')], {
      kind: 'set',
      key: 'S-1',
      row: standingOf([view('a', ['do'])], 'do'),
    })
    for (const by of ['S-1', 'T-a', 'a']) expect(rowOfCode(one, by)?.key).to.equal('S-1')
    expect(rowOfCode(one, 'S-2')).to.equal(undefined)
    expect(changed(one, { kind: 'remove', key: 'S-1' })).to.deep.equal([])
  })

  it('that were being looked up when the page closed wait to be asked for again', () => {
    const [restored] = changed([], { kind: 'restore', rows: [row('S-1')] })
    expect(restored?.standing).to.equal('unreachable')
    expect(sendable(restored ? [restored] : [])).to.deep.equal([])
  })
})

describe('a running clock', () => {
  it('counts hours, minutes and seconds, and never backwards', () => {
    expect(lasting(0, 3_723_000)).to.equal('1:02:03')
    expect(lasting(5_000, 0)).to.equal('0:00:00')
  })
})
