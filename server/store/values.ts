/**
 * The kinds of value a stored document may hold. JavaScript's own types cannot carry all of BSON: 1
 * and 1.0 are different bytes, integers reach 64 bits and dates go beyond what Date holds. So each
 * BSON kind has exactly one representation here, and a value read is written back byte for byte.
 */
import { randomBytes } from 'node:crypto'
import type { Doc } from './bson.ts'
import type { Decimal128 } from './decimal.ts'

/** A 32-bit integer (BSON type 16). */
export class Int32 {
  readonly value: number

  constructor(value: number) {
    this.value = value | 0
  }
}

/** Milliseconds since 1970 in UTC as a signed 64-bit integer (BSON type 9). */
export class DateTime {
  readonly millis: bigint

  constructor(millis: bigint) {
    this.millis = millis
  }

  /** From a JavaScript date. An invalid date is refused with a RangeError. */
  static of(date: Date): DateTime {
    return new DateTime(BigInt(date.getTime()))
  }

  /** As a JavaScript date; invalid when the instant is outside what Date can hold. */
  toDate(): Date {
    return new Date(Number(this.millis))
  }
}

let counter = randomBytes(3).readUIntBE(0, 3)
const processBytes = randomBytes(5)

/** Twelve bytes of identity (BSON type 7). */
export class ObjectId {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  /** From 24 hexadecimal digits. */
  static of(hex: string): ObjectId {
    return new ObjectId(Buffer.from(hex, 'hex'))
  }

  /** A new identity: seconds, five random bytes of this process, and a counter. */
  static generate(): ObjectId {
    const bytes = Buffer.alloc(12)
    bytes.writeUInt32BE(Math.floor(Date.now() / 1000) >>> 0, 0)
    bytes.set(processBytes, 4)
    counter = (counter + 1) & 0xffffff
    bytes.writeUIntBE(counter, 9, 3)
    return new ObjectId(bytes)
  }

  toHex(): string {
    return Buffer.from(this.bytes).toString('hex')
  }
}

/** Bytes with a subtype (BSON type 5). The old subtype 2 keeps its inner length inside `bytes`. */
export class Binary {
  readonly bytes: Uint8Array
  readonly subtype: number

  constructor(bytes: Uint8Array, subtype = 0) {
    this.bytes = bytes
    this.subtype = subtype
  }
}

/** A regular expression as stored, pattern and flags apart (BSON type 11). */
export class Regex {
  readonly pattern: string
  readonly flags: string

  constructor(pattern: string, flags = '') {
    this.pattern = pattern
    this.flags = flags
  }
}

/** MongoDB's internal timestamp, an unsigned 64-bit integer: seconds above, ordinal below. */
export class Timestamp {
  readonly value: bigint

  constructor(value: bigint) {
    this.value = BigInt.asUintN(64, value)
  }
}

/** JavaScript code, with a scope (BSON type 15) or without (type 13). Never executed here. */
export class Code {
  readonly code: string
  readonly scope: Doc | undefined

  constructor(code: string, scope?: Doc) {
    this.code = code
    this.scope = scope
  }
}

/** The deprecated symbol kind (BSON type 14); compares as a string. */
export class BsonSymbol {
  readonly value: string

  constructor(value: string) {
    this.value = value
  }
}

/** The deprecated pointer kind (BSON type 12). */
export class DbPointer {
  readonly namespace: string
  readonly id: ObjectId

  constructor(namespace: string, id: ObjectId) {
    this.namespace = namespace
    this.id = id
  }
}

/** BSON's deprecated `undefined` (type 6). A field that is absent is JavaScript's undefined. */
export class UndefinedKind {
  readonly kind = 'undefined'
}
/** Sorts below every other value (BSON type -1). */
export class MinKeyKind {
  readonly kind = 'minKey'
}
/** Sorts above every other value (BSON type 127). */
export class MaxKeyKind {
  readonly kind = 'maxKey'
}

export const Undefined = new UndefinedKind()
export const MinKey = new MinKeyKind()
export const MaxKey = new MaxKeyKind()

/** A BSON number: `number` is a double, `bigint` a 64-bit integer. */
export type Numeric = number | bigint | Int32 | Decimal128

/** Every value a field may hold. Absence is JavaScript's undefined and no Value. */
export type Value =
  | null
  | boolean
  | string
  | Numeric
  | DateTime
  | ObjectId
  | Binary
  | Regex
  | Timestamp
  | Code
  | BsonSymbol
  | DbPointer
  | UndefinedKind
  | MinKeyKind
  | MaxKeyKind
  | Doc
  | Value[]
