/**
 * Documents as MongoDB means them: fields in order, every key allowed, nothing reordered. A
 * JavaScript object moves integer-like keys to the front and treats `__proto__` specially, so `Doc`
 * keeps its own lists. A document read from bytes stays bytes until its fields are asked for, which
 * keeps scans fast and lets an untouched document be written back exactly as it came.
 */
import { checkDocument, probe, readElements } from './bsonread.ts'
import { writeDocument } from './bsonwrite.ts'
import type { Decimal128 } from './decimal.ts'
import { Binary, DateTime, Int32, Regex } from './values.ts'
import type { Value } from './values.ts'

export * from './values.ts'
export { Decimal128 } from './decimal.ts'

/** What `Doc.of` accepts: values, and the plain JavaScript shapes a driver would also serialise. */
export type Plain =
  | Value
  | Decimal128
  | Date
  | RegExp
  | Uint8Array
  | undefined
  | readonly Plain[]
  | { readonly [key: string]: Plain }

/** After this many single look-ups it is cheaper to read all fields of a document at once. */
const probesMax = 4
/** Above this many fields a look-up goes through a map. */
const linearSearchMax = 12

const view = (bytes: Uint8Array): Doc => Doc.view(bytes)

/** An ordered document. Immutable by convention: `with` and `without` give a new one. */
export class Doc {
  private raw: Buffer | undefined
  private names: string[] | undefined
  private values: Value[] | undefined
  private positions: Map<string, number> | undefined
  private probes = 0

  private constructor(raw?: Buffer, names?: string[], values?: Value[]) {
    this.raw = raw
    this.names = names
    this.values = values
  }

  static readonly empty = new Doc(undefined, [], [])

  /** From fields in order. A key given twice is kept twice; `get` answers the first. */
  static from(entries: Iterable<readonly [string, Value]>): Doc {
    const names: string[] = []
    const values: Value[] = []
    for (const [name, value] of entries) {
      names.push(name)
      values.push(value)
    }
    return new Doc(undefined, names, values)
  }

  /** From two lists of one length, which the document then owns. */
  static fromLists(names: string[], values: Value[]): Doc {
    return new Doc(undefined, names, values)
  }

  /**
   * From a plain object, converted as the official driver would: whole numbers that fit become
   * Int32, other numbers doubles, bigint a 64-bit integer; undefined fields are left out.
   */
  static of(record: { readonly [key: string]: Plain }): Doc {
    const names: string[] = []
    const values: Value[] = []
    for (const [name, plain] of Object.entries(record)) {
      if (plain === undefined) continue
      names.push(name)
      values.push(valueOf(plain))
    }
    return new Doc(undefined, names, values)
  }

  /**
   * Over bytes that are known to be one well-formed document and will not change afterwards (the
   * store's own). Bytes from outside go through `decode`.
   */
  static view(bytes: Uint8Array): Doc {
    const raw = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return new Doc(raw)
  }

  /** The value of a field; undefined when it is absent. */
  get(key: string): Value | undefined {
    if (this.values === undefined && this.raw !== undefined && this.probes < probesMax) {
      this.probes += 1
      const found = probe(this.raw, key, view)
      if (found !== 'unsure') return found === 'missing' ? undefined : found.value
    }
    const at = this.position(key)
    return at < 0 ? undefined : this.listValues()[at]
  }

  has(key: string): boolean {
    return this.position(key) >= 0
  }

  get size(): number {
    return this.keys().length
  }

  keys(): readonly string[] {
    if (this.names === undefined) this.parse()
    return this.names ?? []
  }

  /** The values, in the order of `keys`. */
  listValues(): readonly Value[] {
    if (this.values === undefined) this.parse()
    return this.values ?? []
  }

  *entries(): IterableIterator<[string, Value]> {
    const names = this.keys()
    const values = this.listValues()
    for (let at = 0; at < names.length; at += 1) {
      yield [names[at] as string, values[at] as Value]
    }
  }

  [Symbol.iterator](): IterableIterator<[string, Value]> {
    return this.entries()
  }

  /** With the field set in its place, or added at the end. */
  with(key: string, value: Value): Doc {
    const at = this.position(key)
    const names = this.keys().slice()
    const values = this.listValues().slice()
    if (at < 0) {
      names.push(key)
      values.push(value)
    } else {
      values[at] = value
    }
    return new Doc(undefined, names, values)
  }

  /** Without the field; the same document when it has none. */
  without(key: string): Doc {
    if (!this.has(key)) return this
    const names: string[] = []
    const values: Value[] = []
    for (const [name, value] of this.entries()) {
      if (name === key) continue
      names.push(name)
      values.push(value)
    }
    return new Doc(undefined, names, values)
  }

  /** The bytes this document was read from, if it was and is unchanged. */
  get bytes(): Buffer | undefined {
    return this.raw
  }

  private position(key: string): number {
    const names = this.keys()
    if (names.length <= linearSearchMax) return names.indexOf(key)
    if (this.positions === undefined) {
      this.positions = new Map()
      for (let at = names.length - 1; at >= 0; at -= 1) this.positions.set(names[at] as string, at)
    }
    return this.positions.get(key) ?? -1
  }

  private parse(): void {
    const names: string[] = []
    const values: Value[] = []
    if (this.raw !== undefined) readElements(this.raw, view, names, values)
    this.names = names
    this.values = values
  }
}

/**
 * Reads a document from bytes that came from outside, checking its whole structure first.
 * The bytes are kept, not copied. Throws InvalidBSON (22), or Overflow (15) when nested too deep.
 */
export function decode(bytes: Uint8Array): Doc {
  const doc = Doc.view(bytes)
  checkDocument(doc.bytes ?? Buffer.alloc(0))
  return doc
}

/** The bytes of a document; for one that was read and not changed, the very bytes it came from. */
export function encode(doc: Doc): Uint8Array {
  return doc.bytes ?? writeDocument(doc)
}

/** One field of a well-formed document's bytes, without reading the others. */
export function getField(bytes: Uint8Array, name: string): Value | undefined {
  return Doc.view(bytes).get(name)
}

/** A value from plain JavaScript, by the rules of `Doc.of`. */
export function valueOf(plain: Exclude<Plain, undefined>): Value {
  if (typeof plain === 'number') {
    const whole = (plain | 0) === plain && !Object.is(plain, -0)
    return whole ? new Int32(plain) : plain
  }
  if (plain === null || typeof plain !== 'object') return plain
  if (Array.isArray(plain)) {
    return (plain as readonly Plain[]).map((item) => (item === undefined ? null : valueOf(item)))
  }
  if (plain instanceof Date) return DateTime.of(plain)
  if (plain instanceof RegExp) return new Regex(plain.source, plain.flags.replace(/[^imsx]/g, ''))
  if (plain instanceof Uint8Array) return new Binary(plain)
  if (isRecord(plain)) return Doc.of(plain)
  return plain as Value
}

function isRecord(plain: object): plain is { readonly [key: string]: Plain } {
  const prototype: unknown = Object.getPrototypeOf(plain)
  return prototype === Object.prototype || prototype === null
}
