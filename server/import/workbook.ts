/**
 * The first sheet of an XLSX workbook as rows. Nothing a workbook says of itself is believed: what
 * it unpacks to is counted while it is unpacked, and how far its cells reach is looked at before
 * anybody fills the gaps between them.
 */
import { BlobReader, configure, ZipReader } from '@zip.js/zip.js'
import type { Entry, FileEntry } from '@zip.js/zip.js'
import { strFromU8, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import type { Cell } from '../../models/derive/cells.ts'
import { limits } from '../../models/limits.ts'

configure({ useWebWorkers: false })

/** What is thrown for a workbook that is one, but too large. */
export class TooLarge extends Error {}

type Parts = Record<string, Uint8Array>

const book = 'xl/workbook.xml'
const relations = 'xl/_rels/workbook.xml.rels'
const sheetLike = /^xl\/worksheets\/[^/]+\.xml$/

/**
 * Rows of the first sheet, empty ones among them.
 *
 * @throws TooLarge, or whatever is wrong with something that is no workbook
 */
export async function workbookRows(bytes: Uint8Array): Promise<readonly (readonly Cell[])[]> {
  const blob = new Blob([new Uint8Array(bytes)])
  const entries = await new ZipReader(new BlobReader(blob)).getEntries()
  const room = { left: limits.tableBytesMax }
  const fixed = await unpacked(entries, room, (name) => name === book || name === relations)
  const first = firstSheet(fixed)
  const others = await unpacked(
    entries,
    room,
    (name) => name.endsWith('.xml') && name !== book && (name === first || !sheetLike.test(name)),
  )
  const parts = { ...fixed, ...others }
  const sheet = first === undefined ? undefined : parts[first]
  if (sheet) refuseFar(strFromU8(sheet, true))
  // Put together anew, so that what is read is what was looked at.
  return (await readSheet(Buffer.from(zipSync(parts, { level: 0 })))) as readonly Cell[][]
}

/** Unpacks some parts, and no more than there is room for. */
async function unpacked(
  entries: readonly Entry[],
  room: { left: number },
  wanted: (name: string) => boolean,
): Promise<Parts> {
  const parts: Parts = {}
  for (const entry of entries) {
    if (entry.directory || !wanted(entry.filename)) continue
    parts[entry.filename] = await bytesOf(entry, room)
  }
  return parts
}

async function bytesOf(entry: FileEntry, room: { left: number }): Promise<Uint8Array> {
  if (entry.uncompressedSize > room.left) throw new TooLarge()
  const chunks: Uint8Array[] = []
  let over = false
  const counting = new WritableStream<Uint8Array>({
    write(chunk) {
      room.left -= chunk.length
      over = room.left < 0
      if (over) throw new TooLarge()
      chunks.push(chunk)
    },
  })
  try {
    await entry.getData(counting)
  } catch (error) {
    throw over ? new TooLarge() : error
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** Where the first sheet lies, as the workbook's own parts say. */
function firstSheet(parts: Parts): string | undefined {
  const text = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
  const id = /<sheet\s[^>]*:id=["']([^"']+)["']/.exec(text(book))?.[1]
  for (const [relation] of text(relations).matchAll(/<Relationship\s[^>]*>/g)) {
    if (attribute(relation, 'Id') !== id) continue
    const target = attribute(relation, 'Target') ?? ''
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`
  }
  return undefined
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(String.raw`\s${name}=["']([^"']*)["']`).exec(tag)?.[1]
}

/** Rows and columns a sheet has at all (ECMA-376, as Excel keeps it); formatted ones go so far. */
const sheetEnd = { row: limits.workprintedRowsMax, column: 16_384 }

/** @throws TooLarge when cells that hold something lie further out than a table of ours goes */
function refuseFar(sheet: string): void {
  const { tableRowsMax, tableHeadingRowsMax, tableColumnsMax } = limits
  const most = { row: tableRowsMax + tableHeadingRowsMax, column: tableColumnsMax }
  for (const [, row] of sheet.matchAll(/<row\s[^>]*?\br=["'](\d+)/g)) {
    if (Number(row) > sheetEnd.row) throw new TooLarge()
  }
  for (const [, letters = '', row, end] of sheet.matchAll(
    /<c\s[^>]*?\br=["']([A-Z]+)(\d+)["'][^>]*?(\/?)>/g,
  )) {
    const reach = end === '/' ? sheetEnd : most
    if (Number(row) > reach.row || columnOf(letters) > reach.column) throw new TooLarge()
  }
}

/** A column's place from its letters, A being the first. */
function columnOf(letters: string): number {
  return [...letters].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0)
}
