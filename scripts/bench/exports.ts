/**
 * What taking a long list away costs: time and memory of the file, beside the libraries alone
 * writing the very same cells from memory, and what acts feel of an export that is being made.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { stringify } from 'csv-stringify'
import { Zip, ZipDeflate, strToU8 } from 'fflate'
import type { Actor } from '../../models/roles.ts'
import { ExportJobs } from '../../server/export/jobs.ts'
import { prepared } from '../../server/export/export.ts'
import { groupsOf, rowsOf } from '../../server/export/rows.ts'
import type { House } from '../../server/house.ts'
import { settingsOf, zoneOf } from '../../server/house.ts'
import { actAsSystem } from '../../server/ledger/act.ts'
import { readQuery } from '../../server/ledger/list.ts'
import { ListPress } from '../../server/paper/listpress.ts'
import { systemActor } from '../../models/roles.ts'
import { customers, disposals } from './known.ts'
import { fill } from './lists.ts'
import type { Figure, Section } from './figures.ts'
import { timed, timesOf } from './measure.ts'
import type { Times } from './measure.ts'

/** How often memory is looked at, in milliseconds. */
const lookMs = 20
const reader: Actor = { id: randomUUID(), roles: ['iso'] }

export interface ExportSizes {
  readonly records: number
  readonly acts: number
}

/** Fills a ledger and takes it away in each form. */
export async function measureExports(house: House, sizes: ExportSizes): Promise<Section> {
  await fill(house, sizes.records)
  const jobs = await ExportJobs.open(house, new ListPress())
  const rest = await acting(house, sizes.acts, () => true)
  const figures: Figure[] = []
  const texts = await textsOf(house)
  for (const [form, alone] of [
    ['csv', csvAlone],
    ['xlsx', zipAlone],
  ] as const) {
    const floor = await watched(() => alone(texts))
    const made = await watched(() => whole(house, jobs, form))
    figures.push(
      {
        what: `${form}, time`,
        value: made.ms,
        unit: 'ms',
        floor: { what: 'alone', value: floor.ms },
      },
      { what: `${form}, peak memory above rest`, value: made.mb, unit: 'MB' },
      { what: `${form}, the library alone, peak memory`, value: floor.mb, unit: 'MB' },
    )
    let open = true
    const making = whole(house, jobs, form).finally(() => (open = false))
    const beside = await acting(house, sizes.acts, () => open)
    await making
    const p50 = { what: 'at rest', value: rest.p50 }
    figures.push(
      { what: `an act while ${form} is made, p50`, value: beside.p50, unit: 'ms', floor: p50 },
      { what: `an act while ${form} is made, p99`, value: beside.p99, unit: 'ms' },
    )
  }
  await jobs.close()
  const notes = [
    `${sizes.records} records, every column of the ledger; alone: csv-stringify and fflate given`,
    'the same cells from memory, which neither read the store nor looked up a name.',
  ].join(' ')
  return { title: 'Taking a long list away', figures, notes: [notes] }
}

async function whole(house: House, jobs: ExportJobs, form: 'csv' | 'xlsx'): Promise<void> {
  const asked = await prepared({ ...(await listed(house)), language: 'ja', form }, 0)
  let view = await jobs.start(asked)
  while (view.state === 'waiting' || view.state === 'running') {
    await wait(lookMs)
    view = jobs.view(view.id, reader, 'ja')
  }
  if (view.state !== 'done') throw new Error(`an export has ${view.state}`)
}

async function listed(house: House) {
  const settings = await settingsOf(house)
  const { database } = house
  const timeZone = zoneOf(house, settings)
  const listing = {
    database,
    ledger: disposals,
    actor: reader,
    now: new Date(),
    settings,
    timeZone,
  }
  return { listing, query: readQuery(disposals, { sort: 'number' }) }
}

/** One group of the list's cells, which the libraries alone are given again and again. */
async function textsOf(house: House) {
  const { listing, query } = await listed(house)
  const { chosen } = await prepared({ listing, query, language: 'ja', form: 'csv' }, 0)
  const groups: string[][][] = []
  for await (const group of rowsOf(house, listing, groupsOf(listing, query), chosen, 'ja')) {
    groups.push(group.map((row) => row.map(({ text }) => text)))
  }
  return groups
}

async function csvAlone(groups: readonly string[][][]): Promise<void> {
  const csv = stringify({ bom: true, record_delimiter: 'windows' })
  csv.resume()
  const ended = new Promise((resolve) => csv.on('end', resolve))
  for (const row of groups.flat())
    if (!csv.write(row)) await new Promise((on) => csv.once('drain', on))
  csv.end()
  await ended
}

async function zipAlone(groups: readonly string[][][]): Promise<void> {
  let written = 0
  const zip = new Zip((_error, chunk) => (written += chunk.length))
  const part = new ZipDeflate('xl/worksheets/sheet1.xml')
  zip.add(part)
  for (const group of groups) {
    const rows = group.map(
      (row) => `<row>${row.map((text) => `<c><t>${text}</t></c>`).join('')}</row>`,
    )
    part.push(strToU8(rows.join('')))
    await wait(0)
  }
  part.push(new Uint8Array(), true)
  zip.end()
  if (written === 0) throw new Error('nothing was written')
}

/** How long something took, and how much memory stood above what there was before, in megabytes. */
async function watched(run: () => Promise<void>): Promise<{ ms: number; mb: number }> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), lookMs)
  const { ms } = await timed(run)
  clearInterval(looking)
  return { ms, mb: Math.max(1, (most - before) / 2 ** 20) }
}

/** Acts one after another, for as long as something is so and at most so many. */
async function acting(house: House, most: number, so: () => boolean): Promise<Times> {
  const values: number[] = []
  const add = { ledger: customers, act: 'add' }
  while (values.length === 0 || (values.length < most && so())) {
    const name = `測定${values.length}`
    const { ms } = await timed(() => actAsSystem(house, add, { name }, systemActor))
    values.push(ms)
  }
  return timesOf(values)
}
