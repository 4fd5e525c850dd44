/**
 * Erasing means everything: also what attempts left behind that came to nothing, and the pictures
 * people drew of their own names. What others still refer to stays.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { plannedVisit, pledge } from '../http/told.ts'
import type { Shown } from '../people.ts'
import { verifyHouse } from './verifying.ts'

const because = { because: '本人の請求による' }

describe('erasing', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const statusOf = async (sha256: string): Promise<number> =>
    (await house.as('aya').ask('GET', `/files/${sha256}`)).status
  const signedBy = async (signed: Awaited<ReturnType<typeof pledge>>): Promise<Shown> =>
    await house.as('uketsuke').does('visits.pledge', await plannedVisit(house), signed)

  it('takes a drawn signature with it, once no record shows it any more', async () => {
    const signed = await pledge(house)
    const { sha256 } = signed.signature.image
    const [one, two] = [await signedBy(signed), await signedBy(signed)]
    await house.as('chie').does('visits.forget', one, {}, because)
    expect(await statusOf(sha256)).to.equal(200)
    await house.as('chie').does('visits.forget', two, {}, because)
    expect(await statusOf(sha256)).to.equal(404)
    const { database } = house.running.house
    expect((await database.files.find([sha256])).size).to.equal(0)
  })

  it('takes the bodies with it that a failed attempt left behind', async () => {
    const { database } = house.running.house
    const { collection } = database.entries
    const insert = collection.insertMany.bind(collection)
    collection.insertMany = () => {
      collection.insertMany = insert
      return Promise.reject(new Error('the connection is lost'))
    }
    const visit = await plannedVisit(house)
    const bodies = async () => await database.bodies.countDocuments({ record: visit.id })
    expect(await bodies()).to.equal(2)
    await house.as('chie').does('visits.forget', visit, {}, because)
    expect(await bodies()).to.equal(0)
  })

  it('leaves what is written afterwards, and a journal that verifies', async () => {
    const visit = await plannedVisit(house)
    await house.as('chie').does('visits.forget', visit, {}, because)
    const visitor = { name: '後日 三郎' }
    await house.as('chie').does('visits.amend', visit, { visitor }, because)
    const shown = await house.as('aya').get(`/visits/${visit.id}`)
    expect(shown.facts['visitor']).to.deep.equal(visitor)
    const verdict = await verifyHouse(house)
    expect(verdict.exit, verdict.says).to.equal(0)
  })
})
