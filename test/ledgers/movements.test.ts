/**
 * Movements lived through: an item is asked for, approved by another, leaves, is checked while it
 * is away, comes back and is inspected; and everything that may go wrong on the way.
 */
import { expect } from 'chai'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import { Entrance } from './entrance.ts'
import { refusal } from './memory.ts'
import type { MemoryHouse } from './memory.ts'

let gate: Entrance
let house: MemoryHouse
let aya: Actor
let ben: Actor
let ines: Actor
let ivan: Actor

function open(): void {
  gate = new Entrance()
  ;({ house, aya, ben, ines, ivan } = gate)
}

const clean = { scan: 'clean', toolName: 'Scan 5.1', definitions: '2026-04-09', isolated: true }
const inspected = { inspection: { ...clean, operation: 'passed', tamper: 'passed' } }

describe('an application', () => {
  beforeEach(open)

  it('is approved by someone else', () => {
    const own = gate.requested({}, ines)
    const approve = (actor: Actor) => () =>
      house.act(actor, 'movements.approve', {}, { record: own })
    expect(refusal(approve(ines))).to.equal('same-person')
    expect(approve(ivan)().facts['approver']).to.equal(ivan.id)
  })

  it('is approved only with its risk assessed and acceptable', () => {
    const bare = gate.requested({ risk: undefined })
    const approve = (fields: Facts) => () =>
      house.act(ines, 'movements.approve', fields, { record: bare })
    expect(refusal(approve({}))).to.equal('rule-refused "risk"')
    expect(refusal(approve({ risk: 'unacceptable' }))).to.equal('rule-refused "risk"')
    expect(approve({ risk: 'acceptable' })().state).to.equal('approved')
  })

  // prettier-ignore
  const table: readonly (readonly [string, Facts, string])[] = [
    ['for an ordinary item',           {},                                                        'done'],
    ['due back before it leaves',      { dueBack: '2026-03-31T00:00:00Z' },                       'rule-refused "dueBack"'],
    ['out longer than the settings',   { dueBack: '2026-12-31T00:00:00Z' },                       'rule-refused "dueBack"'],
    ['naming one serial twice',        { items: [{ name: 'A', serial: 'X1', quantity: 1 }, { name: 'B', serial: 'x1', quantity: 1 }] }, 'rule-refused "items"'],
  ]
  for (const [title, more, verdict] of table) {
    it(`${verdict === 'done' ? 'is taken' : 'is refused'} ${title}`, () => {
      expect(refusal(() => gate.requested(more))).to.equal(verdict)
    })
  }

  it('lets nothing leave before it is approved', () => {
    expect(refusal(() => gate.leave(gate.requested()))).to.equal('wrong-state')
  })

  it('once decided is corrected by the ISO office, but not by its applicant', () => {
    const record = gate.approved()
    const amend = (actor: Actor) => () =>
      house.act(actor, 'movements.amend', { reason: '別の理由' }, { record, because: '誤記' })
    expect(refusal(amend(aya))).to.equal('rule-refused')
    expect(amend(ines)().facts['reason']).to.equal('別の理由')
  })
})

describe('an item leaving', () => {
  beforeEach(open)

  it('cannot be out twice', () => {
    gate.leave(gate.approved())
    const again = gate.approved({ dueBack: '2026-04-11T00:00:00Z' })
    expect(refusal(() => gate.leave(again))).to.equal('held')
  })

  it('needs its tracking number with a courier', () => {
    const record = gate.approved()
    expect(refusal(() => gate.leave(record, { carriage: 'courier' }))).to.equal(
      'rule-refused "carriage"',
    )
    const tracked = { carriage: 'courier', courier: '運送会社', trackingNo: '1234-5678' }
    expect(gate.leave(record, tracked).state).to.equal('out')
  })

  it('as a shuttle disk is erased, encrypted and sealed', () => {
    const record = gate.approved({ category: 'shuttle' })
    const erasure = { at: '2026-03-31T00:00:00Z', how: '上書き3回', by: ben.id }
    const steps: Facts[] = [
      {},
      { erasure },
      { erasure, encryption: { done: false } },
      { erasure, encryption: { done: true } },
    ]
    expect(steps.map((step) => refusal(() => gate.leave(record, step)))).to.deep.equal([
      'rule-refused "erasure"',
      'rule-refused "encryption"',
      'rule-refused "encryption"',
      'rule-refused "sealNo"',
    ])
    const safe = { erasure, encryption: { done: true }, container: '施錠ケース', sealNo: 'S-1' }
    expect(gate.leave(record, safe).state).to.equal('out')
  })

  it('is due back, and due for a check from the last one', () => {
    const record = gate.leave(gate.approved())
    expect(record.dues).to.deep.equal([
      { name: 'return', from: '2026-04-10T00:00:00.000Z' },
      { name: 'check', from: '2026-04-01T01:00:00.000Z' },
    ])
    const at = '2026-04-05T00:00:00.000Z'
    const check = { check: { result: 'present', how: 'photo' } }
    const checked = house.act(aya, 'movements.check', check, { record, at })
    expect(checked.dues).to.deep.include({ name: 'check', from: at })
    expect(checked.facts['checks']).to.deep.equal([
      { at, by: aya.id, result: 'present', how: 'photo' },
    ])
  })

  it('is extended by the ISO office, but nobody extends their own', () => {
    const own = house.act(ivan, 'movements.approve', {}, { record: gate.requested({}, ines) })
    const record = gate.leave(own)
    const extend = (actor: Actor) => () =>
      house.act(
        actor,
        'movements.extend',
        { dueBack: '2026-04-20T00:00:00Z' },
        { record, because: '部品待ち' },
      )
    expect(refusal(extend(ines))).to.equal('rule-refused')
    expect(extend(ivan)().facts['extensions']).to.have.lengthOf(1)
  })
})

describe('an item coming back', () => {
  beforeEach(open)

  const back = (record: LedgerRecord, more: Facts = {}) =>
    house.act(aya, 'movements.return', { itemsMatched: true, ...more }, { record })

  it('is closed only by an inspection that finds nothing', () => {
    const record = back(gate.leave(gate.approved()))
    const inspect = (change: Facts) => () =>
      house.act(
        ben,
        'movements.inspect',
        { inspection: { ...inspected.inspection, ...change } },
        { record },
      )
    expect(refusal(inspect({ isolated: false }))).to.equal('rule-refused "inspection"')
    expect(refusal(inspect({ scan: 'none' }))).to.equal('rule-refused "inspection"')
    expect(refusal(inspect({ scan: 'found' }))).to.equal('rule-refused "inspection"')
    expect(inspect({ scan: 'found', action: '隔離して初期化' })().state).to.equal('returned')
    expect(inspect({})().state).to.equal('closed')
  })

  it('stays unavailable until it is inspected', () => {
    const record = back(gate.leave(gate.approved()))
    expect(refusal(() => gate.leave(gate.approved()))).to.equal('held')
    house.act(ben, 'movements.inspect', inspected, { record })
    expect(gate.leave(gate.approved()).state).to.equal('out')
  })

  it('says what differs when something does', () => {
    const record = gate.leave(gate.approved())
    expect(refusal(() => back(record, { itemsMatched: false }))).to.equal(
      'rule-refused "difference"',
    )
    expect(back(record, { itemsMatched: false, difference: '付属品なし' }).state).to.equal(
      'returned',
    )
  })
})
