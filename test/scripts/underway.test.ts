/**
 * A backup taken while people act is still consistent: it holds the journal up to some moment and
 * exactly what belongs to it, which only the verifier of a restored copy can say.
 */
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Manifest } from '../../scripts/verify/manifest.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { Room, run } from './running.ts'

describe('a backup of a house at work', () => {
  const room = new Room()
  let house: TestHouse

  before(async () => {
    // The folder outlives the house, and MONGODB_URI is left out: the script looks at DATA_DIR.
    house = await openHouse({ dataDir: room.at('data'), environment: { MONGODB_URI: '' } })
  })

  after(async () => {
    await house.stop()
    room.remove()
  })

  it('is a house that verifies, whatever happened meanwhile', async () => {
    const chie = house.as('chie')
    const enough = new AbortController()
    let done = 0
    const busy = async () => {
      for (; !enough.signal.aborted; done += 1) {
        const facts = { person: { name: `来訪 ${done}` }, company: '見本商会', contact: '内線1' }
        const person = await chie.creates('people.add', facts)
        await chie.does('people.forget', person, {}, { because: '来訪の終了' })
      }
    }
    const working = Promise.all([busy(), busy()])
    const { code, says } = await run('backup', [room.at('backup')], { DATA_DIR: room.at('data') })
    const meanwhile = done
    enough.abort()
    await working
    expect(code, says).to.equal(0)
    expect(meanwhile).to.be.greaterThan(0)
    const restored = await run('restore', [room.at('backup'), room.at('restored')])
    expect(restored.code, restored.says).to.equal(0)
    const { journal } = JSON.parse(
      readFileSync(room.at('backup', 'manifest.json'), 'utf8'),
    ) as Manifest
    expect(journal.size).to.be.greaterThan(0).and.to.be.at.most(house.running.house.log.size)
  })
})
