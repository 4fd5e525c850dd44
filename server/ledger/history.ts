/** A record's timeline: every entry that touched it, with what was said and by whom. */
import type { Entry, Facts, LedgerRecord } from '../../models/record.ts'
import { visibleFacts } from '../../models/derive/permissions.ts'
import type { EntryView, History } from '../../models/shown.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { readLeaf } from '../journal/leaf.ts'
import { personalOf } from '../journal/project.ts'
import { labelsOf } from './present.ts'
import type { Presenting } from './present.ts'
import { linksOf } from '../../models/derive/views.ts'

/** The entries that touched a record, oldest first, as an actor may see them. */
export async function history(presenting: Presenting, record: LedgerRecord): Promise<History> {
  const { database, ledgers } = presenting
  const stored = await database.entries
    .find({ touches: record.id })
    .sort({ _id: 1 })
    .lean<StoredEntry[]>()
  const entries = await viewsOf(presenting, stored)
  const byName = new Map(ledgers.map((ledger) => [ledger.name, ledger]))
  const ids = entries.flatMap((entry) => {
    const ledger = byName.get(entry.act.split('.')[0] ?? '')
    return [entry.actor, entry.record, ...(ledger ? linksOf(ledger, entry.given) : [])]
  })
  return { entries, linked: await labelsOf(presenting, ids) }
}

/** Stored entries as an actor may see them, with the personal values that remain. */
export async function viewsOf(
  { database, ledgers, actor, settings }: Presenting,
  stored: readonly StoredEntry[],
): Promise<EntryView[]> {
  const personal = await personalOf(database, stored)
  const byName = new Map(ledgers.map((ledger) => [ledger.name, ledger]))
  return stored.map((one) => {
    const entry = readLeaf(one.leaf)
    const kept = personal.get(one._id) ?? {}
    const ledger = byName.get(entry.ledger)
    const facts = { ...entry.payload, ...kept }
    const seen = ledger ? visibleFacts(ledger, { facts } as LedgerRecord, actor) : {}
    return {
      seq: entry.seq,
      id: entry.id,
      act: entry.act,
      record: entry.record,
      actor: entry.actor,
      at: entry.at,
      ...(entry.occurredAt && { occurredAt: entry.occurredAt }),
      ...(enteredLate(entry, settings) && { late: true as const }),
      ...(entry.because !== undefined && { because: entry.because }),
      ...(entry.device !== undefined && { device: entry.device }),
      ...(entry.revision !== undefined && { revision: entry.revision }),
      ...(entry.batch && { batch: entry.batch }),
      given: seen,
      files: entry.files,
      erased: Object.keys(entry.commitments ?? {}).filter((key) => !Object.hasOwn(kept, key)),
    }
  })
}

function enteredLate(entry: Entry, settings: Facts): boolean {
  if (!entry.occurredAt) return false
  const lateMs = Number(settings['lateMinutes'] ?? 0) * 60_000
  return Date.parse(entry.at) - Date.parse(entry.occurredAt.at) > lateMs
}
