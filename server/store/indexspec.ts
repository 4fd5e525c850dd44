/**
 * What an index is declared to be. Everything a client may ask of createIndexes is read here once,
 * into one shape; kinds this store does not have are refused here with MongoDB's codes, so that no
 * index can exist which a query could later misread.
 */
import { Doc, Int32, encode } from './bson.ts'
import type { Value } from './bson.ts'
import { compileCollation, sameCollation } from './collation.ts'
import type { Collation } from './collation.ts'
import { equals } from './compare.ts'
import { StoreError, typeMismatch } from './errors.ts'
import type { Direction } from './keys.ts'
import { indexFieldsMax } from './limits.ts'
import { compileFilter } from './match.ts'
import type { Matcher } from './match.ts'
import { isNumeric, toDouble } from './numbers.ts'
import { show } from './show.ts'

export interface IndexSpec {
  readonly name: string
  readonly pattern: Doc
  readonly paths: readonly string[]
  readonly directions: readonly Direction[]
  readonly unique: boolean
  readonly sparse: boolean
  readonly hidden: boolean
  readonly partial: Doc | undefined
  /** Whether a document belongs in the index, for a partial one. */
  readonly admits: Matcher | undefined
  readonly expireSeconds: number | undefined
  readonly collation: Collation | undefined
  /** The declaration as listIndexes shows it. */
  readonly shown: Doc
}

const optionNames = new Set([
  'background',
  'collation',
  'expireAfterSeconds',
  'hidden',
  'key',
  'name',
  'ns',
  'partialFilterExpression',
  'sparse',
  'unique',
  'v',
])

const cannotCreate = (message: string): StoreError => new StoreError(67, message)

/**
 * Reads one element of createIndexes' `indexes`, with the collection's collation as default. Throws
 * 67 for kinds not kept here (text, geo, hashed, wildcard) and wrong combinations, 197 for an
 * unknown option, 9 for a missing name or key, 14 for an option of the wrong type.
 */
export function readIndexSpec(declared: Doc, inherited: Collation | undefined): IndexSpec {
  for (const option of declared.keys()) {
    if (optionNames.has(option)) continue
    throw new StoreError(
      197,
      `The field '${option}' is not valid for an index specification. ` +
        `Specification: ${show(declared)}`,
    )
  }
  const pattern = readPattern(declared)
  const name = declared.get('name')
  if (typeof name !== 'string') throw missing('name')
  if (name === '' || name.includes('\0')) throw cannotCreate('The index name cannot be empty')
  const partial = readPartial(declared)
  const collation = readCollation(declared, inherited)
  const sparse = readFlag(declared, 'sparse')
  if (sparse && partial !== undefined) {
    throw cannotCreate('cannot mix "partialFilterExpression" and "sparse" options')
  }
  const paths = pattern.keys()
  const directions = pattern.listValues().map(directionOf)
  const spec = {
    name,
    pattern,
    paths,
    directions,
    // The _id index is unique without saying so.
    unique: readFlag(declared, 'unique') || isIdentity({ paths, directions }),
    sparse,
    hidden: readFlag(declared, 'hidden'),
    partial,
    admits: partial === undefined ? undefined : compileFilter(partial, { collation }),
    expireSeconds: readExpiry(declared, pattern),
    collation,
  }
  requireIdentity(spec, declared)
  return { ...spec, shown: describe(spec) }
}

/** The index every collection has; its name and pattern are fixed. */
export function identitySpec(collation: Collation | undefined): IndexSpec {
  const declared = Doc.of({ key: { _id: 1 }, name: '_id_' })
  return readIndexSpec(declared, collation)
}

const missing = (field: string): StoreError =>
  new StoreError(9, `The '${field}' field is a required property of an index specification`)

function readPattern(declared: Doc): Doc {
  const pattern = declared.get('key')
  if (pattern === undefined) throw missing('key')
  if (!(pattern instanceof Doc)) throw typeMismatch("The field 'key' must be an object")
  if (pattern.size === 0) throw cannotCreate('Index keys cannot be empty.')
  if (pattern.size > indexFieldsMax) {
    throw new StoreError(13103, `too many compound keys: at most ${indexFieldsMax}`)
  }
  if (new Set(pattern.keys()).size !== pattern.size) {
    throw cannotCreate(`Index key pattern names a field twice: ${show(pattern)}`)
  }
  for (const [path, value] of pattern.entries()) requirePath(path, value)
  return pattern
}

function requirePath(path: string, value: Value): void {
  if (typeof value === 'string') {
    throw cannotCreate(`Unknown index plugin '${value}': the embedded store has no such index kind`)
  }
  if (path === '$**' || path.endsWith('.$**')) {
    throw cannotCreate('Wildcard indexes are not available in the embedded store')
  }
  if (path === '' || path.split('.').includes('')) {
    throw cannotCreate('Index keys cannot be an empty field.')
  }
  if (path.split('.').some((part) => part.startsWith('$') && !/^\$(id|ref|db)$/.test(part))) {
    throw cannotCreate(`Index key contains an illegal field name: field name starts with '$'.`)
  }
  if (!isNumeric(value) || toDouble(value) === 0 || Number.isNaN(toDouble(value))) {
    throw cannotCreate(`Values in v:2 index key pattern must be numbers above or below 0: ${path}`)
  }
}

const directionOf = (value: Value): Direction => (isNumeric(value) && toDouble(value) < 0 ? -1 : 1)

function readFlag(declared: Doc, option: string): boolean {
  const value = declared.get(option)
  if (value === undefined) return false
  if (typeof value === 'boolean') return value
  if (isNumeric(value)) return toDouble(value) !== 0
  throw typeMismatch(`The field '${option}' has to be a boolean`)
}

const partialRefused = new Set(['$not', '$nin', '$ne', '$nor', '$regex', '$elemMatch', '$mod'])

function readPartial(declared: Doc): Doc | undefined {
  const partial = declared.get('partialFilterExpression')
  if (partial === undefined) return undefined
  if (!(partial instanceof Doc)) {
    throw typeMismatch('partialFilterExpression must be an object')
  }
  requirePartial(partial)
  return partial
}

function requirePartial(value: Value): void {
  if (Array.isArray(value)) {
    value.forEach(requirePartial)
    return
  }
  if (!(value instanceof Doc)) return
  for (const [name, inner] of value.entries()) {
    if (partialRefused.has(name) || (name === '$exists' && inner === false)) {
      throw cannotCreate(`unsupported expression in partial index: ${name}`)
    }
    requirePartial(inner)
  }
}

function readExpiry(declared: Doc, pattern: Doc): number | undefined {
  const value = declared.get('expireAfterSeconds')
  if (value === undefined) return undefined
  if (!isNumeric(value)) throw typeMismatch("The field 'expireAfterSeconds' must be a number")
  const seconds = toDouble(value)
  if (!(seconds >= 0 && seconds <= 2147483647)) {
    throw cannotCreate('TTL index option must be within an acceptable range, 0 to 2147483647')
  }
  if (pattern.size > 1) {
    throw cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL')
  }
  return Math.floor(seconds)
}

function readCollation(declared: Doc, inherited: Collation | undefined): Collation | undefined {
  const value = declared.get('collation')
  if (value === undefined) return inherited
  if (!(value instanceof Doc)) throw typeMismatch("The field 'collation' must be an object")
  return compileCollation(value)
}

type Unshown = Omit<IndexSpec, 'shown'>

/** The _id index is made with its collection; asking for it again may not change what it is. */
function requireIdentity(spec: Unshown, declared: Doc): void {
  if (!isIdentity(spec)) {
    if (spec.name === '_id_') {
      throw new StoreError(2, `The index name '_id_' is reserved for the _id index`)
    }
    return
  }
  for (const option of ['sparse', 'partialFilterExpression', 'expireAfterSeconds', 'hidden']) {
    if (!declared.has(option)) continue
    throw new StoreError(
      197,
      `The field '${option}' is not valid for an _id index specification. ` +
        `Specification: ${show(declared)}`,
    )
  }
}

/** Whether the pattern is `{_id: 1}`. */
export const isIdentity = (spec: Pick<IndexSpec, 'paths' | 'directions'>): boolean =>
  spec.paths.length === 1 && spec.paths[0] === '_id' && spec.directions[0] === 1

function describe(spec: Unshown): Doc {
  let shown = Doc.from([
    ['v', new Int32(2)],
    ['key', spec.pattern],
    ['name', spec.name],
  ])
  if (spec.unique && !isIdentity(spec)) shown = shown.with('unique', true)
  if (spec.sparse) shown = shown.with('sparse', true)
  if (spec.hidden) shown = shown.with('hidden', true)
  if (spec.partial !== undefined) shown = shown.with('partialFilterExpression', spec.partial)
  if (spec.expireSeconds !== undefined) {
    shown = shown.with('expireAfterSeconds', new Int32(spec.expireSeconds))
  }
  if (spec.collation !== undefined) shown = shown.with('collation', spec.collation.spec)
  return shown
}

const samePartial = (a: IndexSpec, b: IndexSpec): boolean =>
  equals(a.partial ?? null, b.partial ?? null)

/** Whether two declarations index the same thing, whatever their names. */
const sameSignature = (a: IndexSpec, b: IndexSpec): boolean =>
  equals(a.pattern, b.pattern) &&
  a.unique === b.unique &&
  a.sparse === b.sparse &&
  samePartial(a, b) &&
  sameCollation(a.collation, b.collation)

/**
 * Whether `asked` already exists as `present`. Throws 85 or 86 when the two contradict each other,
 * with mongod's distinction: the same index under another name or other options is 85, another
 * index under the same name 86.
 */
export function alreadyThere(asked: IndexSpec, present: IndexSpec): boolean {
  if (asked.name !== present.name) {
    if (!sameSignature(asked, present)) return false
    throw new StoreError(85, `Index already exists with a different name: ${present.name}`)
  }
  if (!sameSignature(asked, present)) {
    throw new StoreError(
      86,
      'An existing index has the same name as the requested index. When index names are not ' +
        'specified, they are auto generated and can cause conflicts. Requested index: ' +
        `${show(asked.shown)}, existing index: ${show(present.shown)}`,
    )
  }
  if (asked.expireSeconds === present.expireSeconds && asked.hidden === present.hidden) return true
  throw new StoreError(
    85,
    'An equivalent index already exists with the same name but different options. ' +
      `Requested index: ${show(asked.shown)}, existing index: ${show(present.shown)}`,
  )
}

/** A declaration as stored bytes can be read back by `readIndexSpec`. */
export const storedSpec = (spec: IndexSpec): Doc => Doc.view(encode(spec.shown))
