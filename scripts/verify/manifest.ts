/**
 * What a backup says of itself: which files it has, their hashes, and how far the journal in it
 * goes. A restore believes nothing the manifest does not confirm.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { Refused } from './refused.ts'

export const manifestName = 'manifest.json'
/** A backup is a folder of BSON files, as mongodump makes them, and of these subfolders. */
export const keysFolder = 'keys'
/** What follows a collection's name in the file of its indexes. */
export const metadataEnding = '.metadata.json'

const fileSchema = z.strictObject({
  /** Within the backup, with forward slashes. */
  name: z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** How many documents it holds, when it holds documents. */
  documents: z.number().int().min(0).optional(),
})

const manifestSchema = z.strictObject({
  format: z.literal('daicho-backup'),
  version: z.literal(1),
  at: z.iso.datetime(),
  journal: z.strictObject({
    /** Entries in the backup. */
    size: z.number().int().min(0),
    /** The last signed checkpoint over those entries, if any was signed. */
    checkpoint: z.string().optional(),
    /** The public key the journal was signed with, when the key lay beside the data. */
    vkey: z.string().optional(),
  }),
  files: z.array(fileSchema),
})

export type BackupFile = z.infer<typeof fileSchema>
export type Manifest = z.infer<typeof manifestSchema>

/** The collection a file of documents belongs to; undefined for other files. */
export function collectionOf({ name }: BackupFile): string | undefined {
  return /^([\w.-]+)\.bson$/.exec(name)?.[1]
}

/**
 * Reads a backup's manifest and holds every file against it.
 *
 * @throws Refused naming what is missing, added or altered
 */
export async function checkedManifest(directory: string): Promise<Manifest> {
  const manifest = await readManifest(directory)
  const named = new Set([manifestName, ...manifest.files.map(({ name }) => name)])
  const there = await readdir(directory, { recursive: true })
  for (const name of there.map((one) => one.split(path.sep).join('/'))) {
    const folder = (await stat(path.join(directory, name))).isDirectory()
    if (!folder && !named.has(name)) throw new Refused(`${name} is not of this backup.`)
  }
  for (const file of manifest.files) {
    const found = await describe(directory, file.name).catch(() => undefined)
    if (!found) throw new Refused(`${file.name} is missing in the backup.`)
    if (found.bytes !== file.bytes || found.sha256 !== file.sha256) {
      throw new Refused(`${file.name} is not as it was backed up.`)
    }
  }
  return manifest
}

async function readManifest(directory: string): Promise<Manifest> {
  const file = path.join(directory, manifestName)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) throw new Refused(`${directory} is no backup: it has no ${manifestName}.`)
  const parsed = manifestSchema.safeParse(parsedJson(text))
  if (!parsed.success) throw new Refused(`${file} is no manifest this version can read.`)
  return parsed.data
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Size and hash of a file of a backup. */
export async function describe(directory: string, name: string): Promise<BackupFile> {
  const file = path.join(directory, name)
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { name, bytes: (await stat(file)).size, sha256: hash.digest('hex') }
}
