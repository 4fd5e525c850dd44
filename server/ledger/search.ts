/**
 * One search over every ledger, best first: the record whose number was typed, then those of which
 * a whole serial, label or name was typed, then those that begin with it, the latest first. Each
 * of the three is a range of an index, so none grows with what it does not find.
 */
import { readGrant } from '../../models/derive/permissions.ts'
import { matchOf, searchForm, searchWords } from '../../models/derive/search.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { Found } from '../../models/shown.ts'
import { recordOf, selectRecords } from '../../models/stored/records.ts'
import { presentingTo, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
import { filterOf } from './list.ts'
import type { Listing } from './list.ts'
import { present } from './present.ts'
import { everyRecord } from './reads.ts'

interface Ranked {
  readonly record: LedgerRecord
  /** 0 for the number, 1 for a whole value, 2 for a beginning. */
  readonly rank: number
}

/** What an actor finds by a text; nothing by an empty one. */
export async function search(house: House, actor: Actor, q: string): Promise<Found[]> {
  const words = searchWords(q)
  if (words.length === 0) return []
  const presenting = await presentingTo(house, actor)
  const timeZone = zoneOf(house, presenting.settings)
  const searched = house.ledgers.filter((ledger) => typeof readGrant(ledger, actor) === 'string')
  const found = await Promise.all(
    searched.map(async (ledger) => {
      const ranked = await searchOne({ ...presenting, ledger, timeZone }, q)
      if (ranked.length > 0) await house.reads.read(ledger, everyRecord, actor, { search: true })
      return ranked
    }),
  )
  const best = found.flat().sort(byRank).slice(0, limits.searchRowsMax)
  const views = await present(
    best.map(({ record }) => record),
    presenting,
  )
  const byName = new Map<string, Ledger>(searched.map((ledger) => [ledger.name, ledger]))
  return views.map((view) => {
    const ledger = byName.get(view.ledger)
    const match = ledger && matchOf(ledger, view, words)
    return match ? { ...view, match: { label: match.field.label, text: match.text } } : view
  })
}

function byRank(one: Ranked, other: Ranked): number {
  if (one.rank !== other.rank) return one.rank - other.rank
  return one.record.changedAt < other.record.changedAt ? 1 : -1
}

/** Whether a text is the count at the end of a number, as people say it. */
function countIs(number: string, text: string): boolean {
  return /^\d+$/.test(text) && Number(number.split('-').at(-1)) === Number(text)
}

/** What one ledger holds, each record once, at its best rank. */
async function searchOne(listing: Listing, q: string): Promise<Ranked[]> {
  const beginning = filterOf(listing, { q, filter: {} })
  const any = filterOf(listing, { filter: {} })
  if (!beginning || !any) return []
  const whole = searchForm(q)
  const rows = async (filter: Record<string, unknown>) =>
    await selectRecords(listing.database.records, filter)
      .sort({ number: -1 })
      .limit(limits.searchRowsMax)
  const [numbered, entire] = await Promise.all([
    rows({ ...any, number: whole.toUpperCase() }),
    rows({ ...any, terms: [...whole].slice(0, limits.searchCharactersMax).join('') }),
  ])
  // The widest range is only read when the narrow ones leave room.
  const begun = entire.length < limits.searchRowsMax ? await rows(beginning) : []
  const ranked = new Map<string, Ranked>()
  for (const [rank, stored] of [numbered, entire, begun].entries()) {
    for (const one of stored) {
      if (ranked.has(one._id)) continue
      ranked.set(one._id, { record: recordOf(one), rank: countIs(one.number, whole) ? 0 : rank })
    }
  }
  return [...ranked.values()]
}
