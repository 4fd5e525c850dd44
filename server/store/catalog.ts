/**
 * Which collections and indexes exist. The whole catalog lives in memory and is written through to
 * the storage inside the same transaction as the change it describes; when a commit fails it is
 * read again from the disk, because memory that claims more than the disk holds would lose data
 * later.
 */
import { Doc, Int32, decode, encode } from './bson.ts'
import type { Collation } from './collation.ts'
import { newCollection, newIndex, readCollection, storedCollection } from './collection.ts'
import type { Collection, Index } from './collection.ts'
import type { Space, Storage } from './contract.ts'
import { StorageError } from './contract.ts'
import { identitySpec } from './indexspec.ts'
import type { IndexSpec } from './indexspec.ts'
import { lastRecord } from './records.ts'

export type { Collection, Index } from './collection.ts'

/** Changed whenever stored bytes change their meaning; an unknown format is never opened. */
export const formatVersion = 1

/** Entries nobody refers to any more, removed in the background. */
export interface Garbage {
  readonly space: 'data' | 'index'
  readonly id: number
}

const keyOf = (kind: string, id: number): Buffer => {
  const key = Buffer.alloc(5)
  key.write(kind, 0, 'latin1')
  key.writeUInt32BE(id, 1)
  return key
}

const formatKey = Buffer.from('format')
const generationKey = Buffer.from('generation')
const nextKey = Buffer.from('next')
const metaEntriesMax = 1_000_000

export class Catalog {
  private readonly meta: Space
  private readonly data: Space
  private readonly collections = new Map<string, Collection>()
  private readonly garbage = new Map<string, Garbage>()
  private next = 1
  /** Counts changes of the catalog, here and on the disk. */
  private generation = 0

  /** Reads the catalog; throws StorageError `damaged` for a format this version does not know. */
  constructor(storage: Storage) {
    this.meta = storage.space('meta')
    this.data = storage.space('data')
    this.read()
  }

  /** Call inside a write, once per new store. */
  initialize(): void {
    this.meta.put(formatKey, encode(Doc.of({ version: formatVersion })))
  }

  get isNew(): boolean {
    return this.meta.get(formatKey) === undefined
  }

  find(namespace: string): Collection | undefined {
    return this.collections.get(namespace)
  }

  all(): Collection[] {
    return [...this.collections.values()]
  }

  allGarbage(): Garbage[] {
    return [...this.garbage.values()]
  }

  /** Adds a collection with its _id index. Inside a write. */
  create(database: string, name: string, collation: Collation | undefined): Collection {
    const collection = newCollection(this.takeId(), database, name, collation)
    collection.indexes.push(newIndex(this.takeId(), identitySpec(collation), false))
    this.collections.set(collection.namespace, collection)
    this.save(collection)
    return collection
  }

  /** Forgets a collection; its bytes become garbage. Inside a write. */
  drop(collection: Collection): void {
    collection.gone = true
    this.collections.delete(collection.namespace)
    this.advance()
    this.meta.delete(keyOf('c', collection.id))
    this.discard({ space: 'data', id: collection.id })
    for (const index of collection.indexes) this.discard({ space: 'index', id: index.id })
  }

  /**
   * Gives a collection another name in its database; cursors over the old one end. Inside a write.
   */
  rename(collection: Collection, name: string): void {
    collection.gone = true
    this.collections.delete(collection.namespace)
    const namespace = `${collection.database}.${name}`
    const renamed = { ...collection, name, namespace, gone: false }
    this.collections.set(namespace, renamed)
    this.save(renamed)
  }

  /** Adds an index that is still to be filled, or is complete because there is nothing to fill. */
  addIndex(collection: Collection, spec: IndexSpec, building: boolean): Index {
    const index = newIndex(this.takeId(), spec, building)
    collection.indexes.push(index)
    this.save(collection)
    return index
  }

  dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter((present) => present !== index)
    this.discard({ space: 'index', id: index.id })
    this.save(collection)
  }

  /** Writes a collection's entry after one of its indexes changed. Inside a write. */
  save(collection: Collection): void {
    const doc = storedCollection(collection)
    this.advance()
    this.meta.put(keyOf('c', collection.id), encode(doc))
  }

  /** The bytes of this garbage are gone. Inside a write. */
  cleaned(garbage: Garbage): void {
    this.garbage.delete(`${garbage.space}${garbage.id}`)
    this.meta.delete(keyOf(garbage.space === 'data' ? 'd' : 'i', garbage.id))
  }

  /**
   * After a failed commit memory may claim what never reached the disk, and another write may begin
   * before the failure is heard of. So each write compares the generations first. Inside a write.
   */
  refresh(): void {
    if (this.storedGeneration() !== this.generation) this.reload()
  }

  /**
   * Memory forgets what never reached the disk. Numbers once given are not given again, because a
   * write that is still under way may be using them.
   */
  reload(): void {
    const before = new Map([...this.collections.values()].map((each) => [each.id, each]))
    const next = this.next
    for (const collection of before.values()) collection.gone = true
    this.read()
    this.next = Math.max(this.next, next)
    for (const collection of this.collections.values()) {
      const known = before.get(collection.id)?.nextRecord ?? 0
      collection.nextRecord = Math.max(collection.nextRecord, known)
    }
  }

  private storedGeneration(): number {
    return readNumber(this.meta.get(generationKey), 'n') ?? 0
  }

  private advance(): void {
    this.generation += 1
    this.meta.put(generationKey, encode(Doc.of({ n: this.generation })))
  }

  private discard(garbage: Garbage): void {
    this.garbage.set(`${garbage.space}${garbage.id}`, garbage)
    const key = keyOf(garbage.space === 'data' ? 'd' : 'i', garbage.id)
    this.meta.put(key, encode(Doc.empty))
  }

  private takeId(): number {
    const id = this.next
    this.next += 1
    this.meta.put(nextKey, encode(Doc.of({ id: this.next })))
    return id
  }

  private read(): void {
    this.collections.clear()
    this.garbage.clear()
    this.requireFormat()
    this.generation = this.storedGeneration()
    this.next = readNumber(this.meta.get(nextKey), 'id') ?? 1
    const start = Buffer.from('\0')
    const end = Buffer.from([255])
    for (const { key, value } of this.meta.range({ start, end, limit: metaEntriesMax })) {
      if (key.length !== 5) continue
      const id = key.readUInt32BE(1)
      const kind = key.toString('latin1', 0, 1)
      if (kind === 'c') this.admit(id, decode(value))
      if (kind === 'd') this.garbage.set(`data${id}`, { space: 'data', id })
      if (kind === 'i') this.garbage.set(`index${id}`, { space: 'index', id })
    }
  }

  private requireFormat(): void {
    const stored = this.meta.get(formatKey)
    if (stored === undefined) return
    const version = readNumber(stored, 'version')
    if (version === formatVersion) return
    throw new StorageError(
      'damaged',
      `The store has format ${version}, but this version reads format ${formatVersion} only`,
    )
  }

  private admit(id: number, stored: Doc): void {
    const collection = readCollection(id, stored, lastRecord(this.data, id) + 1)
    this.collections.set(collection.namespace, collection)
  }
}

function readNumber(bytes: Uint8Array | undefined, field: string): number | undefined {
  if (bytes === undefined) return undefined
  const value = Doc.view(bytes).get(field)
  return value instanceof Int32 ? value.value : undefined
}
