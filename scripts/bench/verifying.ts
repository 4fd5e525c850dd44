/**
 * What verifying a long journal costs beside hashing its bytes and nothing more. The journal is
 * made in bulk, but of real decisions, real leaves and real records, so that the verifier has as
 * much to do as it would have in a house.
 */
import { createHash, randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Section } from './figures.ts'
import { customers, disposals, sites } from './known.ts'
import { mediumBody } from './medium.ts'
import { timed } from './measure.ts'
import { canonicalText } from '../../models/canonical.ts'
import { decide } from '../../models/decide.ts'
import type { Request, World } from '../../models/decide.ts'
import { parseGiven } from '../../models/derive/parser.ts'
import { parseVerifierKey } from '../../models/key.ts'
import type { Ledger } from '../../models/ledger.ts'
import { ledgers } from '../../models/ledgers.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { systemActor } from '../../models/roles.ts'
import type { Database } from '../../models/stored/database.ts'
import { Signer } from '../../server/journal/checkpoint.ts'
import { sha256 } from '../../server/journal/crypto.ts'
import { bytesOf, draftEntry, storedEntry } from '../../server/journal/leaf.ts'
import { Log } from '../../server/journal/log.ts'
import { applyEntry, storedRecord } from '../../server/journal/project.ts'
import { openData } from '../data/open.ts'
import { verifyDatabase } from '../verify/journal.ts'
import { Report } from '../verify/report.ts'

/** Acts each medium of the journal has: registered, stored, then handed over this often. */
const handOvers = 3
const insertAtOnce = 1_000

/** Makes a journal of so many entries in a folder and measures its verification. */
export async function measureVerify(directory: string, size: number): Promise<Section> {
  const data = await openData({ dataDir: directory, mongodbUri: undefined })
  try {
    const made = await timed(() => makeJournal(data.database, size))
    const key = await sign(data.database, directory)
    const hashed = await hashAlone(data.database)
    const parsed = await timed(() => parseAlone(hashed.leaves))
    const lines: string[] = []
    const report = new Report((line) => lines.push(line))
    const verified = await timed(() => verifyDatabase(data.database, key, report))
    if (report.close() !== 0) throw new Error(`the journal does not verify:\n${lines.join('\n')}`)
    return section(size, { made: made.ms, verified: verified.ms, parsed: parsed.ms, ...hashed })
  } finally {
    await data.close()
  }
}

interface Spent {
  readonly made: number
  readonly verified: number
  readonly parsed: number
  readonly read: number
  readonly hash: number
  readonly bytes: number
}

function section(size: number, spent: Spent): Section {
  const { made, verified, parsed, read, hash, bytes } = spent
  const floor = { what: 'SHA-256 alone', value: hash }
  const per = (ms: number) => (size * 1_000) / ms
  return {
    title: `Verifying ${size} entries (${Math.round(bytes / 1_000_000)} MB of leaves)`,
    figures: [
      { what: 'SHA-256 over the leaves, alone', value: hash, unit: 'ms' },
      { what: 'that is', value: bytes / 1_000 / hash, unit: 'MB/s' },
      { what: 'reading the entries from the store', value: read, unit: 'ms', floor },
      { what: 'parsing and writing the leaves again', value: parsed, unit: 'ms', floor },
      { what: 'the whole verification', value: verified, unit: 'ms', floor },
      { what: 'entries verified', value: per(verified), unit: '/s' },
      { what: 'entries made in bulk', value: per(made), unit: '/s' },
    ],
    notes: [
      'Verifying reads each entry, hashes its leaf, parses it, checks that its bytes are the ' +
        'canonical form, replays it, adds it to the tree, and compares every record.',
      'The journal is drafted by the real write path’s own functions and inserted in groups.',
    ],
  }
}

async function hashAlone(database: Database) {
  const leaves: Uint8Array[] = []
  const reading = await timed(async () => {
    const cursor = database.entries.find({}).sort({ _id: 1 }).lean().cursor({ batchSize: 1_000 })
    for await (const stored of cursor) leaves.push(bytesOf(stored.leaf))
  })
  const hashing = await timed(() => {
    for (const leaf of leaves) createHash('sha256').update('\0').update(leaf).digest()
  })
  const bytes = leaves.reduce((sum, leaf) => sum + leaf.length, 0)
  return { leaves, read: reading.ms, hash: hashing.ms, bytes }
}

/** What it takes to see that leaves are canonical, without anything else. */
function parseAlone(leaves: readonly Uint8Array[]): number {
  let same = 0
  for (const leaf of leaves) {
    const text = Buffer.from(leaf).toString('utf8')
    if (canonicalText(JSON.parse(text)) === text) same += 1
  }
  return same
}

async function sign(database: Database, directory: string) {
  const log = await Log.open(database, ledgers)
  const keysDir = path.join(directory, 'keys')
  const signer = await Signer.open(log, {
    keysDir,
    origin: 'bench.example/journal',
    key: undefined,
  })
  await log.close()
  return parseVerifierKey(signer.vkey, sha256)
}

/** Everything the decisions look at, in memory. */
class BulkWorld implements World {
  readonly ledgers = ledgers
  readonly records = new Map<string, LedgerRecord>()
  readonly #holders = new Map<string, string>()

  record(id: string): LedgerRecord | undefined {
    return this.records.get(id)
  }

  holder(key: string): LedgerRecord | undefined {
    return this.records.get(this.#holders.get(key) ?? '')
  }

  hasFile(): boolean {
    return false
  }

  put(record: LedgerRecord): void {
    this.records.set(record.id, record)
    for (const key of record.holds) this.#holders.set(key, record.id)
  }
}

async function makeJournal(database: Database, size: number): Promise<void> {
  const world = new BulkWorld()
  let waiting: unknown[] = []
  let seq = 0
  for (const [ledger, act, record, body] of bulkActs()) {
    if (seq >= size) break
    waiting.push(journalled(world, seq, requestOf(ledger, act, record, body)))
    seq += 1
    if (waiting.length < insertAtOnce && seq < size) continue
    await database.entries.collection.insertMany(waiting as never)
    waiting = []
  }
  const byName = new Map(ledgers.map((ledger) => [ledger.name, ledger]))
  const records = [...world.records.values()].flatMap((record) => {
    const ledger = byName.get(record.ledger)
    return ledger ? [storedRecord(ledger, record)] : []
  })
  for (let from = 0; from < records.length; from += insertAtOnce) {
    const group = records.slice(from, from + insertAtOnce)
    await database.records.collection.insertMany(group as never)
  }
}

type BulkAct = readonly [ledger: Ledger, act: string, record: string, body: object]

/** A customer and a site, then one medium after another, for as long as somebody asks. */
function* bulkActs(): Generator<BulkAct> {
  const [customer, site] = [randomUUID(), randomUUID()]
  const always = [{ days: ['mon'], from: '00:00', to: '00:00' }]
  const building = { name: '見本の拠点', timeZone: 'Asia/Tokyo', escortHours: always }
  yield [customers, 'add', customer, { name: '見本の病院' }]
  yield [sites, 'open', site, building]
  for (;;) {
    const { id, fields } = mediumBody(customer, site)
    yield [disposals, 'register', id, fields]
    yield [disposals, 'store', id, { storage: { place: '保管庫1', locked: true } }]
    for (let at = 0; at < handOvers; at += 1) {
      yield [disposals, 'handOver', id, { handOver: { to: '作業室', place: '1階' } }]
    }
  }
}

let made = 0
const begun = Date.UTC(2026, 0, 5)

function requestOf(ledger: Ledger, act: string, record: string, fields: object): Request {
  const declared = ledger.acts[act]
  if (!declared) throw new Error(`there is no act ${ledger.name}.${act}`)
  made += 1
  return {
    ledger,
    act,
    actor: systemActor,
    id: declared.from === null ? record : randomUUID(),
    record,
    parsed: parseGiven(ledger, declared, fields),
    now: new Date(begun + made * 1_000).toISOString(),
  }
}

const counts = new Map<string, number>()

function counted(key: string): number {
  const next = (counts.get(key) ?? 0) + 1
  counts.set(key, next)
  return next
}

function journalled(world: BulkWorld, seq: number, request: Request) {
  const decision = decide(request, world)
  const { ledger } = request
  const id = ledger.customer && decision.facts[ledger.customer]
  const customer = typeof id === 'string' ? { id, n: counted(id) } : undefined
  const creating = decision.declared.from === null
  const number = creating ? `${ledger.prefix}-2026-${padded(counted(ledger.prefix))}` : undefined
  const drafted = draftEntry(decision, { seq, number, customer })
  return storedEntry(drafted, applyEntry(ledgers, drafted.entry, {}, world))
}

function padded(count: number): string {
  return String(count).padStart(6, '0')
}
