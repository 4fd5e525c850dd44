/**
 * Discs from the blank to the shredder, and how they follow the movements that take them out and
 * bring them back, or lose them.
 */
import { expect } from 'chai'
import type { LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import { Entrance } from './entrance.ts'
import { refusal } from './memory.ts'
import type { MemoryHouse } from './memory.ts'

let gate: Entrance
let house: MemoryHouse
let aya: Actor
let ben: Actor
let ines: Actor
let ivan: Actor

function open(): void {
  gate = new Entrance()
  ;({ house, aya, ben, ines, ivan } = gate)
}

describe('discs', () => {
  beforeEach(open)

  const lot = { purchasedOn: '2026-03-01', product: 'DVD-R 50', quantity: 50 }

  function blank(labelNo = 'D-001'): LedgerRecord {
    return house.act(ines, 'discs.intake', { kind: 'dvdr', labelNo, lot, cabinet: '保管庫A' })
  }

  function written(labelNo?: string): LedgerRecord {
    const record = blank(labelNo)
    house.act(aya, 'discs.request', { purpose: '納品' }, { record })
    house.act(ines, 'discs.issue', {}, { record })
    return house.act(aya, 'discs.write', { contents: '手順書', confidential: false }, { record })
  }

  function moved(...discs: LedgerRecord[]): LedgerRecord {
    const items = discs.map(({ id }) => ({ name: 'DVD-R', quantity: 1, disc: id }))
    return gate.leave(gate.approved({ category: 'optical', items }))
  }

  it('carry a label number no other disc ever had', () => {
    blank()
    expect(refusal(() => blank('d-００１'))).to.equal('held')
  })

  it('are never rewritable', () => {
    const doing = () =>
      house.act(ines, 'discs.intake', { kind: 'dvdrw', labelNo: 'X', lot, cabinet: 'A' })
    expect(refusal(doing)).to.match(/^invalid-fields/)
  })

  it('are issued by someone other than the applicant', () => {
    const record = house.act(ines, 'discs.request', { purpose: '納品' }, { record: blank() })
    const issue = (actor: Actor) => () => house.act(actor, 'discs.issue', {}, { record })
    expect(refusal(issue(ines))).to.equal('same-person')
    expect(issue(ivan)().state).to.equal('issued')
  })

  it('forget an application that was declined', () => {
    const record = house.act(ines, 'discs.request', { purpose: '納品' }, { record: blank() })
    const declined = house.act(ivan, 'discs.decline', {}, { record, because: '不要' })
    expect(declined.state).to.equal('blank')
    expect(declined.facts).to.not.have.any.keys('applicant', 'purpose')
  })

  it('take no confidential contents', () => {
    const record = blank()
    house.act(aya, 'discs.request', { purpose: '納品' }, { record })
    house.act(ines, 'discs.issue', {}, { record })
    const doing = () =>
      house.act(aya, 'discs.write', { contents: '名簿', confidential: true }, { record })
    expect(refusal(doing)).to.equal('rule-refused "confidential"')
  })

  it('follow the movement that takes them out and brings them back', () => {
    const disc = written()
    const movement = moved(disc)
    expect(house.now(disc)).to.deep.include({ state: 'out' })
    expect(house.now(disc).facts['movement']).to.equal(movement.id)
    house.act(aya, 'movements.return', { itemsMatched: true }, { record: movement })
    expect(house.now(disc).state).to.equal('stored')
    expect(house.now(disc).facts).to.not.have.property('movement')
  })

  it('that are blank cannot leave', () => {
    expect(refusal(() => moved(blank()))).to.equal('link-state')
  })

  it('missing on return are not stored again', () => {
    const [kept, gone] = [written('D-1'), written('D-2')]
    const movement = moved(kept, gone)
    const missing = [{ name: 'DVD-R', disc: gone.id }]
    house.act(aya, 'discs.reportLoss', { loss: '先方で紛失' }, { record: gone })
    const short = { itemsMatched: false, difference: '1枚不足', missing }
    house.act(aya, 'movements.return', short, { record: movement })
    expect([house.now(kept).state, house.now(gone).state]).to.deep.equal(['stored', 'lost'])
  })

  it('are lost and found with the movement they are part of', () => {
    const disc = written()
    const movement = moved(disc)
    const loss = { noticedAt: '2026-04-02T00:00:00Z', circumstances: '車上荒らし' }
    house.act(ben, 'movements.reportLoss', { loss }, { record: movement })
    expect(house.now(disc).state).to.equal('lost')
    const find = () =>
      house.act(ines, 'discs.find', { cabinet: 'A' }, { record: disc, because: '発見' })
    expect(refusal(find)).to.equal('rule-refused')
    house.act(
      ines,
      'movements.resolveLoss',
      { resolution: 'found' },
      { record: movement, because: '発見' },
    )
    expect([house.now(movement).state, house.now(disc).state]).to.deep.equal(['out', 'out'])
  })

  it('are destroyed before a witness and stay in the ledger', () => {
    const record = written()
    const destroy = (witness: Actor) => () =>
      house.act(
        aya,
        'discs.destroy',
        { destruction: 'shred', operator: aya.id, witness: witness.id },
        { record },
      )
    expect(refusal(destroy(aya))).to.equal('same-person')
    expect(destroy(ben)().state).to.equal('destroyed')
    expect(house.now(record).holds).to.deep.equal(['disc-label:D-001'])
  })
})
