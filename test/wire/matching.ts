/**
 * Comparison by the rules of the unified test format: an expected document may be a subset at the
 * top, and keys beginning with `$$` are operators. Format: MongoDB Driver Specifications.
 */
import mongoose from 'mongoose'

const { EJSON } = mongoose.mongo.BSON
export type Json = Record<string, unknown>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const show = (value: unknown): string => EJSON.stringify(value)

/** Matches by the format's rules: at the top extra keys are allowed, `$$` keys are operators. */
export function requireMatch(given: unknown, wanted: unknown, place: string, top = true): void {
  // The driver keeps sort orders in maps, which are documents on the wire.
  const seen: unknown = given instanceof Map ? Object.fromEntries(given) : given
  if (isJson(wanted) && requireOperator(seen, wanted, place)) return
  if (Array.isArray(wanted)) {
    if (!Array.isArray(seen) || seen.length !== wanted.length) throw mismatch(seen, wanted, place)
    wanted.forEach((item, at) => requireMatch(seen[at], item, `${place}[${at}]`, top))
    return
  }
  if (isJson(wanted) && Object.getPrototypeOf(wanted) === Object.prototype) {
    if (!isJson(seen)) throw mismatch(seen, wanted, place)
    for (const [key, value] of Object.entries(wanted)) {
      requireMatch(seen[key], value, `${place}.${key}`, false)
    }
    const extra = Object.keys(seen).filter((key) => seen[key] !== undefined && !(key in wanted))
    if (!top && extra.length > 0) throw mismatch(seen, wanted, place)
    return
  }
  if (show([seen]) !== show([wanted])) throw mismatch(seen, wanted, place)
}

function requireOperator(seen: unknown, wanted: Json, place: string): boolean {
  if ('$$unsetOrMatches' in wanted) {
    if (seen !== undefined) requireMatch(seen, wanted.$$unsetOrMatches, place)
    return true
  }
  if ('$$exists' in wanted) {
    if ((seen !== undefined) !== wanted.$$exists) throw mismatch(seen, wanted, place)
    return true
  }
  if ('$$type' in wanted) {
    if (seen === undefined) throw mismatch(seen, wanted, place)
    return true
  }
  return false
}

const mismatch = (seen: unknown, wanted: unknown, place: string): Error =>
  new Error(`${place}: got ${show([seen])}, expected ${show([wanted])}`)
