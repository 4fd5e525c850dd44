/**
 * A ledger as CSV: Japanese headings, a byte-order mark for Excel, RFC 4180 line ends, and cells
 * that a spreadsheet would take for a formula made harmless. Rows stream; memory stays flat.
 */
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createHash } from 'node:crypto'
import { stringify } from 'csv-stringify'
import { printed } from '../../models/derive/views.ts'
import { linksOf } from '../../models/derive/views.ts'
import { printMoment } from '../../models/fields.ts'
import type { PrintContext } from '../../models/fields.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { words } from '../../models/words.ts'
import type { Language, Words } from '../../models/words.ts'
import { Answer } from '../http/endpoint.ts'
import type { House } from '../house.ts'
import { each } from '../ledger/list.ts'
import type { Listing, ListQuery } from '../ledger/list.ts'
import { labelsOf } from '../ledger/present.ts'
import type { Linked } from '../../models/shown.ts'

/** Rows whose links are looked up together. */
const rowsAtOnce = 500

/** A cell that a spreadsheet would run; blanks and full-width signs before it do not hide it. */
const formula = /^[\s\u00a0\u3000]*[=+\-@\t\r＝＋－＠]/

const fixed: readonly (readonly [Words, (row: Row) => string])[] = [
  [words('番号', 'Number'), ({ record }) => record.number],
  [
    words('状態', 'State'),
    ({ ledger, record, context }) =>
      ledger.states[record.state]?.[context.language] ?? record.state,
  ],
]

const closing: typeof fixed = [
  [
    words('登録日時', 'Recorded at'),
    ({ record, context }) => printMoment(record.createdAt, context),
  ],
  [words('登録者', 'Recorded by'), ({ record, context }) => nameOf(record.createdBy, context)],
  [
    words('更新日時', 'Changed at'),
    ({ record, context }) => printMoment(record.changedAt, context),
  ],
  [words('更新者', 'Changed by'), ({ record, context }) => nameOf(record.changedBy, context)],
  [words('改訂', 'Revision'), ({ record }) => String(record.revision)],
  [words('記録ID', 'Record id'), ({ record }) => record.id],
]

interface Row {
  readonly ledger: Ledger
  readonly record: LedgerRecord
  readonly context: PrintContext
}

function nameOf(id: string, context: PrintContext): string {
  return context.labelOf(id) ?? id
}

/** Answers a list as CSV and journals the export with its row count and SHA-256. */
export function exportCsv(
  house: House,
  listing: Listing,
  query: ListQuery,
  language: Language,
): Answer {
  const { ledger, actor } = listing
  const hash = createHash('sha256')
  let rows = 0
  const out = new PassThrough()
  const noted = (more: Readonly<Record<string, unknown>>) =>
    house.reads.exported(ledger, actor, { format: 'csv', filter: query.filter, rows, ...more })
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      noted({ sha256: hash.digest('hex') }).then(() => done(), done)
    },
  })
  const source = csvRows(house, listing, query, language, () => (rows += 1))
  const csv = stringify({ bom: true, record_delimiter: 'windows', cast: { string: guarded } })
  pipeline(source, csv, hashing, out).catch(async (error: Error) => {
    out.destroy(error)
    // Whoever hangs up before the end has taken rows away all the same.
    await noted({ brokenOff: true }).catch((fault: unknown) =>
      house.logger.error({ err: fault }, 'an export that broke off was not journalled'),
    )
  })
  const day = new Date().toISOString().slice(0, 10)
  return new Answer(200, out, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${ledger.name}-${day}.csv"`,
  })
}

async function* csvRows(
  house: House,
  listing: Listing,
  query: ListQuery,
  language: Language,
  counted: () => void,
): AsyncGenerator<string[]> {
  const { ledger } = listing
  yield [
    ...fixed.map(([label]) => label[language]),
    ...ledger.columns.map((key) => ledger.fields[key]?.label[language] ?? key),
    ...closing.map(([label]) => label[language]),
  ]
  for await (const group of groupsOf(each(listing, query))) {
    const ids = group.flatMap((record) => [
      ...linksOf(ledger, record.facts),
      record.createdBy,
      record.changedBy,
    ])
    const linked = await labelsOf(house, ids)
    const context = contextOf(house.config.timeZone, language, linked)
    for (const record of group) {
      counted()
      yield cellsOf({ ledger, record, context })
    }
  }
}

function cellsOf(row: Row): string[] {
  const { ledger, record, context } = row
  return [
    ...fixed.map(([, cell]) => cell(row)),
    ...ledger.columns.map((key) => printed(ledger, record, key, context)),
    ...closing.map(([, cell]) => cell(row)),
  ]
}

/** Makes a cell harmless to a spreadsheet by a leading apostrophe. */
export function guarded(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell
}

function contextOf(timeZone: string, language: Language, linked: Linked): PrintContext {
  return { language, timeZone, labelOf: (id) => linked[id]?.title }
}

async function* groupsOf(records: AsyncIterable<LedgerRecord>): AsyncGenerator<LedgerRecord[]> {
  let group: LedgerRecord[] = []
  for await (const record of records) {
    group.push(record)
    if (group.length < rowsAtOnce) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
