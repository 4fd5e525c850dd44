/**
 * Issues papers. The first time a paper of a revision is asked for in a language it is drawn, kept
 * by its hash, and the journal says which file that was; from then on exactly that file is given
 * out. Drawing it again gives the same bytes, so losing it loses nothing.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { actName } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { hasPaper } from '../../models/paper.ts'
import type { Paper, PaperIssues } from '../../models/paper.ts'
import { formatProof } from '../../models/proof.ts'
import { Problem } from '../../models/problems.ts'
import { idWithin } from '../../models/record.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { proofName, recordFile } from '../../models/recordfile.ts'
import type { RecordFile, TakenEntry } from '../../models/recordfile.ts'
import { systemActor } from '../../models/roles.ts'
import type { Language } from '../../models/words.ts'
import { words } from '../../models/words.ts'
import { readRecord } from '../../models/stored/records.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { readLeaf } from '../journal/leaf.ts'
import { takenEntries } from '../journal/taken.ts'
import type { House } from '../house.ts'
import { actAsSystem } from '../ledger/act.ts'
import { compose } from './compose.ts'
import type { Embedded } from './content.ts'
import type { Press } from './press.ts'

/** A paper that was asked for. */
export interface Asked {
  readonly ledger: Ledger
  readonly name: string
  readonly paper: Paper
  readonly record: LedgerRecord
  readonly language: Language
}

/** A file that was issued. */
export interface IssuedFile {
  readonly sha256: string
  readonly size: number
}

interface Issue extends IssuedFile {
  readonly revision: number
  readonly language: Language
}

const embeddedSays = {
  record: words('記録（正本）', 'The record, which is authoritative'),
  proof: words('ジャーナルへの記入の証明', 'Proof of inclusion in the journal'),
}

/**
 * The bytes of a paper: those issued, issued now if they were not yet, or drawn for the moment
 * where the paper bears no number.
 *
 * @throws Problem no-paper when the record has no such paper as it stands, glyph-missing
 */
export async function paperFile(house: House, press: Press, asked: Asked): Promise<PaperFile> {
  const { ledger, paper, record } = asked
  if (!hasPaper(paper, record)) {
    throw new Problem('no-paper', { state: ledger.states[record.state] ?? record.state })
  }
  const { issues } = paper
  if (!issues) {
    const bytes = await drawn(house, press, asked)
    return { sha256: hashOf(bytes), size: bytes.length, open: () => Readable.from([bytes]) }
  }
  const file = issueOf(issues, asked) ?? (await issue(house, press, asked, issues))
  return { ...file, open: () => house.database.files.open(file.sha256) }
}

/** A paper as it is handed out. */
export interface PaperFile extends IssuedFile {
  open(): Readable
}

async function issue(
  house: House,
  press: Press,
  asked: Asked,
  issues: PaperIssues,
): Promise<IssuedFile> {
  const { ledger, name, record, language } = asked
  const bytes = await drawn(house, press, asked)
  const [sha256, size] = [hashOf(bytes), bytes.length]
  await house.database.files.store(sha256, 'application/pdf', () => Readable.from([bytes]))
  const revision = revisionOf(issues, record)
  const id = idWithin(record.id, `${name}/${revision}/${language}`)
  const fields = { issued: { revision, language, sha256, size } }
  const target = { ledger, act: issues.act, record: record.id }
  try {
    await actAsSystem(house, target, fields, systemActor, id)
    return { sha256, size }
  } catch (error) {
    // Whoever was first decides which file it is, also when a name on it has changed since.
    const after = await readRecord(house.database.records, record.id)
    const first = after && issueOf(issues, { ...asked, record: after }, revision)
    if (first) return first
    throw error
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function revisionOf({ revision }: PaperIssues, { facts }: LedgerRecord): number {
  return Number(facts[revision] ?? 1)
}

/** The file a record's own entries name as issued in a language; undefined when none does yet. */
export function issueOf(
  issues: PaperIssues,
  { record, language }: Pick<Asked, 'record' | 'language'>,
  revision = revisionOf(issues, record),
): IssuedFile | undefined {
  const kept = (record.facts[issues.kept] ?? []) as readonly Issue[]
  return kept.find((one) => one.language === language && one.revision === revision)
}

async function drawn(house: House, press: Press, asked: Asked): Promise<Uint8Array> {
  const { record } = asked
  const told = await toldOf(house, asked)
  const last = told.at(-1)
  if (!last) throw new Error(`record ${record.id} has no entries`)
  const embedded = [embeddedRecord(house, asked, told), ...(await proofFiles(house, asked, told))]
  const content = await compose(house, { ...asked, at: readLeaf(last.leaf).at, embedded })
  return await press.draw(content)
}

/** The record's own entries, without those that only say what was issued of it. */
async function toldOf(house: House, { ledger, record, paper }: Asked): Promise<TakenEntry[]> {
  const stored = await house.database.entries
    .find({ record: record.id, revision: { $exists: true } })
    .sort({ _id: 1 })
    .lean<StoredEntry[]>()
  const issuing = paper.issues && actName(ledger, paper.issues.act)
  return await takenEntries(
    house.database,
    stored.filter(({ act }) => act !== issuing),
  )
}

function embeddedRecord(
  house: House,
  { record, language, paper }: Asked,
  told: readonly TakenEntry[],
): Embedded {
  // What was issued of it comes after what it says, and must not change it.
  const kept = Object.entries(record.facts).filter(([key]) => key !== paper.issues?.kept)
  const { entries, ...head } = recordFile({ ...record, facts: Object.fromEntries(kept) }, told)
  const json: RecordFile = { ...head, vkey: house.signer.vkey, entries }
  return {
    name: `${record.number}.json`,
    type: 'application/json',
    says: embeddedSays.record[language],
    relationship: 'Data',
    bytes: Buffer.from(`${JSON.stringify(json, null, 2)}\n`),
  }
}

/**
 * A proof of every entry under one checkpoint: the first that was signed over all of them, which
 * stays the same however much the journal grows.
 */
async function proofFiles(
  house: House,
  { record, language }: Asked,
  told: readonly TakenEntry[],
): Promise<Embedded[]> {
  const last = told.at(-1)?.seq ?? 0
  await house.signer.sign()
  const over = { _id: { $gt: last } }
  const first = await house.database.checkpoints.findOne(over).sort({ _id: 1 }).lean()
  if (!first) throw new Error(`no checkpoint covers entry ${last}`)
  return told.map(({ seq }) => {
    const hashes = house.log.tree.inclusionProof(seq, first._id)
    const proof = formatProof({ index: seq, hashes, checkpoint: first.note })
    return {
      name: `${record.number}-${proofName(seq)}`,
      type: 'text/plain',
      says: embeddedSays.proof[language],
      relationship: 'Supplement' as const,
      bytes: Buffer.from(proof),
    }
  })
}
