/**
 * The kinds of field a ledger may have: how each is parsed, printed, searched and linked. Its
 * other half, how it is edited and shown, is `client/fields`. Adding a kind is adding it to
 * these two places; nothing else learns its name.
 */
import { z } from 'zod'
import { limits } from './limits.ts'
import { languages } from './words.ts'
import type { Language, Words } from './words.ts'

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
  readonly schema: z.ZodType<T>
  readonly choices?: Readonly<Record<string, Words>>
  readonly parts?: Parts
  /** The ledger a link points into, named lazily because ledgers may point at each other. */
  readonly target?: () => LinkTarget
  readonly unit?: string
  readonly step?: number
  /** MIME types a file field takes. */
  readonly accept?: readonly string[]
  /** How the value reads on paper, in a cell, in a sentence. */
  print(value: T, context: PrintContext): string
}

/** As much of a ledger as a link needs to know. */
export interface LinkTarget {
  readonly name: string
}

export type Parts = Readonly<Record<string, Field>>
export type ValueOf<F> = F extends Field<infer T> ? T : never
export type PartValues<P extends Parts> = { readonly [K in keyof P]?: ValueOf<P[K]> | undefined }

export interface FieldOptions {
  readonly help?: Words
  readonly personal?: boolean
  readonly searched?: boolean
  readonly required?: boolean
}

type Own<T> = Pick<Field<T>, 'kind' | 'schema' | 'print'> & Partial<Field<T>>

function field<T>(label: Words, options: FieldOptions, own: Own<T>): Field<T> {
  for (const language of languages) {
    if (!label[language]) throw new TypeError(`a ${own.kind} field lacks its ${language} label`)
  }
  return { label, personal: false, searched: false, required: false, ...own, ...options }
}

/** NFKC makes full-width and half-width one, so that each finds the other. */
export function folded(text: string): string {
  return text.normalize('NFKC')
}

const trimmed = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .transform((text) => text.normalize('NFC'))

/** One line of text as typed. */
export function text(label: Words, options: FieldOptions & { max?: number } = {}): Field<string> {
  const { max = limits.textCharactersMax, ...rest } = options
  return field(label, rest, { kind: 'text', schema: trimmed(max), print: (value) => value })
}

/** Several lines of text. */
export function lines(label: Words, options: FieldOptions & { max?: number } = {}): Field<string> {
  const { max = limits.linesCharactersMax, ...rest } = options
  return field(label, rest, { kind: 'lines', schema: trimmed(max), print: (value) => value })
}

/** A serial, badge or label number: width-folded, upper case, no inner blanks; searched. */
export function code(label: Words, options: FieldOptions = {}): Field<string> {
  const schema = z
    .string()
    .transform((value) => folded(value).replace(/\s+/g, '').toUpperCase())
    .pipe(z.string().min(1).max(64))
  return field(
    label,
    { searched: true, ...options },
    {
      kind: 'code',
      schema,
      print: (value) => value,
    },
  )
}

/** A person's name with furigana; personal and searched unless said otherwise. */
export function name(label: Words, options: FieldOptions = {}): Field<Name> {
  const schema = z.strictObject({
    name: trimmed(limits.textCharactersMax),
    furigana: trimmed(limits.textCharactersMax).optional(),
  })
  return field(
    label,
    { personal: true, searched: true, ...options },
    {
      kind: 'name',
      schema,
      print: (value) => value.name,
    },
  )
}

interface NumberOptions extends FieldOptions {
  readonly min?: number
  readonly max?: number
  /** Smallest difference; 1 (whole numbers) unless given. */
  readonly step?: number
  readonly unit?: string
}

/** A quantity with its unit. */
export function number(label: Words, options: NumberOptions = {}): Field<number> {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, step = 1, unit, ...rest } = options
  const range = z.number().min(min).max(max)
  return field(label, rest, {
    kind: 'number',
    schema: step === 1 ? range.int() : range.multipleOf(step),
    step,
    ...(unit !== undefined && { unit }),
    print: (value) => (unit ? `${value} ${unit}` : String(value)),
  })
}

/** Yes or no. */
export function flag(label: Words, options: FieldOptions = {}): Field<boolean> {
  return field(label, options, {
    kind: 'flag',
    schema: z.boolean(),
    print: (value, { language }) =>
      language === 'ja' ? (value ? 'はい' : 'いいえ') : value ? 'yes' : 'no',
  })
}

/** One of a closed list; the keys are stored, the labels are shown. */
export function choice<K extends string>(
  label: Words,
  choices: Readonly<Record<K, Words>>,
  options: FieldOptions = {},
): Field<K> {
  return field<K>(label, options, {
    kind: 'choice',
    choices,
    schema: z.enum(Object.keys(choices) as [K, ...K[]]) as unknown as z.ZodType<K>,
    print: (value, { language }) => choices[value]?.[language] ?? value,
  })
}

/** Several of a closed list. */
export function choices<K extends string>(
  label: Words,
  options: Readonly<Record<K, Words>>,
  more: FieldOptions = {},
): Field<readonly K[]> {
  const one = z.enum(Object.keys(options) as [K, ...K[]]) as unknown as z.ZodType<K>
  return field<readonly K[]>(label, more, {
    kind: 'choices',
    choices: options,
    schema: z.array(one).max(limits.listItemsMax),
    print: (value, { language }) => value.map((key) => options[key]?.[language] ?? key).join('、'),
  })
}

/** A point in time: taken with any offset, stored in UTC, shown in the reader's zone. */
export function moment(label: Words, options: FieldOptions = {}): Field<string> {
  return field(label, options, {
    kind: 'moment',
    schema: z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString()),
    print: (value, context) => printMoment(value, context),
  })
}

/** A calendar day without a time, `YYYY-MM-DD`. */
export function day(label: Words, options: FieldOptions = {}): Field<string> {
  return field(label, options, { kind: 'day', schema: z.iso.date(), print: (value) => value })
}

/** A time of day, `HH:MM`. */
export function clock(label: Words, options: FieldOptions = {}): Field<string> {
  const schema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  return field(label, options, { kind: 'clock', schema, print: (value) => value })
}

/** Another record, by its id. */
export function link(
  label: Words,
  target: () => LinkTarget,
  options: FieldOptions = {},
): Field<string> {
  return field(label, options, {
    kind: 'link',
    target,
    schema: z.uuid(),
    print: (value, { labelOf }) => labelOf(value) ?? value,
  })
}

const fileSchema: z.ZodType<FileReference> = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: trimmed(limits.textCharactersMax),
  size: z.number().int().min(1).max(limits.attachmentBytesMax),
  type: z.string().max(100),
})

/** The kinds of picture and document the ledgers take. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export const attachmentTypes = [...pictureTypes, 'application/pdf'] as const

/** An uploaded file, by hash; its name, size and type travel into the leaf. */
export function file(
  label: Words,
  options: FieldOptions & { accept?: readonly string[] } = {},
): Field<FileReference> {
  const { accept = attachmentTypes, ...rest } = options
  return field(label, rest, {
    kind: 'file',
    accept,
    schema: fileSchema.refine((value) => accept.includes(value.type), { error: 'type' }),
    print: (value) => `${value.name} (${value.sha256.slice(0, 12)})`,
  })
}

/** A signature drawn on the screen; personal unless it is an employee's. */
export function signature(label: Words, options: FieldOptions = {}): Field<Signature> {
  const stroke = z.array(z.number().int().min(-32_768).max(32_767)).max(limits.signaturePointsMax)
  return field<Signature>(
    label,
    { personal: true, ...options },
    {
      kind: 'signature',
      accept: ['image/png'],
      schema: z.strictObject({
        image: fileSchema.refine((value) => value.type === 'image/png', { error: 'type' }),
        strokes: z.array(stroke).max(limits.listItemsMax).optional(),
        signedAt: z.iso
          .datetime({ offset: true })
          .transform((value) => new Date(value).toISOString()),
      }),
      print: (value, context) => printMoment(value.signedAt, context),
    },
  )
}

/** Several named values that belong together. */
export function group<P extends Parts>(
  label: Words,
  parts: P,
  options: FieldOptions = {},
): Field<PartValues<P>> {
  return field<PartValues<P>>(label, options, {
    kind: 'group',
    parts,
    schema: partsSchema(parts),
    print: (value, context) => printParts(parts, value, context),
  })
}

/** Any number of groups of the same shape. */
export function list<P extends Parts>(
  label: Words,
  parts: P,
  options: FieldOptions = {},
): Field<readonly PartValues<P>[]> {
  return field<readonly PartValues<P>[]>(label, options, {
    kind: 'list',
    parts,
    schema: z.array(partsSchema(parts)).min(1).max(limits.listItemsMax),
    print: (value, context) => value.map((item) => printParts(parts, item, context)).join(' ／ '),
  })
}

function partsSchema<P extends Parts>(parts: P): z.ZodType<PartValues<P>> {
  const shape = Object.entries(parts).map(([key, part]) => [
    key,
    part.required ? part.schema : part.schema.optional(),
  ])
  return z.strictObject(Object.fromEntries(shape)) as unknown as z.ZodType<PartValues<P>>
}

function printParts(parts: Parts, value: Readonly<Record<string, unknown>>, context: PrintContext) {
  return Object.entries(parts)
    .filter(([key]) => value[key] !== undefined && value[key] !== null)
    .map(([key, part]) => `${part.label[context.language]}: ${part.print(value[key], context)}`)
    .join(', ')
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
