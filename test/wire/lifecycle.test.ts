/**
 * Starting and stopping the embedded server: one owner per folder, a dead owner's folder taken
 * over, a damaged file explained instead of crashed on, and data that survives. These concern files
 * and processes, so they have no counterpart on a MongoDB server.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { copyFileSync, mkdirSync, openSync, writeSync, closeSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { startEmbedded } from '../../server/wire/embedded.ts'
import type { Embedded } from '../../server/wire/embedded.ts'
import { MongoClient, failureOf, temporaryFolder } from './harness.ts'

const program = fileURLToPath(new URL('../../server/wire/standalone.js', import.meta.url))

async function insertInto(store: Embedded, count: number): Promise<void> {
  const client = await new MongoClient(store.uri).connect()
  const docs = Array.from({ length: count }, (_, n) => ({ n, text: 'x'.repeat(200) }))
  await client.db('life').collection('items').insertMany(docs)
  await client.close()
}

async function countIn(store: Embedded): Promise<number> {
  const client = await new MongoClient(store.uri).connect()
  const count = await client.db('life').collection('items').countDocuments()
  await client.close()
  return count
}

describe('The embedded server', function () {
  let room: ReturnType<typeof temporaryFolder>

  beforeEach(function () {
    if (process.env.MONGODB_URI !== undefined) this.skip()
    room = temporaryFolder()
  })
  afterEach(() => room?.remove())

  const start = (): Promise<Embedded> => startEmbedded({ dataDir: room.folder })
  const inStore = (name: string): string => join(room.folder, 'store', name)

  it('keeps what it was given when it is stopped and started', async () => {
    const first = await start()
    await insertInto(first, 10)
    await first.stop()
    const second = await start()
    expect(await countIn(second)).to.equal(10)
    await second.stop()
  })

  it('tells tools where it listens while it runs, readable by its owner only', async () => {
    const store = await start()
    expect(readFileSync(inStore('socket'), 'utf8').trim()).to.equal(store.uri)
    expect(statSync(inStore('socket')).mode & 0o077).to.equal(0)
    await store.stop()
    expect(existsSync(inStore('socket'))).to.equal(false)
    expect(existsSync(inStore('lock'))).to.equal(false)
  })

  it('listens on a port of the loopback address when asked', async () => {
    const store = await startEmbedded({ dataDir: room.folder, port: 0 })
    expect(store.uri).to.match(/^mongodb:\/\/127\.0\.0\.1:\d+$/)
    await insertInto(store, 1)
    await store.stop()
  })

  it('refuses a folder that is in use, naming the folder and the process', async () => {
    const child = spawn(process.execPath, [program, room.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(createInterface({ input: child.stdout }), 'line')
    const error = await failureOf(start())
    expect(error.message).to.include(room.folder).and.include(`process ${child.pid}`)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
    await (await start()).stop()
  })

  it('refuses to start twice in one process', async () => {
    const store = await start()
    expect((await failureOf(start())).message).to.include('in use')
    await store.stop()
  })

  it('takes over from a process that was killed', async () => {
    const child = spawn(process.execPath, [program, room.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(createInterface({ input: child.stdout }), 'line')
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    expect(existsSync(inStore('lock'))).to.equal(true)
    const left = decodeURIComponent(readFileSync(inStore('socket'), 'utf8').slice(10).trim())
    await (await start()).stop()
    expect(existsSync(dirname(left))).to.equal(false)
  })

  it('takes over a lock whose process number now belongs to somebody else', async () => {
    await (await start()).stop()
    const stale = { pid: process.pid, started: 'another boot 1', host: hostname() }
    writeFileSync(inStore('lock'), JSON.stringify(stale))
    await (await start()).stop()
  })

  it('waits for a lock from another machine to grow old', async () => {
    await (await start()).stop()
    const foreign = { pid: 1, started: 'x', host: 'another-machine' }
    writeFileSync(inStore('lock'), JSON.stringify(foreign))
    expect((await failureOf(start())).message).to.include('another-machine')
  })

  it('explains a damaged file after an unclean stop instead of dying of it', async () => {
    const store = await start()
    await insertInto(store, 2000)
    await store.stop()
    writeFileSync(inStore('lock'), 'cut short')
    const file = openSync(inStore('data.mdb'), 'r+')
    const noise = Buffer.alloc(64, 0xa5)
    for (let at = 8192; at + 64 < statSync(inStore('data.mdb')).size; at += 4096) {
      writeSync(file, noise, 0, 64, at)
    }
    closeSync(file)
    const error = await failureOf(start())
    expect(error.message).to.include('damaged').and.include('backup')
    expect((await failureOf(start())).message, 'the second attempt').to.include('damaged')
  })

  it('explains a file that was cut short', async () => {
    const store = await start()
    await insertInto(store, 2000)
    await store.stop()
    writeFileSync(inStore('lock'), 'cut short')
    truncateSync(inStore('data.mdb'), 16_384)
    expect((await failureOf(start())).message).to.include('damaged')
  })

  it('backs up while it runs, into a file another store can open', async () => {
    const store = await start()
    await insertInto(store, 500)
    const copy = join(room.folder, 'copy.mdb')
    await store.backup(copy)
    expect(statSync(copy).mode & 0o077).to.equal(0)
    expect((await failureOf(store.backup(copy))).message).to.include('exists')
    await insertInto(store, 1)
    await store.stop()
    const other = join(room.folder, 'other')
    mkdirSync(join(other, 'store'), { recursive: true })
    copyFileSync(copy, join(other, 'store', 'data.mdb'))
    const restored = await startEmbedded({ dataDir: other })
    expect(await countIn(restored)).to.equal(500)
    await restored.stop()
  })

  it('removes documents when their time has run out', async () => {
    const store = await startEmbedded({ dataDir: room.folder, expireIntervalMs: 20 })
    const client = await new MongoClient(store.uri).connect()
    const items = client.db('life').collection('sessions')
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 60 })
    const old = new Date(Date.now() - 120_000)
    await items.insertMany([
      { at: old },
      { at: [old, new Date()] },
      { at: new Date() },
      { at: 'x' },
      {},
    ])
    for (let tries = 0; (await items.countDocuments()) > 3; tries += 1) {
      if (tries > 100_000) throw new Error('Nothing expired')
    }
    expect(await items.countDocuments({ at: { $type: 'date' } })).to.equal(1)
    const report = await client.db('life').command({ validate: 'sessions' })
    expect(report.valid).to.equal(true)
    await client.close()
    await store.stop()
  })
})
