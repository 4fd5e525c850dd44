/**
 * Enrolling tablets: a code works once, for minutes, for devices only, and the journal tells who
 * let which tablet in and who put it out again.
 */
import { expect } from 'chai'
import { idWithin } from '../../models/record.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf, passwordOf, refusalOf, Voice } from '../people.ts'
import type { Shown } from '../people.ts'
import { plannedVisit, pledge, unique } from './told.ts'

const current = '/sessions/current'
const minuteMs = 60_000

interface Code {
  readonly link: string
  readonly code: string
  readonly endsAt: string
}

interface Tablets {
  readonly tablets: readonly {
    readonly enrolment: string
    readonly by: string
    readonly device?: string
    readonly live: boolean
    readonly seenAt?: string
  }[]
}

interface Told {
  readonly entries: readonly { act: string; actor: string; because?: string; given: object }[]
}

describe('enrolling a tablet', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse({ environment: { DEVICE_DAYS: '30' } })
  })

  after(async () => {
    await house.stop()
  })

  const device = async (): Promise<Shown & Code> =>
    await house.as('kaoru').post<Shown & Code>('/accounts', {
      user: `counter-${unique()}`,
      name: '第二受付',
      roles: ['kiosk'],
    })
  const enrol = async (token: string) => {
    const nobody = new Voice(house.url, '', '')
    const begun = await nobody.post<{ token: string; expiresAt: string; account: { id: string } }>(
      '/sessions/device',
      { token },
    )
    return { ...begun, voice: new Voice(house.url, begun.token, begun.account.id) }
  }
  const tabletsOf = async ({ id }: { id: string }) =>
    (await house.as('kaoru').get<Tablets>(`/accounts/${id}/enrolments`)).tablets
  const newCode = async ({ id }: { id: string }) =>
    await house.as('kaoru').post<Code>(`/accounts/${id}/link`, {})

  it('is done by a code that works once, however it is typed', async () => {
    const account = await device()
    expect(account.link).to.equal(`/enrol#token=${account.code}`)
    expect(account.code).to.match(/^[A-HJ-NP-TV-Z2-9]{5}-[A-HJ-NP-TV-Z2-9]{5}$/)
    const minutes = (Date.parse(account.endsAt) - Date.now()) / minuteMs
    expect(minutes).to.be.within(13, 15)
    const typed = ` ${account.code.toLowerCase().replace('-', '　')} `
    const { voice, expiresAt } = await enrol(typed)
    expect((Date.parse(expiresAt) - Date.now()) / (24 * 60 * minuteMs)).to.be.within(29.9, 30)
    const { account: shown } = await voice.get<{ account: { roles: string[] } }>(current)
    expect(shown.roles).to.deep.equal(['kiosk'])
    expect(await codeOf(enrol(account.code))).to.equal('enrolment-refused')
    expect(await voice.get(current)).to.have.property('account')
  })

  it('stands in the journal with who allowed it, and on the account', async () => {
    const account = await device()
    await enrol(account.code)
    const { entries } = await house.as('emi').get<Told>(`/accounts/${account.id}/history`)
    const entry = entries.find(({ act }) => act === 'accounts.enrol')
    expect(entry?.actor).to.equal(house.as('kaoru').id)
    const [tablet, ...others] = await tabletsOf(account)
    expect(others).to.deep.equal([])
    expect(tablet).to.include({ live: true, by: house.as('kaoru').id })
    expect(tablet?.seenAt).to.be.a('string')
    const { facts } = await house.as('emi').get(`/accounts/${account.id}`)
    expect(facts).to.have.property('enrolments').that.has.length(1)
    expect(facts).not.to.have.any.keys('enrolment', 'device')
    expect(JSON.stringify([entries, facts])).not.to.include(account.code.slice(0, 5))
  })

  it('gives one of two tablets that send the same code at once', async () => {
    const account = await device()
    const sent = await Promise.allSettled([1, 2, 3, 4].map(async () => await enrol(account.code)))
    expect(sent.filter(({ status }) => status === 'fulfilled')).to.have.length(1)
    expect(await tabletsOf(account)).to.have.length(1)
  })

  it('goes on where a crash left it: journalled, and not yet signed in', async () => {
    const account = await device()
    const { voice } = await enrol(account.code)
    const { credentials, sessions } = house.running.house.database
    // As after a crash between the entry and the session: the code is still there to be used.
    const [session] = await sessions.find({ account: account.id }).lean()
    await sessions.deleteOne({ _id: session?._id ?? '' })
    const again = await newCode(account)
    const made = await credentials.findById(account.id).lean()
    expect(await codeOf(voice.get(current))).to.equal('sign-in-needed')
    const [left] = await tabletsOf(account)
    expect(left).to.include({ live: false })
    const hash = made?.enrolment?.hash ?? ''
    const fields = { enrolment: idWithin(hash, 'enrolment'), device: 'node' }
    const { act } = await import('../../server/ledger/act.ts')
    const { accounts } = await import('../../models/ledgers.ts')
    const kaoru = { id: house.as('kaoru').id, roles: ['admin'] as const }
    const target = { ledger: accounts, act: 'enrol', record: account.id }
    await act(house.running.house, target, { id: idWithin(hash, 'act'), fields }, kaoru)
    const resumed = await enrol(again.code)
    expect(await resumed.voice.get(current)).to.have.property('account')
    expect(await tabletsOf(account)).to.have.length(2)
  })

  it('is over when its minutes are, and for whatever is no code', async () => {
    const account = await device()
    const { credentials } = house.running.house.database
    const past = { 'enrolment.endsAt': new Date(Date.now() - 1) }
    await credentials.updateOne({ _id: account.id }, { $set: past })
    expect(await codeOf(enrol(account.code))).to.equal('enrolment-refused')
    for (const wrong of ['AAAAA-AAAAA', '-', '☃', '0'.repeat(200)]) {
      expect(await codeOf(enrol(wrong))).to.equal('enrolment-refused')
    }
    const nobody = new Voice(house.url, '', '')
    expect((await refusalOf(nobody.post('/sessions/device', {}))).status).to.equal(422)
  })

  it('is not for people, and one code does not do the other’s work', async () => {
    const fields = { user: 'someone', name: '某', roles: ['staff'] }
    const person = await house.as('kaoru').post<Shown & Code>('/accounts', fields)
    expect(person.link).to.match(/^\/welcome#token=/)
    const [, token = ''] = person.link.split('#token=')
    expect(await codeOf(enrol(token))).to.equal('enrolment-refused')
    const account = await device()
    const nobody = new Voice(house.url, '', '')
    const password = passwordOf('nobody')
    const asLink = nobody.post('/sessions/link', { token: account.code, password })
    expect(await codeOf(asLink)).to.equal('set-up-link-refused')
    for (const who of ['aya', 'chie', 'emi', 'uketsuke'] as const) {
      const voice = house.as(who)
      expect(await codeOf(voice.post(`/accounts/${account.id}/link`, {}))).to.equal('not-allowed')
      expect(await codeOf(voice.get(`/accounts/${account.id}/enrolments`))).to.equal('not-allowed')
      const end = voice.post(`/accounts/${account.id}/enrolments/x/end`, { because: '試験' })
      expect(await codeOf(end)).to.equal('not-allowed')
    }
  })

  it('is of no use once the administrator who made the code may not any more', async () => {
    const account = await device()
    const goro = house.as('goro')
    const { code } = await goro.post<Code>(`/accounts/${account.id}/link`, {})
    await house.as('kaoru').does('accounts.disable', goro, {}, { because: '異動' })
    expect(await codeOf(enrol(code))).to.equal('enrolment-refused')
    expect(await codeOf(enrol(account.code))).to.equal('enrolment-refused')
    await house.as('kaoru').does('accounts.enable', goro, {}, { because: '復帰' })
  })

  it('is ended by an act that says why, for one tablet and at once', async () => {
    const account = await device()
    const [one, other] = [await enrol(account.code), await enrol((await newCode(account)).code)]
    const [, first] = await tabletsOf(account)
    const path = `/accounts/${account.id}/enrolments/${first?.enrolment}/end`
    expect(await codeOf(house.as('kaoru').post(path, {}))).to.equal('because-needed')
    await house.as('kaoru').post(path, { because: '端末の紛失' })
    expect(await codeOf(one.voice.get(current))).to.equal('sign-in-needed')
    expect(await other.voice.get(current)).to.have.property('account')
    expect(await tabletsOf(account)).to.have.length(1)
    const again = house.as('kaoru').post(path, { because: '端末の紛失' })
    expect(await codeOf(again)).to.equal('rule-refused')
    const { entries } = await house.as('emi').get<Told>(`/accounts/${account.id}/history`)
    const entry = entries.find(({ act }) => act === 'accounts.unenrol')
    expect(entry).to.include({ because: '端末の紛失' })
  })

  it('does not outlive the account being a device’s, nor end with a password', async () => {
    const account = await device()
    const { voice } = await enrol(account.code)
    const kaoru = house.as('kaoru')
    await kaoru.post(`/accounts/${account.id}/password`, { password: passwordOf('tablet') })
    expect(await voice.get(current)).to.have.property('account')
    await kaoru.does('accounts.grant', account, { roles: ['staff'] })
    expect(await codeOf(voice.get(current))).to.equal('sign-in-needed')
    await kaoru.does('accounts.grant', account, { roles: ['kiosk'] })
    await kaoru.does('accounts.disable', account, {}, { because: '廃止' })
    expect(await codeOf(voice.get(current))).to.equal('sign-in-needed')
  })

  it('lets a tablet take a pledge and nothing else', async () => {
    const { voice } = await enrol((await device()).code)
    const visit = await plannedVisit(house)
    const signed = await pledge(house)
    expect((await voice.does('visits.pledge', visit, signed)).state).to.equal('pledged')
    for (const act of ['visits.admit', 'visits.cancel']) {
      expect(await codeOf(voice.does(act, visit, {}))).to.be.oneOf([
        'not-allowed',
        'unknown-record',
      ])
    }
    for (const path of ['/accounts', '/journal', '/movements']) {
      const refused = await voice.ask('GET', path)
      expect([path, refused.status]).to.deep.equal([path, 403])
    }
  })

  it('hands the tablet over from whoever was signed in on it', async () => {
    const account = await device()
    const { token } = await house.signIn('ben')
    const answer = await fetch(`${house.url}/api/v1/sessions/device`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        cookie: `daicho_session=${token}`,
      },
      body: JSON.stringify({ token: account.code }),
    })
    expect(answer.status).to.equal(201)
    expect(await codeOf(new Voice(house.url, token, '').get(current))).to.equal('sign-in-needed')
    await house.signIn('ben')
  })
})
