/**
 * A command as its handler sees it: fields of known names and types, or MongoDB's own refusal.
 * Every command lists the fields it takes; one that is not on the list is refused, since ignoring
 * an option would answer a question nobody asked.
 */
import { Doc } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import { compileCollation } from '../store/collation.ts'
import type { Collation } from '../store/collation.ts'
import { StoreError, badValue, failedToParse, typeMismatch } from '../store/errors.ts'
import { compileExpression } from '../store/expression.ts'
import { isNumeric, toDouble, toSafeInteger } from '../store/numbers.ts'
import { show } from '../store/show.ts'

/** Fields any command may carry. Those about sessions and routing mean nothing on one node. */
const genericFields = new Set([
  '$audit',
  '$client',
  '$clusterTime',
  '$db',
  '$oplogQueryData',
  '$queryOptions',
  '$readPreference',
  'apiDeprecationErrors',
  'apiStrict',
  'apiVersion',
  'autocommit',
  'comment',
  'lsid',
  'maxTimeMS',
  'readConcern',
  'startTransaction',
  'txnNumber',
  'writeConcern',
])

const transactionFields = ['txnNumber', 'startTransaction', 'autocommit']

export class Request {
  readonly command: string
  readonly body: Doc
  readonly now = new Date()

  constructor(command: string, body: Doc) {
    this.command = command
    this.body = body
  }

  get database(): string {
    const database = this.body.get('$db')
    if (typeof database === 'string') return database
    throw failedToParse("BSON field 'OP_MSG.$db' is missing but a required field")
  }

  /** The collection the command names as its own value. Throws 73 for an empty or missing name. */
  get collection(): string {
    const name = this.body.get(this.body.keys()[0] ?? '')
    if (typeof name !== 'string') {
      throw new StoreError(73, `collection name has invalid type ${typeName(name)}`)
    }
    if (name === '') throw new StoreError(73, `Invalid namespace specified '${this.database}.'`)
    return name
  }

  get namespace(): string {
    return `${this.database}.${this.collection}`
  }

  /**
   * Refuses unknown fields (40415), transactions (263), a wrong API version, and concerns this
   * server cannot honour.
   */
  check(fields: readonly string[]): void {
    for (const name of transactionFields) {
      if (!this.body.has(name)) continue
      // Not code 20: the driver would take it for missing retryable writes and say something else.
      throw new StoreError(263, 'Transactions need a replica set; the embedded store has none')
    }
    const known = new Set(fields)
    for (const name of this.body.keys()) {
      if (name === this.command || known.has(name) || genericFields.has(name)) continue
      throw new StoreError(40415, `BSON field '${this.command}.${name}' is an unknown field.`)
    }
    this.checkApi()
    this.checkConcerns()
  }

  private checkApi(): void {
    const version = this.body.get('apiVersion')
    if (version === undefined || version === '1') return
    throw new StoreError(322, `Provided apiVersion is not supported: ${show(version)}`)
  }

  private checkConcerns(): void {
    const level = this.doc('readConcern')?.get('level')
    if (level === 'snapshot') {
      throw new StoreError(123, 'Snapshot reads need a replica set; the embedded store has none')
    }
    const levels = ['local', 'available', 'majority', 'linearizable']
    if (level !== undefined && (typeof level !== 'string' || !levels.includes(level))) {
      throw badValue(`Unknown read concern level ${show(level)}`)
    }
    const w = this.doc('writeConcern')?.get('w')
    if (isNumeric(w) && toDouble(w) > 1) {
      throw badValue("cannot use 'w' > 1 when a host is not replicated")
    }
    if (typeof w === 'string' && w !== 'majority') {
      throw new StoreError(79, `No write concern mode named '${w}' found in replica set config`)
    }
  }

  string(name: string): string | undefined {
    const value = this.given(name)
    if (value === undefined || typeof value === 'string') return value
    throw this.wrongType(name, value, 'string')
  }

  doc(name: string): Doc | undefined {
    const value = this.given(name)
    if (value === undefined || value instanceof Doc) return value
    throw this.wrongType(name, value, 'object')
  }

  /** Numbers count as flags too, as mongod reads them. */
  flag(name: string): boolean {
    const value = this.given(name)
    if (value === undefined) return false
    if (typeof value === 'boolean') return value
    if (isNumeric(value)) return toDouble(value) !== 0
    throw this.wrongType(name, value, 'bool')
  }

  /** Like `flag`, for options that are on unless switched off. */
  flagOr(name: string, otherwise: boolean): boolean {
    return this.given(name) === undefined ? otherwise : this.flag(name)
  }

  /** A whole number, zero or above. Throws 51024 below zero, 14 for other types. */
  count(name: string): number | undefined {
    const value = this.given(name)
    if (value === undefined) return undefined
    if (!isNumeric(value)) throw this.wrongType(name, value, 'long')
    const whole = toSafeInteger(value) ?? Math.trunc(toDouble(value))
    if (whole >= 0) return whole
    throw new StoreError(51024, `BSON field '${name}' value must be >= 0, actual value '${whole}'`)
  }

  docs(name: string): Doc[] | undefined {
    const value = this.given(name)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) throw this.wrongType(name, value, 'array')
    return value.map((item, at) => {
      if (item instanceof Doc) return item
      throw this.wrongType(`${name}.${at}`, item, 'object')
    })
  }

  value(name: string): Value | undefined {
    return this.given(name)
  }

  /** Throws 40414 when the field is missing. */
  required<T>(name: string, value: T | undefined): T {
    if (value !== undefined) return value
    throw new StoreError(
      40414,
      `BSON field '${this.command}.${name}' is missing but a required field`,
    )
  }

  /** The collation asked for; without one, what the collection inherits to its queries. */
  collation(inherited: Collation | undefined): Collation | undefined {
    const spec = this.doc('collation')
    return spec === undefined || spec.size === 0 ? inherited : compileCollation(spec)
  }

  /** The command's variables, each evaluated once: their values are constant expressions. */
  variables(): Doc | undefined {
    const given = this.doc('let')
    return given === undefined ? undefined : evaluateAll(given, this.now)
  }

  /** An index name or key pattern. */
  hint(): Value | undefined {
    return readHint(this.given('hint'))
  }

  /** When the request must be answered, as an instant of `performance.now()`. */
  deadline(): number | undefined {
    const limitMs = this.count('maxTimeMS')
    return limitMs === undefined || limitMs === 0 ? undefined : performance.now() + limitMs
  }

  private given(name: string): Value | undefined {
    const value = this.body.get(name)
    return value === null ? undefined : value
  }

  private wrongType(name: string, value: Value, expected: string): StoreError {
    return typeMismatch(
      `BSON field '${this.command}.${name}' is the wrong type '${typeName(value)}', ` +
        `expected type '${expected}'`,
    )
  }
}

/** Evaluates constant expressions; one that yields nothing leaves its variable out. */
export function evaluateAll(given: Doc, now: Date): Doc {
  const values: [string, Value][] = []
  for (const [name, expression] of given.entries()) {
    const value = compileExpression(expression, { now })(Doc.empty)
    if (value !== undefined) values.push([name, value])
  }
  return Doc.from(values)
}

/** Throws 9 for what is neither a name nor a pattern; an empty pattern is no hint. */
export function readHint(value: Value | undefined): Value | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  if (value instanceof Doc) return value.size === 0 ? undefined : value
  throw failedToParse('Hint must be a string or an object')
}

/** Refuses fields of a nested specification that are not on its list (40415). */
export function checkNested(spec: Doc, fields: readonly string[], place: string): void {
  for (const name of spec.keys()) {
    if (fields.includes(name)) continue
    throw new StoreError(40415, `BSON field '${place}.${name}' is an unknown field.`)
  }
}

function typeName(value: Value | undefined): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return 'double'
  if (typeof value === 'bigint') return 'long'
  if (typeof value === 'string') return 'string'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Doc) return 'object'
  return value.constructor.name.toLowerCase()
}
