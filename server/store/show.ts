/**
 * Values as MongoDB prints them inside its messages. Clients (and people) read the duplicate key
 * message, so its form follows mongod's: `{ email: "a@example.com" }`.
 */
import { BsonSymbol, Code, DateTime, Decimal128, Doc, Int32, ObjectId, Regex } from './bson.ts'
import { Binary, MaxKeyKind, MinKeyKind, Timestamp, UndefinedKind } from './bson.ts'
import type { Value } from './bson.ts'

/** One line of text for a value; never fails. */
export function show(value: Value | undefined): string {
  if (value === undefined) return 'MISSING'
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return showDouble(value)
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`
  if (value instanceof Doc) return showDoc(value)
  return showObject(value)
}

function showDoc(doc: Doc): string {
  const fields: string[] = []
  for (const [name, value] of doc.entries()) fields.push(`${name}: ${show(value)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

function showDouble(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value)
}

function showObject(value: Exclude<Value, null | boolean | string | number | bigint>): string {
  if (value instanceof Int32) return String(value.value)
  if (value instanceof ObjectId) return `ObjectId('${value.toHex()}')`
  if (value instanceof DateTime) return `new Date(${value.millis})`
  if (value instanceof Decimal128) return `Decimal128("${value.toString()}")`
  if (value instanceof Binary) {
    return `BinData(${value.subtype}, ${Buffer.from(value.bytes).toString('hex').toUpperCase()})`
  }
  if (value instanceof Regex) return `/${value.pattern}/${value.flags}`
  if (value instanceof Timestamp) {
    return `Timestamp(${value.value >> 32n}, ${value.value & 0xffffffffn})`
  }
  if (value instanceof Code) return `Code(${JSON.stringify(value.code)})`
  if (value instanceof BsonSymbol) return JSON.stringify(value.value)
  if (value instanceof UndefinedKind) return 'undefined'
  if (value instanceof MinKeyKind) return 'MinKey'
  if (value instanceof MaxKeyKind) return 'MaxKey'
  return 'value'
}
