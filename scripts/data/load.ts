/**
 * Puts a backup back into an empty house: the documents as they were, then the records, replayed
 * from the journal. What came back is then verified by the auditor's own verifier.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import mongoose from 'mongoose'
import { parseVerifierKey } from '../../models/key.ts'
import { ledgers } from '../../models/ledgers.ts'
import type { Database } from '../../models/stored/database.ts'
import { sha256 } from '../../server/journal/crypto.ts'
import { readIfThere } from '../../server/journal/keys.ts'
import { Log } from '../../server/journal/log.ts'
import { readDocuments } from '../verify/documents.ts'
import { verifyDatabase } from '../verify/journal.ts'
import { collectionOf, keysFolder, metadataEnding } from '../verify/manifest.ts'
import type { Manifest } from '../verify/manifest.ts'
import { Refused } from '../verify/refused.ts'
import type { Report } from '../verify/report.ts'

type Collection = ReturnType<Database['connection']['collection']>

interface IndexSpecification {
  readonly v: number
  readonly key: Record<string, 1 | -1>
  readonly name: string
}

/**
 * Loads a checked backup.
 *
 * @throws Refused when the database holds anything already
 */
export async function load(
  database: Database,
  manifest: Manifest,
  directory: string,
): Promise<void> {
  await refuseFilled(database)
  for (const file of manifest.files) {
    const name = collectionOf(file)
    if (name === undefined) continue
    const collection = database.connection.collection(name)
    for await (const batch of readDocuments(path.join(directory, file.name))) {
      await collection.insertMany(batch, { ordered: true })
    }
    await restoreIndexes(collection, path.join(directory, `${name}${metadataEnding}`))
  }
  const log = await Log.open(database, ledgers)
  await log.replayFrom(0)
  await log.close()
}

/** Makes the indexes a backed-up collection had and this one lacks, such as those of GridFS. */
async function restoreIndexes(collection: Collection, file: string): Promise<void> {
  const text = await readIfThere(file)
  if (text === undefined) return
  const { indexes } = mongoose.mongo.BSON.EJSON.parse(text) as { indexes: IndexSpecification[] }
  const there = new Set((await collection.listIndexes().toArray()).map(({ name }) => name))
  for (const { key, v: _, ...options } of indexes) {
    if (!there.has(options.name)) await collection.createIndex(key, options)
  }
}

async function refuseFilled(database: Database): Promise<void> {
  for (const { name } of await database.connection.listCollections()) {
    const one = await database.connection.collection(name).findOne({})
    if (one !== null) throw new Refused(`The database is not empty: it has ${name}.`)
  }
}

/**
 * Puts the keys back, when the backup has them, with the last checkpoint beside them as it was
 * over the journal in the backup.
 */
export async function loadKeys(
  manifest: Manifest,
  directory: string,
  keysDir: string,
): Promise<boolean> {
  const files = manifest.files.filter(({ name }) => name.startsWith(`${keysFolder}/`))
  if (files.length === 0) return false
  await mkdir(keysDir, { recursive: true, mode: 0o700 })
  for (const { name } of files) {
    await copyFile(path.join(directory, name), path.join(keysDir, path.basename(name)))
  }
  const { checkpoint } = manifest.journal
  if (checkpoint !== undefined) {
    await writeFile(path.join(keysDir, 'journal-checkpoint'), checkpoint, { mode: 0o600 })
  }
  return true
}

/** Verifies what was restored against the key the operator noted, or else the backup's own. */
export async function verifyRestored(
  database: Database,
  { journal }: Manifest,
  given: string | undefined,
  report: Report,
): Promise<void> {
  const text = given ?? journal.vkey
  const key = text === undefined ? undefined : parseVerifierKey(text, sha256)
  if (given === undefined && key) {
    report.notProved('that the key is the right one: it was taken from the backup (see --vkey)')
  }
  await verifyDatabase(database, key, report)
  const size = await database.entries.countDocuments({})
  report.check(size === journal.size, `the journal has the ${journal.size} entries of the manifest`)
}
