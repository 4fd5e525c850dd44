/**
 * Pipelines that end in writing: `$out` replaces a collection in one step, `$merge` changes one
 * document by document. Both read to their end before the reply, and reply without documents.
 */
import { randomBytes } from 'node:crypto'
import { Doc } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import { createIndexes } from '../store/building.ts'
import type { Collection } from '../store/catalog.ts'
import { tryChange } from '../store/changing.ts'
import type { Change } from '../store/changing.ts'
import { insertDocument, withIdentity } from '../store/documents.ts'
import { ensureCollection, requireNamespace } from '../store/engine.ts'
import type { Engine } from '../store/engine.ts'
import { StoreError, duplicateKey, failedToParse, located } from '../store/errors.ts'
import { scanChunkKeys } from '../store/limits.ts'
import { show } from '../store/show.ts'
import { compileUpdate } from '../store/update.ts'
import type { Update } from '../store/update.ts'
import { checkNested } from './request.ts'

type Documents = AsyncIterable<Doc>

/** Where the result of a pipeline goes. */
export interface Output {
  run(engine: Engine, documents: Documents): Promise<void>
}

/** Reads the last stage; undefined when it writes nothing. Throws for a target it cannot read. */
export function readOutput(
  stage: Doc | undefined,
  database: string,
  base: Pick<Change, 'collation' | 'let' | 'now'>,
): Output | undefined {
  const out = stage?.get('$out')
  if (out !== undefined) return readOut(out, database)
  const merge = stage?.get('$merge')
  return merge === undefined ? undefined : readMerge(merge, database, base)
}

interface Target {
  readonly database: string
  readonly name: string
}

function readTarget(given: Value | undefined, database: string, stage: string): Target {
  if (typeof given === 'string') return { database, name: given }
  if (given instanceof Doc) {
    checkNested(given, ['coll', 'db'], stage)
    const [name, other] = [given.get('coll'), given.get('db') ?? database]
    if (typeof name === 'string' && typeof other === 'string') return { database: other, name }
  }
  throw failedToParse(`${stage} needs a collection's name, or an object with 'db' and 'coll'`)
}

function readOut(given: Value, database: string): Output {
  const target = readTarget(given, database, '$out')
  requireNamespace(target.database, target.name)
  return { run: (engine, documents) => replaceWhole(engine, target, documents) }
}

/** Fills a hidden collection first and then lets it take the target's place, indexes and all. */
async function replaceWhole(engine: Engine, target: Target, documents: Documents): Promise<void> {
  const { database } = target
  const present = engine.collection(`${database}.${target.name}`)
  const name = `tmp.agg_out.${randomBytes(8).toString('hex')}`
  const draft = await engine.write((room) =>
    ensureCollection(room, database, name, present?.collation),
  )
  try {
    const specs = (present?.indexes ?? []).map((index) => index.spec)
    await createIndexes(engine, draft, specs)
    await eachChunk(documents, (chunk) =>
      engine.write((room) => {
        for (const doc of chunk) insertDocument(room, draft, withIdentity(doc))
      }),
    )
    await engine.write(({ catalog }) => {
      const current = catalog.find(`${database}.${target.name}`)
      if (current !== undefined) catalog.drop(current)
      catalog.rename(draft, target.name)
    })
  } catch (error) {
    await engine.write(({ catalog }) => {
      if (catalog.find(draft.namespace) === draft) catalog.drop(draft)
    })
    throw error
  } finally {
    engine.tidy()
  }
}

async function eachChunk(
  documents: Documents,
  take: (chunk: readonly Doc[]) => Promise<void>,
): Promise<void> {
  let chunk: Doc[] = []
  for await (const doc of documents) {
    chunk.push(doc)
    if (chunk.length < scanChunkKeys) continue
    await take(chunk)
    chunk = []
  }
  if (chunk.length > 0) await take(chunk)
}

const mergeFields = ['into', 'let', 'on', 'whenMatched', 'whenNotMatched']

function readMerge(
  given: Value,
  database: string,
  base: Pick<Change, 'collation' | 'let' | 'now'>,
): Output {
  const spec = given instanceof Doc && given.has('into') ? given : Doc.from([['into', given]])
  checkNested(spec, mergeFields, '$merge')
  if (spec.has('let')) throw located(238, "$merge's option 'let' is not available here")
  const target = readTarget(spec.get('into'), database, '$merge')
  requireNamespace(target.database, target.name)
  const on = readOn(spec.get('on'))
  const matched = readMatched(spec.get('whenMatched') ?? 'merge', base)
  const otherwise = spec.get('whenNotMatched') ?? 'insert'
  if (typeof otherwise !== 'string' || !['insert', 'discard', 'fail'].includes(otherwise)) {
    throw failedToParse(`Enumeration value for field '$merge.whenNotMatched' is not valid`)
  }
  const merge = { ...base, ...target, on, matched, otherwise }
  return { run: (engine, documents) => mergeAll(engine, merge, documents) }
}

type Matched = (incoming: Doc) => Update

interface Merge extends Target, Pick<Change, 'collation' | 'let' | 'now'> {
  readonly on: readonly string[]
  readonly matched: Matched
  readonly otherwise: string
}

function readOn(given: Value | undefined): string[] {
  const list = given === undefined ? ['_id'] : Array.isArray(given) ? given : [given]
  return list.map((path) => {
    if (typeof path === 'string') return path
    throw failedToParse("$merge's 'on' is a field name or an array of them")
  })
}

function readMatched(how: Value, base: Pick<Change, 'collation' | 'let' | 'now'>): Matched {
  if (Array.isArray(how)) {
    const stages = how.filter((stage) => stage instanceof Doc)
    return (incoming) => {
      const variables = Doc.from([...(base.let ?? Doc.empty), ['new', incoming]])
      return compileUpdate(stages, { ...base, let: variables })
    }
  }
  if (how === 'merge') return (incoming) => custom((before) => overlay(before, incoming))
  if (how === 'replace') return (incoming) => compileUpdate(incoming, base)
  if (how === 'keepExisting') return () => custom((before) => before)
  if (how === 'fail') {
    return (incoming) =>
      custom(() => {
        const key = Doc.from([['_id', incoming.get('_id') ?? null]])
        throw duplicateKey(
          `$merge with whenMatched: fail found an existing document: ${show(key)}`,
          Doc.of({ _id: 1 }),
          key,
        )
      })
  }
  throw failedToParse(`Enumeration value for field '$merge.whenMatched' is not valid`)
}

const custom = (apply: (before: Doc) => Doc): Update => ({
  replacement: false,
  positional: false,
  apply,
})

function overlay(before: Doc, incoming: Doc): Doc {
  let after = before
  for (const [name, value] of incoming.entries())
    if (name !== '_id') after = after.with(name, value)
  return after
}

async function mergeAll(engine: Engine, merge: Merge, documents: Documents): Promise<void> {
  const { database, name, on } = merge
  const present = await engine.write((room) => ensureCollection(room, database, name))
  requireUniqueOn(present, on)
  await eachChunk(documents, (chunk) =>
    engine.write((room) => {
      for (const doc of chunk) {
        const incoming = withIdentity(doc)
        const filter = Doc.from(on.map((path) => [path, valueOn(incoming, path)] as const))
        const change = { ...merge, filter, update: merge.matched(incoming), multi: false }
        const result = tryChange(room, { ...change, upsert: false })
        if (result !== undefined && result.matched > 0) continue
        if (merge.otherwise === 'fail') {
          throw located(13113, '$merge could not find a matching document in the target collection')
        }
        if (merge.otherwise === 'insert') {
          insertDocument(room, ensureCollection(room, database, name), incoming)
        }
      }
    }),
  )
}

/** Without a unique index over these fields a merge could meet several documents. */
function requireUniqueOn(collection: Collection, on: readonly string[]): void {
  const wanted = [...on].sort().join('\0')
  const found = collection.indexes.some(
    ({ spec }) =>
      spec.unique && spec.partial === undefined && [...spec.paths].sort().join('\0') === wanted,
  )
  if (!found) {
    throw located(51183, 'Cannot find index to verify that join fields will be unique')
  }
}

function valueOn(doc: Doc, path: string): Value {
  let value: Value | undefined = doc
  for (const step of path.split('.')) value = value instanceof Doc ? value.get(step) : undefined
  if (value === undefined || value === null || Array.isArray(value)) {
    throw new StoreError(51132, `$merge cannot use '${path}': missing, null or an array`)
  }
  return value
}
