/**
 * Whoever comes second on a record is told what the first one did, whatever the refusal, as long as
 * they said which state of it they knew.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { refusalOf } from '../people.ts'
import { registered, requested } from './told.ts'

describe('whoever comes second', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  it('is told who did what since, also where the state speaks against it', async () => {
    const movement = await requested(house)
    const { revision } = await house.as('chie').does('movements.approve', movement)
    const out = { itemsChecked: true, carriage: 'person' }
    await house.as('ben').does('movements.carryOut', movement, out)
    const second = house.as('aya').does('movements.carryOut', movement, out, { revision })
    const problem = await refusalOf(second)
    expect(problem.code).to.equal('wrong-state')
    expect(problem.since).to.have.length(1)
    expect(problem.since?.[0]).to.include({ act: 'movements.carryOut', actor: house.as('ben').id })
    expect(problem.current).to.include({ state: 'out', revision: revision + 1 })
    expect(problem.current?.linked[house.as('ben').id]?.title).to.equal('馬場 勉')
  })

  it('is told no more than before when nothing changed, or nobody said what they knew', async () => {
    const movement = await requested(house)
    const { revision } = await house.as('chie').does('movements.approve', movement)
    const unknown = await refusalOf(house.as('chie').does('movements.approve', movement))
    expect(unknown).to.include({ code: 'wrong-state' }).and.not.to.have.property('current')
    const known = await refusalOf(
      house.as('chie').does('movements.approve', movement, {}, { revision }),
    )
    expect(known).to.include({ code: 'wrong-state' }).and.not.to.have.property('current')
  })

  it('is told for each record of a batch', async () => {
    const disks = [await registered(house), await registered(house)]
    const [first, other] = disks
    if (!first || !other) throw new Error('two disks were registered')
    await house.as('chie').does('disposals.withdraw', first, {}, { because: '登録の誤り' })
    const each = disks.map(({ id, revision }) => ({ record: id, revision }))
    const storage = { storage: { place: '保管庫', locked: true } }
    const results = await house.as('aya').doesToMany('disposals.store', each, storage)
    expect(results.map(({ problem }) => problem?.code)).to.deep.equal(['wrong-state', undefined])
    expect(results[0]?.problem?.since?.map(({ act }) => act)).to.deep.equal(['disposals.withdraw'])
    expect(results[0]?.problem?.current?.state).to.equal('withdrawn')
  })
})
