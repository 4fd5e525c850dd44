/**
 * Stopping and starting: what was acknowledged is there, what was not is refused in so many words,
 * and a journal that lost its end does not pass as whole because its hashes were kept elsewhere.
 */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { start } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'
import { JournalRefused } from '../../server/journal/checkpoint.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import { Refused } from '../people.ts'

describe('a house that stops', () => {
  it('while acts are under way has every act it acknowledged when it starts again', async () => {
    const room = temporaryFolder()
    const house = await openHouse({ dataDir: room.folder })
    const chie = house.as('chie')
    const sent = Array.from({ length: 200 }, (_, at) => {
      const id = randomUUID()
      return { id, done: chie.creates('customers.add', { name: `病院 ${at}` }, { id }) }
    })
    const settled = Promise.allSettled(sent.map(({ done }) => done))
    await sent[0]?.done
    await house.stop()
    const outcomes = await settled
    for (const one of outcomes) {
      if (one.status === 'fulfilled' || !(one.reason instanceof Refused)) continue
      expect(one.reason.problem.code).to.equal('stopping')
    }
    const again = await openHouse({ dataDir: room.folder, empty: true })
    const { database } = again.running.house
    for (const [at, { id }] of sent.entries()) {
      if (outcomes[at]?.status !== 'fulfilled') continue
      expect(await database.records.exists({ _id: id })).not.to.equal(null)
    }
    await again.stop()
    room.remove()
  })

  it('does not start on a journal whose end is missing though its hashes are kept', async () => {
    const room = temporaryFolder()
    const house = await openHouse({ dataDir: room.folder })
    const { log, database, signer } = house.running.house
    const each = (many: number) =>
      Array.from({ length: many }, (_, at) => ({ fields: { name: `病院 ${at}` } }))
    await house.as('chie').doesToMany('customers.add', each(200))
    await house.as('chie').doesToMany('customers.add', each(256 - log.size))
    expect(log.size).to.equal(256)
    await signer.sign()
    await database.entries.deleteMany({ _id: { $gte: 250 } })
    await house.stop()
    const started = start(readConfig(house.environment))
    const refusal: unknown = await started.catch((error: unknown) => error)
    expect(refusal).to.be.instanceOf(JournalRefused)
    room.remove()
  })
})
