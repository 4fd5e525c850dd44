/**
 * Filling in an act and sending it: the state behind every form. It checks with the same parser
 * the server uses, hands the act to the outbox, and keeps what came of it for the form to show.
 */
import { useCallback, useMemo, useState } from 'react'
import { parseGiven } from '../models/derive/parser.ts'
import type { Act, Ledger } from '../models/ledger.ts'
import type { Facts } from '../models/record.ts'
import type { ProblemBody, RecordView } from './api.ts'
import type { Origin, Proposals } from './floor/usual.ts'
import { startingFacts } from './house.ts'
import { newId } from './identifier.ts'
import { useSpeech } from './language.tsx'
import { outbox } from './offline/outbox.ts'
import type { Each, Outcome, Outgoing } from './offline/queue.ts'
import { useSession } from './session.tsx'
import { givenFrom, tidy, withNow, withRows } from './values.ts'
import type { Faults } from './values.ts'
import { nowToMinute } from './zone.ts'

/** What is being acted on, and what is already known of it. */
export interface Subject {
  readonly ledger: Ledger
  readonly name: string
  readonly act: Act
  /** Absent for an act that creates, or that is done to several. */
  readonly record?: RecordView | undefined
  /** The record's id where nothing more is known of it, as before it reached the server. */
  readonly target?: string | undefined
  /** An act of the outbox that is being corrected. */
  readonly resumed?: Outgoing | undefined
  /** What is known before anyone typed. */
  readonly initial?: Facts | undefined
}

/** The form's own members beside the act's fields. */
export interface Telling {
  readonly because: string
  /** When it happened, if not now; undefined while the person does not say so. */
  readonly statedAt: string | undefined
}

/** What a form holds, and which of it nobody entered. */
interface Held {
  readonly values: Facts
  readonly origins: ReadonlyMap<string, Origin>
}

/** A form's values with some proposed: they take the place of nothing, or of other proposals. */
function proposedIn({ values, origins }: Held, facts: Facts, origin: Origin): Held {
  const next = { ...values }
  const from = new Map(origins)
  for (const [key, value] of Object.entries(facts)) {
    // What a chosen record says of itself stands above what was said the last time.
    const weaker = origins.has(key) && !(origin === 'again' && origins.get(key) === 'known')
    const mayChange = tidy(values[key]) === undefined || weaker
    // A record that says nothing takes away only what another record said.
    if (!mayChange || (value === undefined && origins.get(key) !== origin)) continue
    next[key] = value
    if (value === undefined) from.delete(key)
    else from.set(key, origin)
  }
  return { values: next, origins: from }
}

/** What a form begins with: what is known, then what is proposed, then empty rows. */
function begun(
  { ledger, act, resumed, initial }: Subject,
  started: Facts,
  proposals: Proposals | undefined,
): Held {
  if (resumed) {
    return { values: withRows(ledger, act, { ...started, ...resumed.fields }), origins: new Map() }
  }
  const known = { ...started, ...initial }
  const open = [...(proposals ?? [])].filter(([key]) => known[key] === undefined)
  const proposed = Object.fromEntries(open.map(([key, { value }]) => [key, value]))
  const values = withRows(ledger, act, { ...proposed, ...known })
  return {
    values: withNow(ledger, act, values, nowToMinute()),
    origins: new Map(open.map(([key, { origin }]) => [key, origin])),
  }
}

/**
 * The state of a form.
 *
 * @param proposals what it begins with where nothing is known; see `proposing`
 */
export function useFilling(subject: Subject, proposals?: Proposals) {
  const { ledger, act, record, resumed } = subject
  const started = useMemo(
    () => startingFacts(ledger, act, record?.facts),
    [ledger, act, record?.facts],
  )
  const [{ values, origins }, setHeld] = useState<Held>(() => begun(subject, started, proposals))
  const [telling, setTelling] = useState<Telling>({
    because: resumed?.because ?? '',
    statedAt: resumed?.statedAt,
  })
  const set = useCallback((key: string, value: unknown) => {
    setHeld((now) => {
      const rest = new Map(now.origins)
      rest.delete(key)
      return { values: { ...now.values, [key]: value }, origins: rest }
    })
  }, [])
  const propose = useCallback((facts: Facts, origin: Origin) => {
    setHeld((now) => proposedIn(now, facts, origin))
  }, [])
  const tell = (member: Partial<Telling>) => setTelling((now) => ({ ...now, ...member }))
  return { values, origins, set, propose, telling, tell, given: givenFrom(act, values, started) }
}

export type Filling = ReturnType<typeof useFilling>

/** Sentences by field for what the parser says of an act's fields and of its reason. */
export function useChecking() {
  const { language, say } = useSpeech()
  return (ledger: Ledger, act: Act, given: Facts, because: string): Faults => {
    const { faults = [] } = parseGiven(ledger, act, given)
    const found = Object.fromEntries(faults.map(({ path, says }) => [path, says[language]]))
    if (!act.because || because.trim() !== '') return found
    return { ...found, because: say({ ja: '理由を書いてください。', en: 'Please say why.' }) }
  }
}

/** What the server said of single fields. */
export function faultsIn(problem: ProblemBody | undefined): Faults {
  if (!problem) return {}
  const ofRule = problem.path === undefined ? {} : { [problem.path]: problem.title }
  const told = (problem.faults ?? []).map(({ path, says }) => [path, says])
  return { ...ofRule, ...Object.fromEntries(told) }
}

interface Sent {
  readonly given: Facts
  readonly telling: Telling
  readonly revision?: number | undefined
  readonly each?: readonly Each[] | undefined
}

/** When an act is kept: now, or when it first was, which correcting it does not change. */
export function momentKept(
  resumed: Outgoing | undefined,
): Pick<Outgoing, 'keptAt' | 'aheadMs' | 'heardAt'> {
  const { keptAt = new Date().toISOString(), aheadMs, heardAt } = resumed ?? {}
  const known = {
    ...(aheadMs !== undefined && { aheadMs }),
    ...(heardAt !== undefined && { heardAt }),
  }
  return { keptAt, ...known }
}

/**
 * Sends a subject's act through the outbox. The act keeps its id however often it is sent, so
 * that correcting a refused one replaces it instead of leaving it behind.
 */
export function useSending({ ledger, name, record, target = record?.id, resumed }: Subject) {
  const { account } = useSession()
  const [id] = useState(() => resumed?.id ?? newId())
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<ProblemBody>()
  const send = async ({ given, telling, revision, each }: Sent): Promise<Outcome> => {
    setSending(true)
    setProblem(undefined)
    const act = {
      id,
      account: account.id,
      ledger: ledger.name,
      act: name,
      fields: given,
      ...momentKept(resumed),
      tries: 0,
      ...(target !== undefined && { record: target }),
      ...(record && { title: `${record.title} ${record.number}` }),
      ...(each && { each }),
      ...(revision !== undefined && { revision }),
      ...(telling.because.trim() !== '' && { because: telling.because.trim() }),
      ...(telling.statedAt !== undefined && { statedAt: telling.statedAt }),
    }
    const outcome = await outbox.add(act).finally(() => setSending(false))
    if (outcome.kind === 'refused') setProblem(outcome.problem)
    return outcome
  }
  /** Gives up an act refused just now; one that was kept before stays until it is withdrawn. */
  const abandon = async () => {
    if (problem && !resumed) await outbox.withdraw(id)
  }
  return { id, sending, problem, send, abandon, setProblem }
}
