/**
 * Reading BSON. Bytes from outside are checked whole before anything believes a length in them;
 * after that, reading trusts the bytes and may stop at the one field it needs. Format:
 * bsonspec.org, version 1.1.
 */
import { isUtf8 } from 'node:buffer'
import type { Doc } from './bson.ts'
import { Decimal128 } from './decimal.ts'
import { invalidBson, overflow } from './errors.ts'
import { Binary, BsonSymbol, Code, DateTime, DbPointer, Int32, MaxKey, MinKey } from './values.ts'
import { ObjectId, Regex, Timestamp, Undefined } from './values.ts'
import type { Value } from './values.ts'

type Nest = (bytes: Uint8Array) => Doc

/** Deepest nesting of documents and arrays, as in mongod. */
const depthMax = 200

const internBits = 12
const internLengthMax = 32
const interned: string[] = Array.from({ length: 1 << internBits }, () => '')

/** Field names repeat in every document, so one string is kept for each instead of one per read. */
function readName(raw: Buffer, start: number, end: number): string {
  const length = end - start
  if (length > internLengthMax) return raw.toString('utf8', start, end)
  let hash = length
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (raw[at] as number)) | 0
  const slot = (hash ^ (hash >>> 15)) & ((1 << internBits) - 1)
  const known = interned[slot] as string
  if (known.length === length && sameAscii(raw, start, known)) return known
  const name = raw.toString('utf8', start, end)
  if (name.length === length) interned[slot] = name
  return name
}

/** Whether the bytes are this string; never true for a string beyond ASCII. */
function sameAscii(raw: Buffer, start: number, text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code !== raw[start + at] || code > 127) return false
  }
  return true
}

function nameEnd(raw: Buffer, start: number): number {
  let at = start
  while (raw[at] !== 0) at += 1
  return at
}

const sizes: Readonly<Record<number, number>> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  127: 0,
  255: 0,
}

/** How many bytes the value of this type takes, in bytes already checked. */
function valueSize(raw: Buffer, type: number, at: number): number {
  switch (type) {
    case 2:
    case 13:
    case 14:
      return 4 + raw.readInt32LE(at)
    case 3:
    case 4:
    case 15:
      return raw.readInt32LE(at)
    case 5:
      return 5 + raw.readInt32LE(at)
    case 11:
      return nameEnd(raw, nameEnd(raw, at) + 1) + 1 - at
    case 12:
      return 16 + raw.readInt32LE(at)
    default:
      return sizes[type] as number
  }
}

/** Looks for one field without reading the rest. 'unsure' when the key is not plain ASCII. */
export function probe(
  raw: Buffer,
  key: string,
  nest: Nest,
): { readonly value: Value } | 'missing' | 'unsure' {
  const length = key.length
  for (let at = 0; at < length; at += 1) if (key.charCodeAt(at) > 127) return 'unsure'
  const end = raw.length - 1
  let at = 4
  while (at < end) {
    const type = raw[at] as number
    const start = at + 1
    if (raw[start + length] === 0 && sameAscii(raw, start, key)) {
      return { value: readValue(raw, type, start + length + 1, nest) }
    }
    const valueAt = nameEnd(raw, start) + 1
    at = valueAt + valueSize(raw, type, valueAt)
  }
  return 'missing'
}

/** Reads every field of a checked document into the two lists. */
export function readElements(raw: Buffer, nest: Nest, names: string[], values: Value[]): void {
  const end = raw.length - 1
  let at = 4
  while (at < end) {
    const type = raw[at] as number
    const stop = nameEnd(raw, at + 1)
    names.push(readName(raw, at + 1, stop))
    values.push(readValue(raw, type, stop + 1, nest))
    at = stop + 1 + valueSize(raw, type, stop + 1)
  }
}

function readArray(raw: Buffer, start: number, nest: Nest): Value[] {
  const items: Value[] = []
  const end = start + raw.readInt32LE(start) - 1
  let at = start + 4
  while (at < end) {
    const type = raw[at] as number
    const valueAt = nameEnd(raw, at + 1) + 1
    items.push(readValue(raw, type, valueAt, nest))
    at = valueAt + valueSize(raw, type, valueAt)
  }
  return items
}

const readString = (raw: Buffer, at: number): string =>
  raw.toString('utf8', at + 4, at + 3 + raw.readInt32LE(at))

function readValue(raw: Buffer, type: number, at: number, nest: Nest): Value {
  switch (type) {
    case 1:
      return raw.readDoubleLE(at)
    case 2:
      return readString(raw, at)
    case 3:
      return nest(raw.subarray(at, at + raw.readInt32LE(at)))
    case 4:
      return readArray(raw, at, nest)
    case 7:
      return new ObjectId(raw.subarray(at, at + 12))
    case 8:
      return raw[at] === 1
    case 9:
      return new DateTime(raw.readBigInt64LE(at))
    case 10:
      return null
    case 16:
      return new Int32(raw.readInt32LE(at))
    case 18:
      return raw.readBigInt64LE(at)
    case 19:
      return new Decimal128(raw.subarray(at, at + 16))
    default:
      return readRareValue(raw, type, at, nest)
  }
}

function readRareValue(raw: Buffer, type: number, at: number, nest: Nest): Value {
  switch (type) {
    case 5:
      return new Binary(raw.subarray(at + 5, at + 5 + raw.readInt32LE(at)), raw[at + 4])
    case 6:
      return Undefined
    case 11: {
      const stop = nameEnd(raw, at)
      const flags = raw.toString('utf8', stop + 1, nameEnd(raw, stop + 1))
      return new Regex(raw.toString('utf8', at, stop), flags)
    }
    case 12: {
      const idAt = at + 4 + raw.readInt32LE(at)
      return new DbPointer(readString(raw, at), new ObjectId(raw.subarray(idAt, idAt + 12)))
    }
    case 13:
      return new Code(readString(raw, at))
    case 14:
      return new BsonSymbol(readString(raw, at))
    case 15: {
      const scopeAt = at + 8 + raw.readInt32LE(at + 4)
      const scope = raw.subarray(scopeAt, scopeAt + raw.readInt32LE(scopeAt))
      return new Code(readString(raw, at + 4), nest(scope))
    }
    case 17:
      return new Timestamp(raw.readBigUInt64LE(at))
    case 127:
      return MaxKey
    default:
      return MinKey
  }
}

/** Checks that the bytes are exactly one well-formed document. Throws InvalidBSON or Overflow. */
export function checkDocument(raw: Buffer): void {
  const end = checkNested(raw, 0, raw.length, 1)
  if (end !== raw.length) throw invalidBson('bytes follow the end of the document')
}

function checkNested(raw: Buffer, start: number, limit: number, depth: number): number {
  if (depth > depthMax) throw overflow(`BSON nesting exceeds ${depthMax} levels`)
  if (limit - start < 5) throw invalidBson('document is cut short')
  const size = raw.readInt32LE(start)
  const end = start + size
  if (size < 5 || end > limit) throw invalidBson('document length does not fit its bytes')
  if (raw[end - 1] !== 0) throw invalidBson('document does not end in a zero byte')
  let at = start + 4
  while (at < end - 1) {
    const type = raw[at] as number
    const valueAt = checkName(raw, at + 1, end - 1)
    at = checkValue(raw, type, valueAt, end - 1, depth)
    if (at > end - 1) throw invalidBson('value reaches beyond its document')
  }
  return end
}

function checkName(raw: Buffer, start: number, limit: number): number {
  let at = start
  let ascii = true
  while (at < limit && raw[at] !== 0) {
    if ((raw[at] as number) > 127) ascii = false
    at += 1
  }
  if (at >= limit) throw invalidBson('field name is not ended')
  if (!ascii && !isUtf8(raw.subarray(start, at))) throw invalidBson('field name is not UTF-8')
  return at + 1
}

function checkString(raw: Buffer, at: number, limit: number): number {
  if (limit - at < 5) throw invalidBson('string is cut short')
  const size = raw.readInt32LE(at)
  const end = at + 4 + size
  if (size < 1 || end > limit) throw invalidBson('string length does not fit its document')
  if (raw[end - 1] !== 0) throw invalidBson('string does not end in a zero byte')
  for (let byte = at + 4; byte < end - 1; byte += 1) {
    if ((raw[byte] as number) < 128) continue
    if (!isUtf8(raw.subarray(byte, end - 1))) throw invalidBson('string is not UTF-8')
    break
  }
  return end
}

function checkValue(raw: Buffer, type: number, at: number, limit: number, depth: number): number {
  switch (type) {
    case 2:
    case 13:
    case 14:
      return checkString(raw, at, limit)
    case 3:
    case 4:
      return checkNested(raw, at, limit, depth + 1)
    case 5: {
      if (limit - at < 5 || raw.readInt32LE(at) < 0) throw invalidBson('binary is cut short')
      return at + 5 + raw.readInt32LE(at)
    }
    case 8:
      if (at >= limit || (raw[at] as number) > 1) throw invalidBson('boolean is neither 0 nor 1')
      return at + 1
    case 11:
      return checkName(raw, checkName(raw, at, limit), limit)
    case 12:
      return checkString(raw, at, limit) + 12
    case 15: {
      if (limit - at < 14) throw invalidBson('code with scope is cut short')
      const end = at + raw.readInt32LE(at)
      const stop = checkNested(raw, checkString(raw, at + 4, limit), limit, depth + 1)
      if (stop !== end) throw invalidBson('code with scope has a wrong length')
      return end
    }
    default: {
      const size = sizes[type]
      if (size === undefined) throw invalidBson(`unrecognised BSON type ${type}`)
      return at + size
    }
  }
}
