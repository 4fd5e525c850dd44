/**
 * Which records a list had when somebody asked for it. A long list is read for minutes while acts
 * go on: read by its order it could name a record twice or leave one out, so its ids are
 * remembered first, and each record is read when its turn comes.
 */
import { maySee, readGrant } from '../../models/derive/permissions.ts'
import type { LedgerRecord } from '../../models/record.ts'
import { readRecords } from '../../models/stored/records.ts'
import { filterOf } from './list.ts'
import type { Listing, ListQuery } from './list.ts'
import { orderOf } from './order.ts'

/** The records a list had at one moment, in its order, however long it takes to read them. */
export interface Snapshot {
  readonly length: number
  /**
   * Reads the records in groups, each as it is when it is read and as long as it may be seen.
   *
   * @param before awaited before each group
   */
  groups(size: number, before: () => Promise<void>): AsyncGenerator<LedgerRecord[]>
}

/** An id takes sixteen bytes, so that the ids of a million records are no weight. */
const idBytes = 16

/**
 * Remembers which records a list has now.
 *
 * @param most records; of a longer list one more is remembered
 */
export async function snapshot(
  listing: Listing,
  query: ListQuery,
  most: number,
): Promise<Snapshot> {
  const { database, ledger, actor } = listing
  const filter = filterOf(listing, query)
  const grant = readGrant(ledger, actor)
  const parts: Buffer[] = []
  if (filter && !(typeof grant === 'object' && 'by' in grant)) {
    const cursor = database.records
      .find(filter, { _id: 1 })
      .sort(orderOf(ledger, query.sort))
      .limit(most + 1)
      .lean()
      .cursor({ batchSize: 1_000 })
    for await (const { _id } of cursor) parts.push(Buffer.from(_id.replaceAll('-', ''), 'hex'))
  }
  const ids = Buffer.concat(parts)
  const length = ids.length / idBytes
  return {
    length,
    async *groups(size, before) {
      for (let from = 0; from < length; from += size) {
        await before()
        const wanted: string[] = []
        for (let at = from; at < Math.min(length, from + size); at += 1) {
          wanted.push(idOf(ids.subarray(at * idBytes, (at + 1) * idBytes)))
        }
        const found = await readRecords(database.records, { _id: { $in: wanted } })
        const byId = new Map(found.map((record) => [record.id, record]))
        yield wanted.flatMap((id) => {
          const record = byId.get(id)
          return record && maySee(ledger, record, actor) ? record : []
        })
      }
    },
  }
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
