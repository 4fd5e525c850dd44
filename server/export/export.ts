/**
 * Exports of a list: rows stream into the file somebody asked for while its SHA-256 is taken, and
 * the journal says who took which rows away, in which form, and what the file was.
 */
import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Language } from '../../models/words.ts'
import { wallTime } from '../../models/zone.ts'
import { Answer } from '../http/endpoint.ts'
import type { House } from '../house.ts'
import type { Listing, ListQuery } from '../ledger/list.ts'
import { csvFile } from './csv.ts'
import { columnsOf, groupsOf, rowsOf } from './rows.ts'
import type { Cell, Column } from './rows.ts'
import { xlsxFile } from './xlsx.ts'

interface Written {
  readonly columns: readonly Column[]
  readonly groups: AsyncIterable<readonly (readonly Cell[])[]>
  readonly listing: Listing
  readonly language: Language
}

/** The forms a list is exported in, by the ending of their address. */
export const exportForms = {
  csv: {
    type: 'text/csv; charset=utf-8',
    file: ({ columns, groups }: Written) => csvFile(columns, groups),
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    file: ({ columns, groups, listing, language }: Written) =>
      xlsxFile(listing.ledger.label[language], columns, groups, listing.timeZone),
  },
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

/** What the journal says of an export whatever became of it. */
export function notedOf({ query, language, form }: Exporting, columns: readonly Column[]) {
  return {
    format: form,
    language,
    columns: columns.map(({ key }) => key),
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
 * Answers a list as a file and journals the export with its row count and SHA-256.
 *
 * @throws Problem unknown-query for a column there is not
 */
export function exportList(house: House, exporting: Exporting): Answer {
  const { listing, query, language, form } = exporting
  const { ledger, actor } = listing
  const { type, file } = exportForms[form]
  const columns = columnsOf(listing, language, exporting.columns)
  let rows = 0
  const noted = (more: Readonly<Record<string, unknown>>) =>
    house.reads.exported(ledger, actor, { ...notedOf(exporting, columns), rows, ...more })
  async function* counted() {
    const groups = groupsOf(listing, query)
    for await (const group of rowsOf(house, listing, groups, columns, language)) {
      rows += group.length
      yield group
    }
  }
  const written = { columns, groups: counted(), listing, language }
  const hash = createHash('sha256')
  async function* hashed() {
    for await (const chunk of file(written)) {
      hash.update(chunk)
      yield chunk
    }
    await noted({ sha256: hash.digest('hex') })
  }
  const out = new PassThrough()
  pipeline(hashed, out).catch(async (error: Error) => {
    out.destroy(error)
    // Whoever hangs up before the end has taken rows away all the same.
    await noted({ brokenOff: true }).catch((fault: unknown) =>
      house.logger.error({ err: fault }, 'an export that broke off was not journalled'),
    )
  })
  return new Answer(200, out, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${fileNameOf(exporting)}"`,
  })
}
