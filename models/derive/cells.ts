/**
 * Reads a cell of somebody's sheet as the value of a field: the inverse of how the field prints,
 * and whatever else people write for the same thing. What cannot be read is said to be so; nothing
 * is guessed.
 */
import type { Field, Parts } from '../field.ts'
import { folded, searchForm } from '../kana.ts'
import { words } from '../words.ts'
import type { Words } from '../words.ts'
import { dayOf, momentFrom } from './calendarcells.ts'

/** A cell as a sheet gives it. */
export type Cell = string | number | boolean | Date | null | undefined

/** What reading needs to know of the house. */
export interface CellContext {
  readonly timeZone: string
  /** Ids of records of a ledger that are called or numbered so. */
  readonly find: (ledger: string, called: string) => readonly string[]
}

/** A value, nothing at all, or why there is none. */
export type ReadCell =
  { readonly value: unknown } | { readonly empty: true } | { readonly fault: Words }

const empty = { empty: true } as const
const fault = (ja: string, en: string): ReadCell => ({ fault: words(ja, en) })

/** Reads a cell. */
export function readCell(field: Field, cell: Cell, context: CellContext): ReadCell {
  const text = textOf(cell)
  if (text === '') return empty
  switch (field.kind) {
    case 'text':
    case 'lines':
    case 'code':
      return { value: text }
    case 'name':
      return { value: nameIn(text) }
    case 'number':
      return numberIn(field, cell, text)
    case 'flag':
      return flagIn(cell, text)
    case 'choice':
      return choiceIn(field, text)
    case 'choices':
      return choicesIn(field, text)
    case 'moment':
      return orFault(momentFrom(cell, text, context.timeZone), '日時', 'a date and time')
    case 'day':
      return orFault(dayOf(cell, text, context.timeZone), '日付', 'a date')
    case 'clock':
      return orFault(clockIn(text), '時刻', 'a time')
    case 'link':
      return linkIn(field, text, context)
    case 'group':
      return groupIn(field.parts ?? {}, text, context)
    case 'list':
      return listIn(field.parts ?? {}, text, context)
    default:
      return fault('この項目は転記できません。', 'This field cannot be transcribed.')
  }
}

/** A cell's text without the blanks around it. */
export function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString()
  return String(cell).trim()
}

function orFault(value: string | undefined, ja: string, en: string): ReadCell {
  if (value !== undefined) return { value }
  return fault(`${ja}として読み取れません。`, `It cannot be read as ${en}.`)
}

/** A name, with its reading where that follows in brackets. */
function nameIn(text: string): { name: string; furigana?: string } {
  const [, name = '', reading = ''] =
    /^(.+?)\s*[（(]([\p{sc=Kana}\p{sc=Hira}ー・\s　]+)[）)]$/u.exec(text) ?? []
  return name === '' ? { name: text } : { name, furigana: reading.trim() }
}

function numberIn(field: Field, cell: Cell, text: string): ReadCell {
  if (typeof cell === 'number') return { value: cell }
  const plain = folded(text).replace(/[,\s]/g, '')
  const unit = folded(field.unit ?? '').replace(/\s/g, '')
  const digits = unit !== '' && plain.endsWith(unit) ? plain.slice(0, -unit.length) : plain
  if (!/^[-+]?\d+(\.\d+)?$/.test(digits)) {
    return fault('数として読み取れません。', 'It cannot be read as a number.')
  }
  return { value: Number(digits) }
}

const yes = new Set(['はい', '有', 'あり', '済', '○', '◯', '✓', 'レ', 'yes', 'y', 'true', '1'])
const no = new Set(['いいえ', '無', 'なし', '未', '×', '✕', '-', 'no', 'n', 'false', '0'])

function flagIn(cell: Cell, text: string): ReadCell {
  if (typeof cell === 'boolean') return { value: cell }
  const plain = folded(text).toLowerCase()
  if (yes.has(plain) || yes.has(text)) return { value: true }
  if (no.has(plain) || no.has(text)) return { value: false }
  return fault('はい・いいえとして読み取れません。', 'It cannot be read as yes or no.')
}

/** The key of a choice by its label in either language, or by itself. */
export function choiceOf(
  choices: Readonly<Record<string, Words>>,
  text: string,
): string | undefined {
  const wanted = searchForm(text)
  return Object.keys(choices).find((key) => {
    const label = choices[key]
    return key === text || (label && [label.ja, label.en].some((one) => searchForm(one) === wanted))
  })
}

function choiceIn({ choices = {} }: Field, text: string): ReadCell {
  const key = choiceOf(choices, text)
  if (key !== undefined) return { value: key }
  return fault(`「${text}」は選択肢にありません。`, `“${text}” is not one of the list.`)
}

function choicesIn(field: Field, text: string): ReadCell {
  const found: string[] = []
  for (const part of text.split(/[、,;；／/]/)) {
    const one = part.trim()
    if (one === '') continue
    const read = choiceIn(field, one)
    if (!('value' in read)) return read
    found.push(String(read.value))
  }
  return { value: found }
}

function clockIn(text: string): string | undefined {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:時](\d{1,2})/.exec(folded(text)) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}

function linkIn(field: Field, text: string, { find }: CellContext): ReadCell {
  const ids = find(field.target?.().name ?? '', text)
  const [id] = ids
  if (id !== undefined && ids.length === 1) return { value: id }
  return ids.length > 1
    ? fault(
        `「${text}」に当たる登録が ${ids.length} 件あります。番号で書いてください。`,
        `“${text}” may be any of ${ids.length} records: give its number.`,
      )
    : fault(`「${text}」の登録が見つかりません。`, `There is no record called “${text}”.`)
}

/** A group as it prints: `label: value, label: value`, in either language. */
function groupIn(parts: Parts, text: string, context: CellContext): ReadCell {
  const pieces = piecesOf(parts, text)
  if (pieces.length === 0) {
    // One part that must be there is what a plain cell says.
    const only = Object.entries(parts).filter(([, part]) => part.required)
    const [first] =
      only.length === 1 ? only : Object.entries(parts).length === 1 ? Object.entries(parts) : []
    if (!first) {
      return fault(
        '「項目: 値, 項目: 値」の形で書いてください。',
        'Write it as “label: value, label: value”.',
      )
    }
    pieces.push({ key: first[0], part: first[1], text })
  }
  const value: Record<string, unknown> = {}
  for (const { key, part, text: own } of pieces) {
    if (part.kind === 'file' || part.kind === 'signature') continue
    const read = readCell(part, own, context)
    if ('fault' in read) return read
    if ('value' in read) value[key] = read.value
  }
  return Object.keys(value).length === 0 ? empty : { value }
}

interface Piece {
  readonly key: string
  readonly part: Field
  readonly text: string
}

/** Cuts a text where a part's label begins: at its start, or after a comma. */
function piecesOf(parts: Parts, text: string): Piece[] {
  const starts: { at: number; after: number; key: string; part: Field }[] = []
  for (const [key, part] of Object.entries(parts)) {
    for (const label of new Set([part.label.ja, part.label.en])) {
      const found = labelAt(text, label)
      if (found) starts.push({ ...found, key, part })
    }
  }
  starts.sort((one, other) => one.at - other.at || other.after - one.after)
  const kept = starts.filter((one, n) => n === 0 || one.at > (starts[n - 1]?.at ?? -1))
  if (kept[0]?.at !== 0) return []
  return kept.map(({ after, key, part }, n) => ({
    key,
    part,
    text: text
      .slice(after, kept[n + 1]?.at ?? text.length)
      .replace(/[,、]\s*$/, '')
      .trim(),
  }))
}

function labelAt(text: string, label: string): { at: number; after: number } | undefined {
  const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const found = new RegExp(String.raw`(^|[,、]\s*)${escaped}\s*[:：]`).exec(text)
  if (!found) return undefined
  const at = found.index + (found[1]?.length ?? 0)
  return { at: found.index === 0 ? 0 : at, after: found.index + found[0].length }
}

/** Rows of a list as it prints: one after the other with a slash between, or one a line. */
function listIn(parts: Parts, text: string, context: CellContext): ReadCell {
  const rows: unknown[] = []
  for (const part of text.split(/\s*／\s*|\r?\n/)) {
    const read = groupIn(parts, part.trim(), context)
    if ('fault' in read) return read
    if ('value' in read) rows.push(read.value)
  }
  return rows.length === 0 ? empty : { value: rows }
}
