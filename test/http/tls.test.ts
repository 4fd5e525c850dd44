/**
 * The door for tablets: the house over HTTPS with a cookie of its own, and for whoever comes in
 * plain HTTP the way to trust it and nothing else.
 */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import type { RequestOptions } from 'node:http'
import { connect as connectPlain } from 'node:net'
import path from 'node:path'
import { expect } from 'chai'
import { io } from 'socket.io-client'
import { limits } from '../../models/limits.ts'
import { inGroups } from '../../server/tls/markup.ts'
import { namesOf } from '../../server/tls/pair.ts'
import { codesDrawnIn } from '../codes.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { passwordOf } from '../people.ts'
import { ask, ownDoor, shown } from './asking.ts'

const dayMs = 86_400_000

describe('a house with HTTPS', () => {
  let house: TestHouse
  let port: number
  let ca: string

  before(async () => {
    house = await openHouse({ environment: { ...ownDoor, TLS_NAMES: 'tablet.example,10.9.8.7' } })
    port = Number(/:(\d+)$/.exec(house.running.house.reach().addresses[0] ?? '')?.[1])
    ca = new X509Certificate((await fetchPlain('/ca.crt')).body).toString()
  })

  after(async () => {
    await house.stop()
  })

  const fetchPlain = async (place: string, options: RequestOptions = {}) =>
    await ask(`http://127.0.0.1:${port}${place}`, options)
  const fetchSecure = async (place: string, options: RequestOptions & { body?: string } = {}) =>
    await ask(`https://localhost:${port}${place}`, { ca, ...options })
  const signIn = async (base: string) =>
    await ask(`${base}/api/v1/sessions`, {
      ca,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'aya', password: passwordOf('aya') }),
    })

  it('makes an authority good for signing alone, in a file only its owner reads', () => {
    const authority = new X509Certificate(ca)
    expect(authority.ca).to.equal(true)
    expect(authority.checkIssued(authority) && authority.verify(authority.publicKey)).to.equal(true)
    const years = (Date.parse(authority.validTo) - Date.parse(authority.validFrom)) / dayMs
    expect(years).to.equal(limits.authorityDays)
    const keys = path.join(house.dataDir, 'keys')
    expect(statSync(keys).mode & 0o777).to.equal(0o700)
    for (const file of ['tls-authority.pem', 'tls-leaf.pem']) {
      expect(statSync(path.join(keys, file)).mode & 0o777, file).to.equal(0o600)
    }
  })

  it('shows a certificate for its names that the authority vouches for, as Apple wants it', async () => {
    for (const name of ['localhost', 'tablet.example', '127.0.0.1']) {
      const leaf = await shown(port, name, ca)
      expect(leaf.ca).to.equal(false)
      expect(leaf.keyUsage).to.deep.equal(['1.3.6.1.5.5.7.3.1'])
      expect(namesOf(leaf)).to.include.members(['localhost', '::1', '10.9.8.7', name])
      const days = (Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / dayMs
      expect(days).to.be.at.most(398)
    }
    const wrong = await ask(`https://localhost:${port}/healthz`, {}).catch((error: Error) => error)
    expect(wrong).to.be.instanceOf(Error)
  })

  it('serves the house over HTTPS, with a cookie no other host can have set', async () => {
    expect((await fetchSecure('/healthz')).status).to.equal(200)
    const begun = await signIn(`https://localhost:${port}`)
    const [cookie = ''] = begun.headers['set-cookie'] ?? []
    expect(cookie).to.match(/^__Host-daicho_session=[^;]+;/)
    for (const one of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) {
      expect(cookie).to.include(one)
    }
    expect(cookie).not.to.include('Domain')
    expect(begun.headers).not.to.have.property('strict-transport-security')
    const pair = cookie.split(';')[0] ?? ''
    const current = '/api/v1/sessions/current'
    expect((await fetchSecure(current, { headers: { cookie: pair } })).status).to.equal(200)
    // A name that plain HTTP on this host could have set is not looked at, and the other way round.
    const renamed = pair.replace('__Host-', '')
    expect((await fetchSecure(current, { headers: { cookie: renamed } })).status).to.equal(401)
    const plain = await ask(`${house.url}${current}`, { headers: { cookie: pair } })
    expect(plain.status).to.equal(401)
    expect((await signIn(house.url)).headers['set-cookie']?.[0]).to.match(/^daicho_session=/)
  })

  it('tells live screens over wss, and none that another site’s page opens', async () => {
    const [cookie = ''] =
      (await signIn(`https://localhost:${port}`)).headers['set-cookie']?.[0]?.split(';') ?? []
    const open = (headers: Record<string, string>, transports: string[]) =>
      io(`wss://localhost:${port}`, {
        ca,
        transports,
        forceNew: true,
        reconnection: false,
        extraHeaders: { cookie, ...headers },
      } as object)
    for (const transports of [['websocket'], ['polling']]) {
      const socket = open({ origin: `https://localhost:${port}` }, transports)
      const [hello] = (await once(socket as never, 'hello')) as [{ size: number }]
      expect(hello.size).to.be.greaterThan(0)
      socket.disconnect()
      for (const foreign of [
        { origin: 'https://elsewhere.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site', origin: `https://localhost:${port}` },
      ]) {
        const refused = open(foreign, transports)
        await once(refused as never, 'connect_error')
        expect(refused.connected).to.equal(false)
      }
    }
  })

  it('shows plain HTTP the way to trust it and nothing of the house', async () => {
    for (const [language, title] of [
      ['ja', 'タブレットをつなぐ'],
      ['en', 'Connect a tablet'],
    ] as const) {
      const page = await fetchPlain(`/trust?language=${language}`)
      const html = page.body.toString()
      expect([page.status, page.headers['content-type']]).to.deep.equal([
        200,
        'text/html; charset=utf-8',
      ])
      expect(html).to.include(title).and.include(`https://127.0.0.1:${port}`)
      const { fingerprint256 } = new X509Certificate(ca)
      for (const group of inGroups(fingerprint256.replaceAll(':', '')).split(' ')) {
        expect(html).to.include(`<span>${group}</span>`)
      }
      expect(page.headers['content-security-policy']).to.include("default-src 'none'")
      expect(html).not.to.include('<script')
    }
    expect((await fetchPlain('/')).headers.location).to.equal('/trust')
    const deep = await fetchPlain('/visits/1?a=b')
    expect([deep.status, deep.headers.location]).to.deep.equal([
      302,
      `https://127.0.0.1:${port}/visits/1?a=b`,
    ])
    for (const place of ['/api/v1/setup', '/log/checkpoint', '/socket.io/?EIO=4', '/metrics']) {
      const refused = await fetchPlain(place)
      expect([place, refused.status]).to.deep.equal([place, 403])
      expect(refused.body.toString()).to.equal('HTTPS only.\n')
    }
    const post = await fetchPlain('/api/v1/sessions', { method: 'POST' })
    expect([post.status, post.headers['set-cookie']]).to.deep.equal([405, undefined])
  })

  it('leads a new tablet past every warning: its code opens the page in plain HTTP', async () => {
    const begin = `http://127.0.0.1:${port}/trust`
    for (const page of [
      await fetchPlain('/trust'),
      await fetchSecure('/trust'),
      await ask(`${house.url}/trust`),
    ]) {
      expect(await codesDrawnIn(page.body.toString())).to.deep.equal([begin])
      expect(page.body.toString()).to.include(`<p class="url">https://127.0.0.1:${port}</p>`)
    }
    // A name under which a tablet came is one under which others will.
    const headers = { host: `tablet.example:${port}` }
    const named = await fetchPlain('/trust', { headers })
    const [code] = await codesDrawnIn(named.body.toString())
    expect(code).to.equal(`http://tablet.example:${port}/trust`)
    const secure = await fetchSecure('/trust', { headers })
    expect(await codesDrawnIn(secure.body.toString())).to.deep.equal([begin])
    const told = await house.as('kaoru').get<{ trust: string }>('/reach')
    expect(told.trust).to.equal(begin)
  })

  it('leads nowhere a made-up host says', async () => {
    const evil = await fetchPlain('/visits', { headers: { host: 'a.example/"><b>' } })
    expect(evil.headers.location).to.equal('/trust')
    const page = await fetchPlain('/trust', { headers: { host: '"><script>alert(1)</script>' } })
    expect(page.body.toString()).not.to.include('<script')
    expect((await fetchPlain('//', {})).status).to.be.oneOf([302, 400])
  })

  it('hands an iPad a profile that holds the very authority, always the same', async () => {
    const [one, other] = [
      await fetchPlain('/ca.mobileconfig'),
      await fetchSecure('/ca.mobileconfig'),
    ]
    expect(one.headers['content-type']).to.equal('application/x-apple-aspen-config')
    expect(one.body.equals(other.body)).to.equal(true)
    const text = one.body.toString()
    expect(text).to.include('com.apple.security.root')
    const [, data = ''] = /<data>([^<]+)<\/data>/.exec(text) ?? []
    expect(new X509Certificate(Buffer.from(data, 'base64')).toString()).to.equal(ca)
    expect(new Set(text.match(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g)).size).to.equal(2)
  })

  it('is not held up by connections that say nothing sensible', async () => {
    const idle = Array.from({ length: limits.plainConnectionsMax + 20 }, () => {
      const socket = connectPlain(port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write('GET /trust HTTP/1.1\r\nHost: x')
      return socket
    })
    await Promise.all(idle.map(async (socket) => await once(socket, 'connect')))
    expect((await fetchSecure('/healthz')).status).to.equal(200)
    for (const socket of idle) socket.destroy()
    const huge = await fetchPlain('/trust', { headers: { 'x-long': 'a'.repeat(20_000) } }).catch(
      () => ({ status: 431 }),
    )
    expect(huge.status).to.equal(431)
  })

  it('tells whoever is signed in where tablets go, and keeps keys to itself', async () => {
    const text = await house.as('kaoru').text('/reach')
    const told = JSON.parse(text) as { addresses: string[]; authority: { fingerprint: string } }
    const { fingerprint256 } = new X509Certificate(ca)
    expect(told.authority.fingerprint).to.equal(fingerprint256.replaceAll(':', ''))
    expect(text).not.to.include('PRIVATE')
    expect((await ask(`${house.url}/api/v1/reach`)).status).to.equal(401)
  })
})
