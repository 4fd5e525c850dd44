/**
 * The first minutes of a house: whatever breaks off then, or happens twice, must leave a house that
 * can be begun, has everything once, and lets its first person in.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { formatSignerKey, signerKey } from '../../models/key.ts'
import { openStore, start } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'
import { crypto } from '../../server/journal/crypto.ts'
import { keyFile } from '../../server/journal/keys.ts'
import { openHouse, signedIn, temporaryFolder } from '../house.ts'
import type { Listed } from '../house.ts'
import { codeOf, passwordOf, Voice } from '../people.ts'

describe('the beginning of a house', () => {
  it('that broke off before the password was kept can be begun again', async () => {
    const environment = { ADMIN_USER: '', ADMIN_PASSWORD: '' }
    const house = await openHouse({ empty: true, environment })
    try {
      const nobody = new Voice(house.url, '', '')
      const { database, setup } = house.running.house
      const person = { user: 'kaoru', name: '管理 薫', password: passwordOf('kaoru') }
      const { credentials } = database
      const update = credentials.updateOne.bind(credentials)
      credentials.updateOne = () => {
        throw new Error('the power is cut')
      }
      const begun = nobody.post('/setup', { ...person, token: setup.token })
      expect(await codeOf(begun)).to.equal('unexpected')
      credentials.updateOne = update
      expect(await nobody.get<unknown>('/setup')).to.deep.equal({ needed: true })
      await nobody.post('/setup', { ...person, token: setup.token })
      await signedIn(house.url, 'kaoru', passwordOf('kaoru'))
    } finally {
      await house.stop()
    }
  })

  it('of two instances at the same time makes everything once', async () => {
    const rooms = [temporaryFolder(), temporaryFolder(), temporaryFolder()] as const
    const store = await openStore(readConfig({ DATA_DIR: rooms[0].folder, MONGODB_URI: '' }))
    const key = signerKey('daicho.local/journal', randomBytes(32), crypto)
    const shared = {
      PORT: '0',
      TLS_PORT: 'off',
      LOG_LEVEL: 'silent',
      MONGODB_URI: `${store.uri}/daicho`,
      LOG_KEY: formatSignerKey(key),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      ADMIN_USER: 'kaoru',
      ADMIN_PASSWORD: passwordOf('kaoru'),
    }
    const running = await Promise.all(
      [rooms[1], rooms[2]].map((room) => start(readConfig({ ...shared, DATA_DIR: room.folder }))),
    )
    try {
      for (const { url } of running) {
        const kaoru = await signedIn(url, 'kaoru', passwordOf('kaoru'))
        for (const ledger of ['settings', 'sites', 'pledges', 'accounts']) {
          const { total } = await kaoru.get<Listed>(`/${ledger}`)
          expect([ledger, total]).to.deep.equal([ledger, 1])
        }
      }
    } finally {
      for (const one of running) await one.stop()
      await store.stop()
      for (const room of rooms) room.remove()
    }
  })

  it('that is set up at one instance is over at the other', async () => {
    const house = await openHouse({
      empty: true,
      environment: { ADMIN_USER: '', ADMIN_PASSWORD: '' },
    })
    try {
      const { setup, appender, database } = house.running.house
      const { Setup } = await import('../../server/setup.ts')
      const other = new Setup({ appender, database }, house.running.house.auth)
      await other.begin(undefined)
      const nobody = new Voice(house.url, '', '')
      const person = { user: 'kaoru', name: '管理 薫', password: passwordOf('kaoru') }
      await nobody.post('/setup', { ...person, token: setup.token })
      expect(await other.needed()).to.equal(false)
      const late = other.finish(other.token ?? '', { ...person, user: 'mallory' })
      const problem: unknown = await late.catch((error: unknown) => error)
      expect(problem).to.include({ code: 'set-up-done' })
    } finally {
      await house.stop()
    }
  })

  it('never meets half a key, and keeps the one it has', async () => {
    const room = temporaryFolder()
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, at) => keyFile(room.folder, 'some-key', () => `key ${at}`)),
    )
    expect(new Set(made).size).to.equal(1)
    const file = path.join(room.folder, 'some-key')
    expect(readdirSync(room.folder)).to.deep.equal(['some-key'])
    expect(statSync(file).mode & 0o777).to.equal(0o600)
    writeFileSync(`${file}.beside`, 'half')
    expect(await keyFile(room.folder, 'some-key', () => 'another')).to.equal(made[0])
    expect(readFileSync(file, 'utf8').trim()).to.equal(made[0])
    room.remove()
  })

  it('of an account, told twice, leaves the password its owner chose', async () => {
    const house = await openHouse({ empty: true })
    try {
      const told = { id: randomUUID(), user: 'nao', name: '直', roles: ['staff'] }
      const first = { ...told, password: passwordOf('first') }
      await house.as('kaoru').post('/accounts', first)
      const nao = await signedIn(house.url, 'nao', passwordOf('first'))
      const password = passwordOf('own')
      const current = passwordOf('first')
      await nao.ask('POST', `/accounts/${nao.id}/password`, { password, current })
      await house.as('kaoru').post('/accounts', first)
      expect(await codeOf(signedIn(house.url, 'nao', current))).to.equal('sign-in-refused')
      await signedIn(house.url, 'nao', password)
    } finally {
      await house.stop()
    }
  })
})
