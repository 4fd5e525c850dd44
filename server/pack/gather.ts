/**
 * Gathers what goes into a pack, as the journal stood at one checkpoint: the customer's run of
 * entries for the period, the records they are about, and where the last pack ended. Records are
 * replayed from their entries here, so nothing is packed that whoever receives it could not check.
 */
import type { Ledger } from '../../models/ledger.ts'
import { packs } from '../../models/ledgers.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { filedEntry } from '../../models/recordfile.ts'
import type { TakenEntry } from '../../models/recordfile.ts'
import type { Language } from '../../models/words.ts'
import { dayStart } from '../../models/zone.ts'
import { readRecord, readRecords } from '../../models/stored/records.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { readEntry, replayed } from '../../models/verify/record.ts'
import { settingsOf, zoneOf } from '../house.ts'
import type { House } from '../house.ts'
import { sha256 } from '../journal/crypto.ts'
import { takenEntries } from '../journal/taken.ts'

/** A record of the pack with every entry that made it. */
export interface PackedRecord {
  readonly ledger: Ledger
  readonly record: LedgerRecord
  readonly entries: readonly TakenEntry[]
}

/** The signed state of the journal everything in a pack is taken from. */
export interface Head {
  readonly size: number
  readonly note: string
}

/** The pack the customer received before. */
export interface EarlierPack extends Head {
  readonly number: string
  /** The last of the customer's entries that this pack and those before it showed. */
  readonly last: number
}

export interface Gathered {
  readonly head: Head
  readonly run: { readonly first: number; readonly last: number } | null
  readonly records: readonly PackedRecord[]
  /** Entries of the run that are of ledgers the customer is not shown: their leaves alone. */
  readonly others: readonly TakenEntry[]
  readonly earlier: EarlierPack | undefined
}

/** What a pack was ordered to be. */
export interface Ordered {
  readonly record: LedgerRecord
  readonly customer: string
  readonly from: string
  readonly to: string
  readonly language: Language
}

/** The order a pack's record holds. */
export function orderOf(record: LedgerRecord): Ordered {
  const { customer, from, to, language } = record.facts as Record<string, string>
  if (customer === undefined || from === undefined || to === undefined) {
    throw new Error(`pack ${record.number} does not say what it is of`)
  }
  return { record, customer, from, to, language: language === 'en' ? 'en' : 'ja' }
}

/** Ids of the records a pack will hold, as the journal stands now. */
export async function recordsOfPack(
  house: House,
  order: Ordered,
): Promise<readonly LedgerRecord[]> {
  const run = await runOf(house, order, house.log.size, await earlierPack(house, order))
  if (!run) return []
  const found: LedgerRecord[] = []
  for (const [id, ledger] of await touchedBy(house, order.customer, run, house.log.size)) {
    const record = shownLedger(house, ledger) && (await readRecord(house.database.records, id))
    if (record && record.customer === order.customer) found.push(record)
  }
  return found
}

/** Everything of a pack as of a signed head. */
export async function gather(house: House, order: Ordered, head: Head): Promise<Gathered> {
  const { customer } = order
  const earlier = await earlierPack(house, order)
  const run = await runOf(house, order, head.size, earlier)
  const records: PackedRecord[] = []
  const others: number[] = []
  for (const [id, name] of run ? await touchedBy(house, customer, run, head.size) : []) {
    const ledger = shownLedger(house, name)
    const packed = ledger && (await packedRecord(house, ledger, id, head.size))
    if (packed && packed.record.customer === customer) records.push(packed)
    else others.push(...(await seqsOf(house, customer, run, id, head.size)))
  }
  records.sort((one, other) => (one.record.number < other.record.number ? -1 : 1))
  return { head, run, records, others: await leavesOf(house, others), earlier }
}

/** A ledger whose records a customer may see for themselves. */
function shownLedger(house: House, name: string): Ledger | undefined {
  const ledger = house.ledgers.find((one) => one.name === name)
  const grant = ledger?.reads.customer
  return grant !== undefined && (grant === 'all' || 'own' in grant) ? ledger : undefined
}

/**
 * The numbers of the customer's entries that a pack shows: those of the period, and those since
 * the last pack that lie before them, so that packs follow each other without a gap.
 */
async function runOf(
  house: House,
  { customer, from, to }: Ordered,
  size: number,
  earlier: EarlierPack | undefined,
): Promise<Gathered['run']> {
  const timeZone = zoneOf(house, await settingsOf(house))
  const at = { $gte: dayStart(from, timeZone) ?? from, $lt: dayStart(to, timeZone, 1) ?? to }
  const period = { 'customer.id': customer, at, _id: { $lt: size } }
  const one = async (order: 1 | -1) => {
    const found = house.database.entries.findOne(period, { customer: 1 })
    return (await found.sort({ 'customer.n': order }).lean())?.customer?.n
  }
  const [least, last] = [await one(1), await one(-1)]
  if (least === undefined || last === undefined) return null
  const next = earlier ? earlier.last + 1 : least
  return { first: Math.min(least, next), last }
}

/** Which records the entries of a run are of, each with its ledger. */
async function touchedBy(
  house: House,
  customer: string,
  { first, last }: NonNullable<Gathered['run']>,
  size: number,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const cursor = house.database.entries
    .find(
      { 'customer.id': customer, 'customer.n': { $gte: first, $lte: last }, _id: { $lt: size } },
      { record: 1, ledger: 1 },
    )
    .sort({ 'customer.n': 1 })
    .lean()
    .cursor()
  for await (const { record, ledger } of cursor) if (!found.has(record)) found.set(record, ledger)
  return found
}

async function packedRecord(
  house: House,
  ledger: Ledger,
  id: string,
  size: number,
): Promise<PackedRecord> {
  const stored = await house.database.entries
    .find({ record: id, revision: { $exists: true }, _id: { $lt: size } })
    .sort({ _id: 1 })
    .lean<StoredEntry[]>()
  const entries = await takenEntries(house.database, stored)
  const read = entries.map((one) => readEntry(filedEntry(one)))
  const { record } = replayed({ id }, read, ledger, sha256)
  return { ledger, record, entries }
}

async function seqsOf(
  house: House,
  customer: string,
  run: Gathered['run'],
  record: string,
  size: number,
): Promise<number[]> {
  const n = { $gte: run?.first ?? 0, $lte: run?.last ?? 0 }
  const found = await house.database.entries
    .find({ record, 'customer.id': customer, 'customer.n': n, _id: { $lt: size } }, { _id: 1 })
    .lean()
  return found.map(({ _id }) => _id)
}

/** Entries without personal values, which the customer is not shown. */
async function leavesOf(house: House, seqs: readonly number[]): Promise<TakenEntry[]> {
  if (seqs.length === 0) return []
  const stored = await house.database.entries
    .find({ _id: { $in: [...seqs] } })
    .sort({ _id: 1 })
    .lean<StoredEntry[]>()
  const taken = await takenEntries(
    house.database,
    stored.map(({ body: _body, ...entry }) => entry),
  )
  return taken
}

/**
 * The last pack the customer received, with the checkpoint it ended at. Whether the house still
 * has that pack's file does not matter: the customer has it.
 */
async function earlierPack(
  house: House,
  { customer, record: own }: Ordered,
): Promise<EarlierPack | undefined> {
  const { database } = house
  let latest: { readonly number: string; readonly size: number } | undefined
  let last = 0
  const query = { ledger: packs.name, customer, state: { $in: ['handed', 'discarded'] } }
  for (const { id, number, facts } of await readRecords(database.records, query)) {
    const contents = facts['contents'] as Facts | undefined
    if (!contents || facts['handedAt'] === undefined || id === own.id) continue
    const size = Number(contents['size'])
    if (!latest || size > latest.size) latest = { number, size }
    // A pack of a quiet period shows no entry, and the counter goes on from the one before it.
    last = Math.max(last, Number(contents['last'] ?? 0))
  }
  if (!latest) return undefined
  const checkpoint = await database.checkpoints.findById(latest.size).lean()
  return checkpoint ? { ...latest, note: checkpoint.note, last } : undefined
}
