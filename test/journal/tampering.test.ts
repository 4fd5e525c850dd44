/**
 * Somebody with full access to the database changes what was recorded. Each way of doing so is
 * found by the verifier and named, and a house refuses to go on with a journal that was cut or
 * rewritten, saying what to do. Every change is undone, so each is found by itself.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { canonicalBytes } from '../../models/canonical.ts'
import { formatSignerKey, formatVerifierKey, signerKey } from '../../models/key.ts'
import { leafHash } from '../../models/merkle.ts'
import type { Entry } from '../../models/record.ts'
import { openDatabase } from '../../models/stored/database.ts'
import type { Database } from '../../models/stored/database.ts'
import { start } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'
import { crypto, sha256 } from '../../server/journal/crypto.ts'
import { readLeaf } from '../../server/journal/leaf.ts'
import { startEmbedded } from '../../server/wire/embedded.ts'
import { openHouse, ownDatabase, temporaryFolder } from '../house.ts'
import { photo, plannedVisit, pledge, registered } from '../http/told.ts'
import { startProcess, StartFailed } from './process.ts'
import { verify } from './verifying.ts'
import type { Verdict } from './verifying.ts'

/** One way to change what is kept; it answers with how to undo it. */
type Tampering = (database: Database) => Promise<() => Promise<unknown>>
type Collection = Database['entries']['collection']
type Kept = Record<string, unknown> & { _id: unknown }

async function kept(collection: Collection, filter: object): Promise<Kept[]> {
  return await collection.find(filter as never).toArray()
}

async function replaced(collection: Collection, one: Kept, changed: object) {
  const _id = one._id as never
  await collection.replaceOne({ _id }, { ...one, ...changed })
  return () => collection.replaceOne({ _id }, one)
}

async function removed(collection: Collection, some: readonly Kept[]) {
  await collection.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } } as never)
  return () => collection.insertMany(some as never)
}

describe('a journal somebody tampered with', () => {
  const room = temporaryFolder()
  let stop: () => Promise<void>
  let database: Database
  let environment: Record<string, string>
  let vkey: string
  let size: number

  before(async () => {
    const server = process.env['MONGODB_URI']
    const store = server === undefined ? await startEmbedded({ dataDir: room.folder }) : undefined
    const MONGODB_URI = ownDatabase(server ?? store?.uri ?? '', room.folder)
    const house = await openHouse({ dataDir: room.folder, environment: { MONGODB_URI } })
    environment = { ...house.environment }
    vkey = house.running.house.signer.vkey
    const visit = await plannedVisit(house)
    await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
    await registered(house, { photos: [{ photo: await photo(house), phase: 'label' }] })
    await plannedVisit(house)
    size = house.running.house.log.size
    await house.stop()
    database = await openDatabase(MONGODB_URI)
    stop = async () => {
      if (server !== undefined) await database.connection.dropDatabase()
      await database.connection.close()
      await store?.stop()
      room.remove()
    }
  })

  after(async () => {
    await stop()
  })

  const look = async (key = vkey): Promise<Verdict> =>
    await verify([environment['MONGODB_URI'] ?? '', '--vkey', key])
  /** What the verifier says after a change, which is then undone. */
  const found = async (tamper: Tampering): Promise<Verdict> => {
    const undo = await tamper(database)
    const verdict = await look()
    await undo()
    return verdict
  }
  /** What a start says after a change, which is then undone. */
  const started = async (tamper: Tampering, more: object = {}): Promise<StartFailed> => {
    const undo = await tamper(database)
    const house = await startProcess({ ...environment, ...more }).catch((error: unknown) => error)
    await undo()
    if (house instanceof StartFailed) return house
    await (house as { kill(): Promise<void> }).kill()
    throw new Error('the house started')
  }
  const entry = async (seq: number) =>
    (await kept(database.entries.collection, { _id: seq }))[0] as Kept
  const lastEntries = async (many: number) =>
    await kept(database.entries.collection, { _id: { $gte: size - many } })
  /** An entry rewritten with care: canonical leaf, matching hash. */
  const rewritten = async (seq: number, change: (entry: Entry) => object) => {
    const stored = await entry(seq)
    const leaf = canonicalBytes(change(readLeaf(stored['leaf'] as { buffer: Uint8Array })))
    const hash = Buffer.from(leafHash(leaf, sha256))
    return await replaced(database.entries.collection, stored, { leaf: Buffer.from(leaf), hash })
  }

  it('verifies before anybody touched it', async () => {
    const verdict = await look()
    expect(verdict.exit, verdict.says).to.equal(0)
    expect(verdict.says).to.include(`${size} entries in order`)
  })

  it('is found out by one altered byte of a leaf', async () => {
    const verdict = await found(async () => {
      const stored = await entry(7)
      const leaf = Buffer.from((stored['leaf'] as { buffer: Uint8Array }).buffer)
      leaf[leaf.length - 10] = (leaf[leaf.length - 10] ?? 0) ^ 1
      return await replaced(database.entries.collection, stored, { leaf })
    })
    expect(verdict.exit, verdict.says).to.equal(1)
    expect(verdict.says).to.match(/FAILED\s+entry 7: the leaf does not match the hash/)
    expect(verdict.says).to.include('do not give the root')
  })

  it('is found out by a leaf rewritten together with its hash', async () => {
    const verdict = await found(() =>
      rewritten(size - 1, (one) => ({ ...one, at: '2020-01-01T00:00:00.000Z' })),
    )
    expect(verdict.exit, verdict.says).to.equal(1)
    expect(verdict.says).to.include('do not give the root')
  })

  it('is found out by its last entries taken away', async () => {
    const cut: Tampering = async () =>
      await removed(database.entries.collection, await lastEntries(3))
    const verdict = await found(cut)
    expect(verdict.exit, verdict.says).to.equal(1)
    expect(verdict.says).to.include(`over ${size} entries was signed; only ${size - 3} are left`)
    const refused = await started(cut)
    expect(refused.exit).to.equal(1)
    expect(refused.message).to.include('shorter than what was signed')
    expect(refused.message).to.include('npm run restore')
  })

  it('is found out by its last entries and every checkpoint over them taken away', async () => {
    const cut: Tampering = async () => {
      const { entries, checkpoints, records } = database
      const over = await kept(checkpoints.collection, { _id: { $gt: size - 1 } })
      const last = await lastEntries(1)
      const ids = last.map((one) => one['record'])
      const projected = await kept(records.collection, { _id: { $in: ids } })
      const undo = [
        await removed(entries.collection, last),
        await removed(checkpoints.collection, over),
        await removed(records.collection, projected),
      ]
      return () => Promise.all(undo.map((one) => one()))
    }
    // Nothing in the database remembers; the checkpoint beside the key does.
    const refused = await started(cut)
    expect(refused.exit).to.equal(1)
    expect(refused.message).to.include('shorter than what was signed')
  })

  it('is found out by an entry taken out of its middle', async () => {
    const hole: Tampering = async () => await removed(database.entries.collection, [await entry(5)])
    const verdict = await found(hole)
    expect(verdict.exit, verdict.says).to.equal(1)
    expect(verdict.says).to.include('entry 5: the next entry stored is number 6')
    const refused = await started(hole)
    expect(refused.exit).to.equal(1)
    expect(refused.message).to.include('has no entry 5').and.include('npm run restore')
  })

  it('is not gone on with when it was rewritten', async () => {
    const refused = await started(() =>
      rewritten(3, (one) => ({ ...one, at: '2020-01-01T00:00:00.000Z' })),
    )
    expect(refused.exit).to.equal(1)
    expect(refused.message).to.include('not the one that was signed')
    expect(refused.message).to.include('npm run verify').and.include('npm run restore')
  })

  it('is not gone on with under another key', async () => {
    const key = formatSignerKey(signerKey('daicho.local/journal', randomBytes(32), crypto))
    const untouched: Tampering = () => Promise.resolve(() => Promise.resolve())
    const refused = await started(untouched, { LOG_KEY: key })
    expect(refused.exit).to.equal(1)
    expect(refused.message).to.include('not signed by').and.include('LOG_KEY')
  })

  it('is found out under another key', async () => {
    const other = signerKey('daicho.local/journal', randomBytes(32), crypto)
    const verdict = await look(formatVerifierKey(other))
    expect(verdict.exit, verdict.says).to.equal(1)
    expect(verdict.says).to.include('does not verify')
  })

  it('is found out by a checkpoint somebody else signed', async () => {
    const verdict = await found(async ({ checkpoints }) => {
      const [one] = await kept(checkpoints.collection, { _id: size })
      if (!one) throw new Error('no checkpoint was signed over the whole journal')
      const note = String(one['note']).replace(/[^\n]{10}\n$/, `${'A'.repeat(9)}=\n`)
      return await replaced(checkpoints.collection, one, { note })
    })
    expect(verdict.exit, verdict.says).to.equal(1)
  })

  it('is found out by an altered record', async () => {
    const { records } = database
    const [one] = await kept(records.collection, { ledger: 'visits', state: 'pledged' })
    if (!one) throw new Error('no visit was pledged')
    for (const change of [
      { state: 'left' },
      { facts: { ...(one['facts'] as object), company: '別の会社' } },
      { changedAt: '2020-01-01T00:00:00.000Z' },
    ]) {
      const verdict = await found(() => replaced(records.collection, one, change))
      expect(verdict.exit, verdict.says).to.equal(1)
      expect(verdict.says).to.include(`record ${String(one['number'])} is not what its entries say`)
    }
    const gone = await found(() => removed(records.collection, [one]))
    expect(gone.exit, gone.says).to.equal(1)
    expect(gone.says).to.include(`record ${String(one['number'])} of the journal is not stored`)
  })

  it('is found out by a record nobody made', async () => {
    const verdict = await found(async ({ records }) => {
      const [one] = await kept(records.collection, { ledger: 'visits' })
      const made = { ...one, _id: '00000000-0000-4000-8000-000000000000', number: 'V-2026-999999' }
      await records.collection.insertOne(made as never)
      return () => records.collection.deleteOne({ _id: made._id as never })
    })
    expect(verdict.exit, verdict.says).to.equal(1)
    expect(verdict.says).to.include('record V-2026-999999 is in no journal entry')
  })

  it('is found out by an altered personal value', async () => {
    const verdict = await found(async ({ bodies }) => {
      const [one] = await kept(bodies.collection, {
        'fields.visitor': { $exists: true },
      })
      const fields = one?.['fields'] as { visitor: { salt: unknown; value: object } }
      const visitor = { ...fields.visitor, value: { name: '別人 太郎' } }
      return await replaced(bodies.collection, one as Kept, {
        fields: { ...fields, visitor },
      })
    })
    expect(verdict.exit, verdict.says).to.equal(1)
    expect(verdict.says).to.include('personal field visitor is not what was committed to')
  })

  it('is found out by an attachment whose bytes were swapped', async () => {
    const chunks = database.connection.collection('files.chunks') as unknown as Collection
    const files = database.connection.collection('files.files') as unknown as Collection
    const verdict = await found(async () => {
      const [one] = await kept(chunks, {})
      const { buffer } = (one as Kept)['data'] as { buffer: Uint8Array }
      const data = Buffer.from(buffer)
      data[data.length - 1] = (data[data.length - 1] ?? 0) ^ 1
      return await replaced(chunks, one as Kept, { data })
    })
    expect(verdict.exit, verdict.says).to.equal(1)
    expect(verdict.says).to.include('has other bytes')
    const gone = await found(async () => await removed(files, await kept(files, {})))
    expect(gone.exit, gone.says).to.equal(1)
    expect(gone.says).to.include('is not stored')
  })

  it('starts again when nothing is wrong with it any more', async () => {
    const verdict = await look()
    expect(verdict.exit, verdict.says).to.equal(0)
    expect(existsSync(path.join(room.folder, 'keys', 'journal-checkpoint'))).to.equal(true)
    const running = await start(readConfig(environment))
    expect(running.house.log.size).to.equal(size)
    await running.stop()
  })
})
