/**
 * What taking a long list away costs: time and memory of the file, beside the libraries alone
 * writing as many rows of the same cells, and what acts feel of an export that is being made.
 */
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import { stringify } from 'csv-stringify'
import { Zip, ZipDeflate, strToU8 } from 'fflate'
import PdfDocument from 'pdfkit'
import { limits } from '../../models/limits.ts'
import type { Actor } from '../../models/roles.ts'
import { ExportJobs } from '../../server/export/jobs.ts'
import { prepared } from '../../server/export/export.ts'
import type { ExportForm } from '../../server/export/export.ts'
import { rowsOf } from '../../server/export/rows.ts'
import type { House } from '../../server/house.ts'
import { settingsOf, zoneOf } from '../../server/house.ts'
import { actAsSystem } from '../../server/ledger/act.ts'
import { count, readQuery } from '../../server/ledger/list.ts'
import { snapshot } from '../../server/ledger/snapshot.ts'
import { ListPress } from '../../server/paper/listpress.ts'
import { systemActor } from '../../models/roles.ts'
import { customers, disposals } from './known.ts'
import { fill } from './lists.ts'
import type { Figure, Section } from './figures.ts'
import { timed, timesOf, watched } from './measure.ts'
import type { Times } from './measure.ts'

/** How often it is asked how far an export is, in milliseconds. */
const lookMs = 20
/** What a long list may hold in memory at most, above the start and however long it is. */
const ceilingMb = 192
/** Rows the libraries alone are given at once, the same again and again. */
const rowsAtOnce = 500
const reader: Actor = { id: randomUUID(), roles: ['iso'] }

export interface ExportSizes {
  readonly records: number
  readonly acts: number
}

type Texts = readonly (readonly string[])[]
/** A library alone, given so many rows in groups. */
type Alone = (groups: AsyncIterable<Texts>) => Promise<void>

/** As much of the ledger as a printed list holds; the others take all of it. */
const narrowed: Readonly<Partial<Record<ExportForm, Readonly<Record<string, string>>>>> = {
  pdf: { 'filter[registeredAt]': '2020-01-01..2020-01-06' },
}

/** Fills a ledger and takes it away in each form. */
export async function measureExports(house: House, sizes: ExportSizes): Promise<Section> {
  await fill(house, sizes.records)
  const jobs = await ExportJobs.open(house, new ListPress())
  const rest = await acting(house, sizes.acts, () => true)
  const figures: Figure[] = []
  const forms: readonly (readonly [ExportForm, Alone])[] = [
    ['csv', csvAlone],
    ['xlsx', zipAlone],
    ['pdf', pdfAlone],
  ]
  for (const [form, alone] of forms) figures.push(...(await formed(house, jobs, form, alone)))
  for (const [form] of forms) {
    figures.push(...(await beside(house, jobs, form, { rest, acts: sizes.acts })))
  }
  await jobs.close()
  const notes = [
    `${sizes.records} records, every column of the ledger; as PDF its own columns, of at most`,
    `${limits.printedRowsMax} records. Alone: csv-stringify, fflate and pdfkit given as many rows`,
    'of the same cells, which neither read the store nor looked up a name.',
  ].join(' ')
  const over = figures.flatMap(({ what, value, floor }) =>
    floor?.what === ceiling && value > floor.value ? [`${what} is ABOVE the ceiling.`] : [],
  )
  const bound = `Memory is the heap and the buffers of the thread; its ceiling is ${ceilingMb} MB.`
  return { title: 'Taking a long list away', figures, notes: [notes, bound, ...over] }
}

const ceiling = 'the ceiling'

async function formed(house: House, jobs: ExportJobs, form: ExportForm, alone: Alone) {
  const { listing, query } = await listed(house, form)
  const records = await count(listing, query, limits.exportRowsMax)
  const cells = await someCells(house, form)
  const floor = await watched(() => alone(again(cells, records)))
  const made = await watched(() => whole(house, jobs, form))
  return [
    {
      what: `${form} of ${records} records, time`,
      value: made.ms,
      unit: 'ms',
      floor: { what: 'alone', value: floor.ms },
    },
    {
      what: `${form}, memory at most above the start`,
      value: made.mb,
      unit: 'MB',
      floor: { what: ceiling, value: ceilingMb },
    },
    { what: `${form}, the library alone, memory`, value: floor.mb, unit: 'MB' },
  ] as const satisfies readonly Figure[]
}

/** What acts feel while an export is made. */
async function beside(
  house: House,
  jobs: ExportJobs,
  form: ExportForm,
  { rest, acts }: { readonly rest: Times; readonly acts: number },
): Promise<Figure[]> {
  let open = true
  const making = whole(house, jobs, form).finally(() => (open = false))
  const times = await acting(house, acts, () => open)
  await making
  const p50 = { what: 'at rest', value: rest.p50 }
  return [
    { what: `an act while ${form} is made, p50`, value: times.p50, unit: 'ms', floor: p50 },
    { what: `an act while ${form} is made, p99`, value: times.p99, unit: 'ms' },
  ]
}

async function whole(house: House, jobs: ExportJobs, form: ExportForm): Promise<void> {
  const exporting = { ...(await listed(house, form)), language: 'ja' as const, form }
  let view = await jobs.start(await prepared(exporting, limits.printedRowsMax))
  while (view.state === 'waiting' || view.state === 'running') {
    await wait(lookMs)
    view = jobs.view(view.id, reader, 'ja')
  }
  if (view.state !== 'done') throw new Error(`an export has ${view.state}`)
}

async function listed(house: House, form: ExportForm) {
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
  return { listing, query: readQuery(disposals, { sort: 'number', ...narrowed[form] }) }
}

/** One group of the list's cells. */
async function someCells(house: House, form: ExportForm): Promise<Texts> {
  const { listing, query } = await listed(house, form)
  const exporting = { listing, query, language: 'ja' as const, form }
  const { chosen } = await prepared(exporting, limits.printedRowsMax)
  const found = await snapshot(listing, query, rowsAtOnce)
  const groups = found.groups(rowsAtOnce, () => Promise.resolve())
  for await (const group of rowsOf(house, listing, groups, chosen, 'ja')) {
    return group.map((row) => row.map(({ text }) => text))
  }
  throw new Error('the list is empty')
}

/** The same rows again and again, so many in all, with a pause between groups. */
async function* again(cells: Texts, records: number): AsyncGenerator<Texts> {
  for (let from = 0; from < records; from += cells.length) {
    await wait(0)
    yield cells.slice(0, records - from)
  }
}

async function csvAlone(groups: AsyncIterable<Texts>): Promise<void> {
  const csv = stringify({ bom: true, record_delimiter: 'windows' })
  csv.resume()
  const ended = new Promise((resolve) => csv.on('end', resolve))
  for await (const group of groups) {
    for (const row of group) {
      if (!csv.write(row)) await new Promise((on) => csv.once('drain', on))
    }
  }
  csv.end()
  await ended
}

async function zipAlone(groups: AsyncIterable<Texts>): Promise<void> {
  let written = 0
  const zip = new Zip((_error, chunk) => (written += chunk.length))
  const part = new ZipDeflate('xl/worksheets/sheet1.xml')
  zip.add(part)
  for await (const group of groups) {
    const rows = group.map(
      (row) => `<row>${row.map((text) => `<c><t>${text}</t></c>`).join('')}</row>`,
    )
    part.push(strToU8(rows.join('')))
  }
  part.push(new Uint8Array(), true)
  zip.end()
  if (written === 0) throw new Error('nothing was written')
}

const { resolve } = createRequire(import.meta.url)
const font = resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf')

async function pdfAlone(groups: AsyncIterable<Texts>): Promise<void> {
  const pdf = new PdfDocument({ size: 'A4', layout: 'landscape' })
  pdf.font(font).fontSize(7)
  pdf.resume()
  const ended = new Promise((done) => pdf.on('end', done))
  for await (const group of groups) for (const row of group) pdf.text(row.join(' '))
  pdf.end()
  await ended
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
