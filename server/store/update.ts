/**
 * Updates, compiled once: operators, whole replacements and pipelines. `apply` returns the very
 * document it was given when nothing changed, so the caller counts modifications by identity.
 */
import { Doc } from './bson.ts'
import type { Collation } from './collation.ts'
import { equals, identical } from './compare.ts'
import { StoreError, badValue, failedToParse, immutableField } from './errors.ts'
import { compileFilter } from './match.ts'
import { modifiersOf } from './modifiers.ts'
import { show } from './show.ts'
import { updateStage } from './stages.ts'
import { typeName } from './types.ts'
import { Walker, identifiersIn, newBranch, plant } from './updatetree.ts'
import type { ElementFilters } from './updatetree.ts'
import { ObjectId, Regex, UndefinedKind } from './values.ts'
import type { Value } from './values.ts'

export { seedUpsert } from './upsert.ts'

export interface UpdateOptions {
  readonly arrayFilters?: readonly Doc[] | undefined
  readonly collation?: Collation | undefined
  readonly let?: Doc | undefined
  readonly now: Date
}

export interface ApplyContext {
  /** True when the document is a new one made by an upsert; only then $setOnInsert acts. */
  readonly insert: boolean
  /** The outermost array index the filter matched, for the positional `$`. */
  readonly arrayIndex?: number | undefined
}

export interface Update {
  readonly replacement: boolean
  /** Whether a path holds the positional `$`, so the filter must report its array index. */
  readonly positional: boolean
  /**
   * With `insert`, the result has its _id first, generated when neither filter nor update gave it.
   */
  apply(doc: Doc, context: ApplyContext): Doc
}

type Change = (doc: Doc, context: ApplyContext) => Doc

/**
 * Throws 9 for an unknown operator, 40 for conflicting paths, 2, 14, 52 or 56 for wrong operands
 * and paths. `apply` throws 66 when the _id would change, 53 for an _id that cannot be one, 28 for
 * a path through a scalar, and each operator's own codes.
 */
export function compileUpdate(update: Doc | readonly Doc[], options: UpdateOptions): Update {
  if (!(update instanceof Doc)) return finished(pipeline(update, options), false, false)
  const [first] = update.keys()
  if (first?.startsWith('$') === true) {
    const paths = update
      .listValues()
      .flatMap((operand) => (operand instanceof Doc ? [...operand.keys()] : []))
    const positional = paths.some((path) => path.split('.').includes('$'))
    return finished(operators(update, options), false, positional)
  }
  if ((options.arrayFilters ?? []).length > 0) {
    throw failedToParse('arrayFilters may not be specified for a replacement-style update')
  }
  checkReplacement(update)
  return finished((doc) => replaced(doc, update), true, false)
}

function checkReplacement(update: Doc): void {
  for (const name of update.keys()) {
    if (!name.startsWith('$')) continue
    throw new StoreError(
      52,
      `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an ` +
        'update replacement document.',
    )
  }
}

/** The new content under the old _id, which comes first. */
function replaced(doc: Doc, content: Doc): Doc {
  const id = doc.get('_id')
  if (id === undefined) return content
  const kept = content.get('_id') ?? id
  return Doc.from([['_id', kept], ...content.without('_id').entries()])
}

function finished(change: Change, replacement: boolean, positional: boolean): Update {
  return {
    replacement,
    positional,
    apply: (doc, context) => {
      const result = change(doc, context)
      checkIdentity(doc, result, replacement)
      if (context.insert) return withIdentity(result)
      return result === doc || identical(doc, result) ? doc : result
    },
  }
}

function checkIdentity(before: Doc, after: Doc, replacement: boolean): void {
  const id = before.get('_id')
  if (id === undefined) return
  const now = after.get('_id')
  if (now !== undefined && equals(id, now)) return
  throw immutableField(
    replacement
      ? `After applying the update, the (immutable) field '_id' was found to have been altered ` +
          `to _id: ${show(now)}`
      : "Performing an update on the path '_id' would modify the immutable field '_id'",
  )
}

/** A document ready to be stored: its _id first, generated if it has none. Throws 53. */
export function withIdentity(doc: Doc): Doc {
  const id = doc.get('_id') ?? ObjectId.generate()
  checkIdentityValue(id)
  if (doc.keys()[0] === '_id') return doc
  return Doc.from([['_id', id], ...doc.without('_id').entries()])
}

/** Throws InvalidIdField (53) for what cannot be an _id, 52 for operators inside one. */
export function checkIdentityValue(id: Value): void {
  if (Array.isArray(id) || id instanceof Regex || id instanceof UndefinedKind) {
    throw new StoreError(53, `The '_id' value cannot be of type ${typeName(id)}`)
  }
  const dollar = id instanceof Doc ? id.keys().find((name) => name.startsWith('$')) : undefined
  if (dollar !== undefined) {
    throw new StoreError(
      52,
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid`,
    )
  }
}

function operators(update: Doc, options: UpdateOptions): Change {
  const root = newBranch('')
  const used = new Set<string>()
  for (const [name, operand] of update) {
    for (const modifier of modifiersOf(name, operand, options.collation)) {
      for (const identifier of identifiersIn(modifier.path)) used.add(identifier)
      plant(root, modifier)
    }
  }
  const filters = elementFilters(options)
  for (const identifier of used) {
    if (filters.has(identifier)) continue
    throw badValue(`No array filter found for identifier '${identifier}' in the update`)
  }
  for (const identifier of filters.keys()) {
    if (used.has(identifier)) continue
    throw failedToParse(
      `The array filter for identifier '${identifier}' was not used in the update ${show(update)}`,
    )
  }
  const { now } = options
  return (doc, { insert, arrayIndex }) =>
    new Walker(filters, { original: doc, insert, arrayIndex, now }).intoDoc(root, doc)
}

function elementFilters(options: UpdateOptions): ElementFilters {
  const filters = new Map<string, (element: Value) => boolean>()
  for (const filter of options.arrayFilters ?? []) {
    const names = new Set(topLevelNames(filter))
    const [name, other] = [...names]
    if (name === undefined) {
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters')
    }
    if (other !== undefined) {
      throw failedToParse(
        `Error parsing array filter: Expected a single top-level field name, found '${name}' ` +
          `and '${other}'`,
      )
    }
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw badValue(
        'Error parsing array filter: The top-level field name must be an alphanumeric string ' +
          `beginning with a lowercase letter, found '${name}'`,
      )
    }
    if (filters.has(name)) {
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`)
    }
    const matches = compileFilter(filter, options)
    filters.set(name, (element) => matches(Doc.from([[name, element]])))
  }
  return filters
}

function topLevelNames(filter: Doc): string[] {
  return [...filter.entries()].flatMap(([key, value]) => {
    if (!key.startsWith('$')) return [key.split('.', 1)[0] ?? key]
    if (!Array.isArray(value)) return []
    return value.flatMap((branch) => (branch instanceof Doc ? topLevelNames(branch) : []))
  })
}

function pipeline(stages: readonly Doc[], options: UpdateOptions): Change {
  if ((options.arrayFilters ?? []).length > 0) {
    throw failedToParse('arrayFilters may not be specified for pipeline-style updates')
  }
  const changes = stages.map((stage) => updateStage(stage, options))
  return (doc) => {
    const result = changes.reduce((before, change) => change(before), doc)
    return replaced(doc, result)
  }
}
