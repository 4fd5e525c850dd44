/**
 * The one way a value becomes bytes (RFC 8785, JCS), and commitments to values that may have to be
 * erased. Anything without an exact JSON form is refused rather than rounded or dropped: a leaf
 * that silently differs from what was meant would be evidence of the wrong thing.
 */
import canonicalize from 'canonicalize'
import { fromBase64, isWellFormed, sameBytes, toBase64, utf8 } from './bytes.ts'
import { Fault } from './fault.ts'
import type { Sha256 } from './hash.ts'

// The package is CommonJS whose types describe an ES module: its default import is the function.
const serialize = canonicalize as unknown as (value: unknown) => string | undefined

/** Values nested deeper are refused: no record is, and serialisers recurse. */
export const depthMax = 32

/** Length of a commitment's salt, in bytes. */
export const saltBytes = 32

/**
 * The canonical JSON text of a value.
 * @throws Fault `not-json`, naming the spot, for undefined, functions, symbols, bigints, dates and
 *   other objects with a class, holes in lists, NaN, infinities, whole numbers beyond 2^53 - 1,
 *   lone surrogates, and nesting beyond `depthMax`
 */
export function canonicalText(value: unknown): string {
  mustBeJson(value, '$', 0)
  const text = serialize(value)
  if (text === undefined) throw new Fault('not-json', 'the value has no JSON form')
  return text
}

/** The canonical JSON of a value as UTF-8: what is stored and hashed. @throws Fault `not-json` */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalText(value))
}

function mustBeJson(value: unknown, spot: string, depth: number): void {
  if (value === null || typeof value === 'boolean') return
  if (typeof value === 'number') return mustBeNumber(value, spot)
  if (typeof value === 'string') return mustBeText(value, spot)
  if (typeof value !== 'object') throw new Fault('not-json', `${spot} is a ${typeof value}`)
  if (depth >= depthMax) throw new Fault('not-json', `${spot} is nested too deeply`)
  if (Array.isArray(value)) {
    // `keys` also visits holes, which `forEach` would skip.
    for (const at of value.keys()) mustBeJson(value[at], `${spot}[${at}]`, depth + 1)
    return
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new Fault('not-json', `${spot} is an object of a class`)
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    throw new Fault('not-json', `${spot} has a symbol for a key`)
  }
  for (const [key, member] of Object.entries(value)) {
    mustBeText(key, spot)
    mustBeJson(member, `${spot}.${key}`, depth + 1)
  }
}

function mustBeNumber(value: number, spot: string): void {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new Fault('not-json', `${spot} is a number without an exact form`)
  }
}

function mustBeText(value: string, spot: string): void {
  if (!isWellFormed(value)) throw new Fault('not-json', `${spot} has a lone surrogate`)
}

/**
 * A commitment: the base64 of SHA-256(salt || JCS(value)). Published in a leaf while salt and value
 * are kept apart; once both are erased it says nothing about the value, yet still verifies nothing
 * else. The salt must be 32 fresh random bytes, or short values could be guessed.
 * @throws RangeError for a salt of another length; Fault `not-json`
 */
export function commit(salt: Uint8Array, value: unknown, sha256: Sha256): string {
  if (salt.length !== saltBytes) throw new RangeError(`a salt has ${saltBytes} bytes`)
  return toBase64(sha256(salt, canonicalBytes(value)))
}

/** Whether a value and its salt are what a commitment was made from; never throws. */
export function verifyCommitment(
  commitment: string,
  salt: Uint8Array,
  value: unknown,
  sha256: Sha256,
): boolean {
  try {
    return sameBytes(fromBase64(commitment), sha256(salt, canonicalBytes(value)))
  } catch {
    return false
  }
}
