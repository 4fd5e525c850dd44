/**
 * Many at once: what must hold for one act must hold for a hundred that arrive together, on one
 * instance and on two that share a store.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { expect } from 'chai'
import { io } from 'socket.io-client'
import { formatSignerKey, signerKey } from '../../models/key.ts'
import { crypto } from '../../server/journal/crypto.ts'
import { openHouse, signedIn, storeUri, temporaryFolder } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { badge, plannedVisit, pledge, requested, unique } from '../http/told.ts'
import { codeOf, passwordOf, Refused } from '../people.ts'
import type { Shown, Voice } from '../people.ts'
import { verifyHouse } from './verifying.ts'

/** The values a range of numbers should have without a gap. */
function gapless(values: readonly number[]): boolean {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted.every((value, at) => value === (sorted[0] ?? 0) + at)
}

function numbered({ number }: Shown): number {
  return Number(number.slice(-6))
}

async function outcomes(promises: readonly Promise<Shown>[]) {
  const settled = await Promise.allSettled(promises)
  const done = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const codes = settled.flatMap((one) => {
    if (one.status === 'fulfilled') return []
    if (one.reason instanceof Refused) return [one.reason.problem.code]
    throw one.reason
  })
  return { done, codes }
}

async function pledgedVisits(house: TestHouse, many: number): Promise<Shown[]> {
  const signed = await pledge(house)
  return await Promise.all(
    Array.from({ length: many }, async () => {
      const visit = await plannedVisit(house)
      return await house.as('uketsuke').does('visits.pledge', visit, signed)
    }),
  )
}

describe('many at once in one house', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  it('get sequence and record numbers without a gap', async () => {
    const before = house.running.house.log.size
    const made = await Promise.all(
      Array.from({ length: 64 }, (_, at) =>
        at % 2 === 0
          ? house.as('chie').creates('customers.add', { name: `お客様 ${at}` })
          : house.as('dan').creates('badges.add', { no: `G-${at}`, strap: 'blue' }),
      ),
    )
    expect(gapless(made.map(({ seq }) => seq))).to.equal(true)
    expect(house.running.house.log.size).to.equal(before + 64)
    for (const ledger of ['customers', 'badges']) {
      const own = made.filter((one) => one.ledger === ledger)
      expect(own).to.have.length(32)
      expect(gapless(own.map(numbered))).to.equal(true)
    }
  })

  it('give one badge to exactly one of twenty visitors', async () => {
    const visits = await pledgedVisits(house, 20)
    const card = await badge(house)
    const entry = { escort: house.as('aya').id, badge: card.id, identity: 'licence' }
    const { done, codes } = await outcomes(
      visits.map((visit) => house.as('aya').does('visits.admit', visit, entry)),
    )
    expect(done).to.have.length(1)
    expect(codes).to.deep.equal(Array.from({ length: 19 }, () => 'held'))
  })

  it('let out one item once, however many movements ask for it', async () => {
    const items = [{ name: '測定器', serial: `SN-ONE-${unique()}`, quantity: 1 }]
    const asked = await Promise.all(Array.from({ length: 10 }, () => requested(house, { items })))
    await Promise.all(asked.map((one) => house.as('chie').does('movements.approve', one)))
    const leaving = { itemsChecked: true, carriage: 'person' }
    const { done, codes } = await outcomes(
      asked.map((one) => house.as('ben').does('movements.carryOut', one, leaving)),
    )
    expect([done.length, codes]).to.deep.equal([1, Array.from({ length: 9 }, () => 'held')])
  })

  it('on one record follow one another, and those who looked at an older one are told', async () => {
    const visit = await plannedVisit(house)
    const amend = (at: number, revision?: number) =>
      house.as('chie').does(
        'visits.amend',
        visit,
        { note: `備考 ${at}` },
        {
          because: '試験のため',
          ...(revision !== undefined && { revision }),
        },
      )
    const free = await outcomes(Array.from({ length: 16 }, (_, at) => amend(at)))
    expect(free.codes).to.deep.equal([])
    expect(gapless(free.done.map(({ revision }) => revision))).to.equal(true)
    const careful = await outcomes(Array.from({ length: 8 }, (_, at) => amend(at, 17)))
    expect(careful.done).to.have.length(1)
    expect(careful.codes).to.deep.equal(Array.from({ length: 7 }, () => 'stale-revision'))
  })

  it('leave exactly one state behind: the one the journal replays to', async () => {
    const verdict = await verifyHouse(house)
    expect(verdict.exit, verdict.says).to.equal(0)
  })
})

describe('two houses on one store', () => {
  let first: TestHouse
  let second: TestHouse
  const opened: TestHouse[] = []
  const room = temporaryFolder()

  before(async () => {
    const key = signerKey('daicho.local/journal', randomBytes(32), crypto)
    const shared = {
      LOG_KEY: formatSignerKey(key),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      TAIL_MS: '20',
    }
    first = await openHouse({ environment: shared })
    opened.push(first)
    const environment = { ...shared, MONGODB_URI: storeUri(first) }
    second = await openHouse({ empty: true, dataDir: room.folder, environment })
    opened.push(second)
  })

  after(async () => {
    for (const house of opened.toReversed()) await house.stop()
    room.remove()
  })

  /** Somebody at the second house's door; the session began at the first. */
  const at = async (person: string): Promise<Voice> =>
    await signedIn(second.url, person, passwordOf(person))

  it('know the same people and the same records', async () => {
    const visit = await plannedVisit(first)
    const ben = await at('ben')
    expect((await ben.get(`/visits/${visit.id}`)).number).to.equal(visit.number)
  })

  it('write one journal without a gap between them', async () => {
    const [here, there] = [first.as('chie'), await at('chie')]
    const made = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        (index % 2 === 0 ? here : there).creates('customers.add', { name: `お客様 ${index}` }),
      ),
    )
    expect(gapless(made.map(numbered))).to.equal(true)
    expect(new Set(made.map(({ seq }) => seq)).size).to.equal(made.length)
  })

  it('give one badge to exactly one visitor between them', async () => {
    const [here, there] = [first.as('aya'), await at('aya')]
    for (let round = 0; round < 3; round += 1) {
      const visits = await pledgedVisits(first, 8)
      const card = await badge(first)
      const entry = { escort: here.id, badge: card.id, identity: 'licence' }
      const { done, codes } = await outcomes(
        visits.map((visit, index) =>
          (index % 2 === 0 ? here : there).does('visits.admit', visit, entry),
        ),
      )
      expect(done).to.have.length(1)
      expect(codes).to.deep.equal(Array.from({ length: 7 }, () => 'held'))
    }
  })

  it('decide acts on one record one after the other', async () => {
    const visit = await plannedVisit(first)
    const [here, there] = [first.as('chie'), await at('chie')]
    const more = { because: '試験のため' }
    const { done, codes } = await outcomes(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? here : there).does('visits.amend', visit, { note: `${index}` }, more),
      ),
    )
    expect(codes).to.deep.equal([])
    expect(gapless(done.map(({ revision }) => revision))).to.equal(true)
  })

  it('answer an act sent to both as one', async () => {
    const fields = { name: '二重送信病院' }
    const id = randomUUID()
    const [here, there] = [first.as('chie'), await at('chie')]
    const sent = await Promise.all([
      here.creates('customers.add', fields, { id }),
      there.creates('customers.add', fields, { id }),
    ])
    expect(sent[0]?.number).to.equal(sent[1]?.number)
    expect(sent[0]?.seq).to.equal(sent[1]?.seq)
  })

  it('each tell their screens of what the other did', async () => {
    for (const [watched, doing] of [
      [first, second],
      [second, first],
    ] as const) {
      const { token } = first.as('ben')
      const socket = io(watched.url, { auth: { token }, forceNew: true })
      await once(socket as never, 'hello')
      const heard = once(socket as never, 'act')
      const voice = await signedIn(doing.url, 'chie', passwordOf('chie'))
      const made = await voice.creates('customers.add', { name: 'お知らせ病院' })
      const [told] = (await heard) as [{ act: string; record: string }]
      expect(told).to.include({ act: 'customers.add', record: made.id })
      socket.disconnect()
    }
  })

  it('sign one history, which verifies', async () => {
    for (const house of [first, second]) {
      const verdict = await verifyHouse(house)
      expect(verdict.exit, verdict.says).to.equal(0)
    }
    const notes = await Promise.all(
      [first, second].map(async ({ url }) => (await fetch(`${url}/log/checkpoint`)).text()),
    )
    const roots = notes.map((note) => note.split('\n').slice(0, 3).join('\n'))
    expect(roots[0]).to.equal(roots[1])
  })

  it('refuse a second administrator made at the same first start', async () => {
    const { total } = await first.as('kaoru').get<{ total: number }>('/accounts?q=kaoru')
    expect(total).to.equal(1)
    const again = { user: 'kaoru', name: '薫', roles: ['admin'], password: passwordOf('kaoru') }
    const there = await at('kaoru')
    expect(await codeOf(there.post('/accounts', again))).to.equal('held')
  })
})
