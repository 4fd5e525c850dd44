/**
 * Packs handed over by a link: what somebody outside gets for it, and everything that keeps anybody
 * else from getting anything.
 */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'chai'
import { limits } from '../../models/limits.ts'
import { openHouse, signedIn, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin, codeOf, passwordOf, refusalOf } from '../people.ts'
import type { Refusal, Shown } from '../people.ts'
import { bytesOf } from '../../server/journal/leaf.ts'
import { startProcess } from '../journal/process.ts'
import { download, madeOf, packed, today } from './packing.ts'
import { certified } from './reading.ts'

interface Made {
  readonly id: string
  readonly link: string
  readonly code: string
  readonly endsAt: string
}

describe('a link to a pack', function () {
  this.timeout(60_000)
  let house: TestHouse
  let customer: string
  let pack: Shown
  let bytes: Uint8Array

  before(async () => {
    house = await openHouse({ environment: { SIGN_IN_TRIES: '60' } })
    customer = (await house.as(admin).get<Listed>('/customers')).records[0]?.id ?? ''
    await certified(house, { customer })
    pack = await packed(house.as('chie'), { customer })
    bytes = await download(house.as('chie'), pack)
  })

  after(async () => {
    await house.stop()
  })

  const made = async (more: object = {}) =>
    await house
      .as('chie')
      .post<Made>(`/packs/${pack.id}/links`, { to: '花丘総合病院 情報システム室', ...more })
  const tokenIn = ({ link }: Made) => new URL(link, 'http://x').hash.slice('#token='.length)
  /** As somebody who was never signed in. */
  const outside = async (method: string, path: string, body?: object) =>
    await fetch(`${house.url}/api/v1${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  const refused = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as Refusal).code,
  ]
  const leaves = async () => {
    const { entries } = house.running.house.database
    const texts: string[] = []
    for await (const { leaf } of entries.find().sort({ _id: 1 }).lean().cursor()) {
      texts.push(Buffer.from(bytesOf(leaf)).toString())
    }
    return texts
  }
  const links = async () =>
    (await house.as('emi').get(`/packs/${pack.id}`)).facts['links'] as Record<string, string>[]

  it('gives the pack for its code, however it is typed, once, and says so in the journal', async () => {
    const link = await made()
    const token = tokenIn(link)
    const typed = ` ${link.code.toLowerCase().replace('-', ' ')}`
    const answer = await outside('POST', '/handed', { token, code: typed })
    expect(answer.status).to.equal(200)
    const ticket = (await answer.json()) as { ticket: string; number: string; file: object }
    expect(ticket.number).to.equal(pack.number)
    expect(ticket.file).to.deep.equal(pack.facts['file'])
    expect(Object.keys(ticket).toSorted()).to.deep.equal(['file', 'number', 'ticket'])
    for (let time = 0; time < 2; time += 1) {
      const file = await outside('GET', `/handed/${ticket.ticket}/pack.zip`)
      expect(file.headers.get('content-disposition')).to.include(`${pack.number}.zip`)
      expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).to.equal(true)
    }
    const again = await outside('POST', '/handed', { token, code: link.code })
    expect(await refused(again)).to.deep.equal([403, 'link-refused'])
    const kept = (await links()).find((one) => one['link'] === link.id)
    expect(kept?.['fetchedAt']).to.be.a('string')
    const { state, facts } = await house.as('emi').get(`/packs/${pack.id}`)
    expect([state, facts['means']]).to.deep.equal(['handed', 'link'])
    // What went to whom, with which hash: in the entries themselves, and each download, too.
    const { sha256 } = pack.facts['file'] as { sha256: string }
    const to = '花丘総合病院 情報システム室'
    expect([facts['handedTo'], facts['handedFile']]).to.deep.equal([to, sha256])
    const named = (await leaves()).filter((leaf) => leaf.includes(link.id))
    for (const act of ['packs.share', 'packs.fetch']) {
      const entry = named.find((leaf) => leaf.includes(`"${act}"`))
      expect(entry, act).to.include(sha256).and.to.include(to)
    }
    expect(named.filter((leaf) => leaf.includes('"packs.export"'))).to.have.length(2)
  })

  it('names in the record whom the link that was used last was for', async () => {
    const link = await made({ to: '花丘総合病院 医事課' })
    const { status } = await outside('POST', '/handed', { token: tokenIn(link), code: link.code })
    expect(status).to.equal(200)
    const { facts } = await house.as('emi').get(`/packs/${pack.id}`)
    expect(facts['handedTo']).to.equal('花丘総合病院 医事課')
  })

  it('bears no more wrong codes at once than one after another', async () => {
    const link = await made()
    const token = tokenIn(link)
    const wrong = Array.from({ length: limits.linkMissesMax * 2 }, () =>
      outside('POST', '/handed', { token, code: 'AAAA-AAAA' }),
    )
    for (const { status } of await Promise.all(wrong)) expect(status).to.equal(403)
    const kept = await house.running.house.database.links.findById(link.id).lean()
    expect(kept?.misses).to.equal(limits.linkMissesMax)
  })

  it('keeps neither its address nor its code anywhere', async () => {
    const link = await made()
    const { database } = house.running.house
    const texts = await leaves()
    texts.push(JSON.stringify(await database.links.find().lean()))
    const all = texts.join('\n')
    for (const secret of [tokenIn(link), link.code, link.code.replace('-', '')]) {
      expect(all).not.to.include(secret)
    }
    expect(all).to.include(link.id)
  })

  it('refuses a wrong code, and after a few of them the right one as well', async () => {
    const link = await made()
    const token = tokenIn(link)
    for (let time = 0; time < limits.linkMissesMax; time += 1) {
      const answer = await outside('POST', '/handed', { token, code: 'AAAA-AAAA' })
      expect(await refused(answer)).to.deep.equal([403, 'link-refused'])
    }
    const right = await outside('POST', '/handed', { token, code: link.code })
    expect(await refused(right)).to.deep.equal([403, 'link-refused'])
    const strange = await outside('POST', '/handed', { token: 'nobody', code: link.code })
    expect(await refused(strange)).to.deep.equal([403, 'link-refused'])
  })

  it('gives nothing any more once it is revoked, also to who has a ticket', async () => {
    const link = await made()
    const answer = await outside('POST', '/handed', { token: tokenIn(link), code: link.code })
    const { ticket } = (await answer.json()) as { ticket: string }
    const path = `/packs/${pack.id}/links/${link.id}/revoke`
    expect(await codeOf(house.as('chie').post(path, {}))).to.equal('because-needed')
    expect(await codeOf(house.as('emi').post(path, { because: '誤送信' }))).to.equal('not-allowed')
    await house.as('chie').post(path, { because: '誤送信のため' })
    const file = await outside('GET', `/handed/${ticket}/pack.zip`)
    expect(await refused(file)).to.deep.equal([403, 'link-refused'])
    expect((await links()).find((one) => one['link'] === link.id)?.['revokedAt']).to.be.a('string')
  })

  it('ends by itself', async () => {
    const link = await made({ days: 1 })
    const away = Date.parse(link.endsAt) - Date.now()
    expect(away).to.be.within(23 * 3_600_000, 24 * 3_600_000)
    const { links: kept } = house.running.house.database
    await kept.updateOne({ _id: link.id }, { $set: { endsAt: new Date(Date.now() - 1000) } })
    const answer = await outside('POST', '/handed', { token: tokenIn(link), code: link.code })
    expect(await refused(answer)).to.deep.equal([403, 'link-refused'])
    const long = house.as('chie').post(`/packs/${pack.id}/links`, { to: 'A', days: 365 })
    expect((await refusalOf(long)).code).to.equal('invalid-fields')
  })

  it('is made by the ISO office only, and only for a pack that has its file', async () => {
    for (const who of ['aya', 'emi', 'goro'] as const) {
      const code = await codeOf(house.as(who).post(`/packs/${pack.id}/links`, { to: 'A' }))
      expect([who, code]).to.deep.equal([who, who === 'emi' ? 'not-allowed' : 'unknown-record'])
    }
    const chie = house.as('chie')
    const order = { customer, from: today(), to: today(), language: 'ja' }
    const bare = await chie.creates('packs.order', order)
    expect(await codeOf(chie.post(`/packs/${bare.id}/links`, { to: 'A' }))).to.equal('rule-refused')
    expect(await codeOf(chie.bytes(`/packs/${bare.id}.zip`))).to.equal('pack-unfinished')
    expect(await codeOf(house.as('emi').post(`/packs/${bare.id}/file`, {}))).to.equal('not-allowed')
    await chie.post(`/packs/${bare.id}/file`, {})
    await chie.post<Made>(`/packs/${(await madeOf(chie, bare)).id}/links`, { to: 'A' })
  })

  it('is tried only so often from one place', async () => {
    let last = 0
    for (let time = 0; time < 70 && last !== 429; time += 1) {
      last = (await outside('POST', '/handed', { token: 'x', code: `${time}` })).status
    }
    expect(last).to.equal(429)
  })
})

describe('a pack under way', function () {
  this.timeout(60_000)

  it('leaves nothing half made when the process is killed, and is made when asked again', async () => {
    const room = temporaryFolder()
    const house = await openHouse({ dataDir: room.folder })
    const customer = (await house.as(admin).get<Listed>('/customers')).records[0]?.id ?? ''
    for (let one = 0; one < 4; one += 1) await certified(house, { customer })
    const order = { customer, from: '2020-01-01', to: today(), language: 'ja' }
    const made = await house.as('chie').creates('packs.order', order)
    await house.stop()
    const child = await startProcess(house.environment)
    const voice = await signedIn(child.url, 'chie', passwordOf('chie'))
    await voice.post(`/packs/${made.id}/file`, {})
    await child.kill()
    const again = await openHouse({ dataDir: room.folder, empty: true })
    const chie = await again.signIn('chie')
    expect((await chie.get<{ state: string }>(`/packs/${made.id}/file`)).state).to.equal('none')
    await chie.post(`/packs/${made.id}/file`, {})
    const whole = await madeOf(chie, made)
    const file = await download(chie, whole)
    expect(file.length).to.equal((whole.facts['file'] as { size: number }).size)
    expect(await readdir(path.join(room.folder, 'packing'))).to.deep.equal([])
    await again.stop()
    room.remove()
  })
})
