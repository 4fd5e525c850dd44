/**
 * Copies a house's data into a folder, consistent without stopping anyone: the journal up to the
 * size it had at the beginning, and of everything else what that journal needs. Records are not
 * copied, because they follow from the journal; that is what makes the copy consistent.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import mongoose from 'mongoose'
import type { Model } from 'mongoose'
import { formatVerifierKey, parseSignerKey } from '../../models/key.ts'
import type { Database } from '../../models/stored/database.ts'
import { crypto } from '../../server/journal/crypto.ts'
import { readIfThere } from '../../server/journal/keys.ts'
import type { Document } from '../verify/documents.ts'
import { describe, keysFolder, manifestName, metadataEnding } from '../verify/manifest.ts'
import type { BackupFile, Manifest } from '../verify/manifest.ts'
import { Refused } from '../verify/refused.ts'
import { writeDocuments } from './documents.ts'

/** Collections that follow from the journal, or that nobody wants back. */
const leftOut = new Set(['records', 'tiles', 'sessions'])
/** Copied only as far as the journal's size at the beginning. */
const bounded = new Set(['entries', 'bodies', 'checkpoints', 'stamps', 'cosignatures'])
/** Entries whose bodies are looked up at once. */
const bodiesAtOnce = 1_000
/** Secrets in DATA_DIR/keys. The checkpoint beside them is written anew by a restore. */
const secretNames = ['journal-key', 'session-secret']

/** What a backup is made of. */
export interface DumpSource {
  readonly database: Database
  /** The folder of the keys; it may be missing. */
  readonly keysDir: string
  /** Whether the secrets are copied too. */
  readonly withKeys: boolean
}

/**
 * Makes a backup in a new folder. It appears under its name only when it is complete.
 *
 * @throws Refused when there is something of that name already
 */
export async function dump(source: DumpSource, target: string): Promise<Manifest> {
  const partial = `${target}.partial`
  await mkdir(path.dirname(target), { recursive: true })
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { mode: 0o700 })
  const { database, keysDir } = source
  const size = await journalSize(database)
  const files = await dumpAll(database, size, partial)
  if (source.withKeys) files.push(...(await copyKeys(keysDir, partial)))
  const checkpoint = await lastCheckpoint(database, size)
  const key = await readIfThere(path.join(keysDir, 'journal-key'))
  const vkey = key === undefined ? undefined : formatVerifierKey(parseSignerKey(key.trim(), crypto))
  const manifest: Manifest = {
    format: 'daicho-backup',
    version: 1,
    at: new Date().toISOString(),
    journal: {
      size,
      ...(checkpoint !== undefined && { checkpoint }),
      ...(vkey !== undefined && { vkey }),
    },
    files,
  }
  await writeText(path.join(partial, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`)
  await rename(partial, target).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') {
      throw new Refused(`${target} exists already.`)
    }
    throw error
  })
  return manifest
}

async function journalSize(database: Database): Promise<number> {
  const last = await database.entries.findOne({}, { _id: 1 }).sort({ _id: -1 }).lean()
  return last === null ? 0 : last._id + 1
}

async function dumpAll(database: Database, size: number, directory: string): Promise<BackupFile[]> {
  const { connection, entries, bodies, checkpoints, stamps, cosignatures } = database
  const files: BackupFile[] = []
  const keep = async (name: string, documents: AsyncIterable<Uint8Array>) => {
    files.push(await dumpOne(directory, name, documents))
    const indexes = await connection.collection(name).listIndexes().toArray()
    files.push(await writeMetadata(directory, name, indexes))
  }
  await keep('entries', raw(entries, { _id: { $lt: size } }))
  await keep('bodies', bodiesOf(entries, bodies, size))
  await keep('checkpoints', raw(checkpoints, { _id: { $lte: size } }))
  await keep('stamps', raw(stamps, { _id: { $lte: size } }))
  await keep('cosignatures', raw(cosignatures, { size: { $lte: size } }))
  const known = await connection.listCollections()
  // Backwards, so that files.files precedes files.chunks: an attachment gets its first document
  // when its last chunk is stored, and one that arrives meanwhile is then whole or not there.
  const names = known.map((one) => one.name).sort((one, other) => (one < other ? 1 : -1))
  for (const name of names) {
    if (leftOut.has(name) || bounded.has(name) || name.startsWith('system.')) continue
    await keep(name, raw(connection.collection(name), {}))
  }
  return files
}

async function dumpOne(
  directory: string,
  collection: string,
  documents: AsyncIterable<Uint8Array>,
): Promise<BackupFile> {
  const name = `${collection}.bson`
  const count = await writeDocuments(path.join(directory, name), documents)
  return { ...(await describe(directory, name)), documents: count }
}

/** The indexes of a collection, in the form and under the name mongorestore looks for. */
async function writeMetadata(
  directory: string,
  collectionName: string,
  indexes: readonly Document[],
): Promise<BackupFile> {
  const name = `${collectionName}${metadataEnding}`
  const text = mongoose.mongo.BSON.EJSON.stringify({ options: {}, indexes, collectionName })
  await writeText(path.join(directory, name), text)
  return await describe(directory, name)
}

type Readable = Pick<Model<unknown>['collection'], 'find'>

/** Documents in the order of their ids, as the bytes the database sent. */
function raw(
  from: Readable | { readonly collection: Readable },
  filter: Document,
): AsyncIterable<Uint8Array> {
  const collection = 'collection' in from ? from.collection : from
  const cursor = collection.find(filter, { raw: true, batchSize: 500 }).sort({ _id: 1 })
  return cursor as unknown as AsyncIterable<Uint8Array>
}

async function* bodiesOf(
  entries: Database['entries'],
  bodies: Database['bodies'],
  size: number,
): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < size; from += bodiesAtOnce) {
    const upTo = Math.min(size, from + bodiesAtOnce)
    const filter = { _id: { $gte: from, $lt: upTo }, body: { $exists: true } }
    const named = await entries.find(filter, { body: 1 }).lean()
    const ids = named.flatMap(({ body }) => body ?? [])
    if (ids.length > 0) yield* raw(bodies, { _id: { $in: ids } })
  }
}

async function lastCheckpoint(database: Database, size: number): Promise<string | undefined> {
  const last = await database.checkpoints
    .findOne({ _id: { $lte: size } })
    .sort({ _id: -1 })
    .lean()
  return last?.note
}

async function copyKeys(keysDir: string, directory: string): Promise<BackupFile[]> {
  await mkdir(path.join(directory, keysFolder), { mode: 0o700 })
  const files: BackupFile[] = []
  for (const name of secretNames) {
    const text = await readIfThere(path.join(keysDir, name))
    if (text === undefined) continue
    await writeText(path.join(directory, keysFolder, name), text)
    files.push(await describe(directory, `${keysFolder}/${name}`))
  }
  if (files.length === 0) throw new Refused(`There are no keys in ${keysDir} (--with-keys).`)
  return files
}

async function writeText(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
}
