/**
 * Exports of a list, whether somebody waits for them or fetches them later: what is asked for is
 * held against what its form can carry, and rows stream into the file.
 */
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { Language } from '../../models/words.ts'
import { wallTime } from '../../models/zone.ts'
import type { House } from '../house.ts'
import { count } from '../ledger/list.ts'
import type { Listing, ListQuery } from '../ledger/list.ts'
import type { ListPress } from '../paper/listpress.ts'
import { csvFile } from './csv.ts'
import { printing } from './pdf.ts'
import { columnsOf, onPaper, rowsOf, sheetColumnsOf } from './rows.ts'
import type { Column } from './rows.ts'
import { xlsxFile } from './xlsx.ts'

/** The forms a list is exported in, by the ending of their address. */
export const exportForms = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const

export type ExportForm = keyof typeof exportForms

/** What is exported, for whom and how. */
export interface Exporting {
  readonly listing: Listing
  readonly query: ListQuery
  readonly language: Language
  readonly form: ExportForm
  /** Keys of columns with commas between them; the ledger's own when nobody chose. */
  readonly columns?: string | undefined
}

/** An export whose columns and length are known to be sound. */
export interface Prepared extends Exporting {
  readonly chosen: readonly Column[]
  /** How many records there are, as far as that had to be known. */
  readonly of: number
}

/**
 * Holds an export against what its form can carry.
 *
 * @param rowsMax records of a printed list
 * @throws Problem unknown-query for a column there is not; too-many-columns and too-many-rows for
 *   what does not go on paper
 */
export async function prepared(exporting: Exporting, rowsMax: number): Promise<Prepared> {
  const { listing, query, language, form, columns } = exporting
  if (form !== 'pdf') {
    return { ...exporting, chosen: columnsOf(listing, language, columns), of: 0 }
  }
  const chosen = sheetColumnsOf(listing, language, columns)
  const { printedColumnsMax: max } = limits
  if (chosen.length > max) throw new Problem('too-many-columns', { max })
  const of = await count(listing, query, rowsMax)
  if (of > rowsMax) throw new Problem('too-many-rows', { max: rowsMax })
  return { ...exporting, chosen, of }
}

/** What the journal says of an export whatever became of it. */
export function notedOf({ query, language, form, chosen }: Prepared) {
  return {
    format: form,
    language,
    columns: chosen.flatMap(({ key, sealed }) => (sealed === undefined ? [key] : [key, sealed])),
    filter: query.filter,
    sort: query.sort,
    // What was searched for may be somebody's name, which no leaf ever holds.
    ...(query.q !== undefined && query.q !== '' && { searched: true }),
  }
}

/** The name a file is saved under. */
export function fileNameOf({ listing, form }: Pick<Exporting, 'listing' | 'form'>): string {
  const day = wallTime(listing.now.toISOString(), listing.timeZone).slice(0, 10)
  return `${listing.ledger.name}-${day}.${form}`
}

/**
 * The bytes of an export.
 *
 * @param records in groups, in the order of the list
 * @param done told of each group how many rows it had
 */
export async function* fileOf(
  house: House,
  press: ListPress,
  asked: Prepared,
  records: AsyncIterable<readonly LedgerRecord[]>,
  done: (rows: number) => void,
): AsyncGenerator<Buffer> {
  const { listing, language, form, chosen: columns } = asked
  async function* groups() {
    for await (const group of rowsOf(house, listing, records, columns, language)) {
      yield group
      done(group.length)
    }
  }
  async function* texts() {
    const { timeZone } = listing
    for await (const group of groups()) {
      yield group.map((row) => row.map((cell) => onPaper(cell, timeZone)))
    }
  }
  if (form === 'csv') yield* csvFile(columns, groups())
  else if (form === 'xlsx') {
    yield* xlsxFile(listing.ledger.label[language], columns, groups(), listing.timeZone)
  } else yield* press.draw(await printing(house, { ...asked, columns }), texts())
}
