/**
 * The chain a record is part of: visit, what was brought in and taken out on it, what of that came
 * back or was disposed of. Links are followed from both ends, register entries aside, because
 * people and customers would join everything with everything.
 */
import { actNamed } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { maySee, visibleFacts } from '../../models/derive/permissions.ts'
import { linksOf, titleOf } from '../../models/derive/views.ts'
import { limits } from '../../models/limits.ts'
import { effectiveAt } from '../../models/record.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Chain, ChainStep } from '../../models/shown.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { readRecords, recordOf, selectRecords } from '../../models/stored/records.ts'
import { readLeaf } from '../journal/leaf.ts'
import type { Presenting } from './present.ts'

/** The chain of a record an actor may see, as far as they may see it. */
export async function chain(presenting: Presenting, middle: LedgerRecord): Promise<Chain> {
  const found = new Map([[middle.id, middle]])
  let edge: readonly LedgerRecord[] = [middle]
  for (let links = 0; links < limits.chainLinksMax && edge.length > 0; links += 1) {
    const next = await nextTo(presenting, edge, found)
    for (const record of next) found.set(record.id, record)
    edge = next
    if (found.size > limits.chainRecordsMax) break
  }
  const records = [...found.values()].slice(0, limits.chainRecordsMax)
  records.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
  const steps = await stepsOf(presenting, records)
  return {
    records: records.flatMap((record) => {
      const ledger = keptBy(presenting, record)
      if (!ledger) return []
      const { id, number, state } = record
      const title = titleOf(ledger, record)
      return [{ id, ledger: ledger.name, number, title, state, steps: steps.get(id) ?? [] }]
    }),
    more: found.size > limits.chainRecordsMax,
  }
}

/** Records one link away from some, named by them or naming them, that are not known yet. */
async function nextTo(
  presenting: Presenting,
  edge: readonly LedgerRecord[],
  known: ReadonlyMap<string, LedgerRecord>,
): Promise<LedgerRecord[]> {
  const { database, ledgers, actor } = presenting
  const named = edge.flatMap((record) => {
    const ledger = ledgers.find(({ name }) => name === record.ledger)
    return ledger ? linksOf(ledger, visibleFacts(ledger, record, actor)) : []
  })
  const tags = edge.map(({ id }) => `link:${id}`)
  const kept = ledgers.filter(({ register }) => !register)
  const most = limits.chainRecordsMax + 1
  const answers = await Promise.all([
    readRecords(database.records, { _id: { $in: [...new Set(named)] } }),
    ...kept.map(async ({ name }) => {
      const filter = { ledger: name, tags: { $in: tags } }
      return (await selectRecords(database.records, filter).limit(most)).map(recordOf)
    }),
  ])
  const fresh = new Map(answers.flat().map((record) => [record.id, record]))
  return [...fresh.values()].filter((record) => {
    const ledger = keptBy(presenting, record)
    return ledger && !known.has(record.id) && maySee(ledger, record, actor)
  })
}

/** The ledger of a record that is no register's. */
function keptBy({ ledgers }: Presenting, record: LedgerRecord): Ledger | undefined {
  return ledgers.find(({ name, register }) => name === record.ledger && !register)
}

/** Per record, the acts that moved it from state to state. */
async function stepsOf(
  { database, ledgers }: Presenting,
  records: readonly LedgerRecord[],
): Promise<Map<string, ChainStep[]>> {
  const ids = records.map(({ id }) => id)
  const stored = await database.entries
    .find({ touches: { $in: ids } })
    .sort({ _id: 1 })
    .lean<StoredEntry[]>()
  const steps = new Map<string, ChainStep[]>()
  for (const entry of stored) {
    const [ledgerName, name = ''] = entry.act.split('.')
    const ledger = ledgers.find((one) => one.name === ledgerName)
    const act = ledger && actNamed(ledger, name)
    for (const id of entry.touches) {
      // What follows another record's act is told by that record.
      if (id !== entry.record || !act || act.to === 'same' || !ids.includes(id)) continue
      const step = { act: entry.act, at: effectiveAt(readLeaf(entry.leaf)) }
      steps.set(id, [...(steps.get(id) ?? []), step])
    }
  }
  return steps
}
