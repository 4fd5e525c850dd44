/**
 * Which acts depend on which: an act changes records and speaks of records, and one that does
 * either of something not yet on the server must wait for the act that brings it there.
 */
import { idWithin } from '../../models/record.ts'
import type { Answer, Outgoing } from './outgoing.ts'

/** Whether an act makes the records it is about. */
export function makes({ record, each }: Outgoing): boolean {
  return record === undefined && (each === undefined || each.some((one) => !one.record))
}

/** Ids of the records an act makes or changes. */
export function recordsOf({ id, record, each }: Outgoing): readonly string[] {
  if (each) return each.map((one, at) => one.record ?? idWithin(id, at))
  return [record ?? id]
}

/** Whether an act changes or speaks of one of some records. */
export function waitsFor(outgoing: Outgoing, records: ReadonlySet<string>): boolean {
  if (records.size === 0) return false
  const { fields, each } = outgoing
  return recordsOf(outgoing).some((id) => records.has(id)) || speaksOf([fields, each], records)
}

function speaksOf(value: unknown, records: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return records.has(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((member) => speaksOf(member, records))
}

/** The acts among those held that make no sense without another, which makes their records. */
export function behindOf(held: readonly Outgoing[], id: string): readonly Outgoing[] {
  const start = held.find((one) => one.id === id)
  if (!start || !makes(start)) return []
  const made = new Set<string>(recordsOf(start))
  return held.filter((one) => {
    if (one.id === id || one.account !== start.account || !waitsFor(one, made)) return false
    if (makes(one)) for (const record of recordsOf(one)) made.add(record)
    return true
  })
}

/**
 * Acts made on top of another one were made knowing what it would do, so they go on from the
 * revision it led to: nobody is asked about their own changes. Answers those that change.
 */
export function followed(
  held: readonly Outgoing[],
  from: Outgoing,
  revisionOf: (record: string, known: number) => number,
): readonly Outgoing[] {
  const place = from.place ?? 0
  return held.flatMap((one) => {
    if (one.account !== from.account || (one.place ?? 0) <= place) return []
    const next = withRevisions(one, revisionOf)
    return next === one ? [] : [next]
  })
}

/** Acts in the order they were kept in. */
export function inOrder(held: readonly Outgoing[]): readonly Outgoing[] {
  return [...held].sort((one, other) => (one.place ?? 0) - (other.place ?? 0))
}

/** The revisions an answer says its records have now. */
export function revisionsIn(answer: Answer): ReadonlyMap<string, number> {
  const views = 'view' in answer ? [answer.view] : answer.results.flatMap((one) => one.record ?? [])
  return new Map(views.map(({ id, revision }) => [id, revision]))
}

/** An act with the revisions of its records changed; the same act when none is. */
function withRevisions(
  outgoing: Outgoing,
  revisionOf: (record: string, known: number) => number,
): Outgoing {
  const { record, revision, each } = outgoing
  if (each) {
    const next = each.map((one) =>
      one.record === undefined || one.revision === undefined
        ? one
        : { ...one, revision: revisionOf(one.record, one.revision) },
    )
    return next.some((one, at) => one.revision !== each[at]?.revision)
      ? { ...outgoing, each: next }
      : outgoing
  }
  if (record === undefined || revision === undefined) return outgoing
  const next = revisionOf(record, revision)
  return next === revision ? outgoing : { ...outgoing, revision: next }
}

/**
 * What a batch left undone, as acts of their own: each keeps the id it had within the batch, so
 * that sending it again, corrected or not, is the same act.
 */
export function refusedIn(sent: Outgoing, answer: Answer): readonly Outgoing[] {
  const { each } = sent
  if (!each || !('results' in answer)) return []
  return answer.results.flatMap(({ problem }, at) => {
    const one = each[at]
    if (!problem || !one) return []
    const { each: _each, revision: _revision, ...shared } = sent
    const { record, revision, fields } = one
    return [
      {
        ...shared,
        id: idWithin(sent.id, at),
        fields: { ...sent.fields, ...fields },
        ...(record !== undefined && { record }),
        ...(revision !== undefined && { revision }),
        refused: problem,
      },
    ]
  })
}
