/**
 * Calendar arithmetic with time zones. Node carries the IANA rules inside Intl, so an offset is
 * asked of it and everything else is done on plain milliseconds of local time.
 */
import { located } from './errors.ts'
import { DateTime } from './values.ts'

/** One instant as people in a zone read it; `dayOfWeek` is 1 on Sunday, `isoDay` 1 on Monday. */
export interface Calendar {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  readonly dayOfWeek: number
  readonly isoDay: number
  readonly dayOfYear: number
}

export const dayMillis = 86_400_000

/** Milliseconds since 1970 of a UTC date, also for years below 100. */
export function utcMillis(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime()
}

/** Reads an instant, already moved to local time. */
export function calendarOf(millis: bigint | number): Calendar {
  const date = new Date(Number(millis))
  if (Number.isNaN(date.getTime())) throw located(18537, 'the date is outside the calendar')
  const year = date.getUTCFullYear()
  const day = date.getUTCDate()
  const month = date.getUTCMonth() + 1
  const weekday = date.getUTCDay()
  return {
    year,
    month,
    day,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    dayOfWeek: weekday + 1,
    isoDay: weekday === 0 ? 7 : weekday,
    dayOfYear: (utcMillis(year, month, day) - utcMillis(year, 1, 1)) / dayMillis + 1,
  }
}

/** The ISO week and the year it belongs to. */
export function isoWeekOf(calendar: Calendar): { readonly year: number; readonly week: number } {
  const thursday = calendar.dayOfYear + 4 - calendar.isoDay
  const daysIn = (year: number): number =>
    (utcMillis(year + 1, 1, 1) - utcMillis(year, 1, 1)) / dayMillis
  if (thursday < 1) {
    const year = calendar.year - 1
    return { year, week: Math.floor((thursday + daysIn(year) - 1) / 7) + 1 }
  }
  if (thursday > daysIn(calendar.year)) return { year: calendar.year + 1, week: 1 }
  return { year: calendar.year, week: Math.floor((thursday - 1) / 7) + 1 }
}

/** The week of the year that starts on Sundays; days before the first Sunday are week 0. */
export const weekOf = (calendar: Calendar): number =>
  Math.floor((calendar.dayOfYear + 7 - calendar.dayOfWeek) / 7)

/** How far local time is ahead of UTC at an instant, in milliseconds. */
export type Zone = (utc: number) => number

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(name: string): Intl.DateTimeFormat {
  const known = formats.get(name)
  if (known !== undefined) return known
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(name, format)
    return format
  } catch {
    throw located(40485, `unrecognized time zone identifier: "${name}"`)
  }
}

/** A zone by its IANA name, or an offset such as `+09:00`, `+0900` or `+09`. Throws 40485. */
export function zoneOf(name: string): Zone {
  const offset = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(name)
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? '0')
    return () => (offset[1] === '-' ? -minutes : minutes) * 60_000
  }
  if (name === 'UTC' || name === 'GMT' || name === 'Z') return () => 0
  const format = formatOf(name)
  return (utc) => {
    const parts: Record<string, string> = {}
    for (const { type, value } of format.formatToParts(utc)) parts[type] = value
    const number = (part: string): number => Number(parts[part])
    const year = parts['era'] === 'BC' ? 1 - number('year') : number('year')
    const clock = (number('hour') * 60 + number('minute')) * 60 + number('second')
    const local = utcMillis(year, number('month'), number('day')) + clock * 1000
    return local - Math.floor(utc / 1000) * 1000
  }
}

/** The instant at which a zone's clocks show this local time. */
export function instantOf(local: number, zone: Zone): number {
  const first = local - zone(local)
  const second = local - zone(first)
  return local - zone(second) === second ? second : first
}

const isoPattern =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(.*)$/

/** From ISO 8601 text; undefined when it is none. A zone in the text wins over the given one. */
export function parseDate(text: string, zone?: Zone): DateTime | undefined {
  const match = isoPattern.exec(text.trim())
  if (match === null) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', name = ''] =
    match
  const date = utcMillis(Number(year), Number(month), Number(day))
  const back = calendarOf(date)
  const inRange = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
  if (!inRange || back.month !== Number(month) || back.day !== Number(day)) return undefined
  const clock = (Number(hour) * 60 + Number(minute)) * 60 + Number(second)
  const local = date + clock * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
  if (name === '') return new DateTime(BigInt(instantOf(local, zone ?? (() => 0))))
  if (!/^(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/.test(name)) return undefined
  return new DateTime(BigInt(instantOf(local, zoneOf(name))))
}
