/** Saved views: a person's own, shared by those who may, checked, bounded and nobody else's. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { limits } from '../../models/limits.ts'
import type { SavedView } from '../../models/views.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import type { Person } from '../people.ts'

const inside = {
  ledger: 'visits',
  name: '在館の会社',
  query: { state: 'inside', sort: '-plannedFrom', plannedFrom: '2026-04-01..2026-04-30' },
  columns: [{ key: 'company', width: 240 }, { key: 'state' }],
}

describe('saved views', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const keep = async (person: Person, body: object) =>
    await house.as(person).post<SavedView>('/views', body)
  const names = async (person: Person, ledger = 'visits') =>
    (await house.as(person).get<{ views: SavedView[] }>(`/views?ledger=${ledger}`)).views.map(
      ({ name }) => name,
    )

  it('are kept for their owner, replaced by their id, and taken away', async () => {
    const kept = await keep('aya', inside)
    expect(kept).to.deep.include({ ...inside, own: true, shared: false })
    expect(await names('ben')).to.deep.equal([])
    await keep('aya', { ...inside, id: kept.id, name: '在館' })
    expect(await names('aya')).to.deep.equal(['在館'])
    await house.as('aya').delete(`/views/${kept.id}`)
    expect(await names('aya')).to.deep.equal([])
    expect(await codeOf(house.as('aya').delete(`/views/${kept.id}`))).to.equal('unknown-view')
  })

  it('are shared with everyone by the ISO office or an administrator, not by staff', async () => {
    expect(await codeOf(keep('aya', { ...inside, shared: true }))).to.equal('not-allowed')
    const shared = await keep('chie', { ...inside, name: '共有', shared: true })
    expect(await names('aya')).to.deep.equal(['共有'])
    expect(await names('emi')).to.deep.equal(['共有'])
    expect(await codeOf(keep('dan', { ...inside, id: shared.id }))).to.equal('not-allowed')
    expect(await codeOf(house.as('aya').delete(`/views/${shared.id}`))).to.equal('unknown-view')
    await house.as('dan').delete(`/views/${shared.id}`)
    expect(await names('aya')).to.deep.equal([])
  })

  it('hold only what the ledger has: filters, orders, ranges and columns', async () => {
    const wrong = [
      { query: { dream: '1' } },
      { query: { sort: 'racks' } },
      { query: { plannedFrom: 'yesterday' } },
      { query: { $where: '1' } },
      { columns: [{ key: 'dream' }] },
      { columns: [{ key: 'constructor' }] },
    ]
    for (const one of wrong) {
      expect(await codeOf(keep('aya', { ...inside, ...one }))).to.equal('unknown-query')
    }
    const misshapen = [{ name: ' ' }, { columns: [{ key: 'company', width: 4 }] }, { more: 1 }]
    for (const one of misshapen) {
      expect(await codeOf(keep('aya', { ...inside, ...one }))).to.equal('invalid-fields')
    }
    expect(await codeOf(keep('aya', { ...inside, ledger: 'dreams' }))).to.equal('unknown-query')
  })

  it('are not for ledgers their reader does not see', async () => {
    expect(await codeOf(keep('hana', inside))).to.equal('not-allowed')
    expect(await codeOf(keep('uketsuke', inside))).to.equal('not-allowed')
    expect(await codeOf(names('hana'))).to.equal('not-allowed')
  })

  it('are bounded for each person', async () => {
    const { views } = house.running.house.database
    const more = Array.from({ length: limits.viewsPerPersonMax }, (_, at) => ({
      _id: randomUUID(),
      account: house.as('ben').id,
      ledger: 'visits',
      name: `表示 ${at}`,
      query: {},
      shared: false,
      keptAt: new Date(),
    }))
    await views.insertMany(more)
    expect(await codeOf(keep('ben', inside))).to.equal('too-many-views')
    const again = await keep('ben', { ...inside, id: more[0]?._id })
    expect(again.name).to.equal(inside.name)
  })
})
