/**
 * What a page of a list costs in a long ledger, beside one indexed find of as many documents. The
 * records are projected ones put straight into the database, because it is reading them, not
 * making them, that is measured here.
 */
import { randomUUID } from 'node:crypto'
import { disposals } from './known.ts'
import { sequential } from './measure.ts'
import type { Times } from './measure.ts'
import type { Figure, Section } from './figures.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { House } from '../../server/house.ts'
import { settingsOf, zoneOf } from '../../server/house.ts'
import { storedRecord } from '../../server/journal/project.ts'
import { count, list, readQuery } from '../../server/ledger/list.ts'
import { orderOf } from '../../server/ledger/order.ts'

export interface ListSizes {
  readonly records: number
  readonly reads: number
}

/** Documents put in at once. */
const insertAtOnce = 1_000
const pageRows = 50
const reader: Actor = { id: randomUUID(), roles: ['iso'] }

const queries = {
  'newest first': {},
  'one state': { 'filter[state]': 'stored' },
  'oldest first': { sort: 'number' },
  'changed last': { sort: '-changed' },
  'by a sorted column': { sort: 'serial' },
  'by a sorted column, backwards': { sort: '-registeredAt' },
  'a range of days, sorted by them': {
    sort: 'registeredAt',
    'filter[registeredAt]': '2020-01-20..2020-02-10',
  },
  'one state, by a sorted column': { sort: 'serial', 'filter[state]': 'stored' },
  'search for a serial': { q: 'LS00000042' },
  'search for a maker': { q: '東雲' },
} as const satisfies Record<string, Readonly<Record<string, string>>>

/** Fills a ledger and measures its pages. */
export async function measureLists(house: House, sizes: ListSizes): Promise<Section> {
  await fill(house, sizes.records)
  const settings = await settingsOf(house)
  const listing = {
    ...house,
    ledger: disposals,
    actor: reader,
    now: new Date(),
    settings,
    timeZone: zoneOf(house, settings),
  }
  const { collection } = house.database.records
  const filter = { ledger: disposals.name }
  const find = () => collection.find(filter).sort({ number: -1 }).limit(pageRows).toArray()
  const raw = await sequential(sizes.reads, find)
  const figures: Figure[] = [...pair('raw find of 50', raw)]
  for (const [name, asked] of Object.entries(queries)) {
    const query = readQuery(disposals, { limit: String(pageRows), ...asked })
    figures.push(...pair(name, await sequential(sizes.reads, () => list(listing, query)), raw))
  }
  const middle = await middleOf(house, sizes.records)
  const query = readQuery(disposals, { limit: String(pageRows), cursor: middle })
  const paged = await sequential(sizes.reads, () => list(listing, query))
  figures.push(...pair('a page in the middle', paged, raw))
  const order = orderOf(disposals, 'serial')
  const findSorted = () => collection.find(filter).sort(order).limit(pageRows).toArray()
  figures.push(...pair('raw find of 50 by a slot', await sequential(sizes.reads, findSorted)))
  const first = await list(listing, readQuery(disposals, { limit: '200', sort: 'serial' }))
  const further = readQuery(disposals, {
    limit: String(pageRows),
    sort: 'serial',
    cursor: first.next ?? '',
  })
  const turned = await sequential(sizes.reads, () => list(listing, further))
  figures.push(...pair('a further page of a sorted column', turned, raw))
  const all = readQuery(disposals, {})
  const counted = await sequential(Math.ceil(sizes.reads / 20), () => count(listing, all))
  figures.push(...pair('counting the whole ledger', counted, raw))
  const notes = [`${sizes.records} records; pages of ${pageRows}, without presenting them.`]
  return { title: 'A page of a long list', figures, notes }
}

function pair(what: string, times: Times, raw?: Times): Figure[] {
  const p50 = { what: `${what}, p50`, value: times.p50, unit: 'ms' as const }
  const p99 = { what: `${what}, p99`, value: times.p99, unit: 'ms' as const }
  if (!raw) return [p50, p99]
  return [
    { ...p50, floor: { what: 'raw find', value: raw.p50 } },
    { ...p99, floor: { what: 'raw find', value: raw.p99 } },
  ]
}

async function middleOf({ database }: House, records: number): Promise<string> {
  const [record] = await database.records
    .find({ ledger: disposals.name }, { number: 1 })
    .sort({ number: -1 })
    .skip(Math.floor(records / 2))
    .limit(1)
    .lean()
  return Buffer.from(JSON.stringify([record?.number])).toString('base64url')
}

/** Puts so many records into a ledger. */
export async function fill({ database }: House, records: number): Promise<void> {
  for (let from = 0; from < records; from += insertAtOnce) {
    const count = Math.min(insertAtOnce, records - from)
    const group = Array.from({ length: count }, (_, at) => {
      return storedRecord(disposals, recordAt(from + at))
    })
    await database.records.collection.insertMany(group as never, { ordered: false })
  }
}

/** A record as its journal entries would have left it; one in ten is still waiting. */
function recordAt(at: number): LedgerRecord {
  const moment = new Date(Date.UTC(2020, 0, 1) + at * 60_000).toISOString()
  const waiting = at % 10 === 0
  const serial = `LS${String(at).padStart(8, '0')}`
  const maker = at % 3 === 0 ? '東雲ストレージ' : '銀河メモリ'
  return {
    id: randomUUID(),
    ledger: disposals.name,
    number: `D-2020-${String(at).padStart(6, '0')}`,
    state: waiting ? 'stored' : 'certified',
    revision: 2,
    seq: 1_000 + at,
    facts: {
      maker,
      model: 'SN8000-E',
      serial,
      managementNo: `LM-${String(at).padStart(6, '0')}`,
      mediaType: 'hdd',
      capacityGb: 8_000,
      source: { host: 'backup7', rack: 'B-02', slot: '11' },
      system: '電子カルテ遠隔バックアップ',
      reason: 'failed',
      registeredAt: moment,
    },
    createdAt: moment,
    createdBy: reader.id,
    changedAt: moment,
    changedBy: reader.id,
    dues: waiting ? [{ name: 'stored', from: moment }] : [],
    holds: waiting ? [`serial:${maker}/${serial}`] : [],
    erased: [],
  }
}
