/**
 * Whose house it is stands on labels, on paper and at the door, so anybody may ask, in their own
 * language, and is told nothing else.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'

/** The zone a house starts with. */
const timeZone = 'Asia/Tokyo'

describe('the name of the house', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const told = async (language: string) => {
    const headers = { 'Accept-Language': language }
    const answer = await fetch(`${house.url}/api/v1/house`, { headers })
    expect(answer.status).to.equal(200)
    return (await answer.json()) as Record<string, unknown>
  }

  it('is told to anybody, in their language where the settings have it', async () => {
    const goro = house.as('goro')
    const { records } = await goro.get<{ records: readonly { id: string }[] }>('/settings')
    const settings = records[0]?.id ?? ''
    await goro.post(`/settings/${settings}/change`, {
      id: crypto.randomUUID(),
      because: '社名を登録',
      fields: { company: '髙﨑データ株式会社', companyEn: 'Takasaki Data K.K.' },
    })
    expect(await told('ja')).to.deep.equal({ company: '髙﨑データ株式会社', timeZone, demo: false })
    expect(await told('en')).to.deep.equal({ company: 'Takasaki Data K.K.', timeZone, demo: false })
  })

  it('falls back to the one name there is', async () => {
    const goro = house.as('goro')
    const { records } = await goro.get<{ records: readonly { id: string }[] }>('/settings')
    await goro.post(`/settings/${records[0]?.id ?? ''}/change`, {
      id: crypto.randomUUID(),
      because: '英語名を外す',
      fields: { companyEn: null },
    })
    expect(await told('en')).to.deep.equal({ company: '髙﨑データ株式会社', timeZone, demo: false })
  })
})
