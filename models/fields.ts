/**
 * The kinds of field a ledger may have: how each is parsed, printed, searched and linked. Its
 * other half, how it is edited and shown, is `client/fields`. Adding a kind is adding it to
 * these two places; nothing else learns its name.
 */
import * as z from 'zod/mini'
import { limits } from './limits.ts'
import { printMoment } from './field.ts'
import type {
  Field,
  FieldOptions,
  FileReference,
  LinkTarget,
  Name,
  PartValues,
  Parts,
  PrintContext,
  Signature,
} from './field.ts'
import { codeText, katakana } from './kana.ts'
import { languages } from './words.ts'
import type { Words } from './words.ts'

export * from './field.ts'

type Own<T> = Pick<Field<T>, 'kind' | 'schema' | 'print'> & Partial<Field<T>>

function field<T>(label: Words, options: FieldOptions, own: Own<T>): Field<T> {
  for (const language of languages) {
    if (!label[language]) throw new TypeError(`a ${own.kind} field lacks its ${language} label`)
  }
  return { label, personal: false, searched: false, required: false, ...own, ...options }
}

/**
 * Characters no text may hold: halves of a pair, which no leaf can hold; controls, which no page
 * or sheet can print; and those that turn the reading order, under which a name reads as another.
 */
const unfit = /[\p{Surrogate}\u202a-\u202e\u2066-\u2069]|(?![\n\r\t])\p{Cc}/u

/** Whether a text can be kept and printed as it was typed. */
export function fitText(text: string): boolean {
  return !unfit.test(text)
}

const fits = z.refine<string>(fitText, { error: 'text' })

const trimmed = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    fits,
    z.overwrite((text) => text.normalize('NFC')),
  )

/** A point in time with any offset whose UTC form has a year of four digits. */
export const momentSchema = z.iso
  .datetime({ offset: true })
  .check(z.refine(withinCalendar, { error: 'year' }))

const inUtc = z.pipe(
  momentSchema,
  z.transform((value) => new Date(value).toISOString()),
)

/** Beyond these years a moment's text no longer sorts by time. */
function withinCalendar(text: string): boolean {
  const time = Date.parse(text)
  return time >= Date.UTC(1900, 0) && time < Date.UTC(9999, 0)
}

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
  const schema = z.string().check(fits, z.overwrite(codeText), z.minLength(1), z.maxLength(64))
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

/** A person's name with furigana, kept in katakana; personal and searched unless said otherwise. */
export function name(label: Words, options: FieldOptions = {}): Field<Name> {
  const schema = z.strictObject({
    name: trimmed(limits.textCharactersMax),
    furigana: z.optional(trimmed(limits.textCharactersMax).check(z.overwrite(katakana))),
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
  const bounds = [z.minimum(min), z.maximum(max)] as const
  return field(label, rest, {
    kind: 'number',
    schema: step === 1 ? z.int().check(...bounds) : z.number().check(...bounds, z.multipleOf(step)),
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
    schema: z.enum(Object.keys(choices) as [K, ...K[]]),
    print: (value, { language }) => choices[value]?.[language] ?? value,
  })
}

/** Several of a closed list. */
export function choices<K extends string>(
  label: Words,
  options: Readonly<Record<K, Words>>,
  more: FieldOptions = {},
): Field<readonly K[]> {
  const one = z.enum(Object.keys(options) as [K, ...K[]]) as unknown as z.ZodMiniType<K>
  return field<readonly K[]>(label, more, {
    kind: 'choices',
    choices: options,
    schema: z.array(one).check(z.maxLength(limits.listItemsMax)),
    print: (value, { language }) => value.map((key) => options[key]?.[language] ?? key).join('、'),
  })
}

/** A point in time: taken with any offset, stored in UTC, shown in the reader's zone. */
export function moment(label: Words, options: FieldOptions = {}): Field<string> {
  return field(label, options, {
    kind: 'moment',
    schema: inUtc,
    print: (value, context) => printMoment(value, context),
  })
}

/** A calendar day without a time, `YYYY-MM-DD`. */
export function day(label: Words, options: FieldOptions = {}): Field<string> {
  return field(label, options, { kind: 'day', schema: z.iso.date(), print: (value) => value })
}

/** A time of day, `HH:MM`. */
export function clock(label: Words, options: FieldOptions = {}): Field<string> {
  const schema = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))
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

const fileSchema: z.ZodMiniType<FileReference> = z.strictObject({
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  name: trimmed(limits.textCharactersMax),
  size: z.int().check(z.minimum(1), z.maximum(limits.attachmentBytesMax)),
  type: z.string().check(z.maxLength(100)),
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
    schema: fileSchema.check(z.refine((value) => accept.includes(value.type), { error: 'type' })),
    print: (value) => `${value.name} (${value.sha256.slice(0, 12)})`,
  })
}

/** A signature drawn on the screen; personal unless it is an employee's. */
export function signature(label: Words, options: FieldOptions = {}): Field<Signature> {
  const point = z.int().check(z.minimum(-32_768), z.maximum(32_767))
  const stroke = z.array(point).check(z.maxLength(limits.signaturePointsMax))
  return field<Signature>(
    label,
    { personal: true, ...options },
    {
      kind: 'signature',
      accept: ['image/png'],
      schema: z.strictObject({
        image: fileSchema.check(z.refine((value) => value.type === 'image/png', { error: 'type' })),
        strokes: z.optional(z.array(stroke).check(z.maxLength(limits.listItemsMax))),
        signedAt: inUtc,
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
    schema: z.array(partsSchema(parts)).check(z.minLength(1), z.maxLength(limits.listItemsMax)),
    print: (value, context) => value.map((item) => printParts(parts, item, context)).join(' ／ '),
  })
}

function partsSchema<P extends Parts>(parts: P): z.ZodMiniType<PartValues<P>> {
  const shape = Object.entries(parts).map(([key, part]) => [
    key,
    part.required ? part.schema : z.optional(part.schema),
  ])
  return z.strictObject(Object.fromEntries(shape)) as unknown as z.ZodMiniType<PartValues<P>>
}

function printParts(parts: Parts, value: Readonly<Record<string, unknown>>, context: PrintContext) {
  return Object.entries(parts)
    .filter(([key]) => value[key] !== undefined && value[key] !== null)
    .map(([key, part]) => `${part.label[context.language]}: ${part.print(value[key], context)}`)
    .join(', ')
}
