/**
 * The visits ledger from the door on: rack work, changes, extensions and the exit, and every
 * promise the house makes about them broken once to see it refused.
 */
import { expect } from 'chai'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import { refusal } from './memory.ts'
import type { MemoryHouse } from './memory.ts'
import { Reception } from './reception.ts'

let desk: Reception
let house: MemoryHouse
let aya: Actor
let ben: Actor
let ines: Actor
let badge: LedgerRecord

function open(): void {
  desk = new Reception()
  ;({ house, aya, ben, ines, badge } = desk)
}

describe('staying and leaving', () => {
  beforeEach(open)

  const out = { badgeReturned: true }

  it('opens a rack with its work and closes it by the same act', () => {
    const visit = desk.inside()
    expect(
      refusal(() => house.act(aya, 'visits.recordWork', { rack: 'A-01' }, { record: visit })),
    ).to.equal('rule-refused "work"')
    house.act(aya, 'visits.recordWork', { rack: 'a-01', work: 'HDD交換' }, { record: visit })
    const leaving = () => house.act(aya, 'visits.leave', out, { record: visit })
    expect(refusal(leaving)).to.equal('rule-refused "rackWork"')
    const at = '2026-04-01T02:00:00.000Z'
    const { facts } = house.act(ben, 'visits.recordWork', { rack: 'A-01' }, { record: visit, at })
    expect(facts['rackWork']).to.deep.equal([
      {
        rack: 'A-01',
        work: 'HDD交換',
        opened: '2026-04-01T01:00:00.000Z',
        openedBy: aya.id,
        closed: at,
        closedBy: ben.id,
      },
    ])
    expect(facts).to.not.have.any.keys('rack', 'work')
    expect(leaving().state).to.equal('left')
  })

  it('changes the work only with the approval of someone other than the escort', () => {
    const visit = desk.inside()
    const change = (changeApprover: string) => () =>
      house.act(
        aya,
        'visits.changeWork',
        { change: '追加でメモリ交換', changeApprover },
        { record: visit },
      )
    expect(refusal(change(aya.id))).to.equal('rule-refused "changeApprover"')
    expect(change(ines.id)().facts['changes']).to.have.lengthOf(1)
  })

  it('keeps who escorted from when', () => {
    const at = '2026-04-01T02:00:00.000Z'
    const { facts } = house.act(
      aya,
      'visits.changeEscort',
      { escort: ben.id },
      { record: desk.inside(), at },
    )
    expect(facts['escort']).to.equal(ben.id)
    expect(facts['escorts']).to.have.deep.members([
      { escort: aya.id, from: '2026-04-01T01:00:00.000Z' },
      { escort: ben.id, from: at },
    ])
  })

  it('past the escort hours needs a reason', () => {
    const visit = desk.inside()
    const extend = (more: Facts) => () =>
      house.act(
        aya,
        'visits.extend',
        { plannedTo: '2026-04-01T20:00:00+09:00', ...more },
        { record: visit },
      )
    expect(refusal(extend({}))).to.equal('rule-refused "hoursNote"')
    expect(extend({ hoursNote: '復旧作業の継続' })().facts['plannedTo']).to.equal(
      '2026-04-01T11:00:00.000Z',
    )
  })

  it('is refused with the badge out, unless its loss is reported', () => {
    const visit = desk.inside()
    const leave = () => house.act(aya, 'visits.leave', { badgeReturned: false }, { record: visit })
    expect(refusal(leave)).to.equal('rule-refused "badgeReturned"')
    house.act(aya, 'badges.reportLoss', {}, { record: badge, because: '館内で紛失' })
    expect(leave().state).to.equal('left')
  })

  it('is refused with belongings unaccounted for', () => {
    const visit = desk.inside({ belongings: [{ item: '工具箱', kind: 'tool', quantity: 1 }] })
    const leave = (more: Facts) => () =>
      house.act(aya, 'visits.leave', { ...out, ...more }, { record: visit })
    expect(refusal(leave({}))).to.equal('rule-refused "belongingsMatched"')
    expect(leave({ belongingsMatched: true })().facts['left']).to.equal('2026-04-01T01:00:00.000Z')
  })

  it('is refused before it was entered', () => {
    const visit = desk.inside()
    const at = '2026-04-01T00:30:00.000Z'
    expect(refusal(() => house.act(aya, 'visits.leave', out, { record: visit, at }))).to.equal(
      'rule-refused "left"',
    )
  })

  it('closes a visit nobody saw leave without inventing a time', () => {
    const visit = desk.inside()
    const { state, facts } = house.act(ines, 'visits.closeUnseen', out, {
      record: visit,
      because: '翌朝の巡回で退館を確認',
    })
    expect(state).to.equal('left')
    expect(facts).to.include({ exitRecord: 'unobserved' }).and.not.have.property('left')
  })

  it('is due from the planned end', () => {
    expect(desk.inside().dues).to.deep.equal([
      { name: 'overstay', from: '2026-04-01T03:00:00.000Z' },
    ])
  })

  it('is corrected by those it names, and its times only by the ISO office', () => {
    const visit = desk.inside()
    const amend = (actor: Actor, fields: Facts) => () =>
      house.act(actor, 'visits.amend', fields, { record: visit, because: '誤記' })
    expect(refusal(amend(ben, { company: '別会社' }))).to.equal('rule-refused')
    expect(amend(aya, { company: '別会社' })().facts['company']).to.equal('別会社')
    expect(refusal(amend(aya, { company: null }))).to.equal('rule-refused')
    const entered = '2026-04-01T00:58:00.000Z'
    expect(refusal(amend(aya, { entered }))).to.equal('rule-refused "entered"')
    expect(amend(ines, { entered })().facts['entered']).to.equal(entered)
    expect(refusal(amend(ines, { left: entered }))).to.equal('rule-refused "left"')
  })
})
