/**
 * Derives from a declaration the parser of each act's fields, used by the server to decide and
 * by the client to warn before sending, so that both sides say the same about the same input.
 */
import * as z from 'zod/mini'
import type { Act, Ledger } from '../ledger.ts'
import type { Fault } from '../problems.ts'
import type { Facts } from '../record.ts'
import { words } from '../words.ts'
import type { Words } from '../words.ts'

/** What came of reading an act's fields: the parsed facts, or every fault at once. */
export type Parsed =
  { readonly given: Facts; readonly faults?: never } | { readonly faults: readonly Fault[] }

const parsers = new WeakMap<Act, z.ZodMiniType<Facts>>()

/**
 * The parser of what an act takes: needed fields required, others optional; null removes an
 * optional one; unknown keys are refused.
 */
export function parserOf(ledger: Ledger, act: Act): z.ZodMiniType<Facts> {
  const known = parsers.get(act)
  if (known) return known
  const shape: Record<string, z.ZodMiniType> = {}
  for (const key of act.needs ?? []) shape[key] = schemaOf(ledger, key)
  for (const key of act.takes ?? []) shape[key] = z.optional(z.nullable(schemaOf(ledger, key)))
  const parser = z.strictObject(shape) as unknown as z.ZodMiniType<Facts>
  parsers.set(act, parser)
  return parser
}

function schemaOf(ledger: Ledger, key: string): z.ZodMiniType {
  const field = ledger.fields[key]
  if (!field) throw new TypeError(`${ledger.name} has no field ${key}`)
  return field.schema
}

/** Reads an act's fields; never throws. Absent members are dropped, so leaves stay canonical. */
export function parseGiven(ledger: Ledger, act: Act, fields: unknown): Parsed {
  const result = parserOf(ledger, act).safeParse(fields ?? {}, { reportInput: true })
  if (!result.success) return { faults: faultsOf(result.error) }
  return { given: withoutAbsent(result.data) as Facts }
}

function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, withoutAbsent(member)]),
  )
}

/** Turns a parser's complaints into faults a person can read in either language. */
export function faultsOf(error: z.core.$ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.join('.')
    if (issue.code !== 'unrecognized_keys') return [{ path, says: saysOf(issue) }]
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      says: words('この操作では使えない項目です。', 'This act does not take this field.'),
    }))
  })
}

function saysOf(issue: z.core.$ZodIssue): Words {
  if (issue.input === undefined) return words('入力してください。', 'This is needed.')
  switch (issue.code) {
    case 'invalid_type':
      return words('値の形が違います。', 'The value has the wrong shape.')
    case 'too_small':
      return Number(issue.minimum) <= 1 && issue.origin !== 'number'
        ? words('入力してください。', 'This is needed.')
        : words(`${issue.minimum} 以上にしてください。`, `It must be at least ${issue.minimum}.`)
    case 'too_big':
      return words(`${issue.maximum} 以下にしてください。`, `It must be at most ${issue.maximum}.`)
    case 'not_multiple_of':
      return words(`${issue.divisor} 刻みの値です。`, `It goes in steps of ${issue.divisor}.`)
    case 'invalid_format':
      return words('書式が違います。', 'The format is not right.')
    case 'invalid_value':
      return words('選択肢から選んでください。', 'Choose one of the list.')
    default:
      return words('この値は使えません。', 'This value cannot be used.')
  }
}
