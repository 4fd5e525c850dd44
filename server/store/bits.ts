/**
 * The bitwise operators of filters. Integers count as two's complement with their sign bit repeated
 * without end, binary data as bits that end: beyond the last byte everything is clear.
 */
import { badValue } from './errors.ts'
import { isNumeric, toInteger, toSafeInteger } from './numbers.ts'
import { int64Max, int64Min } from './numbers.ts'
import type { Condition } from './conditions.ts'
import { somewhere } from './paths.ts'
import { Binary } from './values.ts'
import type { Value } from './values.ts'

/** Whether a bit is set; undefined for a value that has no bits. */
type Bits = (position: number) => boolean

function positionsOf(name: string, operand: Value): number[] {
  if (Array.isArray(operand)) {
    return operand.map((item) => {
      const position = toSafeInteger(item)
      if (position === undefined || position < 0) {
        throw badValue(`Failed to parse bit position. Expected a non-negative number in ${name}`)
      }
      return position
    })
  }
  const bits = operand instanceof Binary ? binaryBits(operand) : maskBits(name, operand)
  const length = operand instanceof Binary ? operand.bytes.length * 8 : 64
  return Array.from({ length }, (_, position) => position).filter(bits)
}

function maskBits(name: string, operand: Value): Bits {
  const mask = isNumeric(operand) ? toInteger(operand) : undefined
  if (mask === undefined || mask < 0n || mask > int64Max) {
    throw badValue(`${name} takes an Array, a non-negative number, or a BinData`)
  }
  return (position) => ((mask >> BigInt(position)) & 1n) === 1n
}

const binaryBits =
  ({ bytes }: Binary): Bits =>
  (position) =>
    (((bytes[position >> 3] ?? 0) >> (position & 7)) & 1) === 1

function bitsOf(value: Value | undefined): Bits | undefined {
  if (value instanceof Binary) return binaryBits(value)
  if (value === undefined || !isNumeric(value)) return undefined
  const whole = toInteger(value)
  if (whole === undefined || whole < int64Min || whole > int64Max) return undefined
  return (position) => ((whole >> BigInt(Math.min(position, 64))) & 1n) === 1n
}

const build =
  (name: string, verdict: (positions: readonly number[], bits: Bits) => boolean) =>
  (operand: Value): Condition => {
    const positions = positionsOf(name, operand)
    const test = (value: Value | undefined): boolean => {
      const bits = bitsOf(value)
      return bits !== undefined && verdict(positions, bits)
    }
    return { onPath: (steps) => somewhere(steps, true, test), onElement: test }
  }

export const bitOperators = {
  $bitsAllClear: build('$bitsAllClear', (positions, bits) => !positions.some(bits)),
  $bitsAllSet: build('$bitsAllSet', (positions, bits) => positions.every(bits)),
  $bitsAnyClear: build('$bitsAnyClear', (positions, bits) => !positions.every(bits)),
  $bitsAnySet: build('$bitsAnySet', (positions, bits) => positions.some(bits)),
}
