/**
 * Corrections across all ledgers, and the smaller laws the life stories do not touch: what a
 * record cannot be without stays, what is false on its face is refused.
 */
import { expect } from 'chai'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { systemActor } from '../../models/roles.ts'
import type { Actor } from '../../models/roles.ts'
import { Entrance } from './entrance.ts'
import { refusal } from './memory.ts'
import { Reception } from './reception.ts'

const lot = { purchasedOn: '2026-03-01', product: 'DVD-R 50', quantity: 50 }
const medium = { maker: 'Toshiba', model: 'MG08', serial: 'Z1', mediaType: 'hdd' }
const work = {
  technique: 'shred',
  standard: 'NIST SP 800-88 Rev. 2',
  toolUsed: { name: 'Shredder', version: '1' },
  workDone: '破砕',
  startedAt: '2026-04-01T00:00:00Z',
  finishedAt: '2026-04-01T00:30:00Z',
  result: 'completed',
}

let gate: Entrance

function open(): void {
  gate = new Entrance()
}

function disc(): LedgerRecord {
  const fields = { kind: 'dvdr', labelNo: 'D-1', lot, cabinet: '保管庫A' }
  return gate.house.act(gate.ines, 'discs.intake', fields)
}

function site(timeZone = 'Asia/Tokyo'): LedgerRecord {
  const escortHours = [{ days: ['mon'], from: '09:00', to: '18:00' }]
  return gate.house.act(systemActor, 'sites.open', { name: 'Nagano', timeZone, escortHours })
}

describe('a correction', () => {
  beforeEach(open)

  // prettier-ignore
  const table: readonly (readonly [string, string, () => LedgerRecord])[] = [
    ['movements.amend', 'items',     () => gate.requested()],
    ['disposals.amend', 'serial',    () => gate.house.act(gate.aya, 'disposals.register', medium)],
    ['discs.amend',     'labelNo',   disc],
    ['customers.amend', 'name',      () => gate.house.act(systemActor, 'customers.add', { name: '中央病院' })],
    ['people.amend',    'company',   () => gate.house.act(systemActor, 'people.add', { person: { name: '邊見' }, company: '保守' })],
    ['sites.amend',     'name',      site],
    ['badges.amend',    'no',        () => gate.house.act(systemActor, 'badges.add', { no: '1', strap: 'red' })],
    ['tools.amend',     'name',      () => gate.house.act(systemActor, 'tools.add', { name: 'X', kind: 'other' })],
    ['settings.change', 'checkDays', () => gate.settings],
  ]
  for (const [named, key, make] of table) {
    it(`by ${named} changes, but does not remove, what the record cannot be without`, () => {
      const record = make()
      const besides = { record, because: '誤記' }
      const given = record.facts[key]
      expect(refusal(() => gate.house.act(systemActor, named, { [key]: null }, besides))).to.equal(
        'rule-refused',
      )
      expect(refusal(() => gate.house.act(systemActor, named, { [key]: given }, besides))).to.equal(
        'done',
      )
    })
  }

  it('is for those a disc names, or the ISO office', () => {
    const record = gate.house.act(
      gate.aya,
      'discs.request',
      { purpose: '納品' },
      { record: disc() },
    )
    const amend = (actor: Actor) => () =>
      gate.house.act(actor, 'discs.amend', { purpose: '検証' }, { record, because: '誤記' })
    expect(refusal(amend(gate.ben))).to.equal('rule-refused')
    expect(amend(gate.aya)().facts['purpose']).to.equal('検証')
    expect(refusal(amend(gate.ivan))).to.equal('done')
  })
})

describe('a cancellation', () => {
  beforeEach(open)

  it('of a movement is for its applicant and the ISO office', () => {
    const record = gate.requested()
    const cancel = (actor: Actor) => () =>
      gate.house.act(actor, 'movements.cancel', {}, { record, because: '不要' })
    expect(refusal(cancel(gate.ben))).to.equal('rule-refused')
    expect(cancel(gate.aya)().state).to.equal('cancelled')
  })
})

describe('a movement', () => {
  beforeEach(open)

  it('of numbered discs has their category', () => {
    const items = [{ name: 'DVD-R', quantity: 1, disc: disc().id }]
    expect(refusal(() => gate.requested({ items }))).to.equal('rule-refused "category"')
    expect(refusal(() => gate.requested({ items, category: 'optical' }))).to.equal('done')
  })

  it('leaves only when its items were checked', () => {
    const doing = () => gate.leave(gate.approved(), { itemsChecked: false })
    expect(refusal(doing)).to.equal('rule-refused "itemsChecked"')
  })

  it('is not erased after it left', () => {
    const erasure = { at: '2026-04-02T00:00:00Z', how: '上書き', by: gate.ben.id }
    expect(refusal(() => gate.leave(gate.approved(), { erasure }))).to.equal(
      'rule-refused "erasure"',
    )
  })
})

describe('operator and witness', () => {
  beforeEach(open)

  function destroyed(more: Facts, by = gate.aya): () => LedgerRecord {
    return () => {
      const fields = { destruction: 'shred', operator: gate.aya.id, witness: gate.ben.id, ...more }
      return gate.house.act(by, 'discs.destroy', fields, { record: disc() })
    }
  }

  it('of a disc are active employees', () => {
    const kiosk = gate.house.person('reception', ['kiosk'])
    expect(refusal(destroyed({ witness: kiosk.id }))).to.equal('rule-refused "witness"')
  })

  it('of a disc record its destruction themselves, or the ISO office does', () => {
    expect(refusal(destroyed({}, gate.house.person('cai', ['staff'])))).to.equal(
      'rule-refused "operator"',
    )
    gate = new Entrance()
    expect(destroyed({}, gate.ines)().state).to.equal('destroyed')
  })

  it('of a medium are active employees at a known site', () => {
    const record = gate.house.act(gate.aya, 'disposals.register', medium)
    const kiosk = gate.house.person('reception', ['kiosk'])
    const photos = [
      {
        photo: { sha256: 'a'.repeat(64), name: 'a.jpg', size: 9, type: 'image/jpeg' },
        phase: 'after',
      },
    ]
    const destroy = (more: Facts) => () => {
      const people = { operator: gate.aya.id, witness: gate.ben.id }
      const fields = { ...work, ...people, photos, ...more }
      return gate.house.act(gate.aya, 'disposals.destroy', fields, { record })
    }
    expect(refusal(destroy({}))).to.equal('rule-refused "site"')
    const at = { site: site().id }
    expect(refusal(destroy({ ...at, witness: kiosk.id }))).to.equal('rule-refused "operator"')
    expect(destroy(at)().state).to.equal('destroyed')
  })
})

describe('registers', () => {
  beforeEach(open)

  it('take only time zones that exist', () => {
    expect(refusal(() => site('Asia/Nagano'))).to.equal('rule-refused "timeZone"')
    const change = () =>
      gate.house.act(
        systemActor,
        'settings.change',
        { timeZone: 'Nagano' },
        {
          record: gate.settings,
          because: '移転',
        },
      )
    expect(refusal(change)).to.equal('rule-refused "timeZone"')
  })

  it('keep one record of settings', () => {
    const facts = { ...gate.settings.facts }
    expect(refusal(() => gate.house.act(systemActor, 'settings.adopt', facts))).to.equal('held')
  })

  it('refuse a tool whose next calibration lies before its last', () => {
    const fields = {
      name: 'X',
      kind: 'other',
      calibratedOn: '2026-04-01',
      calibrateBy: '2025-04-01',
    }
    expect(refusal(() => gate.house.act(systemActor, 'tools.add', fields))).to.equal(
      'rule-refused "calibrateBy"',
    )
  })

  it('have one pledge in force at a time', () => {
    const publish = () => gate.house.act(systemActor, 'pledges.publish', { ja: '誓', en: 'Pledge' })
    const first = publish()
    expect(refusal(publish)).to.equal('held')
    gate.house.act(systemActor, 'pledges.retire', {}, { record: first, because: '差替え' })
    expect(publish().state).to.equal('inForce')
  })
})

describe('a change of work', () => {
  it('is approved by an active employee', () => {
    const desk = new Reception()
    const record = desk.inside()
    const fields = { change: '追加作業', changeApprover: desk.kiosk.id }
    expect(
      refusal(() => desk.house.act(desk.aya, 'visits.changeWork', fields, { record })),
    ).to.equal('rule-refused "changeApprover"')
  })
})
