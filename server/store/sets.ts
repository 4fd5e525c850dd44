/**
 * Sets and maps keyed by BSON values. Equality is that of `compare`, so 1, 1.0 and Decimal 1 are
 * one key; the exact index key serves as the hash. Under a collation strings have no hash, so those
 * that share a bucket are kept in order and found by bisection.
 */
import type { Collation } from './collation.ts'
import { compare } from './compare.ts'
import { encodeKey } from './encoding.ts'
import { isNumeric, toSafeInteger } from './numbers.ts'
import { BsonSymbol, Int32, ObjectId } from './values.ts'
import type { Value } from './values.ts'

interface Slot<T> {
  readonly key: Value
  value: T
}

/** What two values share exactly when they are equal, collations aside. */
function fingerprint(value: Value, collation: Collation | undefined): string | number {
  if (value instanceof Int32) return value.value
  if (collation === undefined) {
    if (typeof value === 'string') return `s${value}`
    if (value instanceof BsonSymbol) return `s${value.value}`
  }
  if (value instanceof ObjectId) return `o${value.toHex()}`
  if (isNumeric(value)) {
    // A safe integer of any kind must meet the same integer written in another kind.
    const whole = toSafeInteger(value)
    if (whole !== undefined) return whole === 0 ? 0 : whole
  }
  return `k${encodeKey([value], [1], { collation }).key.toString('latin1')}`
}

/** A map from values to anything, in order of first insertion. */
export class ValueMap<T> {
  private readonly buckets = new Map<string | number, Slot<T>[]>()
  private readonly order: Slot<T>[] = []
  private readonly collation: Collation | undefined

  constructor(collation?: Collation) {
    this.collation = collation
  }

  get size(): number {
    return this.order.length
  }

  get(key: Value): T | undefined {
    const bucket = this.buckets.get(fingerprint(key, this.collation))
    if (bucket === undefined) return undefined
    const at = this.search(bucket, key)
    return at < 0 ? undefined : bucket[at]?.value
  }

  has(key: Value): boolean {
    const bucket = this.buckets.get(fingerprint(key, this.collation))
    return bucket !== undefined && this.search(bucket, key) >= 0
  }

  set(key: Value, value: T): void {
    const print = fingerprint(key, this.collation)
    const slot = { key, value }
    const bucket = this.buckets.get(print)
    if (bucket === undefined) {
      this.buckets.set(print, [slot])
      this.order.push(slot)
      return
    }
    const at = this.search(bucket, key)
    const known = bucket[at]
    if (known !== undefined) known.value = value
    else {
      bucket.splice(-1 - at, 0, slot)
      this.order.push(slot)
    }
  }

  keys(): Value[] {
    return this.order.map((slot) => slot.key)
  }

  *entries(): IterableIterator<[Value, T]> {
    for (const slot of this.order) yield [slot.key, slot.value]
  }

  /** The place of the key in its bucket, or -1 - the place where it belongs. */
  private search(bucket: readonly Slot<T>[], key: Value): number {
    let low = 0
    let high = bucket.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const difference = compare((bucket[middle] as Slot<T>).key, key, this.collation)
      if (difference === 0) return middle
      if (difference < 0) low = middle + 1
      else high = middle - 1
    }
    return -1 - low
  }
}

/** A set of values, in order of first insertion. */
export class ValueSet {
  private readonly map: ValueMap<true>

  constructor(collation?: Collation, values: Iterable<Value> = []) {
    this.map = new ValueMap(collation)
    for (const value of values) this.add(value)
  }

  get size(): number {
    return this.map.size
  }

  has(value: Value): boolean {
    return this.map.has(value)
  }

  /** Whether the value was new. */
  add(value: Value): boolean {
    if (this.map.has(value)) return false
    this.map.set(value, true)
    return true
  }

  values(): Value[] {
    return this.map.keys()
  }
}
