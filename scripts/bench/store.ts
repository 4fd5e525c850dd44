/**
 * How fast the embedded store answers, against the floor below it: bare LMDB puts with the same
 * durability, measured in the same run on the same disk. Figures depend on the machine, the ratios
 * much less, so it prints both. Run: node dist/scripts/bench/store.js [DOCUMENTS]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { openLmdb } from '../../server/store/lmdb.ts'
import { startEmbedded } from '../../server/wire/embedded.ts'

const { BSON, MongoClient } = mongoose.mongo
const count = Number(process.argv[2] ?? 4000)
const clients = 64
const body = 'x'.repeat(300)
const documentOf = (n: number): Record<string, unknown> => ({
  _id: n,
  email: `person${n}@example.com`,
  n,
  body,
})

interface Measure {
  readonly name: string
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Runs `work` for each number, `width` of them at a time, and times each. */
async function measure(
  name: string,
  total: number,
  width: number,
  work: (n: number) => Promise<unknown>,
): Promise<Measure> {
  const times: number[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < total) {
      const n = next
      next += 1
      const started = performance.now()
      await work(n)
      times.push(performance.now() - started)
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: width }, lane))
  const seconds = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0
  return { name, perSecond: total / seconds, p50Ms: at(0.5), p99Ms: at(0.99) }
}

async function measureFloor(folder: string): Promise<readonly [Measure, Measure]> {
  const storage = openLmdb(join(folder, 'floor.mdb'))
  const data = storage.space('data')
  const put = (n: number): Promise<void> => {
    const key = Buffer.alloc(8)
    key.writeUInt32BE(n, 4)
    const bytes = BSON.serialize(documentOf(n))
    return storage.write(() => data.put(key, bytes))
  }
  const one = await measure('bare put, one at a time', count, 1, put)
  const many = await measure(`bare put, ${clients} at a time`, count * 4, clients, (n) =>
    put(count + n),
  )
  await storage.close()
  return [one, many]
}

async function measureStore(folder: string): Promise<readonly Measure[]> {
  const store = await startEmbedded({ dataDir: folder })
  const client = await new MongoClient(store.uri, { maxPoolSize: clients }).connect()
  const items = client.db('bench').collection<{ _id: number; email: string; n: number }>('items')
  await items.createIndex({ email: 1 }, { unique: true })
  const insert = (n: number): Promise<unknown> => items.insertOne(documentOf(n) as never)
  const pick = (n: number): number => (n * 7919) % (count * 5)
  const find = (n: number): Promise<unknown> => items.findOne({ _id: pick(n) })
  const byEmail = (n: number): Promise<unknown> =>
    items.findOne({ email: `person${pick(n)}@example.com` })
  const update = (n: number): Promise<unknown> =>
    items.updateOne({ _id: pick(n) }, { $inc: { n: 1 } })
  const results = [
    await measure('insertOne, one at a time', count, 1, insert),
    await measure(`insertOne, ${clients} at a time`, count * 4, clients, (n) => insert(count + n)),
    await measure('findOne by _id', count, 1, find),
    await measure('findOne by index', count, 1, byEmail),
    await measure(`findOne by _id, ${clients} at a time`, count * 4, clients, find),
    await measure('updateOne by _id', count, 1, update),
  ]
  const bulk = Array.from({ length: count * 5 }, (_, n) => documentOf(1_000_000 + n) as never)
  const started = performance.now()
  await items.insertMany(bulk)
  results.push(rate('insertMany', bulk.length, started))
  const scanned = performance.now()
  await items.countDocuments({ body: 'nothing' })
  results.push(rate('scan without an index', count * 10, scanned))
  const streamed = performance.now()
  let seen = 0
  for await (const doc of items.find()) seen += doc._id >= 0 ? 1 : 0
  results.push(rate('stream everything', seen, streamed))
  await client.close()
  await store.stop()
  return results
}

function rate(name: string, total: number, started: number): Measure {
  const perSecond = total / ((performance.now() - started) / 1000)
  return { name, perSecond, p50Ms: NaN, p99Ms: NaN }
}

const column = (value: number, digits: number): string =>
  (Number.isNaN(value) ? '' : value.toFixed(digits)).padStart(10)

function line(each: Measure, floor: number | undefined): string {
  const ratio = floor === undefined ? '' : `${(each.perSecond / floor).toFixed(2)} of the floor`
  const times = `${column(each.p50Ms, 2)}${column(each.p99Ms, 2)}`
  return `${each.name.padEnd(34)}${column(each.perSecond, 0)}${times}   ${ratio}\n`
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
try {
  const [one, many] = await measureFloor(folder)
  const results = await measureStore(folder)
  process.stdout.write(`${''.padEnd(34)}${'per second'.padStart(10)}    p50 ms    p99 ms\n`)
  for (const floor of [one, many]) process.stdout.write(line(floor, undefined))
  for (const each of results) {
    const inserts = each.name.startsWith('insertOne')
    const floor = each.name.includes(`${clients}`) ? many : one
    process.stdout.write(line(each, inserts ? floor.perSecond : undefined))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
