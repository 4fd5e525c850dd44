/**
 * MongoDB's regular expressions are PCRE, JavaScript's are not: `.`, `$`, `\s`, `\A` and more mean
 * something else or nothing. Each pattern is therefore rewritten token by token, and a construct
 * that has no faithful translation is refused instead of matching something different.
 */
import { located } from './errors.ts'
import type { Regex } from './values.ts'

interface Flags {
  caseless: boolean
  multiline: boolean
  dotAll: boolean
  extended: boolean
}

const refuse = (why: string): Error => located(51091, `Regular expression is invalid: ${why}`)

const letters: readonly (readonly [string, keyof Flags])[] = [
  ['i', 'caseless'],
  ['m', 'multiline'],
  ['s', 'dotAll'],
  ['x', 'extended'],
]

function readFlags(text: string, flags: Flags): void {
  for (const letter of text) {
    const known = letters.find(([name]) => name === letter)
    // `u` says UTF-8, which every pattern here is anyway.
    if (known !== undefined) flags[known[1]] = true
    else if (letter !== 'u') throw located(51108, `invalid flag in regex options: ${letter}`)
  }
}

const escapes: Readonly<Record<string, string>> = {
  A: '(?<![^])',
  z: '(?![^])',
  Z: '(?=\\n?(?![^]))',
  h: '[ \\t\\xa0]',
  H: '[^ \\t\\xa0]',
  R: '(?:\\r\\n|[\\n-\\r])',
  N: '[^\\n]',
  v: '[\\n-\\r\\x85]',
  s: '[\\t-\\r ]',
  S: '[^\\t-\\r ]',
  a: '\\x07',
  e: '\\x1b',
}
const classEscapes: Readonly<Record<string, string>> = {
  h: ' \\t\\xa0',
  s: '\\t-\\r ',
  S: '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}',
  v: '\\n-\\r\\x85',
  a: '\\x07',
  e: '\\x1b',
  b: '\\x08',
}
const posix: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: 'A-Za-z0-9_',
  xdigit: 'A-Fa-f0-9',
}

/** One character as a literal that JavaScript's unicode mode accepts anywhere. */
const literal = (character: string): string =>
  /[\w\s]/.test(character) ? character : `\\u{${(character.codePointAt(0) as number).toString(16)}}`

/** An escape such as `\d` at `at`; gives its translation and the position after it. */
function readEscape(pattern: string, at: number, inClass: boolean): [string, number] {
  const character = pattern[at + 1]
  if (character === undefined) throw refuse('\\ at end of pattern')
  const known = (inClass ? classEscapes : escapes)[character]
  if (known !== undefined) return [known, at + 2]
  if (character === 'x') {
    const match = /^\\x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{1,2}))/.exec(pattern.slice(at))
    if (match === null) return ['\\0', at + 2]
    return [`\\u{${match[1] ?? match[2] ?? '0'}}`, at + match[0].length]
  }
  const property = /^\\[pP](?:\{(\^?\w+)\}|(\w))/.exec(pattern.slice(at))
  if (property !== null) {
    return [`\\${character}{${property[1] ?? property[2] ?? ''}}`, at + property[0].length]
  }
  if (/[dDwWntrf]/.test(character)) return [`\\${character}`, at + 2]
  if (!inClass && /[bB]/.test(character)) return [`\\${character}`, at + 2]
  const named = inClass ? null : /^\\k(?:<(\w+)>|\{(\w+)\}|'(\w+)')/.exec(pattern.slice(at))
  if (named !== null) {
    return [`\\k<${named[1] ?? named[2] ?? named[3] ?? ''}>`, at + named[0].length]
  }
  if (/[1-9]/.test(character) && !inClass) {
    const digits = /^\d+/.exec(pattern.slice(at + 1))?.[0] ?? character
    return [`(?:\\${digits})`, at + 1 + digits.length]
  }
  if (/[0-7]/.test(character)) {
    const octal = /^[0-7]{1,3}/.exec(pattern.slice(at + 1))?.[0] ?? character
    return [`\\u{${Number.parseInt(octal, 8).toString(16)}}`, at + 1 + octal.length]
  }
  if (/[A-Za-z0-9]/.test(character)) throw refuse(`\\${character} is not supported`)
  const whole = String.fromCodePoint(pattern.codePointAt(at + 1) as number)
  return [literal(whole), at + 1 + whole.length]
}

/** A bracketed class at `at`. In PCRE a `]` straight after the opening is a member. */
function readClass(pattern: string, at: number): [string, number] {
  let next = at + 1
  let body = '['
  if (pattern[next] === '^') {
    body += '^'
    next += 1
  }
  let first = true
  while (first || pattern[next] !== ']') {
    const character = pattern[next]
    if (character === undefined) throw refuse('missing terminating ] for character class')
    first = false
    const named = /^\[:(\w+):\]/.exec(pattern.slice(next))
    if (named !== null) {
      const members = posix[named[1] ?? '']
      if (members === undefined) throw refuse(`unknown POSIX class name ${named[1] ?? ''}`)
      body += members
      next += named[0].length
    } else if (character === '\\') {
      const [text, after] = readEscape(pattern, next, true)
      body += text
      next = after
    } else {
      const whole = String.fromCodePoint(pattern.codePointAt(next) as number)
      body += whole === '-' ? '-' : literal(whole)
      next += whole.length
    }
  }
  return [`${body}]`, next + 1]
}

/** What opens a group: plain, non-capturing, looking around or named. Others have no equal here. */
function readGroup(pattern: string, at: number): [string, number] {
  const opening = /^\((?:\?(?::|=|!|<=|<!|P?<\w+>|'\w+'|P=\w+\)|#[^)]*\)))?/.exec(
    pattern.slice(at),
  )?.[0]
  if (opening === undefined || (opening === '(' && /^\((?:\?|\*)/.test(pattern.slice(at)))) {
    throw refuse(`the group ${pattern.slice(at, at + 4)} is not supported`)
  }
  const after = at + opening.length
  if (opening.startsWith('(?#')) return ['', after]
  const reference = /^\(\?P=(\w+)\)$/.exec(opening)
  if (reference !== null) return [`\\k<${reference[1] ?? ''}>`, after]
  const name = /^\(\?(?:P?<(\w+)>|'(\w+)')$/.exec(opening)
  return name === null ? [opening, after] : [`(?<${name[1] ?? name[2] ?? ''}>`, after]
}

function readPlain(character: string, flags: Flags): string {
  switch (character) {
    case '.':
      return flags.dotAll ? '[^]' : '[^\\n]'
    case '^':
      return flags.multiline ? '(?<![^\\n])' : '(?<![^])'
    case '$':
      return flags.multiline ? '(?![^\\n])' : '(?=\\n?(?![^]))'
    case '|':
    case ')':
    case '*':
    case '+':
    case '?':
      return character
    default:
      return literal(character)
  }
}

/** White space and comments that the extended flag ignores, from `at`. */
const ignored = (pattern: string, at: number): number =>
  /^(?:\s+|#[^\n]*(?:\n|$))/.exec(pattern.slice(at))?.[0].length ?? 0

/** One token outside a class: its translation and the position after it. */
function readToken(pattern: string, at: number, flags: Flags): [string, number] {
  const character = pattern[at] as string
  if (character === '\\') {
    if (pattern[at + 1] !== 'Q') return readEscape(pattern, at, false)
    const end = pattern.indexOf('\\E', at + 2)
    const quoted = pattern.slice(at + 2, end < 0 ? undefined : end)
    return [Array.from(quoted, literal).join(''), end < 0 ? pattern.length : end + 2]
  }
  if (character === '[') return readClass(pattern, at)
  if (character === '(') return readGroup(pattern, at)
  const counted = /^\{\d+(?:,\d*)?\}/.exec(pattern.slice(at))?.[0]
  if (counted !== undefined) return [counted, at + counted.length]
  const whole = String.fromCodePoint(pattern.codePointAt(at) as number)
  return [readPlain(whole, flags), at + whole.length]
}

function translate(pattern: string, flags: Flags): string {
  let out = ''
  let at = 0
  const inline = /^\(\?([imsx]+)\)/.exec(pattern)
  if (inline !== null) {
    readFlags(inline[1] ?? '', flags)
    at = inline[0].length
  }
  while (at < pattern.length) {
    const skipped = flags.extended ? ignored(pattern, at) : 0
    if (skipped > 0) {
      at += skipped
      continue
    }
    if (/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/.test(pattern.slice(at))) {
      throw refuse('possessive quantifiers are not supported')
    }
    const [text, after] = readToken(pattern, at, flags)
    out += text
    at = after
  }
  return out
}

/** The JavaScript expression of a stored one. Throws 51091 for a pattern that cannot be had. */
export function compileRegex(regex: Regex): RegExp {
  const flags: Flags = { caseless: false, multiline: false, dotAll: false, extended: false }
  readFlags(regex.flags, flags)
  const source = translate(regex.pattern, flags)
  try {
    return new RegExp(source, flags.caseless ? 'iu' : 'u')
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error))
  }
}

/** The text every match must begin with; undefined when nothing is certain. */
export function prefixOf(regex: Regex): string | undefined {
  if (regex.flags !== '' && regex.flags !== 'u' && regex.flags !== 's') return undefined
  const match = /^(?:\^|\\A)((?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])+)/u.exec(regex.pattern)
  if (match === null || regex.pattern.includes('|')) return undefined
  const after = regex.pattern.slice(match[0].length)
  const characters = Array.from((match[1] ?? '').matchAll(/\\?(.)/gsu), (found) => found[1] ?? '')
  // The last character may be optional or repeated: `^ab*` promises only `a`.
  if (/^[?*{]/.test(after)) characters.pop()
  return characters.length === 0 ? undefined : characters.join('')
}
