/**
 * The desk: what waits for whom, and why somebody may not settle it; it fills as time goes by and
 * empties as people act, and it notices a number that has lost its record.
 */
import { expect } from 'chai'
import { actorOf } from '../../models/roles.ts'
import { readRecord } from '../../models/stored/records.ts'
import type { DeskCounts, DeskView, Waiting, WaitingKind } from '../../models/desk.ts'
import { desk } from '../../server/ledger/desk.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import type { Person, Shown } from '../people.ts'
import { destroyed } from './reading.ts'
import { inHours, insideVisit, plannedVisit, registered, requested } from './told.ts'

const day = 86_400_000

describe('the desk', () => {
  let house: TestHouse

  beforeEach(async () => {
    house = await openHouse()
  })

  afterEach(async () => {
    await house.stop()
  })

  const deskOf = async (person: Person) => await house.as(person).get<DeskView>('/desk')
  const countsOf = async (person: Person) => await house.as(person).get<DeskCounts>('/desk/counts')
  const later = async (person: Person, days: number): Promise<DeskView> => {
    const parts = house.running.house
    const account = await readRecord(parts.database.records, house.as(person).id)
    if (!account) throw new Error(`${person} does not live here`)
    return await desk(parts, actorOf(account), new Date(Date.now() + days * day))
  }

  it('is empty in a house in which nothing waits, and says that no number is missing', async () => {
    const { waiting, numbers, journal } = await deskOf('chie')
    expect(waiting).to.deep.equal([])
    expect(numbers?.series.flatMap(({ gaps }) => gaps)).to.deep.equal([])
    expect(journal?.size).to.be.at.least(1)
    expect(journal?.signedAt).to.be.a('string')
    expect(await countsOf('chie')).to.deep.equal({ total: 0, ledgers: {} })
  })

  it('lists applications until they are decided, and says why one’s own is not', async () => {
    const theirs = await requested(house)
    const own = await house.as('chie').creates('movements.request', given(theirs))
    const before = group(await deskOf('chie'), 'decision')
    expect(ids(before)).to.have.members([theirs.id, own.id])
    expect(before?.objections?.[own.id]?.['approve']?.ja).to.contain('別の人')
    expect(before?.objections?.[own.id]?.['approve']?.en).to.contain('different people')
    expect(before?.objections?.[theirs.id]).to.equal(undefined)
    expect((await countsOf('chie')).ledgers).to.deep.equal({ movements: 2 })

    const results = await house
      .as('chie')
      .doesToMany('movements.approve', [{ record: theirs.id }, { record: own.id }])
    expect(results.map((one) => one.problem?.code ?? 'done')).to.deep.equal(['done', 'same-person'])
    expect(ids(group(await deskOf('chie'), 'decision'))).to.deep.equal([own.id])
    await house.as('dan').does('movements.reject', own, {}, { because: '期間が長い' })
    expect(group(await deskOf('chie'), 'decision')).to.equal(undefined)
  })

  it('counts what is destroyed and not verified from the first hour, before it is late', async () => {
    const standing = async () =>
      (await deskOf('chie')).open.filter(({ due }) => due === 'verification')
    expect((await standing()).map(({ count }) => count)).to.deep.equal([0, 0])
    const disk = await destroyed(house)
    expect(await standing()).to.deep.include({
      ledger: 'disposals',
      state: 'destroyed',
      due: 'verification',
      count: 1,
    })
    expect(dues(await deskOf('chie'))).to.deep.equal([])
    expect(dues(await later('chie', 30))).to.include(`verification ${disk.id}`)
    await house.as('chie').does('disposals.verify', disk, {
      verification: { method: 'visual', result: 'passed' },
    })
    expect((await standing()).map(({ count }) => count)).to.deep.equal([0, 0])
  })

  it('names what else speaks against an approval, such as a risk nobody assessed', async () => {
    const application = await requested(house, { risk: 'unacceptable' })
    const waiting = group(await deskOf('chie'), 'decision')
    expect(waiting?.objections?.[application.id]?.['approve']?.en).to.contain('risk')
    expect(waiting?.objections?.[application.id]).not.to.have.property('reject')
  })

  it('fills as time goes by: returns and checks, disks stored too long, visitors who stay', async () => {
    const visit = await insideVisit(house, {
      plannedFrom: inHours(-1),
      plannedTo: inHours(1),
      hoursNote: '深夜の障害対応',
    })
    const absent = await plannedVisit(house)
    const disk = await registered(house)
    const movement = await requested(house)
    await house.as('chie').does('movements.approve', movement)
    await house.as('aya').does('movements.carryOut', movement, {
      itemsChecked: true,
      carriage: 'person',
      carrierSignature: await signature(house, visit),
    })
    expect(dues(await deskOf('chie'))).to.deep.equal([])
    const soon = await later('chie', 2)
    expect(ids(group(soon, 'daily'))).to.deep.equal([visit.id])
    expect(dues(soon)).to.include.members([`overstay ${visit.id}`, `noShow ${absent.id}`])
    const much = dues(await later('chie', 400))
    expect(much).to.include.members([`return ${movement.id}`, `stored ${disk.id}`])
    expect(much).to.include(`check ${movement.id}`)
    const tomorrow = await later('emi', 1)
    expect(group(tomorrow, 'daily')?.records[0]?.acts).to.deep.equal([])
  })

  it('shows staff what they have under way, and counts for them what they can settle', async () => {
    const own = await requested(house)
    const visit = await insideVisit(house)
    const { waiting, open, numbers } = await deskOf('aya')
    const mine = waiting.filter(({ kind }) => kind === 'mine')
    expect(mine.flatMap(ids)).to.have.members([own.id, visit.id])
    expect(open).to.deep.include({ ledger: 'visits', state: 'inside', count: 1 })
    expect(numbers).to.equal(undefined)
    expect((await deskOf('ben')).waiting.filter(({ kind }) => kind === 'mine')).to.deep.equal([])
    expect(await countsOf('aya')).to.deep.include({ total: 0 })
    expect((await countsOf('chie')).total).to.equal(1)
    expect((await countsOf('emi')).total).to.equal(0)
  })

  it('is closed to whoever sees no ledger as a whole', async () => {
    for (const person of ['uketsuke', 'hana', 'goro'] as const) {
      expect(await codeOf(house.as(person).get('/desk'))).to.equal('not-allowed')
      expect(await codeOf(house.as(person).get('/desk/counts'))).to.equal('not-allowed')
    }
  })

  it('finds the numbers whose records are gone, next to each other and apart', async () => {
    for (let at = 0; at < 9; at += 1) await registered(house)
    const parts = house.running.house
    parts.numbers.forget()
    const gone = await parts.database.records
      .find({ ledger: 'disposals', number: /-(000002|000003|000009)$/ }, { _id: 1 })
      .lean()
    expect(gone).to.have.length(3)
    await parts.database.records.deleteMany({ _id: { $in: gone.map(({ _id }) => _id) } })
    const { numbers } = await deskOf('emi')
    const series = numbers?.series.find(({ ledger }) => ledger === 'disposals')
    expect(series).to.deep.include({ count: 6, last: 9 })
    expect(series?.gaps).to.deep.equal([
      [2, 3],
      [9, 9],
    ])
  })

  it('leaves a note in the journal that the names in it were read', async () => {
    await plannedVisit(house)
    await later('chie', 3)
    const { entries } = await house
      .as('emi')
      .get<{ entries: { act: string; actor: string }[] }>('/journal')
    const read = entries.filter(
      ({ act, actor }) => act === 'visits.read' && actor === house.as('chie').id,
    )
    expect(read.length).to.be.at.least(1)
  })
})

function group(view: DeskView, kind: WaitingKind): Waiting | undefined {
  return view.waiting.find((one) => one.kind === kind)
}

function ids(waiting: Waiting | undefined): string[] {
  return waiting?.records.map(({ id }) => id) ?? []
}

function dues(view: DeskView): string[] {
  return view.waiting
    .filter(({ kind }) => kind === 'due')
    .flatMap(({ name, records }) => records.map(({ id }) => `${name} ${id}`))
}

/** What an application says, to be applied for again by somebody else. */
function given({ facts }: Shown): object {
  const { applicant: _applicant, direction, category, reason, destination, ...rest } = facts
  const { plannedOut, dueBack, information, risk, measures } = rest
  const items = [{ name: 'サーバー RX-300', quantity: 1 }]
  const more = { plannedOut, dueBack, information, risk, measures, items }
  return { direction, category, reason, destination, ...more }
}

/** The signature the visitor gave, to sign with again. */
async function signature(house: TestHouse, visit: Shown): Promise<unknown> {
  return (await house.as('aya').get(`/visits/${visit.id}`)).facts['signature']
}
