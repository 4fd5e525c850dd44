/**
 * What devices tell of themselves, above all how much they keep that has not reached the server.
 */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { DeviceView } from '../../models/shown.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import { registered } from './told.ts'

interface Device {
  readonly devices: readonly DeviceView[]
}

describe('devices', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const report = {
    id: randomUUID(),
    name: '受付タブレット 1',
    waiting: 3,
    refused: 1,
    oldestAt: '2026-11-22T00:00:00.000Z',
    version: 'Du4TLnG8',
    lasting: true,
  }

  it('tell what they have not sent, and the office reads who keeps most', async () => {
    await house.as('aya').post('/devices/current', report)
    await house.as('ben').post('/devices/current', {
      ...report,
      id: randomUUID(),
      name: 'フロア 2',
      waiting: 0,
      refused: 0,
      oldestAt: undefined,
    })
    for (const person of ['chie', 'emi', 'kaoru'] as const) {
      const { devices } = await house.as(person).get<Device>('/devices')
      expect(devices.map(({ name }) => name)).to.deep.equal(['受付タブレット 1', 'フロア 2'])
      expect(devices[0]).to.deep.include({ ...report, account: '青木 綾' })
      expect(devices[1]).not.to.have.property('oldestAt')
    }
  })

  it('are counted once each, by their latest word', async () => {
    await house.as('aya').post('/devices/current', { ...report, waiting: 0, refused: 0 })
    const { devices } = await house.as('chie').get<Device>('/devices')
    expect(devices.filter(({ id }) => id === report.id).map((one) => one.waiting)).to.deep.equal([
      0,
    ])
  })

  it('that keep acts back are listed and kept, however long ago they were last heard of', async () => {
    const [silent, idle] = [randomUUID(), randomUUID()]
    const ben = house.as('ben')
    await ben.post('/devices/current', { ...report, id: silent, name: '倉庫の端末', waiting: 9 })
    await ben.post('/devices/current', { ...report, id: idle, waiting: 0, refused: 0 })
    const { devices: kept } = house.running.house.database
    const longAgo = new Date('2024-01-01T00:00:00.000Z')
    await kept.updateOne({ _id: silent }, { $set: { seenAt: longAgo } })
    const { devices } = await house.as('chie').get<Device>('/devices')
    expect(devices[0]).to.deep.include({ id: silent, waiting: 9, seenAt: longAgo.toISOString() })
    // What expires is counted from a moment that only a device with nothing to send has.
    const expiring = (await kept.listIndexes())
      .filter((index) => 'expireAfterSeconds' in index)
      .flatMap(({ key }) => Object.keys(key as object))
    expect(expiring).to.have.length(1)
    for (const [id, forgotten] of [
      [silent, false],
      [idle, true],
    ] as const) {
      const found = await kept.findById(id).lean<Record<string, unknown>>()
      expect(Object.hasOwn(found ?? {}, expiring[0] ?? ''), id).to.equal(forgotten)
    }
    // Once everything has reached the house, it is one like any other.
    await ben.post('/devices/current', { ...report, id: silent, waiting: 0, refused: 0 })
    const later = await kept.findById(silent).lean<Record<string, unknown>>()
    expect(later).to.include.keys(expiring)
  })

  it('are nobody else’s to read, and say nothing that is no report', async () => {
    expect(await codeOf(house.as('aya').get('/devices'))).to.equal('not-allowed')
    expect(await codeOf(house.as('uketsuke').get('/devices'))).to.equal('not-allowed')
    const wrong = { ...report, waiting: -1 }
    const sent = house.as('aya').post('/devices/current', wrong)
    expect(await codeOf(sent)).to.equal('invalid-fields')
  })

  it('are named in the journal as they call themselves, in any script', async () => {
    const disk = await registered(house)
    const answer = await fetch(`${house.url}/api/v1/disposals/${disk.id}/store`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${house.as('aya').token}`,
        'x-device': encodeURIComponent('受付タブレット 1 ab12'),
      },
      body: JSON.stringify({
        id: randomUUID(),
        fields: { storage: { place: '保管庫', locked: true } },
      }),
    })
    expect(answer.status).to.equal(200)
    interface History {
      entries: { device?: string }[]
    }
    const { entries } = await house.as('chie').get<History>(`/disposals/${disk.id}/history`)
    expect(entries.at(-1)?.device).to.equal('受付タブレット 1 ab12')
  })
})
