/**
 * Who the door for tablets says it is: one authority for ever, a certificate that is renewed in
 * time, the operator's own when there is one, and a start that says what is wrong.
 */
import { X509Certificate } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import pino from 'pino'
import { limits } from '../../models/limits.ts'
import { ConfigError, readConfig } from '../../server/config.ts'
import { Door } from '../../server/tls/door.ts'
import type { Surroundings } from '../../server/tls/door.ts'
import { namesOf } from '../../server/tls/pair.ts'
import { temporaryFolder } from '../house.ts'
import { until } from '../journal/outside.ts'
import { ownDoor, shown } from './asking.ts'

const dayMs = 86_400_000
const machine = { hostname: 'Rack-7', addresses: [{ address: '10.1.2.3', interface: 'eth0' }] }

describe('the identity of a door', () => {
  const room = temporaryFolder()
  let now = new Date()
  let around = { ...machine }
  let minutes: (() => void)[] = []
  const surroundings: Surroundings = {
    now: () => now,
    machine: () => around,
    every: (_, what) => {
      minutes.push(what)
      return () => (minutes = minutes.filter((one) => one !== what))
    },
  }
  const file = (name: string) => path.join(room.folder, 'keys', name)
  const doors: Door[] = []

  const open = async (environment: Record<string, string> = {}) => {
    const everywhere = { ...ownDoor, TLS_HOST: '0.0.0.0' }
    const config = readConfig({ ...everywhere, DATA_DIR: room.folder, ...environment })
    const door = await Door.open(config, pino({ level: 'silent' }), surroundings)
    if (!door) throw new Error('there is no door')
    doors.push(door)
    await door.listen()
    const [, port] = /:(\d+)$/.exec(door.reach().addresses[0] ?? '') ?? []
    return { door, port: Number(port) }
  }

  afterEach(async () => {
    for (const door of doors.splice(0)) {
      door.stop()
      await new Promise((resolve) => door.server.close(resolve))
    }
    now = new Date()
    around = { ...machine }
  })

  after(() => {
    room.remove()
  })

  const authority = () => readFileSync(file('tls-authority.pem'), 'utf8')
  const ca = () => new X509Certificate(authority()).toString()
  const leaf = () => new X509Certificate(readFileSync(file('tls-leaf.pem'), 'utf8'))

  it('is made once: another start has the same authority and the same certificate', async () => {
    await open()
    const before = [authority(), leaf().serialNumber]
    expect(namesOf(leaf())).to.have.members(
      'localhost 127.0.0.1 ::1 rack-7 rack-7.local 10.1.2.3'.split(' '),
    )
    await open()
    expect([authority(), leaf().serialNumber]).to.deep.equal(before)
  })

  it('is renewed while the door is open, before it ends and when names change', async () => {
    const { door, port } = await open()
    const first = (await shown(port, 'localhost')).serialNumber
    await door.look()
    expect((await shown(port, 'localhost')).serialNumber).to.equal(first)
    now = new Date(Date.now() + (limits.leafDays - limits.leafRenewDays + 1) * dayMs)
    await door.look()
    const second = await shown(port, 'localhost')
    expect(second.serialNumber).not.to.equal(first)
    around = { ...machine, addresses: [{ address: '10.1.2.4', interface: 'eth0' }] }
    await door.look()
    const third = await shown(port, 'localhost')
    expect(third.serialNumber).not.to.equal(second.serialNumber)
    expect(namesOf(third)).to.include('10.1.2.4').and.not.include('10.1.2.3')
    expect(door.reach().addresses).to.deep.equal([`https://10.1.2.4:${port}`])
  })

  it('follows an address that changed within a minute, and looks daily otherwise', async () => {
    const { port } = await open()
    const serial = async () => (await shown(port, 'localhost')).serialNumber
    const [minute = () => undefined, ...more] = minutes
    expect(more).to.deep.equal([])
    const first = await serial()
    around = { ...machine, addresses: [] }
    minute()
    await until(async () => (await serial()) !== first)
    const second = await serial()
    expect(namesOf(leaf())).not.to.include('10.1.2.3')
    around = { ...machine, addresses: [{ address: '10.7.7.7', interface: 'wlan0' }] }
    minute()
    await until(async () => (await serial()) !== second)
    expect(namesOf(leaf())).to.include('10.7.7.7')
    // Nothing is called otherwise now, so what lies on disk is left alone until a day has gone by.
    const third = await serial()
    rmSync(file('tls-leaf.pem'))
    minute()
    expect(await serial()).to.equal(third)
    now = new Date(Date.now() + limits.certificateLookHours * 3_600_000)
    minute()
    await until(async () => (await serial()) !== third)
  })

  it('offers tablets the addresses it listens on, and the first of them in plain HTTP', async () => {
    around = {
      ...machine,
      addresses: [
        { address: '10.1.2.3', interface: 'eth0' },
        { address: '192.168.5.6', interface: 'wlan0' },
        { address: '172.17.0.1', interface: 'docker0' },
        { address: '2001:db8::5', interface: 'eth0' },
      ],
    }
    const told = async (environment: Record<string, string>) => {
      const { door } = await open(environment)
      const { open: isOpen, addresses, trust } = door.reach()
      const plain = (text = '') => text.replace(`:${door.port}`, '')
      return [isOpen, addresses.map(plain).join(' '), plain(trust)]
    }
    const all = 'https://192.168.5.6 https://10.1.2.3'
    expect(await told({})).to.deep.equal([true, all, 'http://192.168.5.6/trust'])
    const bound = [true, 'https://127.0.0.1', 'http://127.0.0.1/trust']
    expect(await told({ TLS_HOST: '127.0.0.1' })).to.deep.equal(bound)
    const { port } = await open({ TLS_HOST: 'localhost' })
    expect((await shown(port, 'localhost', ca())).subjectAltName).to.include('DNS:localhost')
    const proxied = { PUBLIC_URL: 'https://daicho.example/' }
    const others = `https://daicho.example ${all}`
    expect(await told(proxied)).to.deep.equal([true, others, 'http://192.168.5.6/trust'])
    const { port: free } = await open()
    for (const door of doors.splice(0)) {
      door.stop()
      await new Promise((resolve) => door.server.close(resolve))
    }
    const named = { TLS_PORT: String(free), PUBLIC_URL: `https://daicho.example:${free}` }
    expect(await told(named)).to.deep.equal([true, others, 'http://daicho.example/trust'])
    around = { ...machine, addresses: [] }
    expect(await told({})).to.deep.equal([true, '', ''])
  })

  it('is made anew for a certificate that was half written', async () => {
    await open()
    const before = authority()
    const whole = readFileSync(file('tls-leaf.pem'), 'utf8')
    for (const half of ['', whole.slice(0, whole.length / 2), before]) {
      writeFileSync(file('tls-leaf.pem'), half)
      const { port } = await open()
      const ca = new X509Certificate(before).toString()
      expect((await shown(port, 'localhost', ca)).serialNumber).to.equal(leaf().serialNumber)
    }
    expect(authority()).to.equal(before)
  })

  it('is never a new authority in silence', async () => {
    await open()
    const before = authority()
    for (const damaged of ['', before.slice(0, before.length / 2), leaf().toString()]) {
      writeFileSync(file('tls-authority.pem'), damaged)
      const error = await open().catch((fault: Error) => fault)
      expect(error).to.be.instanceOf(Error)
      expect((error as Error).message).to.include('tls-authority.pem is damaged')
      expect(readFileSync(file('tls-authority.pem'), 'utf8')).to.equal(damaged)
    }
    rmSync(file('tls-authority.pem'))
    const gone = await open().catch((fault: Error) => fault)
    expect((gone as Error).message).to.include('is missing')
    writeFileSync(file('tls-authority.pem'), before)
    now = new Date(Date.now() + (limits.authorityDays + 1) * dayMs)
    expect(((await open().catch((fault: Error) => fault)) as Error).message).to.include(
      'good until',
    )
    now = new Date()
    await open()
  })

  it('is the operator’s when there is one, and a start with a wrong one says why', async () => {
    await open()
    const other = temporaryFolder()
    const [cert, key, wrongKey] = ['cert.pem', 'key.pem', 'wrong.pem'].map((name) =>
      path.join(other.folder, name),
    ) as [string, string, string]
    writeFileSync(
      cert,
      readFileSync(file('tls-leaf.pem'), 'utf8').replace(/^[^]*?(?=-----BEGIN C)/, ''),
    )
    writeFileSync(key, readFileSync(file('tls-leaf.pem'), 'utf8'))
    writeFileSync(wrongKey, authority())
    const { door } = await open({ TLS_CERT: cert, TLS_KEY: key })
    expect(door.reach().authority).to.equal(undefined)
    expect(door.reach().addresses.join()).to.match(/https:\/\/rack-7:\d+/)
    for (const [environment, says] of [
      [{ TLS_CERT: cert, TLS_KEY: wrongKey }, 'does not belong to the certificate'],
      [{ TLS_CERT: wrongKey, TLS_KEY: path.join(other.folder, 'none') }, 'cannot be read (ENOENT)'],
      [{ TLS_CERT: room.folder, TLS_KEY: key }, 'TLS_CERT names'],
    ] as const) {
      const error = await open({ ...environment }).catch((fault: Error) => fault)
      expect((error as Error).message).to.include(says)
    }
    expect(() => readConfig({ TLS_CERT: cert })).to.throw(ConfigError, 'go together')
    expect(() => readConfig({ TLS_NAMES: 'a b,c' })).to.throw(ConfigError, 'TLS_NAMES')
    other.remove()
  })

  it('finds the port taken: refused when it was asked for', async () => {
    const { port } = await open()
    const error = await open({ TLS_PORT: String(port) }).catch((fault: Error) => fault)
    expect((error as Error).message)
      .to.include('EADDRINUSE')
      .and.include('TLS_PORT')
  })
})
