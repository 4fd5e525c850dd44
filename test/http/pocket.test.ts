/**
 * What a device carries for work without a network: for whom, how much of it, for how long; and
 * that what it shows by itself is what the server then says.
 */
import { expect } from 'chai'
import { limits } from '../../models/limits.ts'
import type { Role } from '../../models/roles.ts'
import type { RecordView } from '../../models/shown.ts'
import { endOfDay } from '../../server/ledger/pocket.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import type { Person, Shown } from '../people.ts'
import { codeOf } from '../people.ts'
import { Carrier, unnumbered } from './carrier.ts'
import type { Pocketful } from './carrier.ts'
import * as told from './told.ts'

describe('the pocket of a device', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const pocketOf = async (person: Person) => await house.as(person).get<Pocketful>('/pocket')
  const kinds = ({ records }: Pocketful) => new Set(records.map(({ ledger }) => ledger))

  it('holds what staff work on, and not what is over or far away', async () => {
    const inside = await told.insideVisit(house)
    const tomorrow = await told.plannedVisit(house)
    const nextWeek = await told.plannedVisit(house, {
      plannedFrom: told.japan(7, '10:00'),
      plannedTo: told.japan(7, '11:00'),
    })
    const gone = await told.plannedVisit(house)
    await house.as('aya').does('visits.cancel', gone, {}, { because: '都合により' })
    const disk = await told.registered(house)
    const movement = await told.requested(house)
    const pocket = await pocketOf('aya')
    const ids = pocket.records.map(({ id }) => id)
    expect(ids).to.include.members([inside.id, tomorrow.id, disk.id, movement.id])
    expect(ids).not.to.include(nextWeek.id)
    expect(ids).not.to.include(gone.id)
    expect(pocket.partial).to.equal(false)
    expect(ids.length).to.be.at.most(limits.pocketRecordsMax)
    const shown = pocket.records.find(({ id }) => id === inside.id)
    expect(shown?.acts).to.include('leave')
    expect(shown?.linked[house.as('aya').id]?.title).to.equal('青木 綾')
  })

  it('holds nobody on the tablet at the counter', async () => {
    const pocket = await pocketOf('uketsuke')
    expect([...kinds(pocket)].sort()).to.deep.equal(['pledges', 'settings', 'sites'])
    expect(JSON.stringify(pocket.records)).not.to.match(/髙﨑|馬場|花丘/)
  })

  it('is empty for whoever records nothing, and refused to whoever is not signed in', async () => {
    expect((await pocketOf('emi')).records).to.deep.equal([])
    expect((await pocketOf('hana')).records).to.deep.equal([])
    expect((await fetch(`${house.url}/api/v1/pocket`)).status).to.equal(401)
  })

  it('is sent once, and again when something in it changed', async () => {
    const asked = await house.as('ben').ask('GET', '/pocket')
    const tag = asked.headers.get('etag') ?? ''
    const ask = async () =>
      await fetch(`${house.url}/api/v1/pocket`, {
        headers: { authorization: `Bearer ${house.as('ben').token}`, 'if-none-match': tag },
      })
    expect((await ask()).status).to.equal(304)
    await told.registered(house)
    expect((await ask()).status).to.equal(200)
  })

  it('is noted in the journal as any other reading is', async () => {
    const dan = await house.signIn('dan')
    await dan.get('/pocket')
    interface Journal {
      entries: { act: string; actor: string; given: Record<string, unknown> }[]
    }
    const { entries } = await house.as('emi').get<Journal>('/journal?limit=256')
    const noted = entries.filter(({ actor, given }) => actor === dan.id && given['pocket'] === true)
    expect(noted.map(({ act }) => act)).to.include('visits.read')
  })

  it('ends with the day of the site, also when clocks change', () => {
    const ends = (at: string, zone: string) => endOfDay(new Date(at), zone)
    expect(ends('2026-11-22T05:30:20Z', 'Asia/Tokyo')).to.equal('2026-11-22T15:00:00.000Z')
    expect(ends('2026-11-22T15:00:00Z', 'Asia/Tokyo')).to.equal('2026-11-23T15:00:00.000Z')
    expect(ends('2026-03-29T00:30:00Z', 'Europe/Berlin')).to.equal('2026-03-29T22:00:00.000Z')
    expect(ends('2026-10-25T00:30:00Z', 'Europe/Berlin')).to.equal('2026-10-25T23:00:00.000Z')
  })

  const carrier = async (person: Person, role: Role) =>
    await new Carrier(house.as(person), role).carries()

  const same = (here: RecordView, there: Shown, unlike: readonly string[] = []) => {
    const plain = ({ facts, ...view }: RecordView) => ({
      state: view.state,
      revision: view.revision,
      title: view.title,
      acts: view.acts,
      facts: Object.keys(facts)
        .filter((key) => !unlike.includes(key))
        .sort(),
    })
    expect(plain(here)).to.deep.equal(plain(there))
  }

  it('lets a visit be planned, pledged, admitted and left, as the server then says', async () => {
    const card = await told.badge(house)
    const tablet = await carrier('aya', 'staff')
    const visit = tablet.does('visits.plan', undefined, {
      visitor: { name: '髙﨑 三郎' },
      company: '三丁目電設',
      reason: 'work',
      site: await told.site(house),
      plannedFrom: told.japan(1, '10:00'),
      plannedTo: told.japan(1, '17:00'),
    })
    expect(tablet.view(visit)).to.include({ state: 'planned', number: unnumbered, revision: 1 })
    tablet.does('visits.pledge', visit, await told.pledge(house))
    expect(tablet.view(visit).acts).to.include('admit')
    const escort = house.as('aya').id
    tablet.does('visits.admit', visit, { escort, badge: card.id, identity: 'employee' })
    expect(tablet.view(visit).linked[card.id]?.title).to.include(String(card.facts['no']))
    const sought = encodeURIComponent('高崎三郎')
    const listed = tablet.list(`/visits?q=${sought}&filter[state]=inside`)
    expect(listed.map(({ id }) => id)).to.deep.equal([visit])
    tablet.does('visits.leave', visit, { badgeReturned: true })
    const here = tablet.view(visit)
    expect(here.state).to.equal('left')
    expect(tablet.world().doubts.size).to.equal(0)
    await tablet.sends()
    same(here, await house.as('aya').get(`/visits/${visit}`))
  })

  it('lets a carry-out be requested, a disk be destroyed and discs be taken in', async () => {
    const disk = await told.registered(house)
    const tablet = await carrier('chie', 'iso')
    const movement = tablet.does('movements.request', undefined, {
      direction: 'out',
      category: 'equipment',
      items: [{ name: 'サーバー', quantity: 1 }],
      reason: '修理',
      destination: '修理センター',
      plannedOut: told.inHours(1),
      dueBack: told.inHours(48),
      information: 'なし',
      risk: 'acceptable',
      measures: '消去',
    })
    tablet.does('disposals.store', disk.id, { storage: { place: '保管庫', locked: true } })
    const lot = { purchasedOn: '2026-04-01', product: 'DVD-R', quantity: 2 }
    const each = [{ fields: { labelNo: 'P-1' } }, { fields: { labelNo: 'P-2' } }]
    tablet.does('discs.intake', undefined, { kind: 'dvdr', lot, cabinet: '保管庫' }, each)
    const discs = tablet.list('/discs?q=P-&sort=number')
    expect(discs).to.have.length(2)
    const here = [movement, disk.id].map((id) => tablet.view(id))
    await tablet.sends()
    same(here[0] as RecordView, await house.as('chie').get(`/movements/${movement}`))
    same(here[1] as RecordView, await house.as('chie').get(`/disposals/${disk.id}`))
    for (const disc of discs) {
      same(disc, await house.as('chie').get(`/discs/${disc.id}`))
    }
  })

  it('tells beforehand what the server will say, where it can, and keeps the act anyway', async () => {
    const card = await told.badge(house)
    const [one, other] = [await told.plannedVisit(house), await told.plannedVisit(house)]
    for (const visit of [one, other]) {
      await house.as('uketsuke').does('visits.pledge', visit, await told.pledge(house))
    }
    const tablet = await carrier('aya', 'staff')
    const admit = { escort: house.as('aya').id, badge: card.id, identity: 'employee' }
    tablet.does('visits.admit', one.id, admit)
    tablet.does('visits.admit', other.id, admit)
    const { doubts } = tablet.world()
    expect([...doubts.values()].map(({ code }) => code)).to.deep.equal(['held'])
    expect(doubts.has(tablet.waiting[1]?.id ?? '')).to.equal(true)
    expect(tablet.view(other.id).state).to.equal('inside')
    expect(await codeOf(tablet.sends())).to.equal('held')
  })
})
