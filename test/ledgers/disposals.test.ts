/**
 * The disposal list and the accounts behind it: what each technique may claim, who may do what
 * after whom, and what a certificate needs before it is issued.
 */
import { expect } from 'chai'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { systemActor } from '../../models/roles.ts'
import type { Actor, Role } from '../../models/roles.ts'
import { MemoryHouse, fileNamed, refusal } from './memory.ts'

let house: MemoryHouse
let aya: Actor
let ben: Actor
let ines: Actor
let site: LedgerRecord

const medium = { maker: 'Toshiba', model: 'MG08', serial: 'Z1-2345', mediaType: 'hdd' }
const photo = { photo: fileNamed('after.jpg', 'image/jpeg'), phase: 'after' }

function setUp(): void {
  house = new MemoryHouse()
  aya = house.person('aya', ['staff'])
  ben = house.person('ben', ['staff'])
  ines = house.person('ines', ['iso'])
  site = house.act(systemActor, 'sites.open', {
    name: 'Nagano',
    timeZone: 'Asia/Tokyo',
    escortHours: [{ days: ['wed'], from: '09:00', to: '18:00' }],
  })
}

function registered(more: Facts = {}): LedgerRecord {
  return house.act(aya, 'disposals.register', {
    ...medium,
    managementNo: 'HD-7',
    source: { host: 'backup-3', rack: 'A-01' },
    site: site.id,
    ...more,
  })
}

function work(more: Facts = {}): Facts {
  return {
    standard: 'NIST SP 800-88 Rev. 2',
    toolUsed: { name: 'Eraser', version: '4.2' },
    workDone: '全領域の上書き',
    startedAt: '2026-04-01T00:00:00Z',
    finishedAt: '2026-04-01T00:30:00Z',
    result: 'completed',
    operator: aya.id,
    ...more,
  }
}

function erase(record: LedgerRecord, more: Facts = {}, by = aya): LedgerRecord {
  return house.act(
    by,
    'disposals.erase',
    work({ method: 'clear', technique: 'overwrite', ...more }),
    {
      record,
    },
  )
}

function destroy(record: LedgerRecord, more: Facts = {}, by = aya): LedgerRecord {
  const fields = work({ technique: 'shred', witness: ben.id, photos: [photo], ...more })
  return house.act(by, 'disposals.destroy', fields, { record })
}

function verify(record: LedgerRecord, result = 'passed', by = ben): LedgerRecord {
  return house.act(
    by,
    'disposals.verify',
    { verification: { method: 'visual', result } },
    { record },
  )
}

function validate(record: LedgerRecord, validation: Facts, by = ines): LedgerRecord {
  return house.act(by, 'disposals.validate', { validation }, { record })
}

const certificate = { certificateNo: 'C-2026-1', destination: 'disposal' }

describe('an erasure', () => {
  beforeEach(setUp)

  // prettier-ignore
  const table: readonly (readonly [string, Facts, Facts, string])[] = [
    ['overwriting a hard disk',               {},                      {},                                                                    'done'],
    ['degaussing a tape to Purge',            { mediaType: 'tape' },   { method: 'purge', technique: 'degauss' },                             'done'],
    ['degaussing an SSD',                     { mediaType: 'ssd' },    { method: 'purge', technique: 'degauss' },                             'rule-refused "technique"'],
    ['degaussing a memory card',              { mediaType: 'flash' },  { method: 'purge', technique: 'degauss' },                             'rule-refused "technique"'],
    ['degaussing an optical disc',            { mediaType: 'optical' }, { method: 'purge', technique: 'degauss' },                            'rule-refused "technique"'],
    ['shredding, which has an act of its own', {},                     { technique: 'shred' },                                                'rule-refused "technique"'],
    ['that claims to destroy',                {},                      { method: 'destroy', technique: 'shred' },                             'rule-refused "method"'],
    ['of keys on a plain medium',             { mediaType: 'ssd' },    { method: 'purge', technique: 'crypto_erase' },                        'rule-refused "encryptedSinceFirstWrite"'],
    ['of keys on an encrypted medium',        { mediaType: 'ssd' },    { method: 'purge', technique: 'crypto_erase', encryptedSinceFirstWrite: true }, 'done'],
    ['that finished before it started',       {},                      { finishedAt: '2026-03-31T00:00:00Z' },                                'rule-refused "finishedAt"'],
    ['with a tool nobody named',              {},                      { toolUsed: { version: '1' } },                                        'rule-refused "toolUsed"'],
  ]
  for (const [title, kind, more, verdict] of table) {
    it(`${verdict === 'done' ? 'is taken' : 'is refused'} ${title}`, () => {
      expect(refusal(() => erase(registered(kind), more))).to.equal(verdict)
    })
  }

  it('is recorded by its operator, its witness or the ISO office', () => {
    const record = registered()
    expect(refusal(() => erase(record, {}, ben))).to.equal('rule-refused "operator"')
    expect(erase(record, {}, ines).state).to.equal('erased')
  })

  it('that failed leaves the medium where it was', () => {
    const record = registered()
    house.act(aya, 'disposals.store', { storage: { place: '保管庫', locked: true } }, { record })
    expect(erase(record, { result: 'failed' }).state).to.equal('stored')
    expect(destroy(record).state).to.equal('destroyed')
    expect(house.now(record).facts['treatments']).to.have.lengthOf(2)
  })

  it('is refused with a tool out of use', () => {
    const tool = house.act(systemActor, 'tools.add', { name: 'Degausser', kind: 'degausser' })
    house.act(systemActor, 'tools.suspend', {}, { record: tool, because: '校正切れ' })
    const more = { toolUsed: { tool: tool.id, version: '1' } }
    expect(refusal(() => erase(registered(), more))).to.equal('rule-refused "toolUsed"')
  })
})

describe('a destruction', () => {
  beforeEach(setUp)

  it('needs a witness who is not the operator', () => {
    const record = registered()
    expect(refusal(() => destroy(record, { witness: undefined }))).to.match(/^invalid-fields/)
    expect(refusal(() => destroy(record, { witness: aya.id }))).to.equal('same-person')
  })

  it('needs a photo of its own', () => {
    const record = registered({ photos: [{ ...photo, phase: 'label' }] })
    expect(refusal(() => destroy(record, { photos: undefined }))).to.equal('rule-refused "photos"')
    expect(destroy(record).facts['photos']).to.have.lengthOf(2)
  })

  it('may follow an erasure and keeps both', () => {
    const { facts, state } = destroy(erase(registered()))
    expect(state).to.equal('destroyed')
    expect((facts['treatments'] as Facts[]).map(({ technique }) => technique)).to.deep.equal([
      'overwrite',
      'shred',
    ])
  })

  // prettier-ignore
  const table: readonly (readonly [string, Facts, boolean])[] = [
    ['shredded to a known size',    { technique: 'shred', detail: { particleMm: 2 } }, false],
    ['shredded to an unknown size', { technique: 'shred' },                            true],
    ['drilled',                     { technique: 'drill' },                            true],
    ['molten',                      { technique: 'melt' },                             false],
  ]
  for (const [title, more, limited] of table) {
    it(`${limited ? 'leaves a doubt that needs a reason' : 'leaves no doubt'} when ${title}`, () => {
      const record = verify(destroy(registered(), more))
      expect(record.facts['limited'] ?? false).to.equal(limited)
      const plain = refusal(() => validate(record, { decision: 'accept' }))
      expect(plain).to.equal(limited ? 'rule-refused "validation"' : 'done')
      if (!limited) return
      const reasoned = validate(record, { decision: 'accept', reason: '全記録面を貫通' })
      expect(reasoned.facts['validator']).to.equal(ines.id)
    })
  }
})

describe('judging what was done', () => {
  beforeEach(setUp)

  it('is not for the operator', () => {
    const record = destroy(registered())
    expect(refusal(() => verify(record, 'passed', aya))).to.equal('same-person')
    const byIso = destroy(registered({ serial: 'Z2' }), { operator: ines.id }, ines)
    expect(refusal(() => validate(verify(byIso), { decision: 'accept', reason: '可' }))).to.equal(
      'same-person',
    )
  })

  it('that fails sends the medium back, and a new treatment voids the old judgement', () => {
    const record = erase(registered())
    expect(verify(record, 'failed').state).to.equal('erased')
    const again = erase(record, { operator: ben.id }, ben)
    expect(again.facts).to.not.have.any.keys('verification', 'verifier', 'verifiedAt')
    expect(verify(record, 'passed', aya).state).to.equal('verified')
    expect(validate(record, { decision: 'repeat', reason: '抜き取りが不足' }).state).to.equal(
      'erased',
    )
  })

  it('comes before the certificate', () => {
    const record = destroy(registered(), { detail: { particleMm: 2 } })
    const certify = () => house.act(ines, 'disposals.certify', certificate, { record })
    expect(refusal(certify)).to.equal('wrong-state')
    verify(record)
    expect(refusal(certify)).to.equal('rule-refused "validation"')
    validate(record, { decision: 'accept' })
    expect(certify().facts).to.include({ certificateNo: 'C-2026-1', certificateRevision: 1 })
  })

  it('lets a correction after the certificate raise its revision', () => {
    const record = destroy(registered(), { detail: { particleMm: 2 } })
    validate(verify(record), { decision: 'accept' })
    house.act(ines, 'disposals.certify', certificate, { record })
    const amend = (actor: Actor, fields: Facts) => () =>
      house.act(actor, 'disposals.amend', fields, { record, because: '誤記' })
    expect(refusal(amend(aya, { model: 'MG09' }))).to.equal('rule-refused')
    expect(refusal(amend(ines, { reuseFor: '予備' }))).to.equal('rule-refused')
    expect(amend(ines, { model: 'MG09' })().facts['certificateRevision']).to.equal(2)
  })

  it('refuses a certificate without management number and source', () => {
    const record = destroy(registered({ managementNo: undefined }), { detail: { particleMm: 2 } })
    validate(verify(record), { decision: 'accept' })
    const certify = () => house.act(ines, 'disposals.certify', certificate, { record })
    expect(refusal(certify)).to.equal('rule-refused "managementNo"')
  })

  it('allows the reuse of an erased medium only', () => {
    const reuse = (record: LedgerRecord) => () =>
      house.act(ines, 'disposals.reuse', { reuseFor: '予備' }, { record })
    const erased = verify(erase(registered()))
    expect(refusal(reuse(erased))).to.equal('rule-refused')
    validate(erased, { decision: 'accept' })
    expect(reuse(erased)().state).to.equal('reused')
    const shredded = verify(destroy(registered({ serial: 'Z3' }), { detail: { particleMm: 2 } }))
    validate(shredded, { decision: 'accept' })
    expect(refusal(reuse(shredded))).to.equal('rule-refused')
  })

  it('frees the serial number for a new record only when the old one is closed', () => {
    const record = registered()
    expect(refusal(() => registered({ serial: 'z1-2345', maker: 'TOSHIBA' }))).to.equal('held')
    house.act(ines, 'disposals.withdraw', {}, { record, because: '二重登録' })
    expect(registered().state).to.equal('registered')
  })
})

describe('accounts', () => {
  beforeEach(setUp)

  const create =
    (by: Actor, user: string, roles: readonly Role[], more: Facts = {}) =>
    () =>
      house.act(by, 'accounts.create', { user, name: { name: user }, roles, ...more })

  // prettier-ignore
  const table: readonly (readonly [string, string, readonly Role[], string])[] = [
    ['for several roles of a person',     'carol',    ['staff', 'iso'],   'done'],
    ['for a name already taken',          'aya',      ['staff'],          'held'],
    ['for a name with capitals',          'Carol',    ['staff'],          'rule-refused "user"'],
    ['without a role',                    'carol',    [],                 'rule-refused "roles"'],
    ['for a kiosk that is staff as well', 'carol',    ['kiosk', 'staff'], 'rule-refused "roles"'],
    ['for a customer not named',          'carol',    ['customer'],       'rule-refused "customer"'],
  ]
  for (const [title, user, roles, verdict] of table) {
    it(`are ${verdict === 'done' ? 'made' : 'refused'} ${title}`, () => {
      expect(refusal(create(house.person('root', ['admin']), user, roles))).to.equal(verdict)
    })
  }

  it('of customers name the customer', () => {
    const customer = house.act(ines, 'customers.add', { name: '中央病院' })
    expect(
      create(systemActor, 'hospital', ['customer'], { customer: customer.id })().state,
    ).to.equal('active')
  })

  it('are changed by administrators, never their own', () => {
    const root = house.person('root', ['admin'])
    const own = house.record(root.id)
    if (!own) throw new Error('root has an account')
    const grant = (by: Actor) => () =>
      house.act(by, 'accounts.grant', { roles: ['admin', 'iso'] }, { record: own })
    expect(refusal(grant(ines))).to.equal('not-allowed')
    expect(refusal(grant(root))).to.equal('rule-refused')
    expect(grant(house.person('second', ['admin']))().facts['roles']).to.deep.equal([
      'admin',
      'iso',
    ])
  })
})
