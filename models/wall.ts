/**
 * What a ledger declares for the wall and the roll call: which of its states are now, where those
 * records are, what comes next, and what is counted over time. The server reckons the figures
 * from it and the client draws them; neither knows which ledger it is. Fields and states are named
 * here as plain words, which `wallFaults` holds against the ledger when it is declared.
 */
import { slotOf } from './derive/sorting.ts'
import type { Field } from './fields.ts'
import type { Ledger } from './ledger.ts'
import { languages } from './words.ts'
import type { Words } from './words.ts'

/** Records counted by a moment of theirs, in the zone of the site. */
export interface WallChart {
  readonly label: Words
  /** The moment that counts; a record without one is not counted. */
  readonly at: string
  /** The last `days` days, the hours of today, or this month as a whole. */
  readonly per: 'day' | 'hour' | 'month'
  /** How many days back, today included; with `per: 'day'`. */
  readonly days?: number
  /** A choice the counts are kept apart by; with `per: 'month'`. */
  readonly by?: string
}

/** What the wall shows of a ledger, beside what is overdue and whether it balances. */
export interface Wall {
  /** The states that say how things stand now, the one counted largest first. */
  readonly now: readonly string[]
  /** A list field by whose first part those records are counted, such as areas. */
  readonly groups?: string
  /** The moment from which a record is as it is. */
  readonly since?: string
  /** The due whose moments are told as what comes next. */
  readonly next?: string
  readonly charts?: readonly WallChart[]
}

/** Whom a roll call calls: one line a record in one of the states. */
export interface RollCall {
  readonly states: readonly string[]
  /** A list field by whose first part the lines are sorted into groups. */
  readonly groups?: string
  readonly since?: string
  /** A field the ledger's lists are ordered by, and the lines too. */
  readonly by?: string
  /** Further fields of each line. */
  readonly shows: readonly string[]
}

/** The longest time a chart looks back, in days. */
export const chartDaysMax = 62

/** What is wrong with what a ledger declares for the wall and the roll call, each with its spot. */
export function wallFaults(ledger: Ledger): string[] {
  const { wall, rollCall } = ledger
  return [
    ...(wall ? standingFaults(ledger, 'wall', wall.now, wall) : []),
    ...(wall?.next !== undefined && !Object.hasOwn(ledger.dues ?? {}, wall.next)
      ? [`wall: unknown due “${wall.next}”`]
      : []),
    ...(wall?.charts ?? []).flatMap((chart, at) => chartFaults(ledger, `wall.charts.${at}`, chart)),
    ...(rollCall ? standingFaults(ledger, 'rollCall', rollCall.states, rollCall) : []),
    ...(rollCall?.shows ?? [])
      .filter((key) => !fieldOf(ledger, key))
      .map((key) => `rollCall: unknown field “${key}”`),
    ...(rollCall?.by !== undefined && slotOf(ledger, rollCall.by) === undefined
      ? [`rollCall: nothing is ordered by “${rollCall.by}”`]
      : []),
  ]
}

type Standing = Pick<Wall, 'groups' | 'since'>

function standingFaults(
  ledger: Ledger,
  spot: string,
  states: readonly string[],
  { groups, since }: Standing,
): string[] {
  const faults = states
    .filter((state) => !Object.hasOwn(ledger.states, state))
    .map((state) => `${spot}: unknown state “${state}”`)
  if (groups !== undefined && fieldOf(ledger, groups)?.kind !== 'list') {
    faults.push(`${spot}: “${groups}” is no list`)
  }
  if (since !== undefined && fieldOf(ledger, since)?.kind !== 'moment') {
    faults.push(`${spot}: “${since}” is no moment`)
  }
  return faults
}

function chartFaults(ledger: Ledger, spot: string, chart: WallChart): string[] {
  const { at, by, per, days } = chart
  const faults = languages
    .filter((language) => !chart.label[language])
    .map((language) => `${spot}.label lacks ${language}`)
  if (fieldOf(ledger, at)?.kind !== 'moment') faults.push(`${spot}: “${at}” is no moment`)
  if (fieldOf(ledger, at)?.personal) faults.push(`${spot}: “${at}” is personal`)
  if ((per === 'month') !== (by !== undefined)) faults.push(`${spot}: “by” goes with a month`)
  if (by !== undefined && fieldOf(ledger, by)?.kind !== 'choice') {
    faults.push(`${spot}: “${by}” is no choice`)
  }
  if (per === 'day' && !(days !== undefined && days >= 1 && days <= chartDaysMax)) {
    faults.push(`${spot}: days must be 1 to ${chartDaysMax}`)
  }
  return faults
}

function fieldOf(ledger: Ledger, key: string): Field | undefined {
  return Object.hasOwn(ledger.fields, key) ? ledger.fields[key] : undefined
}
