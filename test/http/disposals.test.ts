/**
 * A failed disk, from its rack to the certificate: registered, kept locked, destroyed by one
 * person before another, verified and judged by people who did not do it.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf, refusalOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { inHours, photo, registered, site, unique } from './told.ts'

describe('a disposal', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const work = async (more: object = {}) => ({
    standard: 'NIST SP 800-88 Rev. 2',
    toolUsed: { name: 'メディアシュレッダー', version: '2.0' },
    workDone: '筐体ごと破砕',
    startedAt: inHours(-1),
    finishedAt: inHours(-0.5),
    result: 'completed',
    site: await site(house),
    operator: house.as('aya').id,
    ...more,
  })
  const destruction = async (more: object = {}) => ({
    ...(await work()),
    technique: 'shred',
    detail: { particleMm: 2 },
    witness: house.as('ben').id,
    photos: [{ photo: await photo(house), phase: 'after', takenAt: inHours(-0.5) }],
    ...more,
  })
  const destroyed = async (more: object = {}) =>
    await house
      .as('aya')
      .does('disposals.destroy', await registered(house), await destruction(more))
  const passed = { verification: { method: 'visual', result: 'passed' } }
  const verified = async (more: object = {}): Promise<Shown> =>
    await house.as('chie').does('disposals.verify', await destroyed(more), passed)

  it('goes from the rack to the certificate', async () => {
    const [aya, chie] = [house.as('aya'), house.as('chie')]
    const disk = await registered(house)
    expect(disk).to.include({ state: 'registered' })
    expect(disk.number).to.match(/^D-\d{4}-\d{6}$/)
    const storage = { place: '施錠保管庫 1', locked: true, keeper: aya.id }
    expect((await aya.does('disposals.store', disk, { storage })).state).to.equal('stored')
    const gone = await aya.does('disposals.destroy', disk, await destruction())
    expect(gone.state).to.equal('destroyed')
    expect(gone.facts).to.include({ method: 'destroy', technique: 'shred' })
    expect(gone.facts).not.to.have.property('limited')
    const checked = await house.as('ben').does('disposals.verify', disk, passed)
    expect(checked.state).to.equal('verified')
    const validation = { decision: 'accept' }
    const judged = await chie.does('disposals.validate', disk, { validation })
    expect(judged.facts['validator']).to.equal(chie.id)
    const certified = await chie.does('disposals.certify', disk, {
      certificateNo: `CERT-${unique()}`,
      destination: 'recycler',
      destinationName: '五輪金属',
    })
    expect(certified.state).to.equal('certified')
    expect(certified.facts).to.include({ certificateRevision: 1, certifier: chie.id })
  })

  it('needs a witness other than the operator, and a photo', async () => {
    const aya = house.as('aya')
    const disk = await registered(house)
    const { witness: _witness, ...alone } = await destruction()
    const unseen = await refusalOf(aya.does('disposals.destroy', disk, alone))
    expect(unseen.code).to.equal('invalid-fields')
    expect(unseen.faults?.map(({ path }) => path)).to.deep.equal(['witness'])
    const self = await destruction({ witness: aya.id })
    expect(await codeOf(aya.does('disposals.destroy', disk, self))).to.equal('same-person')
    const { photos: _photos, ...blind } = await destruction()
    expect((await refusalOf(aya.does('disposals.destroy', disk, blind))).path).to.equal('photos')
    const stranger = await destruction({ witness: house.as('kaoru').id })
    expect((await refusalOf(aya.does('disposals.destroy', disk, stranger))).path).to.equal(
      'operator',
    )
  })

  it('finishes no earlier than it started', async () => {
    const fields = await destruction({ startedAt: inHours(-1), finishedAt: inHours(-2) })
    const doing = house.as('aya').does('disposals.destroy', await registered(house), fields)
    expect((await refusalOf(doing)).path).to.equal('finishedAt')
  })

  it('claims no technique that does nothing to the medium or belongs to another method', async () => {
    const aya = house.as('aya')
    const solid = await registered(house, { mediaType: 'ssd' })
    const erase = async (more: object) =>
      await refusalOf(aya.does('disposals.erase', solid, { ...(await work()), ...more }))
    expect(await erase({ method: 'purge', technique: 'degauss' })).to.include({
      code: 'rule-refused',
      path: 'technique',
    })
    expect(await erase({ method: 'clear', technique: 'block_erase' })).to.include({
      path: 'technique',
    })
    expect(await erase({ method: 'purge', technique: 'crypto_erase' })).to.include({
      path: 'encryptedSinceFirstWrite',
    })
    const degauss = aya.does(
      'disposals.destroy',
      solid,
      await destruction({ technique: 'degauss' }),
    )
    expect(await refusalOf(degauss)).to.include({ code: 'rule-refused', path: 'technique' })
    const erased = await aya.does('disposals.erase', solid, {
      ...(await work()),
      method: 'purge',
      technique: 'block_erase',
    })
    expect(erased.state).to.equal('erased')
  })

  it('by a technique that leaves doubt is accepted only with a reason', async () => {
    const chie = house.as('chie')
    const doubtful = await verified({ technique: 'drill', detail: {} })
    expect(doubtful.facts['limited']).to.equal(true)
    const accepting = chie.does('disposals.validate', doubtful, {
      validation: { decision: 'accept' },
    })
    expect(await refusalOf(accepting)).to.include({ code: 'rule-refused', path: 'validation' })
    const reason = '続けて破砕業者に引き渡すため'
    const validation = { decision: 'accept', reason }
    const accepted = await chie.does('disposals.validate', doubtful, { validation })
    expect(accepted.facts['validation']).to.deep.equal(validation)
  })

  it('is judged by nobody who did the work', async () => {
    const chie = house.as('chie')
    const unseen = destroyed({ operator: chie.id })
    expect(await refusalOf(unseen)).to.include({ code: 'rule-refused', path: 'operator' })
    const disk = await registered(house)
    const fields = await destruction({ operator: chie.id })
    await chie.does('disposals.destroy', disk, fields)
    expect(await codeOf(chie.does('disposals.verify', disk, passed))).to.equal('same-person')
    await house.as('dan').does('disposals.verify', disk, passed)
    const validation = { decision: 'accept' }
    const judging = chie.does('disposals.validate', disk, { validation })
    expect(await codeOf(judging)).to.equal('same-person')
    const judged = await house.as('dan').does('disposals.validate', disk, { validation })
    expect(judged.facts['validator']).to.equal(house.as('dan').id)
    const certificate = { certificateNo: `CERT-${unique()}`, destination: 'recycler' }
    const certifying = chie.does('disposals.certify', disk, certificate)
    expect(await codeOf(certifying)).to.equal('same-person')
  })

  it('sends a medium whose verification failed back to be treated again', async () => {
    const disk = await destroyed()
    const failed = { verification: { method: 'visual', result: 'failed', detail: '粒径超過' } }
    expect((await house.as('chie').does('disposals.verify', disk, failed)).state).to.equal(
      'destroyed',
    )
    const again = await house.as('aya').does('disposals.destroy', disk, await destruction())
    expect(again.facts['treatments']).to.have.length(2)
    expect(again.facts).not.to.have.property('verification')
  })

  it('is certified only after it was accepted, and reused only if it was not destroyed', async () => {
    const chie = house.as('chie')
    const disk = await verified()
    const certificate = { certificateNo: `CERT-${unique()}`, destination: 'recycler' }
    expect(await codeOf(chie.does('disposals.certify', disk, certificate))).to.equal('rule-refused')
    await chie.does('disposals.validate', disk, { validation: { decision: 'accept' } })
    const reusing = chie.does('disposals.reuse', disk, { reuseFor: '検証環境' })
    expect(await codeOf(reusing)).to.equal('rule-refused')

    const erased = await registered(house)
    const clearing = { ...(await work()), method: 'clear', technique: 'overwrite' }
    await house.as('aya').does('disposals.erase', erased, clearing)
    await chie.does('disposals.verify', erased, passed)
    await chie.does('disposals.validate', erased, { validation: { decision: 'accept' } })
    const reused = await chie.does('disposals.reuse', erased, { reuseFor: '検証環境' })
    expect(reused.state).to.equal('reused')
  })

  it('has one open record for a serial number, however it is typed', async () => {
    const disk = await registered(house, { serial: 'AB-12345' })
    const twice = registered(house, { serial: 'ａｂ-１２３４５' })
    expect(await refusalOf(twice)).to.include({ code: 'held', number: disk.number })
    const because = '二重登録のため'
    await house.as('chie').does('disposals.withdraw', disk, {}, { because })
    expect((await registered(house, { serial: 'AB-12345' })).state).to.equal('registered')
  })

  it('of several media is one act with one witness and one photo', async () => {
    const disks = [await registered(house), await registered(house), await registered(house)]
    const each = disks.map(({ id }) => ({ record: id }))
    const results = await house
      .as('aya')
      .doesToMany('disposals.destroy', each, await destruction({ workDone: '3台を破砕' }))
    expect(results.map(({ record }) => record?.state)).to.deep.equal(disks.map(() => 'destroyed'))
    interface Told {
      entries: { act: string; batch?: { n: number; of: number } }[]
    }
    const { entries } = await house.as('emi').get<Told>(`/disposals/${disks[1]?.id}/history`)
    expect(entries.at(-1)?.batch).to.include({ n: 2, of: 3 })
  })

  it('shows a customer their own media and nobody else’s', async () => {
    const hana = house.as('hana')
    const { facts } = await house.as('kaoru').get(`/accounts/${hana.id}`)
    const theirs = await registered(house, { customer: facts['customer'], system: '画像保管' })
    const others = await registered(house)
    const { records } = await hana.get<{ records: Shown[] }>('/disposals')
    expect(records.map(({ id }) => id)).to.deep.equal([theirs.id])
    expect((await hana.get(`/disposals/${theirs.id}`)).number).to.equal(theirs.number)
    expect(await codeOf(hana.get(`/disposals/${others.id}`))).to.equal('unknown-record')
    const csv = await hana.text('/disposals/export.csv')
    expect(csv).to.include(theirs.number).and.not.include(others.number)
    for (const path of ['/visits', '/movements', '/discs', '/accounts', '/journal']) {
      expect([path, await codeOf(hana.get(path))]).to.deep.equal([path, 'not-allowed'])
    }
  })
})
