/**
 * A visit as the people in it live it: planned by an employee, pledged at the reception tablet,
 * admitted with an escort and a badge, at work in a rack, and gone again.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { codeOf, refusalOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { badge, insideVisit, japan, plannedVisit, pledge, site } from './told.ts'

describe('a visit', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  it('goes from its plan to the exit, and its timeline tells all of it', async () => {
    const [aya, kiosk] = [house.as('aya'), house.as('uketsuke')]
    const planned = await plannedVisit(house)
    expect(planned).to.include({ state: 'planned', title: '髙﨑 次郎' })
    expect(planned.number).to.match(/^V-\d{4}-\d{6}$/)

    const pledged = await kiosk.does('visits.pledge', planned, await pledge(house))
    expect(pledged.state).to.equal('pledged')

    const card = await badge(house)
    const inside = await aya.does('visits.admit', planned, {
      escort: aya.id,
      badge: card.id,
      identity: 'licence',
      belongings: [{ item: '工具箱', kind: 'tool', quantity: 1 }],
    })
    expect(inside.state).to.equal('inside')
    expect(inside.facts).to.include({ escort: aya.id, badge: card.id, admittedBy: aya.id })
    expect(inside.linked[card.id]?.number).to.equal(card.number)

    await aya.does('visits.recordWork', planned, { rack: 'a-12', work: 'ディスク交換' })
    const worked = await aya.does('visits.recordWork', planned, { rack: 'Ａ-12' })
    const work = worked.facts['rackWork'] as { rack: string; closed?: string }[]
    expect(work).to.have.length(1)
    expect(work[0]).to.include({ rack: 'A-12', work: 'ディスク交換' })
    expect(work[0]?.closed).to.be.a('string')

    const left = await aya.does('visits.leave', planned, {
      badgeReturned: true,
      belongingsMatched: true,
    })
    expect(left.state).to.equal('left')
    expect(left.facts['exitRecord']).to.equal('observed')

    const { entries } = await house
      .as('emi')
      .get<{ entries: { act: string; actor: string }[] }>(`/visits/${planned.id}/history`)
    expect(entries.map(({ act }) => act.split('.')[1])).to.deep.equal([
      'plan',
      'pledge',
      'admit',
      'recordWork',
      'recordWork',
      'leave',
    ])
    expect(entries[1]?.actor).to.equal(kiosk.id)
  })

  it('is found at the kiosk by its code and its visitor’s name, and shows no one’s', async () => {
    const kiosk = house.as('uketsuke')
    const visit = await plannedVisit(house)
    const code = String((await house.as('aya').get(`/visits/${visit.id}`)).facts['code'])
    expect(code).to.match(/^\d{6}$/)
    const alone = await kiosk.get<Listed>(`/visits?filter[code]=${code}`)
    expect(alone.records.map(({ id, title, facts }) => [id, title, facts])).to.deep.equal([
      [visit.id, visit.number, { code }],
    ])
    const called = encodeURIComponent('高崎　次郎')
    const asked = `/visits?filter[code]=${code}&filter[visitor]=${called}`
    const { records } = await kiosk.get<Listed>(asked)
    const found = records.find(({ id }) => id === visit.id)
    expect(found?.title).to.equal('三丁目電設')
    expect(found?.facts).to.have.all.keys(
      'code',
      'company',
      'reason',
      'site',
      'plannedFrom',
      'plannedTo',
    )
    expect(found?.acts).to.have.members(['pledge', 'refuse'])
    expect(JSON.stringify(records)).not.to.include('髙﨑')
    expect(JSON.stringify(records)).not.to.include('青木')
  })

  it('cannot be listed, searched, exported or read in its history by the kiosk', async () => {
    const kiosk = house.as('uketsuke')
    const visit = await plannedVisit(house)
    expect((await kiosk.get<Listed>('/visits')).records).to.deep.equal([])
    expect((await kiosk.get<Listed>('/search?q=髙﨑')).records).to.deep.equal([])
    expect(await codeOf(kiosk.get(`/visits/${visit.id}/history`))).to.equal('not-allowed')
    const csv = await kiosk.text('/visits/export.csv')
    expect(csv.split('\r\n').filter((line) => line !== '')).to.have.length(1)
    for (const path of ['/movements', '/accounts', '/people', '/journal', '/claims']) {
      expect([path, await codeOf(kiosk.get(path))]).to.deep.equal([path, 'not-allowed'])
    }
  })

  it('at the kiosk may be a walk-in, who then waits for staff', async () => {
    const kiosk = house.as('uketsuke')
    const walkIn = await kiosk.creates('visits.plan', {
      visitor: { name: '飛込 一' },
      company: '飛込運送',
      reason: 'delivery',
      site: await site(house),
      plannedFrom: japan(1, '09:00'),
      plannedTo: japan(1, '10:00'),
    })
    expect(walkIn.facts).not.to.have.property('visitor')
    const pledged = await kiosk.does('visits.pledge', walkIn, await pledge(house, 'en'))
    expect(pledged.state).to.equal('pledged')
    const admitting = kiosk.does('visits.admit', walkIn)
    expect(await codeOf(admitting)).to.equal('not-allowed')
  })

  it('lets nobody in without the pledge, an escort, a free badge and agreed protection', async () => {
    const aya = house.as('aya')
    const visit = await plannedVisit(house)
    const entry = { escort: aya.id, badge: (await badge(house)).id, identity: 'licence' }
    expect(await codeOf(aya.does('visits.admit', visit, entry))).to.equal('wrong-state')
    await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))

    const admit = async (more: object) =>
      await refusalOf(aya.does('visits.admit', visit, { ...entry, ...more }))
    expect(await admit({ escort: house.as('kaoru').id })).to.include({
      code: 'rule-refused',
      path: 'escort',
    })
    const worn = (await insideVisit(house)).facts['badge']
    expect(await admit({ badge: worn })).to.include({ status: 409, code: 'held' })
    const lost = await badge(house)
    await aya.does('badges.reportLoss', lost, {}, { because: '見当たらない' })
    expect(await admit({ badge: lost.id })).to.include({ code: 'rule-refused', path: 'badge' })
    const hazards = [{ kind: 'fire', what: '半田ごて' }]
    expect(await admit({ hazards })).to.include({ code: 'rule-refused', path: 'hazards' })
    const belongings = [{ item: '私物ノートPC', kind: 'personal', quantity: 1 }]
    expect(await admit({ belongings })).to.include({ code: 'rule-refused', path: 'belongings' })

    const agreed = [{ ...hazards[0], protection: '難燃シートで養生' }]
    const inside = await aya.does('visits.admit', visit, { ...entry, hazards: agreed })
    expect(inside.state).to.equal('inside')
  })

  it('asks for a new signature when the pledge text was revised', async () => {
    const aya = house.as('aya')
    const visit = await plannedVisit(house)
    const signed = await pledge(house)
    await house.as('uketsuke').does('visits.pledge', visit, signed)
    const { records } = await house.as('kaoru').get<Listed>('/pledges?filter[state]=inForce')
    const [text] = records as [Shown]
    const { ja, en } = text.facts as { ja: string; en: string }
    const revised = { ja: `${ja}\n追記`, en: `${en}\nMore` }
    await house.as('kaoru').does('pledges.revise', text, revised, { because: '追記' })

    const entry = { escort: aya.id, badge: (await badge(house)).id, identity: 'licence' }
    const refused = await refusalOf(aya.does('visits.admit', visit, entry))
    expect(refused).to.include({ code: 'rule-refused', path: 'pledge' })
    const again = house.as('uketsuke').does('visits.pledge', visit, signed)
    expect(await codeOf(again)).to.equal('rule-refused')
    await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
    expect((await aya.does('visits.admit', visit, entry)).state).to.equal('inside')
  })

  it('is planned within the escort hours, or by the ISO office with a reason', async () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    const annex = await house.as('kaoru').creates('sites.open', {
      name: '別館',
      timeZone: 'Asia/Tokyo',
      escortHours: [{ days, from: '08:00', to: '22:00' }],
    })
    const day = { plannedFrom: japan(1, '08:00'), plannedTo: japan(1, '22:00'), site: annex.id }
    const night = { ...day, plannedFrom: japan(1, '21:00'), plannedTo: japan(1, '22:01') }
    expect((await plannedVisit(house, day)).state).to.equal('planned')
    const refused = await refusalOf(plannedVisit(house, night))
    expect(refused).to.include({ code: 'rule-refused', path: 'plannedFrom' })
    const wanted = { visitor: { name: '夜間 守' }, company: '夜間保守', reason: 'fault', ...night }
    const chie = house.as('chie')
    expect(await codeOf(chie.creates('visits.plan', wanted))).to.equal('rule-refused')
    const planned = await chie.creates('visits.plan', { ...wanted, hoursNote: '緊急の障害対応' })
    expect(planned.state).to.equal('planned')
  })

  it('does not end with a badge out, a rack open or belongings unaccounted for', async () => {
    const aya = house.as('aya')
    const belongings = [{ item: '予備ディスク', kind: 'equipment', quantity: 2 }]
    const visit = await insideVisit(house, { belongings })
    await aya.does('visits.recordWork', visit, { rack: 'A-12', work: '交換' })
    const leave = async (more: object) =>
      await refusalOf(aya.does('visits.leave', visit, { badgeReturned: true, ...more }))
    expect(await leave({ badgeReturned: false })).to.include({ path: 'badgeReturned' })
    expect(await leave({})).to.include({ path: 'rackWork' })
    await aya.does('visits.recordWork', visit, { rack: 'A-12' })
    expect(await leave({})).to.include({ path: 'belongingsMatched' })
    const left = await aya.does('visits.leave', visit, {
      badgeReturned: true,
      belongingsMatched: true,
    })
    expect(left.state).to.equal('left')
  })

  it('changes its work only with the approval of someone other than the escort', async () => {
    const aya = house.as('aya')
    const visit = await insideVisit(house)
    const change = { change: '電源も交換する' }
    const own = aya.does('visits.changeWork', visit, { ...change, changeApprover: aya.id })
    expect(await refusalOf(own)).to.include({ code: 'rule-refused', path: 'changeApprover' })
    const changeApprover = house.as('chie').id
    const changed = await aya.does('visits.changeWork', visit, { ...change, changeApprover })
    expect(changed.facts['changes']).to.have.length(1)
  })

  it('that nobody saw end is closed with a reason and no invented time', async () => {
    const visit = await insideVisit(house)
    const ben = house.as('ben')
    const fields = { badgeReturned: true }
    const closing = ben.does('visits.closeUnseen', visit, fields)
    expect(await codeOf(closing)).to.equal('because-needed')
    const because = '退館の記録を忘れたため'
    const closed = await ben.does('visits.closeUnseen', visit, fields, { because })
    expect(closed.state).to.equal('left')
    expect(closed.facts).not.to.have.property('left')
    expect(closed.facts['exitRecord']).to.equal('unobserved')
  })

  it('past its planned end shows as overdue on the board', async () => {
    const visit = await insideVisit(house)
    const because = '予定の記入を誤ったため'
    const past = { plannedFrom: japan(-1, '10:00'), plannedTo: japan(-1, '11:00') }
    await house.as('chie').does('visits.amend', visit, past, { because })
    interface Board {
      ledgers: { name: string; dues: Record<string, number>; watched: Shown[] }[]
    }
    const board = await house.as('ben').get<Board>('/board')
    const standing = board.ledgers.find(({ name }) => name === 'visits')
    expect(standing?.dues['overstay']).to.equal(1)
    const shown = standing?.watched.find(({ id }) => id === visit.id)
    expect(shown?.dues[0]).to.include({ name: 'overstay', overdue: true })
    const { records } = await house.as('ben').get<Listed>('/visits?filter[due]=overstay')
    expect(records.map(({ id }) => id)).to.deep.equal([visit.id])
  })

  it('entered later keeps what the device said apart from when it was taken', async () => {
    const visit = await plannedVisit(house)
    const occurredAt = '2026-01-05T09:30:00+09:00'
    const more = { occurredAt, source: 'stated', because: '通信障害のため後から入力' }
    const refused = await house.as('aya').does('visits.refuse', visit, { refusal: 'escort' }, more)
    expect(refused.changedAt).to.equal('2026-01-05T00:30:00.000Z')
    interface Told {
      entries: { at: string; occurredAt?: { at: string; source: string }; because?: string }[]
    }
    const { entries } = await house.as('aya').get<Told>(`/visits/${visit.id}/history`)
    expect(entries.at(-1)).to.deep.include({
      occurredAt: { at: '2026-01-05T00:30:00.000Z', source: 'stated' },
      because: more.because,
    })
    expect(Date.parse(entries.at(-1)?.at ?? '')).to.be.greaterThan(Date.parse(occurredAt))
    const ahead = { occurredAt: new Date(Date.now() + 3_600_000).toISOString() }
    const next = house.as('aya').does(
      'visits.refuse',
      await plannedVisit(house),
      {
        refusal: 'escort',
      },
      ahead,
    )
    expect(await codeOf(next)).to.equal('time-ahead')
  })

  it('is found by name in any of its forms, by company and by reading', async () => {
    const visit = await plannedVisit(house)
    for (const q of ['高崎', '髙﨑', 'たかさき', 'タカサキ', 'ﾀｶｻｷ', '三丁目', visit.number]) {
      const { records } = await house.as('ben').get<Listed>(`/search?q=${encodeURIComponent(q)}`)
      expect(records.map(({ number }) => number)).to.include(visit.number)
    }
  })
})
