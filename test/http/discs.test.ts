/**
 * Discs, from the packet to the shredder: taken in by number, asked for, issued by somebody else,
 * written, stored, lent with a movement, checked and destroyed; and the count always adds up.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf, refusalOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { requested, unique } from './told.ts'

const lot = { purchasedOn: '2026-04-01', product: 'DVD-R 50枚', supplier: '六角商会', quantity: 10 }

describe('discs', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const takenIn = async (many: number): Promise<Shown[]> => {
    const each = Array.from({ length: many }, () => ({
      fields: { labelNo: `N-${String(unique()).padStart(4, '0')}` },
    }))
    const shared = { kind: 'dvdr', lot, cabinet: 'ISO事務局 保管庫', keyHolder: '管理部' }
    const results = await house.as('chie').doesToMany('discs.intake', each, shared)
    return results.map(({ record }) => record as Shown)
  }
  const issued = async (): Promise<Shown> => {
    const [disc] = await takenIn(1)
    if (!disc) throw new Error('no disc was taken in')
    await house.as('aya').does('discs.request', disc, { purpose: '操作ログの保管' })
    return await house.as('chie').does('discs.issue', disc)
  }
  const stored = async (): Promise<Shown> => {
    const disc = await issued()
    const contents = { contents: '4月の操作ログ', confidential: false }
    await house.as('aya').does('discs.write', disc, contents)
    return await house.as('aya').does('discs.store', disc, { cabinet: '第一保管庫' })
  }
  const now = async (disc: Shown) => await house.as('emi').get(`/discs/${disc.id}`)
  const balance = async () => {
    interface Board {
      ledgers: { name: string; total: number; states: Record<string, number> }[]
    }
    const board = await house.as('emi').get<Board>('/board')
    const found = board.ledgers.find(({ name }) => name === 'discs')
    if (!found) throw new Error('the board does not show discs')
    return found
  }

  it('are taken in many at once, each with a number of its own', async () => {
    const discs = await takenIn(10)
    expect(discs.map(({ state }) => state)).to.deep.equal(discs.map(() => 'blank'))
    const numbers = discs.map(({ number }) => Number(number.slice(-6)))
    const first = Math.min(...numbers)
    expect(numbers.toSorted((one, other) => one - other)).to.deep.equal(
      numbers.map((_, at) => first + at),
    )
    const [taken] = discs
    const shared = { kind: 'dvdr', lot, cabinet: '保管庫' }
    const again = house.as('chie').creates('discs.intake', {
      ...shared,
      labelNo: taken?.facts['labelNo'],
    })
    expect(await refusalOf(again)).to.include({ code: 'held', number: taken?.number })
    const rewritable = house.as('chie').creates('discs.intake', {
      ...shared,
      kind: 'dvdrw',
      labelNo: `N-${unique()}`,
    })
    expect(await codeOf(rewritable)).to.equal('invalid-fields')
  })

  it('go from blank to destroyed, and stay in the ledger', async () => {
    const [aya, ben, chie] = [house.as('aya'), house.as('ben'), house.as('chie')]
    const disc = await stored()
    expect(disc.state).to.equal('stored')
    const check = { result: 'present', how: 'sight', readable: true }
    const checked = await ben.does('discs.check', disc, { check })
    expect(checked.facts['checks']).to.have.length(1)
    const people = { operator: aya.id, witness: ben.id }
    const destroyed = await aya.does('discs.destroy', disc, { destruction: 'shred', ...people })
    expect(destroyed.state).to.equal('destroyed')
    expect((await chie.get(`/discs/${disc.id}`)).facts).to.include({
      destruction: 'shred',
      ...people,
    })
  })

  it('are issued by someone else than who asked', async () => {
    const [disc] = await takenIn(1)
    if (!disc) throw new Error('no disc was taken in')
    const [chie, dan] = [house.as('chie'), house.as('dan')]
    await chie.does('discs.request', disc, { purpose: '監査用の写し' })
    expect(await codeOf(chie.does('discs.issue', disc))).to.equal('same-person')
    expect((await dan.does('discs.issue', disc)).state).to.equal('issued')
  })

  it('take no confidential contents', async () => {
    const disc = await issued()
    const secret = { contents: '患者情報', confidential: true }
    const writing = house.as('aya').does('discs.write', disc, secret)
    expect(await refusalOf(writing)).to.include({ code: 'rule-refused', path: 'confidential' })
  })

  it('are destroyed before a witness who is not the operator', async () => {
    const disc = await stored()
    const aya = house.as('aya')
    const alone = { destruction: 'shred', operator: aya.id, witness: aya.id }
    expect(await codeOf(aya.does('discs.destroy', disc, alone))).to.equal('same-person')
  })

  it('leave and come back with the movement they are part of', async () => {
    const [aya, chie] = [house.as('aya'), house.as('chie')]
    const disc = await stored()
    const items = [{ name: 'DVD-R', quantity: 1, disc: disc.id }]
    const wrong = requested(house, { items })
    expect(await refusalOf(wrong)).to.include({ code: 'rule-refused', path: 'category' })
    const movement = await requested(house, { category: 'optical', items })
    await chie.does('movements.approve', movement)
    await aya.does('movements.carryOut', movement, { itemsChecked: true, carriage: 'person' })
    const lent = await now(disc)
    expect(lent).to.include({ state: 'out' })
    expect(lent.facts['movement']).to.equal(movement.id)
    expect(lent.linked[movement.id]?.number).to.equal(movement.number)
    const people = { operator: aya.id, witness: house.as('ben').id }
    const early = aya.does('discs.destroy', disc, { destruction: 'shred', ...people })
    expect(await codeOf(early)).to.equal('wrong-state')
    await aya.does('movements.return', movement, { itemsMatched: true })
    const back = await now(disc)
    expect(back.state).to.equal('stored')
    expect(back.facts).not.to.have.property('movement')
    const { entries } = await house
      .as('emi')
      .get<{ entries: { act: string }[] }>(`/discs/${disc.id}/history`)
    expect(entries.slice(-2).map(({ act }) => act)).to.deep.equal([
      'movements.carryOut',
      'movements.return',
    ])
  })

  it('that are blank cannot be part of what leaves', async () => {
    const [disc] = await takenIn(1)
    const items = [{ name: 'DVD-R', quantity: 1, disc: disc?.id }]
    const movement = await requested(house, { category: 'optical', items })
    await house.as('chie').does('movements.approve', movement)
    const leaving = { itemsChecked: true, carriage: 'person' }
    const carrying = house.as('aya').does('movements.carryOut', movement, leaving)
    expect(await refusalOf(carrying)).to.include({ code: 'link-state', number: disc?.number })
  })

  it('add up: what was taken in is what is in some state', async () => {
    const before = await balance()
    await takenIn(3)
    await house
      .as('aya')
      .does('discs.reportLoss', await stored(), { loss: '保管庫の点検で見当たらない' })
    const after = await balance()
    expect(after.total).to.equal(before.total + 4)
    expect(Object.values(after.states).reduce((sum, one) => sum + one, 0)).to.equal(after.total)
    expect(after.states['lost']).to.equal((before.states['lost'] ?? 0) + 1)
    expect(after.states['blank']).to.equal((before.states['blank'] ?? 0) + 3)
  })
})
