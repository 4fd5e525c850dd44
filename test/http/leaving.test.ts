/**
 * Lists somebody waits for: a short one stands in the journal with its hash before any of it has
 * left, a long one when it begins and when it ends, whoever hangs up and whatever changes
 * meanwhile.
 */
import { expect } from 'chai'
import { limits } from '../../models/limits.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import { hashOf } from './reading.ts'

interface Noted {
  readonly begun?: true
  readonly of?: number
  readonly rows?: number
  readonly sha256?: string
  readonly brokenOff?: true
}

describe('a list somebody waits for', function () {
  this.timeout(180_000)
  const records = limits.exportDirectRowsMax + 20
  let house: TestHouse

  before(async () => {
    house = await openHouse()
    // So wide that no socket on the way holds the whole list.
    const wide = '長'.repeat(limits.linesCharactersMax)
    const each = Array.from({ length: records }, (_, at) => ({
      fields: { name: `見本${at}`, note: `${at}${wide.slice(10)}` },
    }))
    const atOnce = 30
    for (let from = 0; from < records; from += atOnce) {
      await house.as('chie').doesToMany('customers.add', each.slice(from, from + atOnce))
    }
  })

  after(async () => {
    await house.stop()
  })

  const notes = async (by: string): Promise<Noted[]> => {
    const found = await house.running.house.database.entries
      .find({ act: 'customers.export', actor: by })
      .sort({ _id: 1 })
      .lean()
    return found.map(({ leaf }) => (JSON.parse(leaf.toString()) as { payload: Noted }).payload)
  }
  const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    for (;;) {
      const found = await look()
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const opened = async (person: 'ben' | 'chie' | 'dan', query = '') => {
    const ending = new AbortController()
    const response = await fetch(`${house.url}/api/v1/customers/export.csv${query}`, {
      headers: { Authorization: `Bearer ${house.as(person).token}` },
      signal: ending.signal,
    })
    return { response, ending }
  }

  it('is noted once, with its hash, before a short one leaves', async () => {
    const dan = house.as('dan')
    const bytes = await dan.bytes('/customers/export.csv?q=見本7&columns=number,name')
    const [note, ...more] = await notes(dan.id)
    expect(more).to.deep.equal([])
    expect(note).to.include({
      sha256: hashOf(bytes),
      rows: Buffer.from(bytes).toString().split('\r\n').length - 2,
    })
    expect(note).not.to.have.property('begun')
  })

  it('is whole however long it is, and noted when it begins and with its hash when it ends', async () => {
    const chie = house.as('chie')
    const bytes = await chie.bytes('/customers/export.csv?columns=number,name')
    expect(Buffer.from(bytes).toString().split('\r\n')).to.have.length(records + 3)
    const [begun, ended] = await until(async () => {
      const all = await notes(chie.id)
      return all.length > 1 ? all : undefined
    })
    expect(begun)
      .to.include({ begun: true, of: records + 1 })
      .and.not.to.have.property('sha256')
    expect(ended).to.include({ rows: records + 1, sha256: hashOf(bytes) })
  })

  it('is refused on paper where it is too long to be drawn while somebody waits', async () => {
    const refused = await codeOf(house.as('chie').bytes('/customers/export.pdf'))
    expect(refused).to.equal('too-many-rows')
  })

  it('names no record twice and leaves none out while records change places', async () => {
    const { response } = await opened('chie', '?sort=-changed&columns=number,note')
    const reader = response.body?.getReader()
    const first = await reader?.read()
    // What is at the end of the list goes to its beginning.
    const { records: oldest } = await house
      .as('chie')
      .get<{ records: { id: string; number: string }[] }>('/customers?sort=changed&limit=5')
    for (const one of oldest) {
      await house.as('chie').does('customers.amend', one, { note: 'x' }, { because: '訂正' })
    }
    const chunks = [Buffer.from(first?.value ?? [])]
    for (;;) {
      const next = await reader?.read()
      if (!next || next.done) break
      chunks.push(Buffer.from(next.value))
    }
    const numbers = [
      ...Buffer.concat(chunks)
        .toString()
        .matchAll(/^\ufeff?([A-Z]+-[\d-]+),/gm),
    ]
    const said = numbers.map(([, number]) => number)
    expect(said).to.have.length(records + 1)
    expect(new Set(said).size).to.equal(records + 1)
  })

  it('has left its trace before it is read, and says so when its reader hangs up', async () => {
    const { id } = house.as('ben')
    const { response, ending } = await opened('ben')
    expect(await notes(id)).to.have.length(1)
    const reader = response.body?.getReader()
    expect((await reader?.read())?.value?.length).to.be.greaterThan(0)
    ending.abort()
    const [, ended] = await until(async () => {
      const all = await notes(id)
      return all.length > 1 ? all : undefined
    })
    expect(ended).to.include({ brokenOff: true }).and.not.to.have.property('sha256')
    expect(ended?.rows).to.be.lessThan(records)
  })

  it('waits for its turn where many read slowly, and no short one waits for them', async () => {
    const chie = house.as('chie')
    const open = []
    for (let at = 0; at < limits.exportsLeavingMax; at += 1) open.push(await opened('dan'))
    const short = '/customers/export.csv?q=見本7&columns=number'
    const told = [false]
    const waiting = chie
      .bytes('/customers/export.csv?columns=number')
      .finally(() => told.push(true))
    expect((await chie.bytes(short)).length).to.be.greaterThan(0)
    const tool = { name: 'CrushBox', kind: 'crusher' }
    expect((await chie.creates('tools.add', tool)).facts).to.include(tool)
    expect(told).to.deep.equal([false])
    for (const { ending } of open) ending.abort()
    expect(
      Buffer.from(await waiting)
        .toString()
        .split('\r\n'),
    ).to.have.length(records + 3)
    expect(await codeOf(house.as('hana').bytes('/visits/export.csv'))).to.equal('not-allowed')
  })
})
