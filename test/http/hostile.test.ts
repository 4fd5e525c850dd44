/**
 * What nobody friendly sends: every malformed, misnamed or oversized request must be refused in
 * the house's own words, never with an accident, and must leave nothing behind.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setImmediate as breath } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf, refusalOf } from '../people.ts'
import { picture } from '../pictures.ts'
import { plannedVisit } from './told.ts'

describe('a hostile request', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse({ environment: { SIGN_IN_TRIES: '3' } })
  })

  after(async () => {
    await house.stop()
  })

  const send = async (
    to: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
  ) => {
    const authorization = `Bearer ${house.as('chie').token}`
    const answer = await fetch(new URL(to, house.url), {
      method: 'POST',
      body,
      headers: { authorization, ...headers },
    })
    const { code } = (await answer.json()) as { code: string }
    return [answer.status, code]
  }

  it('for an act by the name of something every object has is for no act', async () => {
    const visit = await plannedVisit(house)
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
      const own = house.as('aya').post(`/visits/${visit.id}/${name}`, { id: randomUUID() })
      expect([name, await codeOf(own)]).to.deep.equal([name, 'unknown-act'])
      const making = house.as('aya').post(`/visits/acts/${name}`, { id: randomUUID() })
      expect([name, await codeOf(making)]).to.deep.equal([name, 'unknown-act'])
      const many = house.as('aya').doesToMany(`visits.${name}`, [{ record: visit.id }])
      expect([name, await codeOf(many)]).to.deep.equal([name, 'unknown-act'])
    }
  })

  it('for a field or a filter of such a name is refused', async () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      const list = house.as('aya').get(`/visits?filter[${name}]=x`)
      expect([name, await codeOf(list)]).to.deep.equal([name, 'unknown-query'])
    }
    for (const name of ['constructor', 'toString']) {
      const making = house.as('chie').creates('customers.add', { [name]: {}, name: 'x' })
      expect([name, await codeOf(making)]).to.deep.equal([name, 'invalid-fields'])
    }
    const given = JSON.parse('{"__proto__": {"system": "x"}, "name": "x"}') as object
    const made = await house.as('chie').creates('customers.add', given)
    expect(made.facts).to.deep.equal({ name: 'x' })
  })

  it('with text no leaf can hold is refused for that text', async () => {
    for (const name of ['\ud800 病院', '病\u0000院', 'a\u0007b', '\u202e院病']) {
      const problem = await refusalOf(house.as('chie').creates('customers.add', { name }))
      expect([problem.code, problem.faults?.[0]?.path]).to.deep.equal(['invalid-fields', 'name'])
    }
    const made = await house.as('chie').creates('customers.add', { name: '整った病院' })
    const because = 'かけた\udc00理由'
    const amended = house.as('chie').does('customers.amend', made, { system: 'x' }, { because })
    expect(await codeOf(amended)).to.equal('invalid-fields')
    const tabbed = { system: '一行目' }
    await house.as('chie').does('customers.amend', made, tabbed, { because: '一\n二\t三' })
  })

  it('with moments outside of the calendar, or numbers without end, is refused', async () => {
    for (const moment of ['0000-01-01T00:00:00+14:00', '9999-12-31T23:59:59-12:00']) {
      const planned = plannedVisit(house, { plannedTo: moment })
      expect(await codeOf(planned)).to.equal('invalid-fields')
      const named = house
        .as('chie')
        .creates('customers.add', { name: 'いつか病院' }, { occurredAt: moment })
      expect(await codeOf(named)).to.equal('invalid-fields')
    }
    for (const revision of ['1e308', '1e999', '-1', '0.5']) {
      const body = `{"id":"${randomUUID()}","fields":{"name":"x"},"revision":${revision}}`
      const type = { 'content-type': 'application/json' }
      const answer = await send('/api/v1/customers/acts/add', body, type)
      expect([revision, ...answer]).to.deep.equal([revision, 422, 'invalid-fields'])
    }
  })

  it('nested a hundred thousand deep is refused like any other that does not fit', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const body = `{"id":"${randomUUID()}","fields":{"name":${deep}}}`
    const answer = await send('/api/v1/customers/acts/add', body, {
      'content-type': 'application/json',
    })
    expect(answer).to.deep.equal([422, 'invalid-fields'])
  })

  it('in a coding or character set the house does not read is refused as such', async () => {
    const json = 'application/json'
    const refused = [415, 'media-type-refused']
    const to = '/api/v1/customers/acts/add'
    expect(await send(to, '{}', { 'content-type': `${json}; charset=klingon` })).to.deep.equal(
      refused,
    )
    const coded = { 'content-type': json, 'content-encoding': 'compress' }
    expect(await send(to, '{}', coded)).to.deep.equal(refused)
    const bomb = new Uint8Array(gzipSync(`{"id":"${' '.repeat(8_000_000)}"}`))
    const zipped = { 'content-type': json, 'content-encoding': 'gzip' }
    expect(await send(to, bomb, zipped)).to.deep.equal([413, 'body-too-large'])
    expect(await send(to, 'no gzip', zipped)).to.deep.equal([400, 'malformed-body'])
  })

  it('with a form that breaks off or has no parts is refused, and leaves no file', async () => {
    const uploads = path.join(house.dataDir, 'uploads')
    const malformed = [400, 'malformed-body']
    const form = 'multipart/form-data'
    expect(await send('/api/v1/files', 'x', { 'content-type': form })).to.deep.equal(malformed)
    const cut = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc'
    const bounded = { 'content-type': `${form}; boundary=b` }
    expect(await send('/api/v1/files', cut, bounded)).to.deep.equal(malformed)
    const two = new FormData()
    two.append('file', new Blob(['no picture']), 'a.png')
    two.append('file', new Blob([new Uint8Array(picture(1))]), 'b.png')
    expect(await codeOf(house.as('aya').post('/files', two))).to.equal('file-type-refused')
    expect(readdirSync(uploads)).to.deep.equal([])
  })

  it('with a file that stops coming leaves nothing on the disk', async () => {
    const uploads = path.join(house.dataDir, 'uploads')
    const { hostname, port } = new URL(house.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      `POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${house.as('aya').token}\r\n` +
        'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n' +
        `--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n${'x'.repeat(70_000)}`,
    )
    while (readdirSync(uploads).length === 0) await breath()
    socket.destroy()
    await once(socket, 'close')
    while (readdirSync(uploads).length > 0) await breath()
  })

  it('names a file as it likes, and the name is made fit to be printed', async () => {
    for (const name of ['\u009b\u202e.png', '   ', `${'あ'.repeat(199)}😀.png`, 'a\r\nb".png']) {
      const stored = await house.as('aya').stores(picture(7), name)
      expect(stored.name).to.match(/^[^\p{Cc}\p{Cs}]+$/u)
      expect(stored.name.length).to.be.within(1, 200)
      expect(stored.name.trim()).to.equal(stored.name)
    }
  })

  it('from a page that hides its origin is refused, like one from another site', async () => {
    const cookie = `daicho_session=${house.as('aya').token}`
    for (const origin of ['null', 'http://elsewhere.example', 'nonsense']) {
      const answer = await fetch(new URL('/api/v1/sessions/current', house.url), {
        method: 'DELETE',
        headers: { cookie, origin },
      })
      expect([origin, answer.status]).to.deep.equal([origin, 403])
      expect(await answer.json()).to.include({ code: 'origin-refused' })
    }
    expect((await house.as('aya').ask('GET', '/sessions/current')).status).to.equal(200)
  })

  it('that guesses a password is counted for the person however the name is spelt', async () => {
    const statuses: number[] = []
    for (const user of ['ben', ' ben', 'BEN', 'ｂｅｎ', 'ben  ', '\u3000ben', 'Ben\t']) {
      const body = JSON.stringify({ user, password: 'wrong-password' })
      const answer = await fetch(new URL('/api/v1/sessions', house.url), {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      })
      statuses.push(answer.status)
    }
    expect(statuses).to.deep.equal([401, 401, 401, 429, 429, 429, 429])
  })

  it('searches for anything and is answered', async () => {
    const texts = [
      '\u0000',
      '%',
      '.*',
      '(((',
      '[a-',
      '\\',
      '$',
      'a'.repeat(2_000),
      '語 '.repeat(800),
    ]
    for (const text of texts) {
      for (const place of ['/visits?q=', '/search?q=']) {
        const answer = await house.as('aya').ask('GET', place + encodeURIComponent(text))
        expect([text.slice(0, 10), answer.status]).to.deep.equal([text.slice(0, 10), 200])
      }
    }
  })

  it('with a cursor, a page or a record that never was is refused', async () => {
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const cursor of ['x', forged({}), forged([{ $gt: '' }]), forged(['a', 'b', 'c'])]) {
      const list = house.as('aya').get(`/visits?cursor=${cursor}`)
      expect(await codeOf(list)).to.equal('unknown-query')
    }
    for (const id of ['x', '%00', '..%2f..%2fetc', '__proto__', 'a'.repeat(4_000)]) {
      expect(await codeOf(house.as('aya').get(`/visits/${id}`))).to.equal('unknown-record')
      expect(await codeOf(house.as('aya').get(`/files/${id}`))).to.equal('unknown-record')
    }
    expect(await codeOf(house.as('aya').get('/visits/%E0%A4%A'))).to.equal('malformed-body')
  })

  it('is answered with personal data that no cache on the way keeps', async () => {
    for (const place of ['/visits', '/sessions/current', '/board', '/visits/export.csv']) {
      const answer = await house.as('aya').ask('GET', place)
      await answer.text()
      expect([place, answer.headers.get('cache-control')]).to.deep.equal([place, 'no-store'])
    }
  })
})
