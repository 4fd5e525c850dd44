/**
 * Text in expressions. Positions count code points (the CP operators) or UTF-8 bytes, never UTF-16
 * units; changing case touches ASCII letters only, as in mongod.
 */
import { binary, fieldsOf, isNullish, kindOf, named, unary, variadic } from './arguments.ts'
import type { Maybe } from './arguments.ts'
import { Doc } from './bson.ts'
import { compareText } from './compare.ts'
import { textOf } from './conversions.ts'
import { located } from './errors.ts'
import type { Operator } from './expression.ts'
import { toSafeInteger } from './numbers.ts'
import { compileRegex } from './regexes.ts'
import { Int32, Regex } from './values.ts'

function stringOf(value: Maybe, name: string, code: number): string {
  if (typeof value === 'string') return value
  throw located(code, `${name} requires a string argument, found: ${kindOf(value)}`)
}

function countOf(value: Maybe, name: string, code: number): number {
  const whole = toSafeInteger(value)
  if (whole !== undefined) return whole
  throw located(code, `${name} requires an integral position, found: ${kindOf(value)}`)
}

/** Numbers, dates and nothing are accepted where text is wanted by the older operators. */
const coerced = (value: Maybe): string => (isNullish(value) ? '' : textOf(value))

const concat = variadic(0, Number.MAX_SAFE_INTEGER, (values) => {
  if (values.some(isNullish)) return null
  return values.map((value) => stringOf(value, '$concat', 16702)).join('')
})

const substringPoints = variadic(3, 3, ([text, from, count]) => {
  const points = Array.from(coerced(text))
  const start = countOf(from, '$substrCP', 34450)
  const length = countOf(count, '$substrCP', 34452)
  if (start < 0) throw located(34455, '$substrCP: the starting index must be non-negative')
  if (length < 0) throw located(34454, '$substrCP: length must be non-negative')
  return points.slice(start, start + length).join('')
})

const substringBytes = variadic(3, 3, ([text, from, count]) => {
  const bytes = Buffer.from(coerced(text))
  const start = countOf(from, '$substrBytes', 16034)
  const length = countOf(count, '$substrBytes', 16035)
  if (start < 0) throw located(50752, '$substrBytes: starting index must be non-negative')
  const end = length < 0 ? bytes.length : Math.min(start + length, bytes.length)
  const inside = (at: number): boolean => ((bytes[at] ?? 0) & 0xc0) === 0x80
  if (inside(start)) throw located(28656, '$substrBytes: starts in the middle of a character')
  if (inside(end)) throw located(28657, '$substrBytes: ends in the middle of a character')
  return bytes.toString('utf8', start, Math.max(start, end))
})

const split = binary((text, separator) => {
  if (isNullish(text) || isNullish(separator)) return null
  const by = stringOf(separator, '$split', 40086)
  if (by === '') throw located(40087, '$split requires a non-empty separator')
  return stringOf(text, '$split', 40085).split(by)
})

const blank = new Set(
  '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a',
)

const trim = (name: string, left: boolean, right: boolean): Operator =>
  named(['input'], ['chars'], ({ input, chars }) => {
    if (isNullish(input) || chars === null) return null
    const points = Array.from(stringOf(input, name, 50699))
    const dropped = chars === undefined ? blank : new Set(stringOf(chars, name, 50700))
    let start = 0
    let end = points.length
    if (left) while (start < end && dropped.has(points[start] as string)) start += 1
    if (right) while (end > start && dropped.has(points[end - 1] as string)) end -= 1
    return points.slice(start, end).join('')
  })

const lengthOf = (name: string, code: number, measure: (text: string) => number): Operator =>
  unary((value) => new Int32(measure(stringOf(value, name, code))))

/** Where a text begins in another; units are what `unitsOf` splits into. */
const indexOf = (name: string, unitsOf: (text: string) => readonly (string | number)[]): Operator =>
  variadic(2, 4, ([text, wanted, first, last]) => {
    if (isNullish(text)) return null
    const units = unitsOf(stringOf(text, name, 40093))
    const part = unitsOf(stringOf(wanted, name, 40094))
    const start = first === undefined ? 0 : countOf(first, name, 40096)
    const end = last === undefined ? units.length : countOf(last, name, 40096)
    if (start < 0 || end < 0) throw located(40097, `${name} requires non-negative positions`)
    for (let at = start; at + part.length <= Math.min(end, units.length); at += 1) {
      if (part.every((unit, offset) => unit === units[at + offset])) return new Int32(at)
    }
    return new Int32(-1)
  })

interface Found {
  readonly match: string
  readonly index: number
  readonly captures: (string | null)[]
}

/** Runs a regular expression over text, counting positions in code points. */
function* matches(expression: RegExp, text: string): Generator<Found> {
  for (const found of text.matchAll(new RegExp(expression.source, `${expression.flags}g`))) {
    const captures = found.slice(1).map((capture: string | undefined) => capture ?? null)
    yield { match: found[0], index: Array.from(text.slice(0, found.index)).length, captures }
  }
}

const describe = ({ match, index, captures }: Found): Doc =>
  Doc.from([
    ['match', match],
    ['idx', new Int32(index)],
    ['captures', captures],
  ])

/** $regexMatch, $regexFind and $regexFindAll: a constant expression is compiled once. */
const regex =
  (none: Maybe, answer: (found: Iterable<Found>) => Maybe): Operator =>
  (operand, scope, name) => {
    const fields = fieldsOf(operand, name, ['input', 'regex'], ['options'])
    const parts = ['input', 'regex', 'options'].map((key) => scope.compile(fields.get(key) ?? null))
    let known: { readonly key: string; readonly compiled: RegExp } | undefined
    const compiledFor = (pattern: Maybe, options: Maybe): RegExp => {
      const flags = typeof options === 'string' ? options : ''
      const regexp =
        pattern instanceof Regex
          ? new Regex(pattern.pattern, pattern.flags + flags)
          : new Regex(stringOf(pattern, name, 51105), flags)
      const key = `${regexp.flags}/${regexp.pattern}`
      if (known?.key !== key) known = { key, compiled: compileRegex(regexp) }
      return known.compiled
    }
    return (doc, slots) => {
      const [input, pattern, options] = parts.map((part) => part(doc, slots))
      if (isNullish(input) || isNullish(pattern)) return none
      return answer(matches(compiledFor(pattern, options), stringOf(input, name, 51104)))
    }
  }

const replace = (name: string, all: boolean): Operator =>
  named(['input', 'find', 'replacement'], [], ({ input, find, replacement }) => {
    if (isNullish(input) || isNullish(find) || isNullish(replacement)) return null
    const text = stringOf(input, name, 51746)
    const wanted = stringOf(find, name, 51745)
    const put = stringOf(replacement, name, 51744)
    return all ? text.replaceAll(wanted, () => put) : text.replace(wanted, () => put)
  })

const lower = (text: string): string => text.replace(/[A-Z]+/g, (part) => part.toLowerCase())
const upper = (text: string): string => text.replace(/[a-z]+/g, (part) => part.toUpperCase())

export const stringOperators: Readonly<Record<string, Operator>> = {
  $concat: concat,
  $indexOfBytes: indexOf('$indexOfBytes', (text) => [...Buffer.from(text)]),
  $indexOfCP: indexOf('$indexOfCP', (text) => Array.from(text)),
  $ltrim: trim('$ltrim', true, false),
  $regexFind: regex(null, (found) => {
    for (const first of found) return describe(first)
    return null
  }),
  $regexFindAll: regex([], (found) => Array.from(found, describe)),
  $regexMatch: regex(false, (found) => {
    for (const _ of found) return true
    return false
  }),
  $replaceAll: replace('$replaceAll', true),
  $replaceOne: replace('$replaceOne', false),
  $rtrim: trim('$rtrim', false, true),
  $split: split,
  $strLenBytes: lengthOf('$strLenBytes', 34473, (text) => Buffer.byteLength(text)),
  $strLenCP: lengthOf('$strLenCP', 34471, (text) => Array.from(text).length),
  $strcasecmp: binary((a, b) => {
    const difference = compareText(upper(coerced(a)), upper(coerced(b)))
    return new Int32(Math.sign(difference))
  }),
  $substr: substringBytes,
  $substrBytes: substringBytes,
  $substrCP: substringPoints,
  $toLower: unary((value) => lower(coerced(value))),
  $toUpper: unary((value) => upper(coerced(value))),
  $trim: trim('$trim', true, true),
}
