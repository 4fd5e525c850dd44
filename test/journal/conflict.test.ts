/**
 * Two instances that know nothing of each other for a while: one tails so seldom that everything
 * the other did is news to it. Whatever it decides must be right all the same.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { formatSignerKey, signerKey } from '../../models/key.ts'
import { readRecord } from '../../models/stored/records.ts'
import { crypto } from '../../server/journal/crypto.ts'
import { openHouse, signedIn, storeUri, temporaryFolder } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { plannedVisit, pledge } from '../http/told.ts'
import { codeOf, passwordOf } from '../people.ts'
import type { Shown, Voice } from '../people.ts'
import { verifyHouse } from './verifying.ts'

const more = { because: '試験のため' }

describe('a house that has not heard of the other’s acts', () => {
  let first: TestHouse
  let second: TestHouse
  const opened: TestHouse[] = []
  const room = temporaryFolder()

  before(async () => {
    const key = signerKey('daicho.local/journal', randomBytes(32), crypto)
    const shared = {
      LOG_KEY: formatSignerKey(key),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      TAIL_MS: '60000',
    }
    first = await openHouse({ environment: shared })
    opened.push(first)
    const environment = { ...shared, MONGODB_URI: storeUri(first) }
    second = await openHouse({ empty: true, dataDir: room.folder, environment })
    opened.push(second)
  })

  after(async () => {
    for (const house of opened.toReversed()) await house.stop()
    room.remove()
  })

  const there = async (person: string): Promise<Voice> =>
    await signedIn(second.url, person, passwordOf(person))
  const hospital = async (name: string): Promise<Shown> =>
    await first.as('chie').creates('customers.add', { name })

  it('refuses nothing that the journal’s present state allows', async () => {
    const visit = await plannedVisit(first)
    const chie = await there('chie')
    await chie.does('visits.amend', visit, { note: '一' }, more)
    await first.as('uketsuke').does('visits.pledge', visit, await pledge(first))
    const pledged = await first.as('aya').get(`/visits/${visit.id}`)
    const { revision } = pledged
    const amended = await chie.does('visits.amend', visit, { note: '二' }, { ...more, revision })
    expect(amended.revision).to.equal(revision + 1)
    expect(amended.state).to.equal('pledged')
  })

  it('keeps no record at hand that a later entry of the other has changed', async () => {
    const made = await hospital('追い越し病院')
    const { log, database } = first.running.house
    const chie = await there('chie')
    const { collection } = database.records
    const write = collection.bulkWrite.bind(collection)
    collection.bulkWrite = async (...given) => {
      collection.bulkWrite = write
      // Between this house's insert and its projection the other acts, and the tail meets both.
      await chie.does('customers.amend', made, { system: '後' }, more)
      await log.catchUp()
      return await write(...given)
    }
    await first.as('chie').does('customers.amend', made, { system: '前' }, more)
    const stored = await readRecord(database.records, made.id)
    expect(stored?.facts['system']).to.equal('後')
    expect(log.recent.get(made.id)?.seq ?? stored?.seq).to.equal(stored?.seq)
    const last = await first.as('chie').does('customers.amend', made, { system: '了' }, more)
    expect(last.revision).to.equal(4)
  })

  it('believes the database rather than what it keeps at hand, after a write that failed', async () => {
    const made = await hospital('記憶違い病院')
    const { log, database } = first.running.house
    const old = await readRecord(database.records, made.id)
    await first.as('chie').does('customers.amend', made, { system: '一' }, more)
    if (old) log.recent.put(old)
    const again = await first.as('chie').does('customers.amend', made, { system: '二' }, more)
    expect(again.revision).to.equal(3)
  })

  it('shows an act repeated at the other house as done, not as it was before', async () => {
    const made = await hospital('繰り返し病院')
    const id = randomUUID()
    const fields = { system: '基幹' }
    const done = await first.as('chie').does('customers.amend', made, fields, { ...more, id })
    const chie = await there('chie')
    const repeated = await chie.does('customers.amend', made, fields, { ...more, id })
    expect([repeated.seq, repeated.revision]).to.deep.equal([done.seq, done.revision])
  })

  it('lets one of two administrators disable the other, never both', async () => {
    const accounts = { kaoru: first.as('kaoru'), goro: first.as('goro') }
    const codes = await Promise.all([
      codeOf(accounts.kaoru.does('accounts.disable', accounts.goro, {}, more)).catch(() => 'done'),
      codeOf(accounts.goro.does('accounts.disable', accounts.kaoru, {}, more)).catch(() => 'done'),
    ])
    expect(codes.filter((code) => code === 'done')).to.have.length(1)
    const left = codes[0] === 'done' ? 'kaoru' : 'goro'
    const gone = left === 'kaoru' ? 'goro' : 'kaoru'
    await accounts[left].does('accounts.enable', accounts[gone], {}, more)
  })

  it('signs what there is when asked, without waiting for acts to cease', async () => {
    const { database, signer, log } = first.running.house
    const { collection } = database.checkpoints
    const keep = collection.updateOne.bind(collection)
    let signed = 0
    collection.updateOne = async (...given) => {
      signed += 1
      // Whenever a head is signed the journal has grown beyond it already.
      if (signed <= 8) await hospital(`増え続ける病院 ${signed}`)
      return await keep(...given)
    }
    try {
      await hospital('増え続ける病院')
      const { size } = log
      await signer.sign()
      expect(signer.latest.size).to.be.at.least(size)
      expect(signed).to.be.lessThan(4)
    } finally {
      collection.updateOne = keep
    }
  })

  it('leaves one journal behind, which verifies', async () => {
    const verdict = await verifyHouse(first)
    expect(verdict.exit, verdict.says).to.equal(0)
  })
})
