/**
 * The power goes: nothing that was acknowledged is lost, nothing stands half, and what a crash
 * left between the journal and its records is repaired by the next start.
 */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { openDatabase } from '../../models/stored/database.ts'
import { openHouse, ownDatabase, signedIn, storeUri, temporaryFolder } from '../house.ts'
import { plannedVisit } from '../http/told.ts'
import { admin, passwordOf } from '../people.ts'
import type { Shown, Voice } from '../people.ts'
import { startProcess } from './process.ts'
import { verify, verifyHouse } from './verifying.ts'

const server = process.env['MONGODB_URI']

describe('a house whose power is cut', () => {
  const room = temporaryFolder()
  const environment = {
    PORT: '0',
    TLS_PORT: 'off',
    DATA_DIR: room.folder,
    LOG_LEVEL: 'silent',
    ADMIN_USER: admin,
    ADMIN_PASSWORD: passwordOf(admin),
    ...(server !== undefined && { MONGODB_URI: ownDatabase(server, room.folder) }),
  }

  after(() => {
    room.remove()
  })

  /** Sends acts from many sides until the house is gone; those that were answered. */
  const load = async (kaoru: Voice, enough: () => void): Promise<Shown[]> => {
    const answered: Shown[] = []
    const side = async () => {
      for (;;) {
        const name = `お客様 ${randomUUID()}`
        const made = await kaoru.creates('customers.add', { name }).catch(() => undefined)
        if (!made) return
        answered.push(made)
        const noted = { note: '備考' }
        const more = { because: '試験のため' }
        const amended = await kaoru
          .does('customers.amend', made, noted, more)
          .catch(() => undefined)
        if (!amended) return
        answered.push(amended)
        if (answered.length >= 40) enough()
      }
    }
    await Promise.all(Array.from({ length: 12 }, side))
    return answered
  }

  it('has everything it acknowledged after each of five cuts, and verifies', async () => {
    for (let cut = 0; cut < 5; cut += 1) {
      const house = await startProcess(environment)
      const kaoru = await signedIn(house.url, admin, passwordOf(admin))
      let killed: Promise<void> | undefined
      const answered = await load(kaoru, () => {
        killed ??= house.kill()
      })
      await killed
      expect(answered.length).to.be.at.least(40)

      const again = await startProcess(environment)
      const voice = await signedIn(again.url, admin, passwordOf(admin))
      const latest = new Map(answered.map((one) => [one.id, one]))
      for (const one of latest.values()) {
        const now = await voice.get(`/customers/${one.id}`)
        expect(now.number).to.equal(one.number)
        expect(now.revision).to.be.at.least(one.revision)
      }
      expect(await again.stop()).to.equal(0)
      const target = environment.MONGODB_URI ?? room.folder
      const verdict = await verify([target])
      expect(verdict.exit, verdict.says).to.equal(0)
    }
  })
})

describe('a house that crashed between journal and records', () => {
  it('makes its records what the journal says when it starts again', async () => {
    const room = temporaryFolder()
    const first = await openHouse({ dataDir: room.folder })
    const planned = await plannedVisit(first)
    const { database } = first.running.house
    const before = await database.records.findById(planned.id).lean()
    const refused = await first.as('aya').does('visits.refuse', planned, { refusal: 'escort' })
    const created = await plannedVisit(first)
    // What the crash would have left: both entries in the journal, neither in the records.
    await database.records.collection.deleteOne({ _id: created.id as never })
    await database.records.collection.replaceOne({ _id: planned.id as never }, before as never)
    const broken = await verifyHouse(first)
    expect(broken.exit).to.equal(1)
    expect(broken.says).to.include(planned.number).and.include(created.number)
    await first.stop()

    const second = await openHouse({ dataDir: room.folder, empty: true })
    const kaoru = second.as('kaoru')
    const repaired = await kaoru.get(`/visits/${planned.id}`)
    expect(repaired).to.include({ state: 'refused', revision: refused.revision })
    expect((await kaoru.get(`/visits/${created.id}`)).facts).to.deep.include({
      visitor: created.facts['visitor'],
    })
    const verdict = await verifyHouse(second)
    expect(verdict.exit, verdict.says).to.equal(0)
    await second.stop()
    room.remove()
  })

  it('forgets what was to be forgotten when the crash came before the bodies were erased', async () => {
    const room = temporaryFolder()
    const first = await openHouse({ dataDir: room.folder })
    const visit = await plannedVisit(first)
    const bodies = await first.running.house.database.bodies.find({ record: visit.id }).lean()
    await first.as('chie').does('visits.forget', visit, {}, { because: '満了' })
    const opened = await openDatabase(storeUri(first))
    await opened.bodies.collection.insertMany(bodies as never)
    await opened.connection.close()
    await first.stop()

    const second = await openHouse({ dataDir: room.folder, empty: true })
    const { database } = second.running.house
    expect(await database.bodies.countDocuments({ record: visit.id })).to.equal(0)
    await second.stop()
    room.remove()
  })
})
