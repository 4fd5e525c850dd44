/**
 * Index keys: bytes whose plain order is the order of the values they stand for, so that an ordered
 * byte store answers equality, ranges and sorts. Each value is its class byte and a payload that
 * ends itself; a descending value is complemented.
 */
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { classOf, classes } from './compare.ts'
import { compareNumbers, floorDouble, isNaNumber, scientific } from './numbers.ts'
import { BsonSymbol, Int32 } from './values.ts'
import type { Binary, Code, DateTime, DbPointer, Numeric, ObjectId, Regex } from './values.ts'
import type { Timestamp, Value } from './values.ts'

export type Direction = 1 | -1

export interface KeyOptions {
  readonly collation?: Collation | undefined
  /** Longest key in bytes; a longer one is cut and reported as not exact. Default: no limit. */
  readonly bytesMax?: number | undefined
}

/**
 * `exact` is false when different values may share these bytes (cut, or a string under a
 * collation).
 */
export interface EncodedKey {
  readonly key: Buffer
  readonly exact: boolean
}

let scratch = Buffer.allocUnsafe(1 << 14)
let at = 0
let exact = true
let collated = false

function reserve(more: number): void {
  if (at + more <= scratch.length) return
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + more))
  scratch.copy(larger, 0, 0, at)
  scratch = larger
}

/** The bytes of an index key. Byte order equals `compare` order as long as keys are exact. */
export function encodeKey(
  values: readonly Value[],
  directions: readonly Direction[],
  options: KeyOptions = {},
): EncodedKey {
  at = 0
  exact = true
  collated = options.collation !== undefined
  for (let index = 0; index < values.length; index += 1) {
    const start = at
    writeValue(values[index] as Value)
    if (directions[index] === -1) complement(start, at)
  }
  const limit = options.bytesMax ?? at
  const cut = at > limit
  return { key: Buffer.from(scratch.subarray(0, cut ? limit : at)), exact: exact && !cut }
}

/**
 * The first byte of an ascending key of this value: its class, so [byte, byte + 1) is the bracket.
 */
export function classByte(value: Value): number {
  return classOf(value)
}

function complement(start: number, end: number): void {
  for (let index = start; index < end; index += 1) scratch[index] = ~(scratch[index] as number)
}

function writeByte(byte: number): void {
  reserve(1)
  scratch[at] = byte
  at += 1
}

function writeBytes(bytes: Uint8Array): void {
  reserve(bytes.length)
  scratch.set(bytes, at)
  at += bytes.length
}

/** Zero bytes are written 00 FF and the end 00 01, so a text sorts before those it begins. */
function writeText(text: string): void {
  reserve(text.length * 6 + 2)
  const length = scratch.write(text, at)
  const zero = scratch.subarray(at, at + length).indexOf(0)
  if (zero < 0) at += length
  else {
    const bytes = Buffer.from(scratch.subarray(at, at + length))
    for (const byte of bytes) {
      scratch[at] = byte
      at += 1
      if (byte === 0) {
        scratch[at] = 0xff
        at += 1
      }
    }
  }
  scratch[at] = 0
  scratch[at + 1] = 1
  at += 2
}

/** ICU's sort keys are not reachable from JavaScript, so a collated string is only its class. */
function writeString(text: string): void {
  if (collated) exact = false
  else writeText(text)
}

function writeInt64(value: bigint): void {
  reserve(8)
  at = scratch.writeBigUInt64BE(BigInt.asUintN(64, value), at)
}

const signBit = 1n << 63n

function writeDouble(value: number): void {
  reserve(8)
  scratch.writeDoubleBE(value === 0 ? 0 : value, at)
  if ((scratch[at] as number) < 128) scratch[at] = (scratch[at] as number) | 128
  else complement(at, at + 8)
  at += 8
}

/**
 * The largest double not above the number, then 00 if that is exact. Otherwise 01 and the number
 * itself in decimal, which orders those that share the double.
 */
function writeNumber(value: Numeric): void {
  if (isNaNumber(value)) {
    writeInt64(0n)
    writeByte(0)
    return
  }
  const floor = floorDouble(value)
  writeDouble(floor)
  if (typeof value === 'number' || value instanceof Int32 || compareNumbers(floor, value) === 0) {
    writeByte(0)
    return
  }
  writeByte(1)
  const start = at
  const { negative, power, digits } = scientific(value)
  reserve(digits.length + 3)
  at = scratch.writeUInt16BE(power + 0x8000, at)
  for (let index = 0; index < digits.length; index += 1) {
    scratch[at] = digits.charCodeAt(index) - 47
    at += 1
  }
  writeByte(0)
  if (negative) complement(start, at)
}

function writeObject(doc: Doc): void {
  const names = doc.keys()
  const values = doc.listValues()
  for (let index = 0; index < names.length; index += 1) {
    const value = values[index] as Value
    writeByte(classOf(value))
    writeText(names[index] as string)
    writePayload(value)
  }
  writeByte(0)
}

function writeValue(value: Value): void {
  writeByte(classOf(value))
  writePayload(value)
}

function writePayload(value: Value): void {
  switch (classOf(value)) {
    case classes.number:
      return writeNumber(value as Numeric)
    case classes.string:
      return writeString(value instanceof BsonSymbol ? value.value : (value as string))
    case classes.object:
      return writeObject(value as Doc)
    case classes.array:
      for (const item of value as Value[]) writeValue(item)
      return writeByte(0)
    case classes.objectId:
      return writeBytes((value as ObjectId).bytes)
    case classes.boolean:
      return writeByte(value === true ? 1 : 0)
    case classes.date:
      return writeInt64((value as DateTime).millis + signBit)
    case classes.timestamp:
      return writeInt64((value as Timestamp).value)
    default:
      return writeRarePayload(value)
  }
}

function writeRarePayload(value: Value): void {
  switch (classOf(value)) {
    case classes.binary: {
      const { bytes, subtype } = value as Binary
      reserve(4)
      at = scratch.writeUInt32BE(bytes.length, at)
      writeByte(subtype)
      return writeBytes(bytes)
    }
    case classes.regex:
      writeText((value as Regex).pattern)
      return writeText((value as Regex).flags)
    case classes.pointer: {
      const { namespace, id } = value as DbPointer
      reserve(4)
      at = scratch.writeUInt32BE(Buffer.byteLength(namespace), at)
      writeText(namespace)
      return writeBytes(id.bytes)
    }
    case classes.code:
      return writeText((value as Code).code)
    case classes.scopedCode:
      writeText((value as Code).code)
      return writeObject((value as Code).scope ?? Doc.empty)
    default:
      return undefined
  }
}
