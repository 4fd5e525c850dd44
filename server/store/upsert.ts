/**
 * What a filter says for certain about the document an upsert will make.
 */
import { Doc } from './bson.ts'
import { StoreError } from './errors.ts'
import { isOperators } from './match.ts'
import type { Update } from './update.ts'
import { Regex } from './values.ts'
import type { Value } from './values.ts'

type Fields = Map<string, Value>

function note(fields: Fields, path: string, value: Value): void {
  const clash = [...fields.keys()].find(
    (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
  )
  if (clash !== undefined) {
    throw new StoreError(54, `cannot infer query fields to set, path '${clash}' is matched twice`)
  }
  fields.set(path, value)
}

/** The one value that an operator demands; undefined when it leaves a choice. */
function demanded(name: string, operand: Value): Value | undefined {
  if (name === '$eq') return operand
  if (name !== '$in' && name !== '$all') return undefined
  const [only] = Array.isArray(operand) && operand.length === 1 ? operand : []
  return only instanceof Regex || (only instanceof Doc && isOperators(only)) ? undefined : only
}

function gather(filter: Doc, fields: Fields): void {
  for (const [key, operand] of filter) {
    if (key === '$and' || key === '$or') {
      if (!Array.isArray(operand) || (key === '$or' && operand.length !== 1)) continue
      for (const branch of operand) if (branch instanceof Doc) gather(branch, fields)
    } else if (!key.startsWith('$')) {
      gatherField(key, operand, fields)
    }
  }
}

function gatherField(path: string, operand: Value, fields: Fields): void {
  if (operand instanceof Regex) return
  if (!isOperators(operand)) {
    note(fields, path, operand)
    return
  }
  for (const [name, inner] of operand) {
    const value = demanded(name, inner)
    if (value !== undefined) note(fields, path, value)
  }
}

function place(doc: Doc, steps: readonly string[], value: Value): Doc {
  const [step = '', ...rest] = steps
  if (rest.length === 0) return doc.with(step, value)
  const inner = doc.get(step)
  return doc.with(step, place(inner instanceof Doc ? inner : Doc.empty, rest, value))
}

/**
 * The document an upsert starts from: the filter's equalities, or only its _id for a replacement.
 * Throws NotSingleValueField (54) when the filter demands two values of one path.
 */
export function seedUpsert(filter: Doc, update: Pick<Update, 'replacement'>): Doc {
  const fields: Fields = new Map()
  gather(filter, fields)
  let seed = Doc.empty
  for (const [path, value] of fields) {
    if (update.replacement && path !== '_id') continue
    seed = place(seed, path.split('.'), value)
  }
  return seed
}
