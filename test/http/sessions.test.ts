/**
 * Who may come in: passwords, cookies and tokens, what ends a session, and how the first person
 * and every later one get their password.
 */
import { expect } from 'chai'
import { openHouse, signedIn } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf, passwordOf, refusalOf, Voice } from '../people.ts'

const current = '/sessions/current'

describe('a session', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const send = async (path: string, init: RequestInit = {}) =>
    await fetch(`${house.url}/api/v1${path}`, init)
  const signIn = async (user: string, password: string) =>
    await send('/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, password }),
    })
  /** Somebody new, so that what happens to them happens to nobody else. */
  const newcomer = async (user: string) => {
    const roles = ['staff']
    const fields = { user, name: '新人 太郎', roles, password: passwordOf(user) }
    const account = await house.as('kaoru').post('/accounts', fields)
    return { account, voice: await signedIn(house.url, user, passwordOf(user)) }
  }

  it('tells who it is and which acts they hold', async () => {
    interface Current {
      account: { user: string; name: string; roles: string[] }
      acts: string[]
    }
    const { account, acts } = await house.as('aya').get<Current>(current)
    expect(account).to.deep.include({ user: 'aya', name: '青木 綾', roles: ['staff'] })
    expect(acts).to.include('visits.admit').and.not.include('accounts.create')
  })

  it('is refused alike for a wrong password and for nobody', async () => {
    const answers = await Promise.all([
      signIn('aya', 'not-the-password'),
      signIn('nobody', 'not-the-password'),
    ])
    const bodies = await Promise.all(answers.map((one) => one.text()))
    expect(answers.map(({ status }) => status)).to.deep.equal([401, 401])
    expect(bodies[0]).to.equal(bodies[1])
    expect(JSON.parse(bodies[0] ?? '')).to.include({ code: 'sign-in-refused' })
  })

  it('is needed for everything that is not open', async () => {
    for (const path of ['/visits', '/board', '/journal', '/search?q=a', current, '/claims']) {
      const response = await send(path)
      expect([path, response.status]).to.deep.equal([path, 401])
    }
    expect((await fetch(`${house.url}/log/tile/entries/000.p/1`)).status).to.equal(403)
  })

  it('lives in a cookie that scripts cannot read and other sites cannot use', async () => {
    const answer = await signIn('ben', passwordOf('ben'))
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).to.match(/^daicho_session=/)
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Expires=']) {
      expect(cookie).to.include(attribute)
    }
    const own = cookie.split(';')[0] ?? ''
    const plan = (headers: Record<string, string>) =>
      send('/visits/acts/plan', {
        method: 'POST',
        headers: { cookie: own, 'content-type': 'application/json', ...headers },
        body: '{}',
      })
    expect((await send(current, { headers: { cookie: own } })).status).to.equal(200)
    expect((await plan({ 'sec-fetch-site': 'same-origin' })).status).to.equal(422)
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: house.url },
    ]) {
      const refused = await plan(headers)
      expect(refused.status).to.equal(403)
      expect(await refused.json()).to.include({ code: 'origin-refused' })
    }
  })

  it('ends for good with the sign-out', async () => {
    const voice = await signedIn(house.url, 'ben', passwordOf('ben'))
    const other = await signedIn(house.url, 'ben', passwordOf('ben'))
    await voice.delete(current)
    expect(await codeOf(voice.get(current))).to.equal('sign-in-needed')
    expect(await other.get(current)).to.have.property('account')
  })

  it('is refused with a token that was altered, made up or signed by nobody', async () => {
    const { token, id } = house.as('aya')
    const [head, body, mark] = token.split('.') as [string, string, string]
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
    const other = { ...claims, sub: house.as('kaoru').id }
    const forged = Buffer.from(JSON.stringify(other)).toString('base64url')
    for (const wrong of [
      `${head}.${forged}.${mark}`,
      `${unsigned}.${body}.`,
      `${head}.${body}.${'A'.repeat(43)}`,
      'nonsense',
    ]) {
      const voice = new Voice(house.url, wrong, id)
      expect(await codeOf(voice.get(current))).to.equal('sign-in-needed')
    }
  })

  it('of a disabled account is over at once, and of an enabled one possible again', async () => {
    const { account, voice } = await newcomer('leaver')
    await house.as('kaoru').does('accounts.disable', account, {}, { because: '退職' })
    expect(await codeOf(voice.get(current))).to.equal('sign-in-needed')
    const again = signedIn(house.url, 'leaver', passwordOf('leaver'))
    expect(await codeOf(again)).to.equal('sign-in-refused')
    await house.as('kaoru').does('accounts.enable', account, {}, { because: '復職' })
    const back = await signedIn(house.url, 'leaver', passwordOf('leaver'))
    expect(await back.get(current)).to.have.property('account')
  })

  it('has the roles its account has now', async () => {
    const { account, voice } = await newcomer('climber')
    expect(await codeOf(voice.get('/journal'))).to.equal('not-allowed')
    await house.as('kaoru').does('accounts.grant', account, { roles: ['iso'] })
    expect(await voice.get('/journal')).to.have.property('size')
    await house.as('kaoru').does('accounts.grant', account, { roles: ['staff'] })
    expect(await codeOf(voice.get('/journal'))).to.equal('not-allowed')
  })

  it('is not kept by a password somebody else set, and only this one by one’s own', async () => {
    const { account, voice } = await newcomer('changer')
    const other = await signedIn(house.url, 'changer', passwordOf('changer'))
    const path = `/accounts/${account.id}/password`
    const password = 'a-much-better-one'
    expect(await codeOf(voice.post(path, { password, current: 'wrong-one!' }))).to.equal(
      'sign-in-refused',
    )
    const short = { password: 'short', current: passwordOf('changer') }
    expect((await refusalOf(voice.post(path, short))).faults?.[0]?.path).to.equal('password')
    await voice.post(path, { password, current: passwordOf('changer') })
    expect(await voice.get(current)).to.have.property('account')
    expect(await codeOf(other.get(current))).to.equal('sign-in-needed')
    expect(await codeOf(house.as('ben').post(path, { password }))).to.equal('not-allowed')
    await house.as('kaoru').post(path, { password: 'set-by-the-admin' })
    expect(await codeOf(voice.get(current))).to.equal('sign-in-needed')
  })

  it('is first begun by a link that works once', async () => {
    const fields = { user: 'linked', name: '連結 花子', roles: ['staff'] }
    const made = await house.as('kaoru').post<{ id: string; link: string }>('/accounts', fields)
    const token = made.link.split('#token=')[1] ?? ''
    expect(token).to.have.length.greaterThan(20)
    const nobody = new Voice(house.url, '', '')
    const password = 'chosen-by-myself'
    const begun = await nobody.post<{ token: string }>('/sessions/link', { token, password })
    expect(await new Voice(house.url, begun.token, made.id).get(current)).to.have.property(
      'account',
    )
    expect(await codeOf(nobody.post('/sessions/link', { token, password }))).to.equal(
      'set-up-link-refused',
    )
    expect(await signedIn(house.url, 'linked', password)).to.be.instanceOf(Voice)
  })

  it('of one person never becomes two: user names are taken for ever, in any case', async () => {
    const twice = { user: 'aya', name: '偽 綾', roles: ['staff'], password: passwordOf('aya') }
    const problem = await refusalOf(house.as('kaoru').post('/accounts', twice))
    expect([problem.status, problem.code]).to.deep.equal([409, 'held'])
    const staff = { user: 'sneak', name: '忍', roles: ['admin'], password: passwordOf('sneak') }
    expect(await codeOf(house.as('aya').post('/accounts', staff))).to.equal('not-allowed')
    const own = house.as('kaoru').does('accounts.grant', house.as('kaoru'), { roles: ['iso'] })
    expect(await codeOf(own)).to.equal('rule-refused')
  })
})

describe('signing in again and again', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse({ empty: true, environment: { SIGN_IN_TRIES: '3' } })
  })

  after(async () => {
    await house.stop()
  })

  it('is throttled for one user without shutting others out', async () => {
    const tries = async (user: string, password: string) =>
      await refusalOf(signedIn(house.url, user, password))
    for (let at = 0; at < 3; at += 1) {
      expect((await tries('aya', 'wrong-password')).status).to.equal(401)
    }
    const problem = await tries('aya', 'wrong-password')
    expect([problem.status, problem.code]).to.deep.equal([429, 'too-many-requests'])
    expect(await house.signIn('kaoru')).to.be.instanceOf(Voice)
  })
})

describe('the first start without an administrator', () => {
  let house: TestHouse

  before(async () => {
    const environment = { ADMIN_USER: '', ADMIN_PASSWORD: '' }
    house = await openHouse({ empty: true, environment })
  })

  after(async () => {
    await house.stop()
  })

  it('is finished once, by whoever has the printed link', async () => {
    const nobody = new Voice(house.url, '', '')
    const { token } = house.running.house.setup
    expect(await nobody.get<unknown>('/setup')).to.deep.equal({ needed: true })
    const person = { user: 'kaoru', name: '管理 薫', password: passwordOf('kaoru') }
    const wrong = nobody.post('/setup', { ...person, token: 'guess' })
    expect(await codeOf(wrong)).to.equal('set-up-link-refused')
    const short = nobody.post('/setup', { ...person, token, password: 'short' })
    expect(await codeOf(short)).to.equal('invalid-fields')
    const begun = await nobody.post<{ token: string; account: { id: string; roles: string[] } }>(
      '/setup',
      { ...person, token },
    )
    expect(begun.account.roles).to.have.members(['admin', 'auditor'])
    const kaoru = new Voice(house.url, begun.token, begun.account.id)
    expect((await kaoru.get<{ total: number }>('/accounts')).total).to.equal(1)
    expect(await nobody.get<unknown>('/setup')).to.deep.equal({ needed: false })
    const again = nobody.post('/setup', { ...person, user: 'other', token })
    expect(await codeOf(again)).to.equal('set-up-done')
  })
})
