/**
 * What was acknowledged is there after a crash. A server in a child process is killed without
 * warning again and again while clients write to it; after each restart every acknowledged write
 * must be found and every index must agree with the documents. The kill leaves the machine's page
 * cache alone, so this shows the order of writing and answering, not what a power cut does to the
 * disk.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { MongoClient, temporaryFolder } from '../wire/harness.ts'
import type { Client, Collection } from '../wire/harness.ts'

const rounds = 20
const writers = 16
/** Writes acknowledged before the kill; the kill itself falls on whatever is under way then. */
const acknowledgedBeforeKill = 400
const program = fileURLToPath(new URL('../../server/wire/standalone.js', import.meta.url))

interface Running {
  readonly child: ChildProcess
  readonly client: Client
  readonly items: Collection
}

async function start(folder: string): Promise<Running> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [uri] = (await once(lines, 'line')) as [string]
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000, maxPoolSize: writers })
  await client.connect()
  return { child, client, items: client.db('crash').collection('items') }
}

/** Ends at the first failure, which is the kill. Remembers only what was acknowledged. */
async function write(
  items: Collection,
  writer: string,
  known: Known,
  stop: () => void,
): Promise<void> {
  try {
    for (let n = 0; ; n += 1) {
      const key = `${writer}-${n}`
      await items.insertOne({ key, group: n % 7, tags: [key, `t${n % 5}`], version: 1 })
      known.versions.set(key, 1)
      if (n % 3 === 0) {
        known.attempted.set(key, 2)
        await items.updateOne(
          { key },
          { $set: { version: 2 }, $push: { tags: 'changed' } as never },
        )
        known.versions.set(key, 2)
      }
      known.acknowledged += 1
      if (known.acknowledged === acknowledgedBeforeKill) stop()
    }
  } catch {
    // The server is gone; what this writer had under way was never acknowledged.
  }
}

interface Known {
  readonly versions: Map<string, number>
  readonly attempted: Map<string, number>
  acknowledged: number
}

describe('A store that is killed while it writes', function () {
  this.timeout(180_000)

  it(`loses nothing it acknowledged in ${rounds} crashes, and its indexes agree`, async function () {
    if (process.env.MONGODB_URI !== undefined) this.skip()
    const room = temporaryFolder()
    const versions = new Map<string, number>()
    const attempted = new Map<string, number>()
    let running = await start(room.folder)
    await running.items.createIndexes([
      { key: { key: 1 }, unique: true },
      { key: { group: 1, version: -1 } },
      { key: { tags: 1 } },
    ])
    for (let round = 0; round < rounds; round += 1) {
      const known = { versions, attempted, acknowledged: 0 }
      const { child, items } = running
      const exited = once(child, 'exit')
      const kill = (): boolean => child.kill('SIGKILL')
      const names = Array.from({ length: writers }, (_, at) => `${round}-${at}`)
      await Promise.all(names.map((name) => write(items, name, known, kill)))
      await exited
      await running.client.close()
      running = await start(room.folder)
      await audit(running, versions, attempted)
    }
    expect(versions.size).to.be.at.least(rounds * acknowledgedBeforeKill * 0.9)
    const stopped = once(running.child, 'exit')
    await running.client.close()
    running.child.kill('SIGTERM')
    expect((await stopped)[0]).to.equal(0)
    room.remove()
  })
})

async function audit(
  { client, items }: Running,
  versions: ReadonlyMap<string, number>,
  attempted: ReadonlyMap<string, number>,
): Promise<void> {
  const found = new Map<string, number>()
  for await (const doc of items.find({}, { hint: 'key_1' })) found.set(doc.key, doc.version)
  const lost = [...versions].filter(([key, version]) => {
    const seen = found.get(key)
    return seen !== version && seen !== (attempted.get(key) ?? version)
  })
  expect(lost).to.deep.equal([])
  const report = await client.db('crash').command({ validate: 'items' })
  expect(report.errors).to.deep.equal([])
  expect(report.valid).to.equal(true)
  expect(report.nrecords).to.equal(found.size)
}
