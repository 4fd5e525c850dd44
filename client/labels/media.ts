/**
 * What labels are printed on, true to the millimetre: the label sheets Japanese offices buy, and
 * rolls for a label printer. A sheet's margins follow from its labels, which lie edge to edge in
 * the middle of the page.
 */
import { words } from '../../models/words.ts'
import type { Words } from '../../models/words.ts'

/** One kind of paper; all lengths in millimetres. */
export interface Medium {
  readonly name: Words
  readonly page: { readonly width: number; readonly height: number }
  readonly label: { readonly width: number; readonly height: number }
  readonly columns: number
  readonly rows: number
  /** White that is kept around what is printed on a label. */
  readonly inset: number
}

const a4 = { width: 210, height: 297 } as const

export const media = {
  a4x24: {
    name: words('A4 24面（66 × 33.9 mm）', 'A4, 24 a sheet (66 × 33.9 mm)'),
    page: a4,
    label: { width: 66, height: 33.9 },
    columns: 3,
    rows: 8,
    inset: 2.5,
  },
  a4x44: {
    name: words('A4 44面（48.3 × 25.4 mm）', 'A4, 44 a sheet (48.3 × 25.4 mm)'),
    page: a4,
    label: { width: 48.3, height: 25.4 },
    columns: 4,
    rows: 11,
    inset: 1.7,
  },
  a4x12: {
    name: words('A4 12面（86.4 × 42.3 mm）', 'A4, 12 a sheet (86.4 × 42.3 mm)'),
    page: a4,
    label: { width: 86.4, height: 42.3 },
    columns: 2,
    rows: 6,
    inset: 3,
  },
  roll62: {
    name: words('ロール紙 62 × 29 mm', 'Roll, 62 × 29 mm'),
    page: { width: 62, height: 29 },
    label: { width: 62, height: 29 },
    columns: 1,
    rows: 1,
    inset: 2,
  },
  tape24: {
    name: words('24 mm テープ（54 mm ごと）', '24 mm tape, 54 mm each'),
    page: { width: 54, height: 24 },
    label: { width: 54, height: 24 },
    columns: 1,
    rows: 1,
    // Printers of this width leave 3 mm at either edge of the tape blank.
    inset: 3,
  },
} as const satisfies Readonly<Record<string, Medium>>

export type MediumKey = keyof typeof media
export const mediumKeys = Object.keys(media) as readonly MediumKey[]

/** Labels on one page. */
export function perPage({ columns, rows }: Medium): number {
  return columns * rows
}

/** Where a label's upper left corner lies on its page, counted from 0, row by row. */
export function placeOf(medium: Medium, at: number): { readonly left: number; top: number } {
  const { page, label, columns, rows } = medium
  const left = (page.width - columns * label.width) / 2 + (at % columns) * label.width
  const top = (page.height - rows * label.height) / 2 + Math.floor(at / columns) * label.height
  return { left, top }
}

/**
 * Deals labels out to pages.
 *
 * @param start places already used up on the first page
 * @returns per page, what stands at each place; undefined where a place stays empty
 */
export function dealt<T>(
  medium: Medium,
  start: number,
  items: readonly T[],
): readonly (readonly (T | undefined)[])[] {
  const most = perPage(medium)
  const used: (T | undefined)[] = Array.from({ length: Math.min(start, most - 1) })
  const places = [...used, ...items]
  const pages = Math.max(1, Math.ceil(places.length / most))
  return Array.from({ length: pages }, (_, page) =>
    Array.from({ length: most }, (_, at) => places[page * most + at]),
  )
}
