/**
 * The demo house: it takes the place of the real one and gives it back unharmed, only for whoever
 * may ask for that, and however the process ends.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { readConfig } from '../../server/config.ts'
import { Houses } from '../../server/demo/houses.ts'
import type { HousesOptions } from '../../server/demo/houses.ts'
import { DemoPlace } from '../../server/demo/place.ts'
import { temporaryFolder } from '../house.ts'
import { startProcess } from '../journal/process.ts'

const password = 'kaoru no nagai aikotoba'
/** How long a demo may take to come or go on a slow machine, in milliseconds. */
const patienceMs = 300_000
/** How often it is asked whether it has, in milliseconds. */
const againMs = 100

interface Told {
  readonly state: string
  readonly refused?: string
  readonly people: readonly { readonly id: string; readonly roles: readonly string[] }[]
}

function environmentOf(dataDir: string, more: Readonly<Record<string, string>> = {}) {
  return { PORT: '0', TLS_PORT: 'off', DATA_DIR: dataDir, LOG_LEVEL: 'error', ...more }
}

const administrated = { ADMIN_USER: 'kaoru', ADMIN_PASSWORD: password, SIGN_IN_TRIES: '1000' }

async function ask(url: string, method: string, at: string, body?: unknown, token?: string) {
  const response = await fetch(`${url}${at}`, {
    method,
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  return { status: response.status, text, json }
}

async function tokenOf(url: string, user = 'kaoru', secret = password): Promise<string> {
  const { json } = await ask(url, 'POST', '/api/v1/sessions', { user, password: secret })
  return String(json['token'])
}

/** Waits until the house at an address says that its demo is so. */
async function demoIs(url: string, state: string): Promise<Told> {
  for (;;) {
    const told = await ask(url, 'GET', '/api/v1/demo').catch(() => undefined)
    if (told?.status === 200 && told.json['state'] === state) return told.json as unknown as Told
    if (told?.json['failed'] === true) throw new Error('the demo was not made')
    await pause(againMs)
  }
}

const checkpointOf = async (url: string) => (await ask(url, 'GET', '/log/checkpoint')).text

describe('the demo house', function () {
  this.timeout(patienceMs)
  const room = temporaryFolder()
  const dataDir = path.join(room.folder, 'data')
  const options: HousesOptions = { days: 2 }
  let houses: Houses
  let url: string

  before(async () => {
    houses = await Houses.open(readConfig(environmentOf(dataDir, administrated)), options)
    url = houses.running?.url ?? ''
  })
  after(async () => {
    await houses.stop()
    room.remove()
  })

  it('is loaded for nobody but an administrator who knows their password', async () => {
    const admin = await tokenOf(url)
    const staff = { user: 'aya', password: 'aya no nagai aikotoba' }
    const made = { ...staff, name: { name: '青木 彩' }, roles: ['staff'] }
    expect((await ask(url, 'POST', '/api/v1/accounts', made, admin)).status).to.equal(201)
    const aya = await tokenOf(url, staff.user, staff.password)
    const tried = [
      await ask(url, 'POST', '/api/v1/demo', { password }),
      await ask(url, 'POST', '/api/v1/demo', { password: staff.password }, aya),
      await ask(url, 'POST', '/api/v1/demo', { password: 'not the password' }, admin),
      await ask(url, 'POST', '/api/v1/demo', { token: 'not the token' }),
      await ask(url, 'POST', '/api/v1/demo', {}, admin),
    ]
    expect(tried.map(({ status, json }) => [status, json['code']])).to.deep.equal([
      [401, 'sign-in-needed'],
      [403, 'not-allowed'],
      [401, 'sign-in-refused'],
      [403, 'set-up-link-refused'],
      [422, 'invalid-fields'],
    ])
    expect(houses.view().state).to.equal('none')
    expect(existsSync(path.join(dataDir, 'demo'))).to.equal(false)
  })

  it('lets nobody in without a password, and removes nothing, while it is not there', async () => {
    const admin = await tokenOf(url)
    const { json } = await ask(url, 'GET', '/api/v1/sessions/current', undefined, admin)
    const { id: account } = json['account'] as { id: string }
    const tried = [
      await ask(url, 'POST', '/api/v1/demo/sessions', { account }),
      await ask(url, 'POST', '/api/v1/demo/remove', undefined, admin),
    ]
    expect(tried.map(({ status, json: said }) => [status, said['code']])).to.deep.equal([
      [409, 'demo-gone'],
      [409, 'demo-gone'],
    ])
  })

  it('takes the place of the real house and gives it back byte for byte', async () => {
    const admin = await tokenOf(url)
    const log = houses.running?.house.log
    const before = { size: log?.size, checkpoint: await checkpointOf(url) }
    expect((await ask(url, 'POST', '/api/v1/demo', { password }, admin)).status).to.equal(202)
    const again = await ask(url, 'POST', '/api/v1/demo', { password }, admin)
    expect([again.status, again.json['code']]).to.deep.equal([409, 'demo-there'])
    const { people } = await demoIs(url, 'loaded')
    const known = await ask(url, 'GET', '/api/v1/sessions/current', undefined, admin)
    expect(known.status, 'a session of the real house').to.equal(401)
    expect((await checkpointOf(url)).split('\n')[0]).to.equal('daicho.local/journal/demo')
    const office = people.find(({ roles }) => roles.includes('iso'))
    const begun = await ask(url, 'POST', '/api/v1/demo/sessions', { account: office?.id })
    expect(begun.status).to.equal(201)
    const visitor = String(begun.json['token'])
    const board = await ask(url, 'GET', '/api/v1/board', undefined, visitor)
    expect(board.status).to.equal(200)
    expect((await ask(url, 'POST', '/api/v1/demo/remove')).status).to.equal(401)
    const removed = await ask(url, 'POST', '/api/v1/demo/remove', undefined, visitor)
    expect(removed.status).to.equal(202)
    await demoIs(url, 'none')
    expect(existsSync(path.join(dataDir, 'demo'))).to.equal(false)
    expect((await ask(url, 'GET', '/api/v1/board', undefined, visitor)).status).to.equal(401)
    expect((await ask(url, 'GET', '/api/v1/board', undefined, admin)).status).to.equal(200)
    const now = { size: houses.running?.house.log.size, checkpoint: await checkpointOf(url) }
    expect(now.size).to.equal(before.size)
    // Everything a checkpoint signs: origin, size and root; only the cosigned time may differ.
    const signed = (text: string) => text.split('\n').slice(0, 3)
    expect(signed(now.checkpoint)).to.deep.equal(signed(before.checkpoint))
  })

  it('does not take the place of a house in which people work', async () => {
    const aya = await tokenOf(url, 'aya', 'aya no nagai aikotoba')
    const admin = await tokenOf(url)
    expect((await demoIs(url, 'none')).refused).to.equal(undefined)
    const id = crypto.randomUUID()
    const disk = { maker: '東西電子', model: 'TD-4000', serial: 'WD1', mediaType: 'hdd' }
    const fields = { ...disk, managementNo: 'K-1', source: { host: 'b-3' }, reason: 'failed' }
    const made = await ask(url, 'POST', '/api/v1/disposals/acts/register', { id, fields }, aya)
    expect(made.status, made.text).to.equal(201)
    expect((await demoIs(url, 'none')).refused).to.equal('demo-late')
    const refused = await ask(url, 'POST', '/api/v1/demo', { password }, admin)
    expect([refused.status, refused.json['code']]).to.deep.equal([409, 'demo-late'])
    expect(existsSync(path.join(dataDir, 'demo'))).to.equal(false)
  })
})

describe('a demo and the set-up link', function () {
  this.timeout(patienceMs)
  const room = temporaryFolder()
  after(() => room.remove())

  it('is loaded with the link, which stays good for when the real house is back', async () => {
    const houses = await Houses.open(readConfig(environmentOf(room.folder)), { days: 1 })
    try {
      const url = houses.running?.url ?? ''
      const token = houses.running?.house.setup.token ?? ''
      expect((await ask(url, 'POST', '/api/v1/demo', { token })).status).to.equal(202)
      const { people } = await demoIs(url, 'loaded')
      const account = people[0]?.id
      const { json } = await ask(url, 'POST', '/api/v1/demo/sessions', { account })
      await ask(url, 'POST', '/api/v1/demo/remove', undefined, String(json['token']))
      await demoIs(url, 'none')
      const person = { token, user: 'kaoru', name: '薫', password }
      expect((await ask(url, 'POST', '/api/v1/setup', person)).status).to.equal(201)
    } finally {
      await houses.stop()
    }
  })
})

describe('a process that ends with a demo', function () {
  this.timeout(patienceMs)
  const room = temporaryFolder()
  const environment = environmentOf(room.folder, administrated)
  const demo = path.join(room.folder, 'demo')
  after(() => room.remove())

  it('serves the real house when the power went while the demo was being made', async () => {
    const first = await startProcess(environment)
    const admin = await tokenOf(first.url)
    await ask(first.url, 'POST', '/api/v1/demo', { password }, admin)
    while (!existsSync(path.join(demo, 'store'))) await pause(againMs)
    await first.kill()
    expect(existsSync(demo)).to.equal(true)
    const second = await startProcess(environment)
    expect((await ask(second.url, 'GET', '/api/v1/demo')).json['state']).to.equal('none')
    expect(existsSync(demo)).to.equal(false)
    expect(await tokenOf(second.url)).to.have.length.above(20)
    expect(await second.stop()).to.equal(0)
  })

  it('goes on with a demo that was whole, and clears one that was half deleted', async () => {
    const config = readConfig(environment)
    const made = await Houses.open(config, { days: 1 })
    made.load()
    await demoIs(made.running?.url ?? '', 'loaded')
    await made.stop()
    const on = await startProcess(environment)
    expect((await ask(on.url, 'GET', '/api/v1/demo')).json['state']).to.equal('loaded')
    await on.kill()
    // A deletion changes the mark first, so this is what a power cut right after leaves.
    const mark = readdirSync(demo).find((name) => name.endsWith('.json')) ?? ''
    writeFileSync(path.join(demo, mark), JSON.stringify({ demo: 'unfinished' }))
    const back = await startProcess(environment)
    expect((await ask(back.url, 'GET', '/api/v1/demo')).json['state']).to.equal('none')
    expect(existsSync(demo)).to.equal(false)
    await back.stop()
  })
})

describe('the place of a demo', () => {
  const room = temporaryFolder()
  after(() => room.remove())

  it('is never taken from anything that is no demo', async () => {
    const place = new DemoPlace(room.folder)
    mkdirSync(place.folder)
    writeFileSync(path.join(place.folder, 'ours.txt'), 'kept')
    await place.clear()
    const refused = await place.prepare().then(
      () => 'made',
      (error: unknown) => (error as { code?: string }).code,
    )
    expect(refused).to.equal('demo-refused')
    expect(readFileSync(path.join(place.folder, 'ours.txt'), 'utf8')).to.equal('kept')
  })
})
