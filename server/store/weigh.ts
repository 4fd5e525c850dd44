/**
 * How much memory a stage holds, roughly. Documents read and not changed know their bytes; the rest
 * is counted by walking it.
 */
import { Doc } from './bson.ts'
import { memoryLimit } from './errors.ts'
import { Binary, Code, Regex } from './values.ts'
import type { Value } from './values.ts'

/** What a value takes beside its content: the object, its slot in a list. */
const overhead = 16

/** About how many bytes a value takes in memory. */
export function weigh(value: Value | undefined): number {
  if (typeof value === 'string') return overhead + value.length
  if (value instanceof Doc) {
    if (value.bytes !== undefined) return overhead + value.bytes.length
    let total = overhead
    for (const [name, inner] of value) total += name.length + weigh(inner)
    return total
  }
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + weigh(item), overhead)
  if (value instanceof Binary) return overhead + value.bytes.length
  if (value instanceof Code) return overhead + value.code.length
  return value instanceof Regex ? overhead + value.pattern.length : overhead
}

/** Counts what one stage holds. `add` throws 292 above the cap. */
export class Scales {
  private readonly bytesMax: number
  private readonly stage: string
  private held = 0

  constructor(stage: string, bytesMax: number) {
    this.stage = stage
    this.bytesMax = bytesMax
  }

  add(bytes: number): void {
    this.held += bytes
    if (this.held <= this.bytesMax) return
    throw memoryLimit(
      `Exceeded memory limit of ${this.bytesMax} bytes for ${this.stage}, and nothing is written ` +
        'to disk for it. Narrow the input with $match or an index.',
    )
  }

  remove(bytes: number): void {
    this.held -= bytes
  }
}
