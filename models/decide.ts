/**
 * Decides one act against the state of the journal just before its own position. It is pure:
 * everything it may look at is handed to it as a world, so the server decides with certainty, a
 * test decides without a server, and the order of refusals is one list one can read.
 */
import type { Parsed } from './derive/parser.ts'
import { holdsAct, maySee } from './derive/permissions.ts'
import { factsWithin, linksOf } from './derive/views.ts'
import { actName, actNamed, creates, heldAs, settingsKey, startsFrom } from './ledger.ts'
import type { Act, Ledger, Scene } from './ledger.ts'
import { codeText } from './kana.ts'
import { limits } from './limits.ts'
import { Problem } from './problems.ts'
import type { Facts, FoundReport, LedgerRecord, TimeSource } from './record.ts'
import { factsAfter, followsOf, stateAfter } from './replay.ts'
import type { Actor } from './roles.ts'
import type { Words } from './words.ts'

/** An act someone asks for, read but not yet judged. */
export interface Request {
  readonly ledger: Ledger
  /** The act's short name, such as `admit`. */
  readonly act: string
  readonly actor: Actor
  readonly id: string
  readonly record: string
  readonly parsed: Parsed
  readonly because?: string | undefined
  readonly revision?: number | undefined
  readonly occurredAt?: { readonly at: string; readonly source: TimeSource } | undefined
  /** The server's time, ISO. */
  readonly now: string
  readonly batch?: { readonly id: string; readonly n: number; readonly of: number } | undefined
}

/** The state just before the act's position, as far as the act may look at it. */
export interface World {
  record(id: string): LedgerRecord | undefined
  /** Whichever record holds a key. */
  holder(key: string): LedgerRecord | undefined
  /** Whether a file with this hash has been stored. */
  hasFile(sha256: string): boolean
  /** What was found when a file was read as the report of a tool; undefined while it was not. */
  reportIn?(sha256: string): FoundReport | undefined
  /** The ledger of a name, for wording. */
  readonly ledgers: readonly Ledger[]
}

/** An act that may be journalled. */
export interface Decision {
  readonly request: Request
  readonly declared: Act
  readonly before: LedgerRecord | undefined
  readonly given: Facts
  readonly facts: Facts
  readonly state: string
}

/**
 * Judges an act. The order of the steps is the precedence of problems: when several apply, the
 * first is answered.
 *
 * @throws Problem naming the first thing that speaks against the act
 */
export function decide(request: Request, world: World): Decision {
  const declared = actNamed(request.ledger, request.act)
  if (!declared) throw new Problem('unknown-act', { act: actName(request.ledger, request.act) })
  const before = world.record(request.record)
  refuseUnseen(request, declared, before)
  if (!holdsAct(request.actor, declared)) throw new Problem('not-allowed')
  refuseState(request, declared, before)
  refuseRevision(request, before)
  const given = givenOf(request, declared)
  refuseTime(request)
  const entry = {
    actor: request.actor.id,
    at: request.now,
    record: request.record,
    ...(request.occurredAt && { occurredAt: request.occurredAt }),
    ...(request.batch && { batch: request.batch }),
    ...(before && { number: before.number }),
  }
  const facts = factsAfter(declared, before?.facts ?? {}, given, entry)
  const state = stateAfter(declared, before?.state, facts)
  const decision = { request, declared, before, given, facts, state }
  refuseLinks(decision, world)
  refuseReports(decision, world)
  refuseRules(decision, world)
  refuseSamePerson(decision)
  refuseHeld(decision, world)
  refuseFollows(decision, world)
  return decision
}

function refuseUnseen(request: Request, declared: Act, before: LedgerRecord | undefined): void {
  if (creates(declared)) return
  if (!before || before.ledger !== request.ledger.name) throw new Problem('unknown-record')
  if (!maySee(request.ledger, before, request.actor)) throw new Problem('unknown-record')
}

function refuseState(request: Request, declared: Act, before: LedgerRecord | undefined): void {
  if (startsFrom(declared, before?.state)) return
  const state = before ? request.ledger.states[before.state] : undefined
  throw new Problem('wrong-state', { act: declared.label, state: state ?? before?.state ?? '' })
}

function refuseRevision(request: Request, before: LedgerRecord | undefined): void {
  if (request.revision === undefined || request.revision === (before?.revision ?? 0)) return
  throw new Problem('stale-revision', { revision: before?.revision ?? 0 })
}

function givenOf(request: Request, declared: Act): Facts {
  if (request.parsed.faults) throw new Problem('invalid-fields', { faults: request.parsed.faults })
  if (declared.because && !request.because) throw new Problem('because-needed')
  return request.parsed.given
}

function refuseTime(request: Request): void {
  if (!request.occurredAt) return
  const ahead = Date.parse(request.occurredAt.at) - Date.parse(request.now)
  if (ahead > limits.clockAheadMinutesMax * 60_000) throw new Problem('time-ahead')
}

function refuseLinks({ request, given }: Decision, world: World): void {
  for (const { field, value, path } of factsWithin(request.ledger, given)) {
    if (field.kind === 'link') {
      const target = world.record(value as string)
      if (!target || target.ledger !== field.target?.().name) {
        throw new Problem('unknown-link', { field: field.label, path })
      }
    }
    const file = fileHash(field.kind, value)
    if (file && !world.hasFile(file)) throw new Problem('unknown-file', { sha256: file, path })
  }
}

/**
 * The report of a tool speaks of what the record is about; what no tool wrote is a document. What
 * could not be read at all may be either, and stands for nothing.
 */
function refuseReports({ request, given, facts }: Decision, world: World): void {
  for (const [path, { report }] of Object.entries(request.ledger.fields)) {
    const file = given[path] as { sha256: string } | undefined
    if (!report || !file || !world.reportIn) continue
    const serial = (facts[report.about] as string | undefined) ?? ''
    const found = world.reportIn(file.sha256)
    if (!found) throw new Problem('report-unread', { path })
    const { about, contradicts } = found
    if (contradicts !== undefined) {
      throw new Problem('report-contradicts', { serial: contradicts, path })
    }
    if (about.length === 0 || about.some((one) => codeText(one) === serial)) continue
    const serials = about.slice(0, 3).join(', ')
    throw new Problem('report-about-other', { serials, serial, path })
  }
}

function fileHash(kind: string, value: unknown): string | undefined {
  if (kind === 'file') return (value as { sha256: string }).sha256
  if (kind === 'signature') return (value as { image: { sha256: string } }).image.sha256
  return undefined
}

function refuseRules(decision: Decision, world: World): void {
  const { request, before, facts, given, state } = decision
  const scene: Scene = {
    before,
    facts,
    given,
    state,
    actor: request.actor,
    at: request.occurredAt?.at ?? request.now,
    because: request.because,
    linked: (id) => (id === undefined ? undefined : world.record(id)),
    holder: (key) => world.holder(key),
  }
  for (const rule of request.ledger.rules ?? []) {
    if (!rule.on.includes(request.act) || rule.must(scene)) continue
    throw new Problem('rule-refused', {
      words: rule.else,
      ...(rule.field && { path: rule.field }),
    })
  }
}

function refuseSamePerson({ request, facts }: Decision): void {
  for (const [one, other] of request.ledger.differs ?? []) {
    if (facts[one] === undefined || facts[one] !== facts[other]) continue
    const label = (key: string): Words | string => request.ledger.fields[key]?.label ?? key
    throw new Problem('same-person', { one: label(one), other: label(other) })
  }
}

/** A key the record held before is not asked for: whatever is done to it, it keeps that. */
function refuseHeld({ request, before, facts, state }: Decision, world: World): void {
  const { ledger } = request
  const own = (before && ledger.holds?.(before)) ?? []
  for (const key of ledger.holds?.({ state, facts }) ?? []) {
    const holder = world.holder(key)
    if (!holder || holder.id === request.record || own.includes(key)) continue
    throw new Problem('held', {
      what: heldAs(ledger, key),
      key,
      number: holder.number,
      record: holder.id,
    })
  }
}

function refuseFollows({ request, facts }: Decision, world: World): void {
  for (const { ledger, follow, ids } of followsOf(
    world.ledgers,
    request.ledger,
    request.act,
    facts,
  )) {
    for (const id of ids) {
      const record = world.record(id)
      if (!record) throw new Problem('unknown-link', { field: ledger.noun })
      if (follow.from.includes(record.state)) continue
      throw new Problem('link-state', {
        number: record.number,
        record: record.id,
        state: ledger.states[record.state] ?? record.state,
      })
    }
  }
}

/** Ids of the records a decision will look at beside its own, from what is given and known. */
export function linksNeeded(request: Request, before: LedgerRecord | undefined): string[] {
  const given = request.parsed.faults ? {} : request.parsed.given
  return [
    ...linksOf(request.ledger, before?.facts ?? {}),
    ...linksOf(request.ledger, given),
    request.actor.id,
  ]
}

/** Keys whose holders a decision will look at. */
export function keysNeeded(request: Request, before: LedgerRecord | undefined): string[] {
  const declared = actNamed(request.ledger, request.act)
  if (!declared || request.parsed.faults) return []
  const entry = {
    actor: request.actor.id,
    at: request.now,
    record: request.record,
    ...(request.occurredAt && { occurredAt: request.occurredAt }),
    ...(request.batch && { batch: request.batch }),
    ...(before && { number: before.number }),
  }
  const given = request.parsed.given
  const facts = factsAfter(declared, before?.facts ?? {}, given, entry)
  const state = stateAfter(declared, before?.state, facts)
  return [
    ...(request.ledger.holds?.({ state, facts }) ?? []),
    ...(declared.consults?.(facts) ?? []),
    ...(request.ledger.rules ? [settingsKey] : []),
  ]
}
