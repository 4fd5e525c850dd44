/**
 * The visits ledger up to the door: a visitor is planned, pledges and is admitted, and every
 * promise the house makes about coming in is broken once to see it refused.
 */
import { expect } from 'chai'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { systemActor } from '../../models/roles.ts'
import type { Actor } from '../../models/roles.ts'
import { refusal } from './memory.ts'
import type { MemoryHouse } from './memory.ts'
import { Reception } from './reception.ts'

let desk: Reception
let house: MemoryHouse
let aya: Actor
let ben: Actor
let ines: Actor
let kiosk: Actor
let pledgeText: LedgerRecord
let badge: LedgerRecord
let wanted: Facts

function open(): void {
  desk = new Reception()
  ;({ house, aya, ben, ines, kiosk, pledgeText, badge, wanted } = desk)
}

describe('planning a visit', () => {
  beforeEach(open)

  it('gives it a six-digit code and names who planned it', () => {
    const { state, facts } = desk.planned()
    expect(state).to.equal('planned')
    expect(facts['code']).to.match(/^\d{6}$/)
    expect(facts['applicant']).to.equal(aya.id)
  })

  it('is open to a walk-in at the kiosk', () => {
    expect(house.act(kiosk, 'visits.plan', wanted).state).to.equal('planned')
  })

  // prettier-ignore
  const table: readonly (readonly [string, Facts, string])[] = [
    ['within escort hours',           {},                                                                                                      'done'],
    ['past closing time',             { plannedTo: '2026-04-01T19:00:00+09:00' },                                                             'rule-refused "plannedFrom"'],
    ['on a day nobody can escort',    { plannedFrom: '2026-04-03T10:00:00+09:00', plannedTo: '2026-04-03T11:00:00+09:00' },                   'rule-refused "plannedFrom"'],
    ['with a note but no ISO office', { plannedTo: '2026-04-01T19:00:00+09:00', hoursNote: '緊急' },                                          'rule-refused "plannedFrom"'],
    ['that ends before it starts',    { plannedTo: '2026-04-01T09:00:00+09:00' },                                                             'rule-refused "plannedTo"'],
  ]
  for (const [title, more, verdict] of table) {
    it(`${verdict === 'done' ? 'is taken' : 'is refused'} ${title}`, () => {
      expect(refusal(() => desk.planned(more))).to.equal(verdict)
    })
  }

  it('outside the hours is for the ISO office, giving a reason', () => {
    const late = { ...wanted, plannedTo: '2026-04-01T19:00:00+09:00' }
    expect(refusal(() => house.act(ines, 'visits.plan', late))).to.match(/^rule-refused/)
    const excused = { ...late, hoursNote: '夜間の障害対応' }
    expect(house.act(ines, 'visits.plan', excused).state).to.equal('planned')
  })

  it('is refused at a closed site', () => {
    const site = house.record(String(wanted['site']))
    if (!site) throw new Error('the site exists')
    house.act(systemActor, 'sites.close', {}, { record: site, because: '移転' })
    expect(refusal(() => desk.planned())).to.equal('rule-refused "site"')
  })
})

describe('pledging', () => {
  beforeEach(open)

  it('takes a signature on the text in force, in either language', () => {
    expect(desk.pledged().state).to.equal('pledged')
    const english = house.act(kiosk, 'visits.pledge', desk.signed('en'), { record: desk.planned() })
    expect(english.facts['pledge']).to.include({ language: 'en', version: 1 })
  })

  it('refuses a hash of other words', () => {
    const { pledge, signature: drawn } = desk.signed() as { pledge: object; signature: object }
    const forged = { pledge: { ...pledge, sha256: 'b'.repeat(64) }, signature: drawn }
    const doing = () => house.act(kiosk, 'visits.pledge', forged, { record: desk.planned() })
    expect(refusal(doing)).to.equal('rule-refused "pledge"')
  })

  it('refuses a version that is no longer in force', () => {
    const old = desk.signed()
    const visit = desk.planned()
    house.act(
      systemActor,
      'pledges.revise',
      { ja: '必ず守ります。', en: 'I shall.' },
      {
        record: pledgeText,
        because: '文言の見直し',
      },
    )
    expect(refusal(() => house.act(kiosk, 'visits.pledge', old, { record: visit }))).to.equal(
      'rule-refused "pledge"',
    )
    expect(house.act(kiosk, 'visits.pledge', desk.signed(), { record: visit }).state).to.equal(
      'pledged',
    )
  })

  it('may be declined at the kiosk, which can refuse for no other reason', () => {
    const refuse = (why: string) => () =>
      house.act(kiosk, 'visits.refuse', { refusal: why }, { record: desk.planned() })
    expect(refusal(refuse('identity'))).to.equal('rule-refused "refusal"')
    expect(refuse('declined')().state).to.equal('refused')
  })
})

describe('admitting a visitor', () => {
  beforeEach(open)

  it('names the escort, the badge and the moment', () => {
    const { state, facts, holds } = desk.inside()
    expect(state).to.equal('inside')
    expect(facts['entered']).to.equal('2026-04-01T01:00:00.000Z')
    expect(facts['escorts']).to.deep.equal([{ escort: aya.id, from: '2026-04-01T01:00:00.000Z' }])
    expect(holds).to.deep.equal([`badge:${badge.id}`])
  })

  it('is refused without a pledge', () => {
    const doing = () => house.act(aya, 'visits.admit', desk.admission(), { record: desk.planned() })
    expect(refusal(doing)).to.equal('wrong-state')
  })

  it('is refused when the pledge text changed after the signature', () => {
    const visit = desk.pledged()
    house.act(
      systemActor,
      'pledges.revise',
      { ja: '新', en: 'New' },
      {
        record: pledgeText,
        because: '改訂',
      },
    )
    const doing = () => house.act(aya, 'visits.admit', desk.admission(), { record: visit })
    expect(refusal(doing)).to.equal('rule-refused "pledge"')
  })

  it('is refused with a badge somebody wears, until it is returned', () => {
    const first = desk.inside()
    const second = desk.pledged()
    const doing = () => house.act(aya, 'visits.admit', desk.admission(), { record: second })
    expect(refusal(doing)).to.equal('held')
    house.act(aya, 'visits.leave', { badgeReturned: true }, { record: first })
    expect(doing().state).to.equal('inside')
  })

  it('is refused with a lost badge', () => {
    const visit = desk.pledged()
    house.act(aya, 'badges.reportLoss', {}, { record: badge, because: '見当たらない' })
    const doing = () => house.act(aya, 'visits.admit', desk.admission(), { record: visit })
    expect(refusal(doing)).to.equal('rule-refused "badge"')
  })

  it('is refused with an escort who is no active employee', () => {
    const doing = (escort: string) => () => desk.inside({}, { escort })
    expect(refusal(doing(kiosk.id))).to.equal('rule-refused "escort"')
    const account = house.record(ben.id)
    if (!account) throw new Error('ben has an account')
    house.act(systemActor, 'accounts.disable', {}, { record: account, because: '退職' })
    expect(refusal(doing(ben.id))).to.equal('rule-refused "escort"')
  })

  it('is refused with a hazard whose protection was not agreed', () => {
    const hazard = { kind: 'fire', what: '溶接' }
    expect(refusal(() => desk.inside({ hazards: [hazard] }))).to.equal('rule-refused "hazards"')
    const agreed = [{ ...hazard, protection: '防炎シートで養生' }]
    expect(desk.inside({}, { hazards: agreed }).state).to.equal('inside')
  })

  it('takes a personal item only on an approved movement', () => {
    const item = { item: '私物PC', kind: 'personal', quantity: 1 }
    expect(refusal(() => desk.inside({ belongings: [item] }))).to.equal('rule-refused "belongings"')
    const movement = house.act(aya, 'movements.request', {
      direction: 'in',
      category: 'personal',
      items: [{ name: '私物PC', quantity: 1 }],
      reason: '作業に必要',
      destination: 'サーバー室',
      plannedOut: '2026-04-01T00:00:00Z',
      dueBack: '2026-04-02T00:00:00Z',
    })
    const linked = [{ ...item, movement: movement.id }]
    expect(refusal(() => desk.inside({ belongings: linked }))).to.equal('rule-refused "belongings"')
    house.act(ines, 'movements.approve', {}, { record: movement })
    expect(desk.inside({ belongings: linked }).state).to.equal('inside')
  })
})
