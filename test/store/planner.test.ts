/**
 * The planner may choose any way to find documents as long as nobody can tell from the answer. So
 * random documents are asked random questions under random indexes, and every plan must answer as
 * reading the whole collection does.
 */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { Doc, Int32, encode } from '../../server/store/bson.ts'
import { createIndexes } from '../../server/store/building.ts'
import type { Collection } from '../../server/store/catalog.ts'
import { compileCollation } from '../../server/store/collation.ts'
import type { Collation as Collated } from '../../server/store/collation.ts'
import { removeDocument, replaceDocument, insertDocument } from '../../server/store/documents.ts'
import { Engine, ensureCollection } from '../../server/store/engine.ts'
import { readIndexSpec } from '../../server/store/indexspec.ts'
import { compileFilter } from '../../server/store/match.ts'
import type { Matcher } from '../../server/store/match.ts'
import { prepareFind } from '../../server/store/reading.ts'
import type { FindRequest } from '../../server/store/reading.ts'
import { dataKey } from '../../server/store/records.ts'
import { show } from '../../server/store/show.ts'
import { compileSort } from '../../server/store/sort.ts'
import { auditCollection } from '../../server/store/validate.ts'
import { temporaryFolder } from '../wire/harness.ts'
import { caseless, narrowWorld, option, pattern, sort, wideWorld } from './world.ts'
import type { World } from './world.ts'

let serial = 0

async function fillCollection(
  engine: Engine,
  docs: readonly Doc[],
  indexes: readonly (readonly [Doc, Doc])[],
): Promise<Collection> {
  serial += 1
  const collection = await engine.write((room) => ensureCollection(room, 'test', `c${serial}`))
  for (const [at, [keys, options]] of indexes.entries()) {
    const declared = Doc.from([['key', keys], ['name', `i${at}`], ...options.entries()])
    await createIndexes(engine, collection, [readIndexSpec(declared, undefined)]).catch(() => 0)
  }
  await engine.write((room) => {
    docs.forEach((each, at) => {
      const whole = Doc.from([['_id', new Int32(at)], ...each.entries()])
      try {
        insertDocument(room, collection, Doc.view(encode(whole)))
      } catch {
        // Parallel arrays are refused by an index; such a document is simply not there.
      }
    })
  })
  return collection
}

async function idsOf(engine: Engine, collection: Collection, wanted: FindRequest): Promise<Doc[]> {
  const found: Doc[] = []
  for await (const match of prepareFind(engine.room, collection, wanted).run())
    found.push(match.doc)
  return found
}

const ids = (docs: readonly Doc[]): string[] => docs.map((each) => show(each.get('_id')))

describe('The planner', () => {
  const room = temporaryFolder()
  let engine: Engine

  before(async () => {
    engine = await Engine.open({ folder: room.folder })
  })
  after(async () => {
    await engine.close()
    room.remove()
  })

  it('answers through any index as by reading the whole collection', async () => {
    await requireAgreement(engine, wideWorld, 4)
  })

  it('does so too where few values make questions hit often', async () => {
    await requireAgreement(engine, narrowWorld, 1)
  })

  it('keeps every index entry in step with random changes', async () => {
    const change = fc.tuple(fc.nat(30), fc.oneof(fc.constant(undefined), wideWorld.document))
    const scene = fc.record({
      docs: fc.array(wideWorld.document, { maxLength: 15 }),
      indexes: fc.array(fc.tuple(pattern, option), { minLength: 1, maxLength: 4 }),
      changes: fc.array(change, { maxLength: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(scene, async ({ docs, indexes, changes }) => {
        const collection = await fillCollection(engine, docs, indexes)
        await engine.write((writer) => {
          for (const [record, after] of changes) {
            const bytes = writer.data.get(dataKey(collection.id, record))
            if (bytes === undefined) continue
            const before = Doc.view(bytes)
            const id = before.get('_id') ?? null
            if (after === undefined) {
              removeDocument(writer, collection, record, before)
              continue
            }
            const whole = Doc.from([['_id', id], ...after.entries()])
            try {
              replaceDocument(writer, collection, record, before, whole)
            } catch {
              // Parallel arrays again; the document must then be exactly as before.
            }
          }
        })
        const audit = await auditCollection(engine.room, collection)
        expect(audit.faults).to.deep.equal([])
      }),
      { numRuns: 150 },
    )
  })
})

/** Asks random questions of random collections and compares every plan with the plain truth. */
async function requireAgreement(engine: Engine, world: World, indexesMax: number): Promise<void> {
  const scene = fc.record({
    docs: fc.array(world.document, { minLength: 8, maxLength: 25 }),
    indexes: fc.array(fc.tuple(pattern, option), { minLength: 1, maxLength: indexesMax }),
    filters: fc.array(world.filter, { minLength: 12, maxLength: 12 }),
    sort,
    collated: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(scene, async ({ docs, indexes, filters, sort: order, collated }) => {
      const collection = await fillCollection(engine, docs, indexes)
      const collation = collated ? compileCollation(Doc.of(caseless)) : undefined
      const base = { skip: 0, limit: 0, now: new Date(), collation }
      const all = await idsOf(engine, collection, { ...base, filter: Doc.empty })
      const sortable = order !== undefined && isSortable(order, all) ? order : undefined
      const plain = collection.indexes.filter(({ spec }) => !spec.sparse && !spec.partial)
      const hints = [undefined, ...plain.map(({ spec }) => spec.name)]
      for (const each of filters) {
        const matches = compiled(each, collation)
        if (matches === undefined) continue
        const truth = ids(all.filter((one) => matches(one))).sort()
        for (const hint of hints) {
          const request = { ...base, filter: each, sort: sortable, hint }
          const found = await idsOf(engine, collection, request)
          const words = `${show(each)} by ${hint ?? 'choice'}`
          expect(ids(found).sort(), words).to.deep.equal(truth)
          if (sortable === undefined) continue
          const compared = compileSort(sortable, collation)
          found.forEach((one, at) => {
            const next = found[at + 1]
            if (next !== undefined) expect(compared(one, next), words).to.be.at.most(0)
          })
        }
      }
      await engine.write(({ catalog }) => catalog.drop(collection))
    }),
    { numRuns: 400 },
  )
}

/** Random operands include some that a filter may not have; those questions are not asked. */
function compiled(question: Doc, collation: Collated | undefined): Matcher | undefined {
  try {
    return compileFilter(question, { collation })
  } catch {
    return undefined
  }
}

/** Two arrays in one sort are refused by design, so such an order proves nothing here. */
function isSortable(order: Doc, docs: readonly Doc[]): boolean {
  const compared = compileSort(order)
  try {
    for (const one of docs) compared(one, one)
    return true
  } catch {
    return false
  }
}
