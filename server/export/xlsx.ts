/**
 * Rows as a workbook (ECMA-376, transitional): typed numbers, days and moments, a
 * heading that stays, filters, and a Japanese font by name. It is written by hand on a zip library
 * because the whole of it is these few parts and rows must stream; text is never a formula.
 */
import { Zip, ZipDeflate, strToU8 } from 'fflate'
import type { FieldKind } from '../../models/fields.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import { wallTime } from '../../models/zone.ts'
import type { Cell, Column } from './rows.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The most characters a cell may hold (ECMA-376 part 1, section 18.3.1.4, as Excel keeps it). */
const cellCharactersMax = 32_767
/** Days from the workbook's first day to that of Unix time (1900 date system). */
const epochDays = 25_569
const dayMs = 86_400_000

/** Positions in the styles part. */
const styles = { text: 0, heading: 1, moment: 2, day: 3, number: 4 } as const

/** Column widths in characters of the font, by what stands in them; others have `usual`. */
const widths: Readonly<Partial<Record<FieldKind, number>>> = {
  number: 10,
  day: 12,
  choice: 14,
  code: 16,
  moment: 18,
  lines: 40,
  list: 40,
  group: 32,
}
const usual = 22

/** What a workbook holds. */
interface Most {
  readonly rowsMax: number
  readonly sheetBytesMax: number
  readonly bytesMax: number
}

const usualMost: Most = {
  rowsMax: limits.workprintedRowsMax,
  sheetBytesMax: limits.workbookBytesMax,
  bytesMax: limits.workbookBytesMax,
}
/** Room that is left in a sheet for its end. */
const sheetEndBytes = 1_024

/**
 * Writes columns and rows as an .xlsx file. What one sheet cannot hold goes on in a further one,
 * with the same heading: rows as Excel counts them, and bytes as a ZIP without extensions does.
 *
 * @param name the name of its sheet; further ones are counted
 * @param timeZone the zone in which moments are written: a workbook knows none
 * @param most rows of one sheet, its heading among them, and bytes of one and of the whole file
 * @throws Problem workbook-too-large
 */
export async function* xlsxFile(
  name: string,
  columns: readonly Column[],
  groups: AsyncIterable<readonly (readonly Cell[])[]>,
  timeZone: string,
  most: Partial<Most> = {},
): AsyncGenerator<Buffer> {
  const { rowsMax, sheetBytesMax, bytesMax } = { ...usualMost, ...most }
  const made: Uint8Array[] = []
  let written = 0
  let broken: Error | undefined
  const zip = new Zip((error, chunk) => {
    if (error) broken = error
    else made.push(chunk)
  })
  const taken = (): Buffer => {
    if (broken) throw broken
    const bytes = Buffer.concat(made.splice(0))
    written += bytes.length
    if (written > bytesMax) throw new Problem('workbook-too-large')
    return bytes
  }
  writeParts(zip, openingParts)
  let sheets = 0
  let sheetBytes = 0
  const begin = (): ZipDeflate => {
    sheets += 1
    const part = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`)
    zip.add(part)
    const opening = strToU8(head + sheetHead(columns))
    sheetBytes = opening.length
    part.push(opening)
    return part
  }
  let sheet = begin()
  let at = 1
  for await (const group of groups) {
    for (let from = 0; from < group.length;) {
      const rows = group.slice(from, from + rowsMax - at)
      const bytes = strToU8(rows.map((cells, n) => rowOf(at + n + 1, cells, timeZone)).join(''))
      const fits = sheetBytes + bytes.length <= sheetBytesMax - sheetEndBytes
      if (rows.length > 0 && (fits || at === 1)) {
        sheet.push(bytes)
        sheetBytes += bytes.length
        at += rows.length
        from += rows.length
      } else {
        sheet.push(strToU8(sheetFoot(columns.length, at)), true)
        sheet = begin()
        at = 1
      }
    }
    if (made.length > 0) yield taken()
  }
  sheet.push(strToU8(sheetFoot(columns.length, at)), true)
  writeParts(zip, closingParts(name, sheets))
  zip.end()
  yield taken()
}

function writeParts(zip: Zip, parts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(parts)) {
    const part = new ZipDeflate(name)
    zip.add(part)
    part.push(strToU8(head + text), true)
  }
}

const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`

/** What is known before the first row; every part that is not named here is a sheet. */
const openingParts = {
  '[Content_Types].xml':
    `<Types xmlns="${packaged}/content-types">` +
    '<Default Extension="rels" ' +
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="${kinds}.worksheet+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${kinds}.styles+xml"/></Types>`,
  '_rels/.rels':
    `<Relationships xmlns="${packaged}/relationships">` +
    `${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
}

/** What is known once the last row is written: how many sheets there are. */
function closingParts(name: string, sheets: number): Readonly<Record<string, string>> {
  const all = Array.from({ length: sheets }, (_, at) => at + 1)
  const listed = all.map((at) => {
    const called = escaped(sheetName(name, at === 1 ? '' : ` (${at})`))
    return `<sheet name="${called}" sheetId="${at}" r:id="r${at}"/>`
  })
  const related = all.map((at) => relation(`r${at}`, 'worksheet', `worksheets/sheet${at}.xml`))
  return {
    'xl/workbook.xml':
      `<workbook xmlns="${main}" xmlns:r="${office}">` +
      `<sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${packaged}/relationships">${related.join('')}` +
      `${relation('styles', 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': stylesPart,
  }
}

const font = '<sz val="10"/><name val="游ゴシック"/><family val="3"/><charset val="128"/>'
const wrapped = '<alignment vertical="top" wrapText="1"/>'
const style = (format: number, more = '') =>
  `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" ` +
  `applyNumberFormat="1" applyAlignment="1">${more}</xf>`

const stylesPart =
  `<styleSheet xmlns="${main}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>' +
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
  `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE6EDF4"/></patternFill></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  `<cellXfs count="5">${style(49, wrapped)}` +
  '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" ' +
  `applyAlignment="1">${wrapped}</xf>` +
  `${style(164, '<alignment vertical="top"/>')}${style(165, '<alignment vertical="top"/>')}` +
  `${style(0, '<alignment vertical="top"/>')}</cellXfs></styleSheet>`

function sheetHead(columns: readonly Column[]): string {
  const cols = columns.map(({ kind }, at) => {
    const width = widths[kind] ?? usual
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
  })
  const cells = columns.map(({ heading }, at) =>
    textCell(`${letters(at)}1`, heading, styles.heading),
  )
  return (
    `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    `</sheetView></sheetViews><cols>${cols.join('')}</cols>` +
    `<sheetData><row r="1">${cells.join('')}</row>`
  )
}

function sheetFoot(columns: number, rows: number): string {
  return `</sheetData><autoFilter ref="A1:${letters(columns - 1)}${rows}"/></worksheet>`
}

function rowOf(at: number, cells: readonly Cell[], timeZone: string): string {
  const written = cells.map((cell, column) => cellOf(`${letters(column)}${at}`, cell, timeZone))
  return `<row r="${at}">${written.join('')}</row>`
}

function cellOf(place: string, { text, worth }: Cell, timeZone: string): string {
  if (text === '') return ''
  if (worth) {
    const value = serial(worth, timeZone)
    if (Number.isFinite(value))
      return `<c r="${place}" s="${styles[worth.kind]}"><v>${value}</v></c>`
  }
  return textCell(place, text, styles.text)
}

function textCell(place: string, text: string, at: number): string {
  const held = text.length > cellCharactersMax ? `${text.slice(0, cellCharactersMax - 1)}…` : text
  return (
    `<c r="${place}" s="${at}" t="inlineStr"><is>` +
    `<t xml:space="preserve">${escaped(held)}</t></is></c>`
  )
}

/** A value as the number a workbook keeps: days since its first one, or the number itself. */
function serial({ kind, value }: NonNullable<Cell['worth']>, timeZone: string): number {
  if (kind === 'number') return Number(value)
  const wall = kind === 'day' ? `${value}T00:00` : wallTime(String(value), timeZone)
  return Date.parse(`${wall}Z`) / dayMs + epochDays
}

/** What is no character of XML 1.0 (section 2.2), halves of a character among it. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
/** Text that a workbook would read as an escaped character (ECMA-376 part 1, section 22.9.2.19). */
const escapeLike = /_(?=x[0-9A-Fa-f]{4}_)/g

function escaped(text: string): string {
  return text
    .replaceAll(unwritable, '\ufffd')
    .replaceAll(escapeLike, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '_x000D_')
}

/** A sheet's name may not hold these, nor be longer than 31 characters. */
function sheetName(name: string, after: string): string {
  return name.replaceAll(/[[\]:*?/\\]/g, '-').slice(0, 31 - after.length) + after
}

/** A column's letters: A, B … Z, AA. */
function letters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : letters(Math.floor(at / 26) - 1) + last
}
