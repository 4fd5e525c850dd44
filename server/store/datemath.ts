/**
 * Units of time: cutting a date to one, moving it by some, counting those between two. Months and
 * years follow the calendar of a zone; hours and below are lengths of time.
 */
import { kindOf } from './arguments.ts'
import { calendarOf, dayMillis, instantOf, utcMillis } from './calendar.ts'
import type { Zone } from './calendar.ts'
import { located } from './errors.ts'
import { toSafeInteger } from './numbers.ts'
import type { Value } from './values.ts'

/** A whole number given as an argument of a date operator. */
export function wholeOf(value: Value, name: string): number {
  const whole = toSafeInteger(value)
  if (whole !== undefined) return whole
  throw located(40515, `'${name}' must evaluate to an integer, found ${kindOf(value)}`)
}

const lengths: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: dayMillis,
  week: 7 * dayMillis,
}
const monthCounts: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 }

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Days from Monday to the day weeks start on; mongod's default is Sunday. */
function weekStart(value: Value | undefined): number {
  if (value === undefined) return 6
  const name = typeof value === 'string' ? value.toLowerCase().slice(0, 3) : ''
  const at = weekdays.indexOf(name)
  if (at < 0) throw located(5439015, 'startOfWeek must be the name of a day')
  return at
}

const unknown = (unit: Value): Error =>
  located(5439014, `unknown time unit value: ${typeof unit === 'string' ? unit : kindOf(unit)}`)

const monthOf = (local: number): number => {
  const { year, month } = calendarOf(local)
  return year * 12 + month - 1
}

const monthStart = (month: number): number =>
  utcMillis(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 1)

/** Bins are counted from 2000-01-01, a Saturday; those of weeks from the week start after it. */
function originOf(unit: string, startOfWeek: Value | undefined): number {
  const origin = utcMillis(2000, 1, 1)
  if (unit !== 'week') return origin
  return origin + ((weekStart(startOfWeek) + 2) % 7) * dayMillis
}

/** The start of the bin that holds a local time. */
export function truncateTo(
  local: number,
  unit: Value,
  binSize: number,
  startOfWeek: Value | undefined,
): number {
  if (typeof unit !== 'string') throw unknown(unit)
  if (binSize <= 0) throw located(5439018, '$dateTrunc requires binSize to be greater than 0')
  const months = monthCounts[unit]
  if (months !== undefined) {
    const size = months * binSize
    const origin = 2000 * 12
    return monthStart(origin + Math.floor((monthOf(local) - origin) / size) * size)
  }
  const length = lengths[unit]
  if (length === undefined) throw unknown(unit)
  const origin = originOf(unit, startOfWeek)
  const size = length * binSize
  return origin + Math.floor((local - origin) / size) * size
}

/** An instant moved by calendar units in a zone; a day that a month lacks becomes its last one. */
export function addUnits(utc: number, unit: Value, amount: number, zone: Zone): number {
  if (typeof unit !== 'string') throw unknown(unit)
  const local = utc + zone(utc)
  const months = monthCounts[unit]
  if (months !== undefined) {
    const target = monthOf(local) + amount * months
    const last = calendarOf(monthStart(target + 1) - dayMillis).day
    const day = Math.min(calendarOf(local).day, last)
    const clock = local - Math.floor(local / dayMillis) * dayMillis
    return instantOf(monthStart(target) + (day - 1) * dayMillis + clock, zone)
  }
  const length = lengths[unit]
  if (length === undefined) throw unknown(unit)
  if (length < dayMillis) return utc + amount * length
  return instantOf(local + amount * length, zone)
}

/** How many starts of the unit lie between two local times. */
export function differenceIn(
  from: number,
  to: number,
  unit: Value,
  startOfWeek: Value | undefined,
): number {
  if (typeof unit !== 'string') throw unknown(unit)
  const months = monthCounts[unit]
  if (months !== undefined) {
    return Math.floor(monthOf(to) / months) - Math.floor(monthOf(from) / months)
  }
  const length = lengths[unit]
  if (length === undefined) throw unknown(unit)
  const origin = originOf(unit, startOfWeek)
  return Math.floor((to - origin) / length) - Math.floor((from - origin) / length)
}
