/**
 * Makes the file of a pack: papers are issued first, then everything is gathered as of one signed
 * checkpoint, and last the manifest is entered in the journal, so that a single proof vouches for
 * every byte of the pack.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { concat, toBase64 } from '../../models/bytes.ts'
import { parseCheckpoint } from '../../models/checkpoint.ts'
import type { FileReference } from '../../models/fields.ts'
import { untyped } from '../../models/ledger.ts'
import { packs } from '../../models/ledgers.ts'
import { limits } from '../../models/limits.ts'
import { attachmentName, packFormat, packNames } from '../../models/pack.ts'
import type { Manifest } from '../../models/pack.ts'
import { parseNote } from '../../models/note.ts'
import { formatProof, parseProof } from '../../models/proof.ts'
import { filedEntry, proofName, recordFile } from '../../models/recordfile.ts'
import { systemActor } from '../../models/roles.ts'
import { languages } from '../../models/words.ts'
import { readRecord } from '../../models/stored/records.ts'
import { csvFile } from '../export/csv.ts'
import { columnsOf, rowsOf } from '../export/rows.ts'
import { settingsOf, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
import { bytesOf, readLeaf } from '../journal/leaf.ts'
import { actAsSystem } from '../ledger/act.ts'
import { issuerOf } from '../paper/compose.ts'
import type { Press } from '../paper/press.ts'
import { PackArchive } from './archive.ts'
import type { Gathered, Ordered, PackedRecord } from './gather.ts'
import { addPapers, gatherIssued, issuingPart, ledgersOf } from './issuing.ts'
import type { Making, Telling } from './issuing.ts'
import { readme, readmeNames } from './readme.ts'
import { verifyMade } from './verified.ts'

/** The page that verifies packs, as it was built; packs are not made without it. */
const verifierFile = path.resolve(import.meta.dirname, '../../page', packNames.verifier)

/** Makes the file of a pack, keeps it by its hash and says so in the journal. */
export async function makePack(
  house: House,
  press: Press,
  order: Ordered,
  telling: Telling,
): Promise<void> {
  const making = { house, press, order, telling }
  const gathered = await seen(house, await gatherIssued(making))
  const root = path.join(house.config.dataDir, 'packing')
  await mkdir(root, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(path.join(root, 'pack-'))
  try {
    const file = path.join(folder, 'pack.zip')
    const archive = new PackArchive(file, new Date(order.record.createdAt))
    await fill(making, gathered, archive)
    await seal(making, gathered, archive)
    const kept = await archive.close()
    await verifyMade(house, file)
    await house.database.files.store(kept.sha256, 'application/zip', () => createReadStream(file))
    await entered(making, 'keep', { file: kept })
    telling(1)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The same, under a checkpoint with the lines of whoever outside answers now. */
async function seen(house: House, gathered: Gathered): Promise<Gathered> {
  const { size } = gathered.head
  await Promise.all([house.outside.cosign(size), house.outside.stampOf(size)])
  return { ...gathered, head: { size, note: await house.evidence.cosigned(gathered.head) } }
}

/** Removes what a process that died left half made. */
export async function clearPacking(house: House): Promise<void> {
  await rm(path.join(house.config.dataDir, 'packing'), { recursive: true, force: true })
}

async function entered({ house, order }: Making, act: string, fields: object) {
  const target = { ledger: untyped(packs), act, record: order.record.id }
  return await actAsSystem(house, target, fields, systemActor)
}

async function fill(making: Making, gathered: Gathered, archive: PackArchive): Promise<void> {
  const { house, order, telling } = making
  const { records, others, head, earlier } = gathered
  await archive.add(
    packNames.records,
    json({ records: records.map(({ record, entries }) => recordFile(record, entries)) }),
  )
  await archive.add(packNames.entries, json({ entries: others.map(filedEntry) }))
  await addPapers(making, records, archive)
  await addCopies(making, records, archive)
  await addAttachments(making, records, archive)
  await addProofs(house, gathered, archive)
  telling((1 + issuingPart) / 2)
  await archive.add(packNames.checkpoint, head.note)
  const stamp = await house.outside.stampOf(head.size)
  if (stamp) await archive.add(packNames.timestamp, stamp)
  if (earlier) {
    const hashes = house.evidence.consistency(earlier.size, head.size)
    await archive.add(packNames.earlier, earlier.note)
    await archive.add(packNames.consistency, hashes.map((hash) => `${toBase64(hash)}\n`).join(''))
  }
  if (!existsSync(verifierFile)) throw new Error('the verifying page has not been built')
  await archive.add(packNames.verifier, readFileSync(verifierFile))
  const told = { ...(await aboutOf(house, order, gathered)), records: records.length }
  for (const language of languages) await archive.add(readmeNames[language], readme(told, language))
}

function json(content: object): string {
  return `${JSON.stringify({ format: packFormat, ...content }, null, 1)}\n`
}

/** Copies for a spreadsheet, which prove nothing by themselves. */
async function addCopies(
  { house, order }: Making,
  records: readonly PackedRecord[],
  archive: PackArchive,
): Promise<void> {
  const { language } = order
  const timeZone = zoneOf(house, await settingsOf(house))
  for (const ledger of ledgersOf(records)) {
    const own = records.filter((one) => one.ledger === ledger).map(({ record }) => record)
    const columns = columnsOf({ ledger, actor: systemActor }, language)
    const rows = rowsOf(house, { ledger, timeZone }, inGroups(own), columns, language)
    const chunks: Buffer[] = []
    for await (const chunk of csvFile(columns, rows)) chunks.push(chunk)
    await archive.add(`${ledger.name}.csv`, Buffer.concat(chunks))
  }
}

async function* inGroups<T>(all: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < all.length; from += limits.pageRowsMax) {
    yield await Promise.resolve(all.slice(from, from + limits.pageRowsMax))
  }
}

/** Every file the records' entries name and that has not been erased. */
async function addAttachments(
  { house, telling }: Making,
  records: readonly PackedRecord[],
  archive: PackArchive,
): Promise<void> {
  const named = new Map<string, FileReference>()
  for (const { entries } of records) {
    for (const { leaf } of entries) {
      for (const file of readLeaf(leaf).files) named.set(file.sha256, file)
    }
  }
  const stored = await house.database.files.find([...named.keys()])
  for (const [sha256, file] of named) {
    telling(issuingPart)
    if (!stored.has(sha256)) continue
    const bytes = Buffer.concat(await house.database.files.open(sha256).toArray())
    await archive.add(attachmentName(file), bytes)
  }
}

async function addProofs(
  house: House,
  { records, others, head }: Gathered,
  archive: PackArchive,
): Promise<void> {
  for (const { seq } of [...records.flatMap(({ entries }) => entries), ...others]) {
    const hashes = house.log.tree.inclusionProof(seq, head.size)
    const proof = formatProof({ index: seq, hashes, checkpoint: head.note })
    await archive.add(`${packNames.proofs}${proofName(seq)}`, proof)
  }
}

async function aboutOf(
  house: House,
  { record, customer, from, to, language }: Ordered,
  { run, earlier }: Gathered,
) {
  const settings = await settingsOf(house)
  const of = await readRecord(house.database.records, customer)
  const ledger = house.ledgers.find(({ name }) => name === of?.ledger)
  const called = (of && ledger?.title(of.facts)) ?? of?.number ?? customer
  return {
    number: record.number,
    id: record.id,
    issuer: issuerOf(settings, language)[0] ?? '',
    customer: { id: customer, name: called },
    from,
    to,
    timeZone: zoneOf(house, settings),
    language,
    at: new Date().toISOString(),
    vkey: house.signer.vkey,
    run,
    ...(earlier && {
      earlier: { number: earlier.number, size: earlier.size, last: earlier.last },
    }),
  }
}

/** Enters the manifest in the journal and puts that entry and its proof beside it. */
async function seal(making: Making, gathered: Gathered, archive: PackArchive): Promise<void> {
  const { house, order } = making
  const { run, head, records } = gathered
  const files = archive.files.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const stamped = files.some(({ name }) => name === packNames.timestamp)
  const manifest: Manifest = {
    format: packFormat,
    ...(await aboutOf(house, order, gathered)),
    timestamp: stamped ? 'stamped' : house.outside.stamping ? 'waiting' : 'none',
    files,
  }
  const { sha256 } = await archive.add(packNames.manifest, `${JSON.stringify(manifest, null, 1)}\n`)
  const contents = {
    records: records.length,
    papers: files.filter(({ name }) => name.startsWith(packNames.papers)).length,
    files: files.length,
    size: head.size,
    timestamp: manifest.timestamp,
    ...(run && { first: run.first, last: run.last }),
  }
  const { record } = await entered(making, 'seal', { manifest: sha256, contents })
  const proof = parseProof(await house.evidence.proof(record.seq))
  const [stored] = await house.log.read(record.seq, 1)
  if (!stored) throw new Error(`entry ${record.seq} is not in the journal`)
  await archive.add(packNames.seal, bytesOf(stored.leaf))
  const { size } = parseCheckpoint(parseNote(proof.checkpoint).text)
  const extra = concat(...house.evidence.consistency(head.size, size))
  await archive.add(packNames.sealProof, formatProof({ ...proof, extra }))
}
