/**
 * The rows of a batch that is being scanned together, as plain data: what was scanned, which
 * record it is, what is said of it alone, and what the server said. Pure, so that forty of them
 * can be kept, restored and tested without a page.
 */
import type { Facts } from '../../models/record.ts'
import type { ProblemBody, RecordView } from '../shapes.ts'

/** As much of a record as a row shows and sends. */
export interface Found {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly state: string
  /** Absent while the record waits on this device. */
  readonly revision?: number
  readonly facts: Facts
}

export type Standing =
  /** Being looked up. */
  | 'looking'
  | 'ready'
  /** Nobody knows the code. */
  | 'unknown'
  /** The act is not allowed now. */
  | 'barred'
  /** Several records carry the code. */
  | 'several'
  /** It could not be looked up. */
  | 'unreachable'
  | 'refused'
  | 'done'

export interface Row {
  readonly key: string
  /** What was scanned, as it is shown, and as it was read. */
  readonly code: string
  readonly scanned: string
  readonly standing: Standing
  readonly record?: Found
  readonly choices?: readonly Found[]
  /** What is said of this record alone. */
  readonly fields: Facts
  readonly problem?: ProblemBody
}

export type Change =
  | { readonly kind: 'add'; readonly row: Row }
  | { readonly kind: 'set'; readonly key: string; readonly row: Partial<Row> }
  | { readonly kind: 'remove'; readonly key: string }
  | { readonly kind: 'restore'; readonly rows: readonly Row[] }

/** The rows after a change; newest first. A record is never listed twice. */
export function changed(rows: readonly Row[], change: Change): readonly Row[] {
  switch (change.kind) {
    case 'add':
      return [change.row, ...rows]
    case 'remove':
      return rows.filter(({ key }) => key !== change.key)
    case 'restore':
      // What was being looked up when the page closed is asked for again by hand.
      return change.rows.map((row) =>
        row.standing === 'looking' ? { ...row, standing: 'unreachable' } : row,
      )
    default:
      return changedOne(rows, change.key, change.row)
  }
}

function changedOne(rows: readonly Row[], at: string, change: Partial<Row>): readonly Row[] {
  const id = change.record?.id
  const twice = id !== undefined && rows.some(({ key, record }) => key !== at && record?.id === id)
  if (twice) return rows.filter(({ key }) => key !== at)
  return rows.map((row) => (row.key === at ? { ...row, ...change } : row))
}

/** The row that is this code or this record already. */
export function rowOfCode(rows: readonly Row[], code: string): Row | undefined {
  return rows.find(
    (row) => row.code === code || row.record?.number === code || row.record?.id === code,
  )
}

/** What is sent: rows whose record may be acted on, refused ones anew. */
export function sendable(rows: readonly Row[]): readonly (Row & { readonly record: Found })[] {
  return rows.flatMap((row) => {
    const sent = row.standing === 'ready' || row.standing === 'refused'
    return sent && row.record ? [{ ...row, record: row.record }] : []
  })
}

/** As much of a record as a row keeps. */
export function found({ id, number, title, state, revision, facts }: RecordView): Found {
  return { id, number, title, state, revision, facts }
}

/** What a looked-up code comes to. */
export function standingOf(records: readonly RecordView[], act: string): Partial<Row> {
  const allowed = records.filter(({ acts }) => acts.includes(act))
  const [only, ...more] = allowed.length > 0 ? allowed : records
  if (!only) return { standing: 'unknown' }
  if (more.length > 0) return { standing: 'several', choices: [only, ...more].map(found) }
  return { standing: allowed.length > 0 ? 'ready' : 'barred', record: found(only) }
}
