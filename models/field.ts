/**
 * What a field is: the shapes its values have, how a value is printed, and how to walk through
 * one that holds others. The kinds themselves are in `fields`.
 */
import type { ZodMiniType } from 'zod/mini'
import type { Language, Words } from './words.ts'

export { folded } from './kana.ts'

/** What printing needs besides the value: the reader's language, zone, and names of links. */
export interface PrintContext {
  readonly language: Language
  /** IANA zone, e.g. `Asia/Tokyo`. */
  readonly timeZone: string
  /** The label of a linked record or account, if it is known. */
  readonly labelOf: (id: string) => string | undefined
}

/** A stored file as fields and leaves name it: by hash, never by place. */
export interface FileReference {
  readonly sha256: string
  readonly name: string
  readonly size: number
  readonly type: string
}

/** A person's name with its reading. */
export interface Name {
  readonly name: string
  readonly furigana?: string | undefined
}

/** A drawn signature: the picture, the pen strokes behind it, and when it was drawn. */
export interface Signature {
  readonly image: FileReference
  readonly strokes?: readonly (readonly number[])[] | undefined
  readonly signedAt: string
}

export type FieldKind =
  | 'text'
  | 'lines'
  | 'code'
  | 'name'
  | 'number'
  | 'flag'
  | 'choice'
  | 'choices'
  | 'moment'
  | 'day'
  | 'clock'
  | 'link'
  | 'file'
  | 'signature'
  | 'group'
  | 'list'

export interface Field<T = unknown> {
  readonly kind: FieldKind
  readonly label: Words
  /** One line of help where the term is technical. */
  readonly help?: Words
  /** Kept outside the leaf in a body that can be erased; the leaf holds a salted commitment. */
  readonly personal: boolean
  /** Whether a search finds the record by this value. */
  readonly searched: boolean
  /** Within a group or list: whether the member must be given. */
  readonly required: boolean
  readonly schema: ZodMiniType<T>
  readonly choices?: Readonly<Record<string, Words>>
  readonly parts?: Parts
  /** The ledger a link points into, named lazily because ledgers may point at each other. */
  readonly target?: () => LinkTarget
  /** Of a link: the key, `<unheld>:<id>`, by which no record may hold those that are offered. */
  readonly unheld?: string
  /** Of a link: values, by field of its target or `state`, of which an offered record has one each. */
  readonly among?: Readonly<Record<string, readonly string[]>>
  /** Of a link: what else is known once the record is. */
  readonly fills?: Fills
  /** What a person last used for it on a device is proposed there the next time. */
  readonly remembered?: true
  /** The field it belongs to: where that one is needed, it stands beside it in plain sight. */
  readonly beside?: string
  /** Of a flag: the list whose rows it speaks of, ticked off one by one. */
  readonly each?: string
  /** Of a question of a checklist: the answers with which all is well, the usual one first. */
  readonly fine?: readonly (string | boolean)[]
  /** Of such a question: the field beside it that says what is not well. */
  readonly remark?: string
  /** Of what is typed: only digits, or letter by letter with nothing put right on the way. */
  readonly keyboard?: Keyboard
  /** What is proposed when nothing is known yet. */
  readonly usual?: Usual
  readonly unit?: string
  readonly step?: number
  /** MIME types a file field takes. */
  readonly accept?: readonly string[]
  /** Of a file: it may be the report of a tool, which fills in other fields. */
  readonly report?: Reporting
  /** How the value reads on paper, in a cell, in a sentence. */
  print(value: T, context: PrintContext): string
}

/** As much of a ledger as a link needs to know. */
export interface LinkTarget {
  readonly name: string
}

/** What choosing a record fills in, so that nobody types what the house knows already. */
export interface Fills {
  /** Fields of the link's own ledger, each with the fact of the linked record it is filled from. */
  readonly from: Readonly<Record<string, string>>
  /** Fields a new record repeats from the newest one with the same link. */
  readonly again?: readonly string[]
}

/** What the report of a tool says of one thing it worked on. */
export type Saying =
  | 'method'
  | 'technique'
  | 'standard'
  | 'passes'
  | 'tool'
  | 'version'
  | 'work'
  | 'started'
  | 'finished'
  | 'result'
  | 'errors'

/** What a tool's report must speak of, and what it fills in. */
export interface Reporting {
  /** The code of the ledger that names what a record is about: no report of another is taken. */
  readonly about: string
  /** Fields of the ledger, or `group.part`, each with what fills it. */
  readonly fills: Readonly<Record<string, Saying>>
}

/** The keyboard a screen shows for a field. */
export type Keyboard = 'digits' | 'exact'

/** Who fills in the form, so many hours from now, or a value. */
export type Usual = 'actor' | { readonly hours: number } | { readonly value: unknown }

export type Parts = Readonly<Record<string, Field>>
export type ValueOf<F> = F extends Field<infer T> ? T : never
export type PartValues<P extends Parts> = { readonly [K in keyof P]?: ValueOf<P[K]> | undefined }

export interface FieldOptions {
  readonly help?: Words
  readonly personal?: boolean
  readonly searched?: boolean
  readonly required?: boolean
  readonly unheld?: string
  readonly among?: Readonly<Record<string, readonly string[]>>
  readonly fills?: Fills
  readonly remembered?: true
  readonly beside?: string
  readonly each?: string
  readonly fine?: readonly (string | boolean)[]
  readonly remark?: string
  readonly keyboard?: Keyboard
  readonly usual?: Usual
  readonly report?: Reporting
}

/** The field at a dotted path among named fields; rows of lists are passed over. */
export function fieldAt(parts: Parts, path: string): Field | undefined {
  const [first = '', ...rest] = path.split('.').filter((step) => !/^\d+$/.test(step))
  const found = Object.hasOwn(parts, first) ? parts[first] : undefined
  return rest.length === 0 ? found : found?.parts && fieldAt(found.parts, rest.join('.'))
}

/** A moment in the reader's zone, with its offset, e.g. `2026-11-22 09:15 +09:00`. */
export function printMoment(value: string, context: Pick<PrintContext, 'timeZone'>): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: context.timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(new Date(value))
  const part = (type: string) => parts.find((piece) => piece.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  const date = `${part('year')}-${part('month')}-${part('day')}`
  return `${date} ${part('hour')}:${part('minute')} ${offset}`
}

/** Walks a value and every part inside it with the field each belongs to. */
export function* within(
  field: Field,
  value: unknown,
  path: string,
): Generator<{ field: Field; value: unknown; path: string }> {
  if (value === undefined || value === null) return
  yield { field, value, path }
  const items = field.kind === 'list' ? (value as unknown[]) : field.kind === 'group' ? [value] : []
  for (const [index, item] of items.entries()) {
    const at = field.kind === 'list' ? `${path}.${index}` : path
    for (const [key, part] of Object.entries(field.parts ?? {})) {
      yield* within(part, (item as Record<string, unknown>)[key], `${at}.${key}`)
    }
  }
}
