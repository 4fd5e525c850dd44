/**
 * The certificates of a pack. Whatever the pack's records are due is issued before the journal is
 * signed, and only files the signed journal names are put in, because whoever receives the pack
 * takes any other for a forgery. Acts go on meanwhile, so this may take more than one round.
 */
import type { Ledger } from '../../models/ledger.ts'
import { papers } from '../../models/ledgers/papers.ts'
import { limits } from '../../models/limits.ts'
import { packNames } from '../../models/pack.ts'
import { hasPaper } from '../../models/paper.ts'
import type { LedgerPaper } from '../../models/paper.ts'
import { Problem } from '../../models/problems.ts'
import type { House } from '../house.ts'
import { issueOf, paperFile } from '../paper/issue.ts'
import type { Asked, IssuedFile } from '../paper/issue.ts'
import type { Press } from '../paper/press.ts'
import { composeRoster } from '../paper/roster.ts'
import type { PackArchive } from './archive.ts'
import { gather, recordsOfPack } from './gather.ts'
import type { Gathered, Ordered, PackedRecord } from './gather.ts'

/** Told how far it is, from 0 to 1; throws when it should not go on. */
export type Telling = (part: number) => void

/** A pack being made. */
export interface Making {
  readonly house: House
  readonly press: Press
  readonly order: Ordered
  readonly telling: Telling
}

/** Of the whole, the part that issuing certificates takes. */
export const issuingPart = 0.7

/**
 * Issues every certificate of the pack and gathers it as of a signed head that knows them all.
 *
 * @throws Problem pack-unsettled when the records changed again each time
 */
export async function gatherIssued(making: Making): Promise<Gathered> {
  const { house, order, telling } = making
  for (let round = 0; round < limits.packRoundsMax; round += 1) {
    await issueAll({ ...making, telling: round === 0 ? telling : () => telling(issuingPart) })
    await house.signer.sign()
    const gathered = await gather(house, order, house.signer.latest)
    const due = gathered.records.flatMap((one) => duePapers(one, order))
    if (due.every(({ file }) => file !== undefined)) return gathered
  }
  throw new Problem('pack-unsettled')
}

/** Papers that go out under a number: each record's, in the pack's language. */
function numbered(ledger: Ledger): readonly LedgerPaper[] {
  return papers.filter((one) => one.ledger === ledger.name && one.paper.issues)
}

/** The papers a record has as it was gathered, each with the file its own entries name. */
function duePapers({ ledger, record }: PackedRecord, { language }: Ordered) {
  return numbered(ledger)
    .filter(({ paper }) => hasPaper(paper, record))
    .map(({ name, paper }) => ({
      name,
      file: paper.issues && issueOf(paper.issues, { record, language }),
    }))
}

/** Issues what has not been issued yet; those acts, too, are then in the pack. */
async function issueAll({ house, press, order, telling }: Making): Promise<void> {
  const records = await recordsOfPack(house, order)
  const { language } = order
  for (const [at, record] of records.entries()) {
    const ledger = house.ledgers.find(({ name }) => name === record.ledger)
    for (const { name, paper } of ledger ? numbered(ledger) : []) {
      if (!ledger || !hasPaper(paper, record)) continue
      await issueIfDue(house, press, { ledger, name, paper, record, language })
    }
    telling(((at + 1) / records.length) * issuingPart)
  }
}

/** A record that has meanwhile moved on to where it has no paper is judged by the next round. */
async function issueIfDue(house: House, press: Press, asked: Asked): Promise<void> {
  try {
    await paperFile(house, press, asked)
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'no-paper')) throw error
  }
}

/** The files that were issued, by the hash the journal has of them, and the lists. */
export async function addPapers(
  making: Making,
  records: readonly PackedRecord[],
  archive: PackArchive,
): Promise<void> {
  const { house, order, telling } = making
  for (const one of records) {
    telling(issuingPart)
    for (const { name, file } of duePapers(one, order)) {
      if (!file) throw new Error(`${name} of ${one.record.number} has not been issued`)
      const path = `${packNames.papers}${one.record.number}-${name}-${order.language}.pdf`
      await archive.add(path, await bytesIn(house, file))
    }
  }
  for (const ledger of ledgersOf(records)) await addLists(making, ledger, records, archive)
}

async function bytesIn({ database }: House, { sha256 }: IssuedFile): Promise<Buffer> {
  return Buffer.concat(await database.files.open(sha256).toArray())
}

async function addLists(
  { house, press, order: { language } }: Making,
  ledger: Ledger,
  records: readonly PackedRecord[],
  archive: PackArchive,
): Promise<void> {
  for (const { name, paper } of numbered(ledger)) {
    const having = records
      .filter((one) => one.ledger === ledger && hasPaper(paper, one.record))
      .map(({ record }) => record)
    const { list } = paper
    if (!list) continue
    for (let from = 0; from < having.length; from += limits.paperRowsMax) {
      const part = having.slice(from, from + limits.paperRowsMax)
      const roster = { ledger, paper, list, records: part, language, packed: true } as const
      const content = await composeRoster(house, roster)
      const number = from === 0 ? '' : `-${from / limits.paperRowsMax + 1}`
      await archive.add(`${ledger.name}-${name}${number}.pdf`, await press.draw(content))
    }
  }
}

/** The ledgers of records, each once. */
export function ledgersOf(records: readonly PackedRecord[]): readonly Ledger[] {
  return [...new Set(records.map(({ ledger }) => ledger))]
}
