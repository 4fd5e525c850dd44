/**
 * The pure function from journal to records. The server runs it to project, the verifier to
 * replay; because both run the same lines, a record that differs from its replay was altered.
 */
import { actName, actNamed } from './ledger.ts'
import type { Act, Follow, Ledger, Made, Stamp } from './ledger.ts'
import { effectiveAt } from './record.ts'
import type { Due, Entry, Facts, LedgerRecord } from './record.ts'

/** The personal values of an entry, by field key; an erased one is absent. */
export type PersonalFacts = Facts

/**
 * Applies an entry to the record it is about.
 *
 * @param before the record as its earlier entries left it; undefined for a creating act
 * @param personal the values of the entry's committed fields that have not been erased
 * @returns the record after the entry
 */
export function replay(
  ledger: Ledger,
  before: LedgerRecord | undefined,
  entry: Entry,
  personal: PersonalFacts,
): LedgerRecord {
  const act = actOf(ledger, entry)
  const given = { ...entry.payload, ...personal }
  const facts = factsAfter(act, before?.facts ?? {}, given, numbered(entry, before))
  const erased = erasedAfter(ledger, act, before, entry, personal)
  const kept = act.erases ? withoutPersonal(ledger, facts) : facts
  const state = stateAfter(act, before?.state, facts)
  const at = effectiveAt(entry)
  const draft = {
    id: entry.record,
    ledger: ledger.name,
    number: before?.number ?? entry.number ?? '',
    state,
    revision: entry.revision ?? before?.revision ?? 0,
    seq: entry.seq,
    facts: kept,
    createdAt: before?.createdAt ?? at,
    createdBy: before?.createdBy ?? entry.actor,
    changedAt: at,
    changedBy: entry.actor,
    erased,
  }
  return completed(ledger, draft)
}

/**
 * Keys of personal fields whose values are gone: sorted, because whoever replays after an erasure
 * meets them in another order than whoever erased them.
 */
function erasedAfter(
  ledger: Ledger,
  act: Act,
  before: LedgerRecord | undefined,
  entry: Entry,
  personal: PersonalFacts,
): string[] {
  const known = before?.erased ?? []
  if (act.erases) {
    return [...new Set([...known, ...personalKeys(ledger, before?.facts ?? {})])].sort()
  }
  const given = { ...entry.payload, ...personal }
  const made = madeBy(numbered(entry, before))
  const written = { ...given, ...act.apply?.(before?.facts ?? {}, given, made) }
  const lost = Object.keys(entry.commitments ?? {}).filter((key) => !Object.hasOwn(personal, key))
  return [...new Set([...known.filter((key) => !Object.hasOwn(written, key)), ...lost])].sort()
}

/** Applies to a followed record the state change that another ledger's entry brings. */
export function replayFollow(
  ledger: Ledger,
  follow: Follow,
  record: LedgerRecord,
  entry: Entry,
): LedgerRecord {
  const facts: Record<string, unknown> = { ...record.facts }
  for (const [key, stamp] of Object.entries(follow.stamps ?? {})) {
    if (stamp === null) delete facts[key]
    else facts[key] = entry.record
  }
  const changedAt = effectiveAt(entry)
  return completed(ledger, {
    ...record,
    facts,
    state: follow.to,
    seq: entry.seq,
    changedAt,
    changedBy: entry.actor,
  })
}

/** What another ledger's records must follow when this act is done, with whom it concerns. */
export function followsOf(
  ledgers: readonly Ledger[],
  ledger: Ledger,
  act: string,
  facts: Facts,
): { ledger: Ledger; follow: Follow; ids: readonly string[] }[] {
  return ledgers.flatMap((follower) =>
    (follower.follows ?? [])
      .filter((follow) => {
        const [followed, followedAct] = follow.act()
        return followed.name === ledger.name && followedAct === act
      })
      .map((follow) => ({ ledger: follower, follow, ids: follow.through(facts) })),
  )
}

/** What of an entry decides facts, and the number of the record it is about. */
type Making = Pick<Entry, 'actor' | 'at' | 'occurredAt' | 'record' | 'batch' | 'number'>

function numbered(entry: Entry, before: LedgerRecord | undefined): Making {
  return before ? { ...entry, number: before.number } : entry
}

function madeBy(entry: Making): Made {
  return { by: entry.actor, at: effectiveAt(entry), number: entry.number }
}

/** The facts after an act: what was given over what was there, then the act's own, then stamps. */
export function factsAfter(act: Act, before: Facts, given: Facts, entry: Making): Facts {
  const facts: Record<string, unknown> = { ...before }
  const own = act.apply?.(before, given, madeBy(entry)) ?? {}
  for (const [key, value] of [...Object.entries(given), ...Object.entries(own)]) {
    if (value === null || value === undefined) delete facts[key]
    else facts[key] = value
  }
  for (const [key, stamp] of Object.entries(act.stamps ?? {})) {
    facts[key] = stamped(stamp as Stamp, entry)
  }
  return facts
}

function stamped(stamp: Stamp, entry: Making) {
  if (stamp === 'actor') return entry.actor
  if (stamp === 'time') return effectiveAt(entry)
  // Those entered together come together: one code opens all of them.
  return shortCode(entry.batch?.id ?? entry.record)
}

/** Digits of a code a person can type. */
export const shortCodeDigits = 6

/** Six digits a person can type, derived from the id of a record or of several made at once. */
export function shortCode(id: string): string {
  const number = Number.parseInt(id.replace(/-/g, '').slice(0, 12), 16)
  return String(number % 10 ** shortCodeDigits).padStart(shortCodeDigits, '0')
}

/** The state an act leads to. */
export function stateAfter(act: Act, before: string | undefined, facts: Facts): string {
  if (typeof act.to === 'object') return act.to.by(facts)
  return act.to === 'same' ? (before ?? '') : act.to
}

/** Derives what a record falls due for, holds and belongs to from its state and facts. */
export function completed(
  ledger: Ledger,
  draft: Omit<LedgerRecord, 'dues' | 'holds' | 'customer'>,
): LedgerRecord {
  const { customer: _old, ...rest } = draft as LedgerRecord
  const customer = ledger.customer ? draft.facts[ledger.customer] : undefined
  return {
    ...rest,
    dues: duesOf(ledger, draft),
    holds: [...(ledger.holds?.({ state: draft.state, facts: draft.facts }) ?? [])],
    ...(typeof customer === 'string' && { customer }),
  }
}

function duesOf(ledger: Ledger, draft: Pick<LedgerRecord, 'state' | 'facts' | 'changedAt'>): Due[] {
  return Object.entries(ledger.dues ?? {}).flatMap(([name, due]) => {
    if (!due.states.includes(draft.state)) return []
    const from = due.from(draft.facts, { changedAt: draft.changedAt })
    return from === undefined ? [] : [{ name, from }]
  })
}

/** The act of an entry. @throws TypeError for an act the declarations do not know */
export function actOf(ledger: Ledger, entry: Pick<Entry, 'act'>): Act {
  const act = actNamed(ledger, entry.act.slice(ledger.name.length + 1))
  if (!act || entry.act !== actName(ledger, entry.act.slice(ledger.name.length + 1))) {
    throw new TypeError(`the journal speaks of an unknown act ${entry.act}`)
  }
  return act
}

/** Splits parsed facts into what goes into the leaf and what goes into the erasable body. */
export function splitPersonal(ledger: Ledger, given: Facts): { payload: Facts; personal: Facts } {
  const entries = Object.entries(given)
  const personal = ([key, value]: [string, unknown]) =>
    value !== null && ledger.fields[key]?.personal === true
  return {
    payload: Object.fromEntries(entries.filter((entry) => !personal(entry))),
    personal: Object.fromEntries(entries.filter(personal)),
  }
}

function personalKeys(ledger: Ledger, facts: Facts): string[] {
  return Object.keys(facts).filter((key) => ledger.fields[key]?.personal === true)
}

function withoutPersonal(ledger: Ledger, facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(([key]) => ledger.fields[key]?.personal !== true),
  )
}
