/**
 * Issues papers. The first time a paper of a revision is asked for in a language it is drawn, kept
 * by its hash, and the journal says which file that was; from then on exactly that file is given
 * out. What it tells is decided by the entries of its revision alone, so both languages of a
 * revision tell the same, whenever they are asked for.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { hasPaper } from '../../models/paper.ts'
import type { Paper, PaperIssues } from '../../models/paper.ts'
import { Problem } from '../../models/problems.ts'
import { idWithin } from '../../models/record.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { systemActor } from '../../models/roles.ts'
import type { Language } from '../../models/words.ts'
import { readRecord } from '../../models/stored/records.ts'
import { readLeaf } from '../journal/leaf.ts'
import type { House } from '../house.ts'
import { act } from '../ledger/act.ts'
import { compose } from './compose.ts'
import type { Press } from './press.ts'
import { embeddedFiles, toldOf } from './told.ts'

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

/**
 * The bytes of a paper: those issued, issued now if they were not yet, or drawn for the moment
 * where the paper bears no number.
 *
 * @throws Problem no-paper when the record has no such paper as it stands, glyph-missing
 */
export async function paperFile(house: House, press: Press, asked: Asked): Promise<PaperFile> {
  const { ledger, paper, record } = asked
  refuseWithout(paper, ledger, record)
  const { issues } = paper
  if (!issues) {
    const bytes = await drawn(house, press, asked)
    return { sha256: hashOf(bytes), size: bytes.length, open: () => Readable.from([bytes]) }
  }
  const { sha256, size } = await issued(house, press, asked, issues)
  return { sha256, size, open: () => house.database.files.open(sha256) }
}

function refuseWithout(paper: Paper, ledger: Ledger, record: LedgerRecord): void {
  if (hasPaper(paper, record)) return
  throw new Problem('no-paper', { state: ledger.states[record.state] ?? record.state })
}

/** A paper as it is handed out. */
export interface PaperFile extends IssuedFile {
  open(): Readable
}

/** Refusals that say the record has moved on since it was read. */
const movedOn: readonly string[] = ['stale-revision', 'act-id-reused']

/**
 * The file of a paper that is given out under a number. An act that comes between reading the
 * record and saying what was issued of it makes the saying fail, and all begins anew.
 */
async function issued(
  house: House,
  press: Press,
  asked: Asked,
  issues: PaperIssues,
): Promise<IssuedFile> {
  let now = asked
  for (let tries = 1; ; tries += 1) {
    // Whoever was first decides which file it is, also when a name on it has changed since.
    const first = issueOf(issues, now)
    if (first) return first
    try {
      return await issue(house, press, now, issues)
    } catch (error) {
      const again = error instanceof Problem && movedOn.includes(error.code)
      const record = await readRecord(house.database.records, now.record.id)
      if (!again || tries === limits.paperIssueTriesMax || !record) throw error
      refuseWithout(now.paper, now.ledger, record)
      now = { ...now, record }
    }
  }
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
  const body = {
    id: idWithin(record.id, `${name}/${revision}/${language}`),
    fields: { issued: { revision, language, sha256, size } },
    revision: record.revision,
  }
  await act(house, { ledger, act: issues.act, record: record.id }, body, systemActor)
  return { sha256, size }
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
): IssuedFile | undefined {
  const revision = revisionOf(issues, record)
  const kept = (record.facts[issues.kept] ?? []) as readonly Issue[]
  return kept.find((one) => one.language === language && one.revision === revision)
}

async function drawn(house: House, press: Press, asked: Asked): Promise<Uint8Array> {
  const told = await toldOf(house, asked)
  const last = told.entries.at(-1)
  if (!last) throw new Error(`record ${asked.record.id} has no entries`)
  const embedded = await embeddedFiles(house, told, asked.language)
  const content = await compose(house, {
    ...asked,
    record: told.record,
    at: readLeaf(last.leaf).at,
    embedded,
  })
  return await press.draw(content)
}
