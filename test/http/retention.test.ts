/**
 * What the settings say about keeping personal data happens by itself, at the next start, and
 * only to records that rest; the journal still verifies and says why.
 */
import { expect } from 'chai'
import { erasePastRetention } from '../../server/retention.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { accepted, certified } from './reading.ts'
import { photo } from './told.ts'

const day = 86_400_000

/** Waits until something holds, looking again and again. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 50))
}

describe('the retention of personal data', () => {
  const room = temporaryFolder()
  let house: TestHouse

  before(async () => {
    house = await openHouse({ dataDir: room.folder })
  })

  after(async () => {
    await house.stop()
    room.remove()
  })

  it('erases what has rested longer than the settings say, and nothing else', async () => {
    const kaoru = house.as('kaoru')
    const old = await addVisitor(house, '山田 太郎', new Date(Date.now() - 45 * day))
    const fresh = await addVisitor(house, '鈴木 花子', new Date())
    const { records } = await kaoru.get<{ records: { id: string }[] }>('/settings')
    await kaoru.post(`/settings/${records[0]?.id}/change`, {
      id: crypto.randomUUID(),
      fields: { retention: [{ ledger: 'people', days: 30 }] },
      because: '規程の改定',
    })
    await house.stop()
    const { environment } = house
    house = await openHouse({ dataDir: room.folder, environment, empty: true })
    const again = await house.signIn('chie')
    await until(async () => (await shown(again, old)).erased.includes('person'))
    expect((await shown(again, old)).facts).not.to.have.property('person')
    expect((await shown(again, fresh)).facts).to.have.property('person')
    const { entries } = await again.get<{ entries: { act: string; because?: string }[] }>(
      `/people/${old}/history`,
    )
    expect(entries.at(-1)).to.include({ act: 'people.forget' })
    expect(entries.at(-1)?.because).to.contain('保存期間')
  })

  it('erases the signatures of a certified medium, which keeps its number, and of no open one', async () => {
    const signed = async () => ({
      witnessSignature: { image: await photo(house), signedAt: new Date().toISOString() },
    })
    await Promise.all(['aya', 'ben', 'chie', 'dan', 'kaoru'].map((who) => house.signIn(who)))
    const done = await certified(house, {}, await signed())
    const open = await accepted(house, {}, await signed())
    const [settings] = (await house.as('kaoru').get<Listed>('/settings')).records
    if (!settings) throw new Error('the house is not furnished')
    const retention = [{ ledger: 'disposals', days: 30 }]
    const why = { because: '規程の改定' }
    await house.as('kaoru').does('settings.change', settings, { retention }, why)
    const later = new Date(Date.now() + 45 * day)
    expect(await erasePastRetention(house.running.house, later)).to.equal(1)
    const { facts, erased } = await house.as('chie').get(`/disposals/${done.id}`)
    expect(facts).not.to.have.property('witnessSignature')
    expect(facts['certificateNo']).to.equal(done.facts['certificateNo'])
    expect(erased).to.include('witnessSignature')
    const kept = await house.as('chie').get(`/disposals/${open.id}`)
    expect(kept.facts).to.have.property('witnessSignature')
  })
})

interface Seen {
  readonly facts: object
  readonly erased: readonly string[]
}

function shown(voice: { get<T>(path: string): Promise<T> }, id: string): Promise<Seen> {
  return voice.get<Seen>(`/people/${id}`)
}

async function addVisitor(house: TestHouse, name: string, at: Date): Promise<string> {
  const id = crypto.randomUUID()
  await house.as('chie').post('/people/acts/add', {
    id,
    fields: { person: { name }, company: '試験株式会社' },
    occurredAt: at.toISOString(),
    source: 'stated',
    because: '紙の名簿から',
  })
  return id
}
