/**
 * The update operators that change one field: setting, removing, counting, comparing, renaming.
 */
import { arrayModifiers } from './arraymodifiers.ts'
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { compare } from './compare.ts'
import { decimalFromInteger } from './decimal.ts'
import { badValue, failedToParse, typeMismatch } from './errors.ts'
import { calculate, isNumeric, toInteger } from './numbers.ts'
import { show } from './show.ts'
import { typeName } from './types.ts'
import type { Modifier, Moment } from './updatetree.ts'
import { DateTime, Int32, Timestamp, UndefinedKind } from './values.ts'
import type { Numeric, Value } from './values.ts'

/** Makes the modifiers for one field of an operator: one, except for $rename, which needs two. */
export type Build = (path: string, operand: Value, collation: Collation | undefined) => Modifier[]

type Change = (value: Value | undefined, moment: Moment) => Value | undefined

const always = (): boolean => true
const never = (): boolean => false

const creating = (path: string, apply: Change): Modifier[] => [{ path, creates: always, apply }]
const existing = (path: string, apply: Change): Modifier[] => [{ path, creates: never, apply }]

const named = (path: string): string => path.split('.').at(-1) ?? path

/** `{_id: 7}`, to say in a message which document it was. */
export const identityOf = (doc: Doc): string => {
  const id = doc.get('_id')
  return id === undefined ? '{}' : `{_id: ${show(id)}}`
}

const counting =
  (name: '$inc' | '$mul'): Build =>
  (path, operand) => {
    if (!isNumeric(operand)) {
      const verb = name === '$inc' ? 'increment' : 'multiply'
      throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${show(operand)}}`)
    }
    const operation = name === '$inc' ? 'add' : 'multiply'
    const fallback = name === '$inc' ? operand : zeroLike(operand)
    return creating(path, (value, { original }) => {
      if (value === undefined) return fallback
      if (!isNumeric(value)) {
        throw typeMismatch(
          `Cannot apply ${name} to a value of non-numeric type. ${identityOf(original)} has the ` +
            `field '${named(path)}' of non-numeric type ${typeName(value)}`,
        )
      }
      const result = calculate(operation, value, operand)
      if (result !== 'overflow') return result
      throw badValue(
        `Failed to apply ${name} operations to current value (${show(value)}) for document ` +
          identityOf(original),
      )
    })
  }

/** Multiplying what is missing gives zero of the operand's kind. */
function zeroLike(operand: Numeric): Numeric {
  if (operand instanceof Int32) return new Int32(0)
  if (typeof operand === 'bigint') return 0n
  return typeof operand === 'number' ? 0 : decimalFromInteger(0n)
}

const extreme =
  (sign: 1 | -1): Build =>
  (path, operand, collation) =>
    creating(path, (value) =>
      value === undefined || compare(operand, value, collation) * sign > 0 ? operand : value,
    )

const set: Build = (path, operand) => creating(path, () => operand)

const setOnInsert: Build = (path, operand) => [
  {
    path,
    creates: ({ insert }) => insert,
    apply: (value, { insert }) => (insert ? operand : value),
  },
]

let ordinal = 0n

/** The current second with a number that keeps two of this process apart. */
function currentTimestamp(now: Date): Timestamp {
  ordinal = (ordinal + 1n) & 0xffffffffn
  return new Timestamp((BigInt(Math.floor(now.getTime() / 1000)) << 32n) | ordinal)
}

const currentDate: Build = (path, operand) => {
  const type = operand instanceof Doc ? operand.get('$type') : undefined
  const onlyType = operand instanceof Doc && operand.size === 1
  if (typeof operand !== 'boolean' && !onlyType) {
    throw badValue(
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') ` +
        "or a $type expression ({$type: 'timestamp/date'}).",
    )
  }
  if (onlyType && type !== 'date' && type !== 'timestamp') {
    throw badValue(
      "The '$type' string field is required to be 'date' or 'timestamp': " +
        "{$currentDate: {field : {$type: 'date'}}}",
    )
  }
  return creating(path, (_, { now }) =>
    type === 'timestamp' ? currentTimestamp(now) : DateTime.of(now),
  )
}

/**
 * The value at a plain path; undefined when missing. Throws BadValue (2) when an array is on it.
 */
function plainValue(doc: Doc, path: string): Value | undefined {
  let value: Value | undefined = doc
  for (const step of path.split('.')) {
    if (Array.isArray(value)) {
      throw badValue(
        `The source field cannot be an array element, '${path}' in doc with ` +
          `${identityOf(doc)} has an array on its way`,
      )
    }
    value = value instanceof Doc ? value.get(step) : undefined
  }
  return value
}

function checkNoArray(doc: Doc, path: string): void {
  let value: Value | undefined = doc
  for (const step of path.split('.')) {
    if (Array.isArray(value)) {
      throw badValue(
        `The destination field cannot be an array element, '${path}' in doc with ` +
          `${identityOf(doc)} has an array on its way`,
      )
    }
    value = value instanceof Doc ? value.get(step) : undefined
  }
}

const rename: Build = (path, operand) => {
  if (typeof operand !== 'string') {
    throw badValue(`The 'to' field for $rename must be a string: ${path}: ${show(operand)}`)
  }
  if (path === operand) {
    throw badValue(`The source and target field for $rename must differ: ${path}: ${show(operand)}`)
  }
  for (const side of [path, operand]) {
    if (/(?:^|\.)\$/.test(side)) {
      throw badValue(`The source and target field for $rename may not be dynamic: ${side}`)
    }
  }
  return [
    {
      path,
      creates: never,
      apply: () => undefined,
    },
    {
      path: operand,
      creates: ({ original }) => plainValue(original, path) !== undefined,
      apply: (value, { original }) => {
        const source = plainValue(original, path)
        if (source === undefined) return value
        checkNoArray(original, operand)
        return source
      },
    },
  ]
}

const bitNames = new Set(['and', 'or', 'xor'])

const bit: Build = (path, operand) => {
  if (!(operand instanceof Doc) || operand.size === 0) {
    throw badValue(
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an ` +
        'embedded document: {$bit: {field: {and/or/xor: #}}',
    )
  }
  const steps = [...operand.entries()].map(([name, mask]) => {
    if (!bitNames.has(name)) {
      throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`)
    }
    if (!(mask instanceof Int32) && typeof mask !== 'bigint') {
      throw badValue(`The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}'`)
    }
    return { name, mask }
  })
  return creating(path, (value, { original }) => {
    let result: Value = value ?? new Int32(0)
    for (const { name, mask } of steps) {
      if (!(result instanceof Int32) && typeof result !== 'bigint') {
        throw badValue(
          `Cannot apply $bit to a value of non-integral type. ${identityOf(original)} has the ` +
            `field ${named(path)} of non-integer type ${typeName(result)}`,
        )
      }
      result = combine(name, result, mask)
    }
    return result
  })
}

function combine(name: string, a: Int32 | bigint, b: Int32 | bigint): Int32 | bigint {
  const [x, y] = [toInteger(a) ?? 0n, toInteger(b) ?? 0n]
  const bits = name === 'and' ? x & y : name === 'or' ? x | y : x ^ y
  return a instanceof Int32 && b instanceof Int32 ? new Int32(Number(bits)) : bits
}

const modifiers: Readonly<Record<string, Build>> = {
  ...arrayModifiers,
  $bit: bit,
  $currentDate: currentDate,
  $inc: counting('$inc'),
  $max: extreme(1),
  $min: extreme(-1),
  $mul: counting('$mul'),
  $rename: rename,
  $set: set,
  $setOnInsert: setOnInsert,
  $unset: (path) => existing(path, () => undefined),
}

/** The modifiers of one operator. Throws FailedToParse (9) for an unknown one. */
export function modifiersOf(
  name: string,
  operand: Value,
  collation: Collation | undefined,
): Modifier[] {
  const build = Object.hasOwn(modifiers, name) ? modifiers[name] : undefined
  if (build === undefined) {
    throw failedToParse(
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update ` +
        'specified as an array',
    )
  }
  if (!(operand instanceof Doc)) {
    throw failedToParse(
      `Modifiers operate on fields but we found type ${typeName(operand)} instead. For example: ` +
        `{$mod: {<field>: ...}} not {${name}: ${show(operand)}}`,
    )
  }
  return [...operand.entries()].flatMap(([path, value]) => {
    if (value instanceof UndefinedKind && name !== '$unset') {
      throw badValue(`the value of ${name} at '${path}' cannot be undefined`)
    }
    return build(path, value, collation)
  })
}
