/**
 * Something leaves and comes back, as the people in it live it: applied for, approved by somebody
 * else, carried out, checked while it is away, returned, inspected and closed.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { codeOf, refusalOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { inHours, photo, requested, unique } from './told.ts'

interface Standing {
  readonly name: string
  readonly states: Readonly<Record<string, number>>
  readonly dues: Readonly<Record<string, number>>
  readonly watched: readonly Shown[]
}

const clean = {
  scan: 'clean',
  toolName: 'スキャナ 5.1',
  definitions: '2026-04-01',
  isolated: true,
  operation: 'passed',
  tamper: 'passed',
}

describe('a movement', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const approved = async (more: object = {}) => {
    const request = await requested(house, more)
    return await house.as('chie').does('movements.approve', request)
  }
  const out = async (more: object = {}) =>
    await house.as('aya').does('movements.carryOut', await approved(more), {
      itemsChecked: true,
      carriage: 'person',
    })
  const standing = async () => {
    const board = await house.as('ben').get<{ ledgers: Standing[] }>('/board')
    const found = board.ledgers.find(({ name }) => name === 'movements')
    if (!found) throw new Error('the board does not show movements')
    return found
  }
  const signed = async () => ({
    image: await photo(house),
    signedAt: new Date().toISOString(),
  })

  it('goes from its application to the inspection that closes it', async () => {
    const [aya, ben, chie] = [house.as('aya'), house.as('ben'), house.as('chie')]
    const request = await requested(house)
    expect(request).to.include({ state: 'requested' })
    expect(request.number).to.match(/^M-\d{4}-\d{6}$/)
    expect((await chie.does('movements.approve', request)).facts['approver']).to.equal(chie.id)
    const gone = await aya.does('movements.carryOut', request, {
      itemsChecked: true,
      carriage: 'courier',
      courier: '四海運輸',
      trackingNo: '１２３４-5678',
      container: '施錠ケース',
      sealNo: `F${unique()}`,
      carrierSignature: await signed(),
      photos: [{ photo: await photo(house), note: '梱包前' }],
    })
    expect(gone).to.include({ state: 'out' })
    expect(gone.facts['trackingNo']).to.equal('1234-5678')
    const check = { result: 'present', how: 'photo', photo: await photo(house) }
    const checked = await ben.does('movements.check', request, { check })
    expect(checked.facts['checks']).to.have.length(1)
    const handOver = { to: '製造元 修理課', place: '名古屋' }
    const handed = await ben.does('movements.handOver', request, { handOver })
    expect(handed.facts['custody']).to.have.length(1)
    const back = await aya.does('movements.return', request, {
      itemsMatched: true,
      condition: '良好',
      sealIntact: true,
      returnSignature: await signed(),
    })
    expect(back.state).to.equal('returned')
    const closed = await ben.does('movements.inspect', request, { inspection: clean })
    expect(closed.state).to.equal('closed')
    expect(closed.facts).to.include({ inspector: ben.id, receivedBy: aya.id })
  })

  it('is approved only by somebody else than its applicant', async () => {
    const [chie, dan] = [house.as('chie'), house.as('dan')]
    const theirs = await requested(house)
    const { applicant: _who, ...facts } = theirs.facts
    const items = [{ name: '計測器', serial: `SN${unique()}`, quantity: 1 }]
    const own = await chie.creates('movements.request', { ...facts, items })
    const problem = await refusalOf(chie.does('movements.approve', own))
    expect(problem).to.include({ status: 409, code: 'same-person' })
    expect((await dan.does('movements.approve', own)).state).to.equal('approved')
  })

  it('that is rejected or cancelled says why and never leaves', async () => {
    const request = await requested(house)
    const chie = house.as('chie')
    expect(await codeOf(chie.does('movements.reject', request))).to.equal('because-needed')
    await chie.does('movements.reject', request, {}, { because: '持出先が不明' })
    const leaving = { itemsChecked: true, carriage: 'person' }
    const carrying = house.as('aya').does('movements.carryOut', request, leaving)
    expect(await codeOf(carrying)).to.equal('wrong-state')
    const other = await requested(house)
    const stranger = house.as('ben').does('movements.cancel', other, {}, { because: '不要' })
    expect(await codeOf(stranger)).to.equal('rule-refused')
    const cancelled = await house.as('aya').does('movements.cancel', other, {}, { because: '不要' })
    expect(cancelled.state).to.equal('cancelled')
  })

  it('is not approved while its risk is unknown or unacceptable', async () => {
    const request = await requested(house, { risk: 'unacceptable' })
    const chie = house.as('chie')
    expect(await refusalOf(chie.does('movements.approve', request))).to.include({
      code: 'rule-refused',
      path: 'risk',
    })
    const measured = await chie.does('movements.approve', request, { risk: 'measured' })
    expect(measured.state).to.equal('approved')
  })

  it('does not take out what is out already, until that is inspected', async () => {
    const [aya, ben] = [house.as('aya'), house.as('ben')]
    const items = [{ name: '検査装置', serial: `SN${unique()}`, quantity: 1 }]
    const first = await out({ items })
    const second = await approved({ items })
    const leaving = { itemsChecked: true, carriage: 'person' }
    const refused = await refusalOf(ben.does('movements.carryOut', second, leaving))
    expect(refused).to.include({ status: 409, code: 'held', number: first.number })
    await aya.does('movements.return', first, { itemsMatched: true })
    expect(await codeOf(ben.does('movements.carryOut', second, leaving))).to.equal('held')
    await ben.does('movements.inspect', first, { inspection: clean })
    expect((await ben.does('movements.carryOut', second, leaving)).state).to.equal('out')
  })

  it('as a shuttle disk leaves only erased, encrypted, sealed and tracked', async () => {
    const aya = house.as('aya')
    const shuttle = await approved({ category: 'shuttle' })
    const refusedAt = async (more: object) =>
      (await refusalOf(aya.does('movements.carryOut', shuttle, { itemsChecked: true, ...more })))
        .path
    const carried = { carriage: 'courier', courier: '四海運輸', trackingNo: '9876' }
    expect(await refusedAt({})).to.equal('carriage')
    expect(await refusedAt({ carriage: 'courier', courier: '四海運輸' })).to.equal('carriage')
    expect(await refusedAt(carried)).to.equal('erasure')
    const erasure = { at: inHours(-2), how: '上書き1回', by: house.as('ben').id }
    expect(await refusedAt({ ...carried, erasure: { ...erasure, at: inHours(2) } })).to.equal(
      'erasure',
    )
    expect(await refusedAt({ ...carried, erasure })).to.equal('encryption')
    const undone = { done: false }
    expect(await refusedAt({ ...carried, erasure, encryption: undone })).to.equal('encryption')
    const encryption = { done: true, method: 'AES-256-XTS' }
    expect(await refusedAt({ ...carried, erasure, encryption })).to.equal('sealNo')
    const gone = await aya.does('movements.carryOut', shuttle, {
      itemsChecked: true,
      ...carried,
      erasure,
      encryption,
      container: '開封検知袋',
      sealNo: `F${unique()}`,
    })
    expect(gone.state).to.equal('out')
  })

  it('comes back with a scan on an isolated machine, or stays open', async () => {
    const [aya, ben] = [house.as('aya'), house.as('ben')]
    const movement = await out()
    const differing = aya.does('movements.return', movement, { itemsMatched: false })
    expect((await refusalOf(differing)).path).to.equal('difference')
    await aya.does('movements.return', movement, { itemsMatched: true })
    const inspect = (more: object) =>
      ben.does('movements.inspect', movement, { inspection: { ...clean, ...more } })
    expect(await refusalOf(inspect({ isolated: false }))).to.include({ path: 'inspection' })
    expect(await refusalOf(inspect({ scan: 'none' }))).to.include({ path: 'inspection' })
    expect(await refusalOf(inspect({ scan: 'found' }))).to.include({ path: 'inspection' })
    const found = await inspect({ scan: 'found', action: '隔離して再検査する' })
    expect(found.state).to.equal('returned')
    expect((await inspect({})).state).to.equal('closed')
  })

  it('past its return date or its loss check is overdue on the board', async () => {
    const chie = house.as('chie')
    const before = await standing()
    const movement = await out()
    const late = { plannedOut: inHours(-72), dueBack: inHours(-1) }
    await chie.does('movements.amend', movement, late, { because: '期限の記入を誤った' })
    const longAgo = { occurredAt: inHours(-24 * 40), source: 'stated' }
    const unchecked = await house.as('aya').does(
      'movements.carryOut',
      await approved(),
      {
        itemsChecked: true,
        carriage: 'person',
      },
      longAgo,
    )
    const now = await standing()
    expect(now.dues['return']).to.equal((before.dues['return'] ?? 0) + 1)
    expect(now.dues['check']).to.equal((before.dues['check'] ?? 0) + 1)
    const watched = new Map(now.watched.map((one) => [one.id, one]))
    const overdue = (id: string) =>
      watched
        .get(id)
        ?.dues.filter((due) => due.overdue)
        .map(({ name }) => name)
    expect(overdue(movement.id)).to.deep.equal(['return'])
    expect(overdue(unchecked.id)).to.deep.equal(['check'])
    const check = { result: 'present', how: 'statement' }
    await house.as('ben').does('movements.check', unchecked, { check })
    const { records } = await house.as('ben').get<Listed>('/movements?filter[due]=check')
    expect(records.map(({ id }) => id)).not.to.include(unchecked.id)
  })

  it('that is lost is watched until its loss is resolved', async () => {
    const movement = await out()
    const check = { result: 'lost', how: 'statement' }
    const lost = await house.as('ben').does('movements.check', movement, { check })
    expect(lost.state).to.equal('lost')
    expect((await standing()).watched.map(({ id }) => id)).to.include(movement.id)
    const because = '車内で見つかった'
    const resolution = { resolution: 'found' }
    const own = house.as('ben').does('movements.resolveLoss', movement, resolution, { because })
    expect(await codeOf(own)).to.equal('not-allowed')
    const found = await house
      .as('chie')
      .does('movements.resolveLoss', movement, resolution, { because })
    expect(found.state).to.equal('out')
  })

  it('is extended by the ISO office with a reason, but nobody extends their own', async () => {
    const movement = await out()
    const chie = house.as('chie')
    const later = { dueBack: inHours(24 * 20) }
    expect(await codeOf(chie.does('movements.extend', movement, later))).to.equal('because-needed')
    const because = '部品の到着が遅れた'
    const extended = await chie.does('movements.extend', movement, later, { because })
    expect(extended.facts['extensions']).to.have.length(1)
    const beyond = { dueBack: inHours(24 * 365) }
    const tooLong = chie.does('movements.extend', movement, beyond, { because })
    expect(await refusalOf(tooLong)).to.include({ code: 'rule-refused', path: 'dueBack' })
  })
})
