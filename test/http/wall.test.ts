/**
 * The wall over HTTP: its figures follow what people do, each reader is told as much as they may
 * know, and a display that hangs in the open learns of no person and can reach no record.
 */
import { once } from 'node:events'
import { expect } from 'chai'
import { io } from 'socket.io-client'
import type { RollCallView, WallView } from '../../models/figures.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import type { Person } from '../people.ts'
import { inHours, insideVisit, registered, requested } from './told.ts'

/** How often a figure is looked at again until it has followed, in milliseconds. */
const againMs = 100

describe('the wall', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const wall = async (person: Person = 'aya') => await house.as(person).get<WallView>('/wall')
  const ledgerOf = (view: WallView, name: string) => {
    const found = view.ledgers.find((one) => one.name === name)
    if (!found) throw new Error(`the wall does not show ${name}`)
    return found
  }
  /** The wall once it takes in everything that was done before. */
  const followed = async (person: Person = 'aya') => {
    const { size } = house.running.house.log
    let view = await wall(person)
    while (view.size < size) {
      await new Promise((resolve) => setTimeout(resolve, againMs))
      view = await wall(person)
    }
    return view
  }
  const counted = (bars: readonly { count: number }[] | undefined) =>
    (bars ?? []).reduce((sum, { count }) => sum + count, 0)

  it('follows people in and out, by area, day and hour', async () => {
    const before = ledgerOf(await followed(), 'visits')
    const areas = [{ area: 'サーバ室A' }, { area: '監視室' }]
    const visit = await insideVisit(house, { areas })
    await insideVisit(house)
    const during = ledgerOf(await followed(), 'visits')
    expect(during.states['inside']).to.equal((before.states['inside'] ?? 0) + 2)
    expect(during.groups).to.deep.include({ key: 'サーバ室A', count: 1 })
    expect(during.groups).to.deep.include({ key: '監視室', count: 1 })
    expect(during.groups).to.deep.include({ key: '', count: 1 })
    const row = during.rows.find(({ id }) => id === visit.id)
    expect(row?.title).to.equal('髙﨑 次郎')
    expect(Date.parse(row?.since ?? '')).to.be.at.most(Date.now())
    for (const at of [0, 1]) {
      expect(counted(during.charts[at])).to.equal(counted(before.charts[at]) + 2)
    }
    expect(during.charts[0]).to.have.length(28)
    expect(during.charts[1]).to.have.length(24)
    await house.as('aya').does('visits.leave', visit, { badgeReturned: true })
    const left = ledgerOf(await followed(), 'visits')
    expect(left.states['inside']).to.equal((before.states['inside'] ?? 0) + 1)
    expect(counted(left.charts[0])).to.equal(counted(during.charts[0]))
  })

  it('tells what is out with when it is due, and what is overdue with how long', async () => {
    const plannedOut = inHours(-48)
    const late = await requested(house, { plannedOut, dueBack: inHours(100) })
    const view = ledgerOf(await followed(), 'movements')
    const due = view.dues.find(({ name }) => name === 'decision')
    expect(due).to.deep.equal({ name: 'decision', count: 1, oldest: plannedOut })
    await house.as('chie').does('movements.approve', late)
    await house.as('aya').does('movements.carryOut', late, {
      itemsChecked: true,
      carriage: 'person',
    })
    const after = ledgerOf(await followed(), 'movements')
    expect(after.dues.find(({ name }) => name === 'decision')).to.equal(undefined)
    const row = after.rows.find(({ id }) => id === late.id)
    expect(row?.next).to.equal(late.facts['dueBack'])
    expect(row?.late).to.deep.equal([])
  })

  it('counts every disposal of the month by its method, those with none as well', async () => {
    await registered(house)
    const { charts, states } = ledgerOf(await followed(), 'disposals')
    expect(charts[0]?.map(({ key }) => key)).to.deep.equal(['clear', 'purge', 'destroy'])
    expect(states['registered']).to.equal(1)
  })

  it('tells a display how many and how late, and of nobody', async () => {
    const visit = await insideVisit(house, { areas: [{ area: 'サーバ室B' }] })
    const view = await followed('kabe')
    const visits = ledgerOf(view, 'visits')
    expect(visits.states['inside']).to.equal(ledgerOf(await wall(), 'visits').states['inside'])
    expect(visits.groups).to.deep.include({ key: 'サーバ室B', count: 1 })
    expect(view.last[0]).to.include({ act: 'visits.admit', number: visit.number, role: 'staff' })
    const told = JSON.stringify(view)
    expect(told).not.to.match(/髙﨑|青木|三丁目|03-0000/)
    expect(told).not.to.match(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    expect(JSON.stringify(await wall()))
      .to.include('髙﨑 次郎')
      .and.include('青木 綾')
  })

  it('is all a display may read', async () => {
    const display = house.as('kabe')
    const visit = await insideVisit(house)
    const paths = [
      '/visits',
      `/visits/${visit.id}`,
      '/accounts',
      '/settings',
      '/claims',
      '/journal',
      '/roll-call',
    ]
    for (const path of paths) {
      expect(await codeOf(display.get(path)), path).to.be.oneOf(['not-allowed', 'unknown-record'])
    }
    expect((await display.get<{ ledgers: unknown[] }>('/board')).ledgers).to.deep.equal([])
    expect((await display.get<{ records: unknown[] }>('/search?q=V')).records).to.deep.equal([])
    expect(await codeOf(display.does('visits.leave', visit, {}))).to.equal('unknown-record')
  })

  it('is not for a reception tablet, a customer, or who only keeps accounts', async () => {
    for (const person of ['uketsuke', 'hana', 'goro'] as const) {
      expect(await codeOf(wall(person)), person).to.equal('not-allowed')
      expect(await codeOf(house.as(person).get('/roll-call')), person).to.equal('not-allowed')
    }
  })

  it('lets a display hear that something changed, and not what', async () => {
    const { token } = house.as('kabe')
    const socket = io(house.url, { auth: { token }, forceNew: true, reconnection: false })
    const heard: unknown[][] = []
    socket.onAny((...news: unknown[]) => heard.push(news))
    await once(socket as never, 'hello')
    const changed = once(socket as never, 'changed')
    await insideVisit(house)
    await changed
    socket.disconnect()
    const news = heard.filter(([name]) => name !== 'hello')
    expect(news.every((one) => one.length === 1 && one[0] === 'changed')).to.equal(true)
  })

  it('calls everybody inside with what one needs to find them, and journals that', async () => {
    const visit = await insideVisit(house, { areas: [{ area: 'サーバ室C' }] })
    const call = await house.as('aya').get<RollCallView>('/roll-call')
    const row = call.rows.find(({ id }) => id === visit.id)
    expect(row?.groups).to.deep.equal(['サーバ室C'])
    expect(Object.keys(row?.facts ?? {})).to.have.members(['company', 'escort', 'badge'])
    const badge = call.linked[String(row?.facts['badge'])]
    expect(badge?.title).to.match(/^B-\d+ 赤\/Red$/)
    expect(call.linked[String(row?.facts['escort'])]?.title).to.equal('青木 綾')
    expect(call.rows.map(({ ledger }) => ledger)).to.include.members(['visits'])
    const { entries } = await house
      .as('chie')
      .get<{ entries: { act: string; actor: string; given: object }[] }>('/journal')
    const read = entries.find(
      ({ act, actor }) => act === 'visits.read' && actor === house.as('aya').id,
    )
    expect(read).to.not.equal(undefined)
    await house.as('aya').does('visits.leave', visit, { badgeReturned: true })
    const { rows } = await house.as('aya').get<RollCallView>('/roll-call')
    expect(rows.some(({ id }) => id === visit.id)).to.equal(false)
  })
})
