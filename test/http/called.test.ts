/**
 * Lists and the roll call of a device without a network: in the order the server gives them, and
 * without losing anybody the device knows to be inside.
 */
import { expect } from 'chai'
import type { RollCallView } from '../../models/figures.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { Carrier } from './carrier.ts'
import * as told from './told.ts'

describe('what a device calls without a network', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  it('orders a list and calls the roll as the server does, by how names are read', async () => {
    const names = [
      ['山本 太郎', 'ヤマモト タロウ'],
      ['阿部 一郎', 'アベ イチロウ'],
      ['佐々木 花子', 'ササキ ハナコ'],
    ]
    for (const [name, furigana] of names) {
      await told.insideVisit(house, { visitor: { name, furigana } })
    }
    const tablet = await new Carrier(house.as('aya'), 'staff').carries()
    const aya = house.as('aya')
    for (const sort of ['visitor', '-visitor', 'company', 'entered', '-entered', '-number']) {
      const path = `/visits?filter[state]=inside&sort=${sort}`
      const there = (await aya.get<Listed>(path)).records.map(({ number }) => number)
      expect(
        tablet.list(path).map(({ number }) => number),
        sort,
      ).to.deep.equal(there)
    }
    const there = await aya.get<RollCallView>('/roll-call')
    const here = tablet.answers('/roll-call') as RollCallView
    expect(here.rows).to.deep.equal(there.rows)
    expect(there.rows.map(({ title }) => title)).to.include.ordered.members([
      '阿部 一郎',
      '佐々木 花子',
      '山本 太郎',
    ])
    for (const { facts } of there.rows) {
      for (const id of [facts['escort'], facts['badge']]) {
        expect(here.linked[String(id)]?.title).to.equal(there.linked[String(id)]?.title)
      }
    }
  })

  it('goes on in a list where its own page ended, and not where the server’s did', async () => {
    for (let at = 0; at < 3; at += 1) await told.insideVisit(house)
    const tablet = await new Carrier(house.as('aya'), 'staff').carries()
    const path = '/visits?filter[state]=inside&sort=number&limit=2'
    const first = tablet.answers(path) as Listed
    const second = tablet.answers(`${path}&cursor=${first.next}`) as Listed
    const whole = tablet.list('/visits?filter[state]=inside&sort=number').map(({ id }) => id)
    const read = [...first.records, ...second.records].map(({ id }) => id)
    expect(read).to.deep.equal(whole.slice(0, 4))
    const theirs = (await house.as('aya').get<Listed>(path)).next
    expect(tablet.answers(`${path}&cursor=${theirs}`)).to.equal(undefined)
  })

  it('calls nobody who left, and everybody it was told of later', async () => {
    const [stays, leaves, gone] = [
      await told.insideVisit(house),
      await told.insideVisit(house),
      await told.insideVisit(house),
    ]
    const tablet = await new Carrier(house.as('aya'), 'staff').carries()
    await house.as('aya').does('visits.leave', gone, { badgeReturned: true })
    const late = await told.insideVisit(house)
    const list = await house.as('aya').get<RollCallView>('/roll-call')
    tablet.does('visits.leave', leaves.id, { badgeReturned: true })
    const call = (told?: RollCallView) =>
      (tablet.answers('/roll-call', told) as RollCallView).rows.map(({ id }) => id)
    expect(call(list)).to.include.members([stays.id, late.id])
    expect(call(list)).not.to.include(leaves.id)
    expect(call(list)).not.to.include(gone.id)
    expect(call()).to.include.members([stays.id, gone.id])
    expect(call()).not.to.include(leaves.id)
    const before = { ...list, now: '2020-01-01T00:00:00.000Z', rows: [] }
    expect(call(before)).to.deep.equal(call())
  })
})
