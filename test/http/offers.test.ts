/** What a form is offered before anybody typed: free badges, people who may answer. */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import { badge, inHours, pledge, site } from './told.ts'

describe('what a form is offered', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const offered = async (place: string) => {
    const { records } = await house.as('aya').get<Listed>(`/offers/${place}`)
    return records.map(({ id }) => id)
  }

  it('are badges that nobody wears, by number, and none that are lost', async () => {
    const aya = house.as('aya')
    const [worn, free, lost] = [await badge(house), await badge(house), await badge(house)]
    await aya.does('badges.reportLoss', lost, {}, { because: '見当たらない' })
    expect(await offered('visits/badge')).to.deep.equal([worn.id, free.id])
    const visit = await aya.creates('visits.plan', {
      visitor: { name: '大野 健' },
      company: '大野電業',
      reason: 'work',
      site: await site(house),
      plannedFrom: inHours(0),
      plannedTo: inHours(3),
    })
    await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
    const entering = { escort: aya.id, badge: worn.id, identity: 'licence' }
    await aya.does('visits.admit', visit, entering)
    expect(await offered('visits/badge')).to.deep.equal([free.id])
    await aya.does('visits.leave', visit, { badgeReturned: true })
    expect(await offered('visits/badge')).to.deep.equal([worn.id, free.id])
  })

  it('are visits that may be joined, and none that is over', async () => {
    const aya = house.as('aya')
    const plan = async () =>
      await aya.creates('visits.plan', {
        visitor: { name: '大野 健' },
        company: '大野電業',
        reason: 'work',
        site: await site(house),
        plannedFrom: inHours(0),
        plannedTo: inHours(3),
      })
    const [open, over] = [await plan(), await plan()]
    await aya.does('visits.cancel', over, {}, { because: '延期' })
    const ids = await offered('visits/companion')
    expect(ids).to.include(open.id).and.not.include(over.id)
  })

  it('are employees where only employees may answer', async () => {
    const ids = await offered('disposals/witness')
    for (const who of ['aya', 'ben', 'chie', 'dan'] as const) {
      expect(ids).to.include(house.as(who).id)
    }
    for (const who of ['uketsuke', 'hana', 'emi', 'goro'] as const) {
      expect(ids).not.to.include(house.as(who).id)
    }
  })

  it('are told of a link within a group by its path', async () => {
    const tool = await house
      .as('chie')
      .creates('tools.add', { name: 'CrushBox', kind: 'crusher', version: '3.1' })
    expect(await offered('disposals/toolUsed.tool')).to.include(tool.id)
  })

  it('are for those who may list them, and for links only', async () => {
    expect(await codeOf(house.as('uketsuke').get('/offers/visits/badge'))).to.equal('not-allowed')
    expect(await codeOf(house.as('hana').get('/offers/visits/person'))).to.equal('not-allowed')
    for (const place of ['visits/company', 'visits/nothing', 'nothing/badge', 'visits/__proto__']) {
      expect(await codeOf(house.as('aya').get(`/offers/${place}`))).to.equal('unknown-route')
    }
  })
})
