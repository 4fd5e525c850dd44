/**
 * Writing BSON. One scratch buffer grows to the largest document seen and each finished document is
 * copied out of it, so that writing many small ones allocates once per document.
 */
import type { Doc } from './bson.ts'
import { Decimal128 } from './decimal.ts'
import { badValue } from './errors.ts'
import { Binary, BsonSymbol, Code, DateTime, DbPointer, Int32, ObjectId, Regex } from './values.ts'
import { MaxKeyKind, MinKeyKind, Timestamp, UndefinedKind } from './values.ts'
import type { Value } from './values.ts'

let scratch = Buffer.allocUnsafe(1 << 16)
let at = 0

/** Makes room for `more` bytes after the writing position. */
function reserve(more: number): void {
  if (at + more <= scratch.length) return
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + more))
  scratch.copy(larger, 0, 0, at)
  scratch = larger
}

/** The bytes of a document, in a buffer of their own. */
export function writeDocument(doc: Doc): Buffer {
  at = 0
  writeDoc(doc)
  return Buffer.from(scratch.subarray(0, at))
}

function writeDoc(doc: Doc): void {
  const bytes = doc.bytes
  if (bytes !== undefined) {
    writeBytes(bytes)
    return
  }
  const start = openDocument()
  const names = doc.keys()
  const values = doc.listValues()
  for (let index = 0; index < names.length; index += 1) {
    writeElement(names[index] as string, values[index] as Value)
  }
  closeDocument(start)
}

function writeArray(items: readonly Value[]): void {
  const start = openDocument()
  for (let index = 0; index < items.length; index += 1) {
    writeElement(String(index), items[index] as Value)
  }
  closeDocument(start)
}

function openDocument(): number {
  const start = at
  reserve(4)
  at += 4
  return start
}

function closeDocument(start: number): void {
  reserve(1)
  scratch[at] = 0
  at += 1
  scratch.writeInt32LE(at - start, start)
}

function writeBytes(bytes: Uint8Array): void {
  reserve(bytes.length)
  scratch.set(bytes, at)
  at += bytes.length
}

function writeName(name: string): void {
  if (name.includes('\0')) throw badValue('a field name or regular expression holds a zero byte')
  reserve(name.length * 3 + 1)
  at += scratch.write(name, at)
  scratch[at] = 0
  at += 1
}

function writeString(text: string): void {
  reserve(text.length * 3 + 5)
  const size = scratch.write(text, at + 4) + 1
  scratch.writeInt32LE(size, at)
  at += 4 + size
  scratch[at - 1] = 0
}

function writeInt32(value: number): void {
  reserve(4)
  at = scratch.writeInt32LE(value, at)
}

function writeInt64(value: bigint): void {
  reserve(8)
  at = scratch.writeBigInt64LE(BigInt.asIntN(64, value), at)
}

/** The type byte comes before the name, so it is written as a hole and filled by the value. */
function writeElement(name: string, value: Value): void {
  reserve(1)
  const typeAt = at
  at += 1
  writeName(name)
  const type = writeValue(value)
  scratch[typeAt] = type
}

function writeValue(value: Value): number {
  switch (typeof value) {
    case 'string':
      writeString(value)
      return 2
    case 'number':
      reserve(8)
      at = scratch.writeDoubleLE(value, at)
      return 1
    case 'bigint':
      writeInt64(value)
      return 18
    case 'boolean':
      reserve(1)
      at = scratch.writeUInt8(value ? 1 : 0, at)
      return 8
    default:
      return writeObject(value)
  }
}

function writeObject(value: Exclude<Value, string | number | bigint | boolean>): number {
  if (value === null) return 10
  if (value instanceof Int32) {
    writeInt32(value.value)
    return 16
  }
  if (value instanceof ObjectId) {
    writeBytes(value.bytes)
    return 7
  }
  if (value instanceof DateTime) {
    writeInt64(value.millis)
    return 9
  }
  if (Array.isArray(value)) {
    writeArray(value)
    return 4
  }
  if (value instanceof Decimal128) {
    writeBytes(value.bytes)
    return 19
  }
  return writeRareValue(value)
}

function writeRareValue(
  value: Exclude<Value, null | string | number | bigint | boolean | Value[]>,
): number {
  if (value instanceof Binary) {
    writeInt32(value.bytes.length)
    writeBytes(Uint8Array.of(value.subtype))
    writeBytes(value.bytes)
    return 5
  }
  if (value instanceof Regex) {
    writeName(value.pattern)
    writeName(value.flags)
    return 11
  }
  if (value instanceof Timestamp) {
    writeInt64(value.value)
    return 17
  }
  if (value instanceof Code) return writeCode(value)
  if (value instanceof BsonSymbol) {
    writeString(value.value)
    return 14
  }
  if (value instanceof DbPointer) {
    writeString(value.namespace)
    writeBytes(value.id.bytes)
    return 12
  }
  if (value instanceof UndefinedKind) return 6
  if (value instanceof MinKeyKind) return 255
  if (value instanceof MaxKeyKind) return 127
  writeDoc(value as Doc)
  return 3
}

function writeCode(value: Code): number {
  if (value.scope === undefined) {
    writeString(value.code)
    return 13
  }
  const start = at
  writeInt32(0)
  writeString(value.code)
  writeDoc(value.scope)
  scratch.writeInt32LE(at - start, start)
  return 15
}
