/**
 * Dates in expressions: reading parts of them in a time zone, formatting, parsing, cutting to a
 * unit and moving by one. An ObjectId or timestamp stands for the second it was made in.
 */
import { wholeOf } from './datemath.ts'
import { addUnits, differenceIn, truncateTo } from './datemath.ts'
import { isNullish, kindOf, named } from './arguments.ts'
import type { Maybe } from './arguments.ts'
import { Doc } from './bson.ts'
import {
  calendarOf,
  instantOf,
  isoWeekOf,
  parseDate,
  utcMillis,
  weekOf,
  zoneOf,
} from './calendar.ts'
import type { Calendar, Zone } from './calendar.ts'
import { conversionFailure, located } from './errors.ts'
import type { Evaluate, Operator } from './expression.ts'
import { DateTime, Int32, ObjectId, Timestamp } from './values.ts'
import type { Value } from './values.ts'

function millisOf(value: Value): bigint {
  if (value instanceof DateTime) return value.millis
  if (value instanceof Timestamp) return (value.value >> 32n) * 1000n
  if (value instanceof ObjectId) {
    return BigInt(Buffer.from(value.bytes).readUInt32BE(0)) * 1000n
  }
  throw located(16006, `can't convert from BSON type ${kindOf(value)} to Date`)
}

/** The zone named by an argument; undefined when the name is null, which makes results null. */
function zoneFrom(value: Maybe): Zone | undefined {
  if (value === undefined) return zoneOf('UTC')
  if (isNullish(value)) return undefined
  if (typeof value !== 'string') {
    throw located(40533, `timezone must evaluate to a string, found: ${kindOf(value)}`)
  }
  return zoneOf(value)
}

function local(date: Value, zone: Zone): Calendar {
  const millis = Number(millisOf(date))
  return calendarOf(millis + zone(millis))
}

/** `{$year: date}` or `{$year: {date, timezone}}`. */
const part = (read: (calendar: Calendar) => number, wide = false): Operator => {
  const answer = ({ date, timezone }: Record<string, Maybe>): Maybe => {
    const zone = zoneFrom(timezone)
    if (isNullish(date) || zone === undefined) return null
    const number = read(local(date, zone))
    return wide ? BigInt(number) : new Int32(number)
  }
  const byName = named(['date'], ['timezone'], answer)
  return (operand, scope, name) => {
    if (operand instanceof Doc && operand.keys()[0]?.startsWith('$') !== true) {
      return byName(operand, scope, name)
    }
    const single = Array.isArray(operand) ? operand : [operand]
    if (single.length !== 1) {
      throw located(40536, `${name} accepts exactly one argument if given an array`)
    }
    const date: Evaluate = scope.compile(single[0] ?? null)
    return (doc, slots) => answer({ date: date(doc, slots) })
  }
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

const months =
  'January February March April May June July August September October November December'.split(' ')

const directives: Readonly<Record<string, (at: Calendar, offset: number) => string>> = {
  '%': () => '%',
  B: ({ month }) => months[month - 1] as string,
  G: (at) => pad(isoWeekOf(at).year, 4),
  H: ({ hour }) => pad(hour),
  L: ({ millisecond }) => pad(millisecond, 3),
  M: ({ minute }) => pad(minute),
  S: ({ second }) => pad(second),
  U: (at) => pad(weekOf(at)),
  V: (at) => pad(isoWeekOf(at).week),
  Y: ({ year }) => pad(year, 4),
  Z: (_, offset) => String(offset / 60_000),
  b: ({ month }) => (months[month - 1] as string).slice(0, 3),
  d: ({ day }) => pad(day),
  j: ({ dayOfYear }) => pad(dayOfYear, 3),
  m: ({ month }) => pad(month),
  u: ({ isoDay }) => String(isoDay),
  w: ({ dayOfWeek }) => String(dayOfWeek),
  z: (_, offset) => {
    const minutes = Math.round(Math.abs(offset) / 60_000)
    return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}`
  },
}

function formatted(format: string, date: Value, zone: Zone): string {
  const millis = Number(millisOf(date))
  const offset = zone(millis)
  const at = calendarOf(millis + offset)
  return format.replaceAll(/%(.?)/gs, (_, letter: string) => {
    const directive = Object.hasOwn(directives, letter) ? directives[letter] : undefined
    if (directive === undefined) {
      throw located(18536, `Invalid format character '%${letter}' in format string`)
    }
    return directive(at, offset)
  })
}

const dateToString = named(
  ['date'],
  ['format', 'timezone', 'onNull'],
  ({ date, format, timezone, onNull }) => {
    const zone = zoneFrom(timezone)
    if (isNullish(date)) return onNull === undefined ? null : onNull
    if (zone === undefined || format === null) return null
    const ending = timezone === undefined || timezone === 'UTC' ? 'Z' : ''
    const pattern = format ?? `%Y-%m-%dT%H:%M:%S.%L${ending}`
    if (typeof pattern !== 'string') {
      throw located(18533, `$dateToString requires a string format, found: ${kindOf(format)}`)
    }
    return formatted(pattern, date, zone)
  },
)

const dateFromString = named(
  ['dateString'],
  ['timezone', 'onError', 'onNull'],
  ({ dateString, timezone, onError, onNull }) => {
    if (isNullish(dateString)) return onNull === undefined ? null : onNull
    const zone = zoneFrom(timezone)
    if (zone === undefined) return null
    const date = typeof dateString === 'string' ? parseDate(dateString, zone) : undefined
    if (date !== undefined) return date
    if (onError !== undefined) return onError
    throw conversionFailure('$dateFromString could not read the date string as ISO 8601')
  },
)

const dateFromParts = named(
  ['year'],
  ['month', 'day', 'hour', 'minute', 'second', 'millisecond', 'timezone'],
  (parts) => {
    const zone = zoneFrom(parts['timezone'])
    const names = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond']
    const numbers = names.map((name, at) => {
      const value = parts[name]
      if (value === undefined) return at < 3 ? 1 : 0
      return isNullish(value) ? undefined : wholeOf(value, name)
    })
    if (zone === undefined || numbers.includes(undefined)) return null
    const [year, month, day, hour, minute, second, millisecond] = numbers as number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const clock = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
    return new DateTime(BigInt(instantOf(utcMillis(year, month, day) + clock, zone)))
  },
)

const dateToParts = named(['date'], ['timezone'], ({ date, timezone }) => {
  const zone = zoneFrom(timezone)
  if (isNullish(date) || zone === undefined) return null
  const { year, month, day, hour, minute, second, millisecond } = local(date, zone)
  return Doc.of({ year, month, day, hour, minute, second, millisecond })
})

const dateTrunc = named(
  ['date', 'unit'],
  ['binSize', 'timezone', 'startOfWeek'],
  ({ date, unit, binSize, timezone, startOfWeek }) => {
    const zone = zoneFrom(timezone)
    if (isNullish(date) || isNullish(unit) || zone === undefined) return null
    const size = binSize === undefined ? 1 : wholeOf(binSize, 'binSize')
    const millis = Number(millisOf(date))
    const cut = truncateTo(millis + zone(millis), unit, size, startOfWeek)
    return new DateTime(BigInt(instantOf(cut, zone)))
  },
)

const moved = (sign: 1 | -1): Operator =>
  named(['startDate', 'unit', 'amount'], ['timezone'], ({ startDate, unit, amount, timezone }) => {
    const zone = zoneFrom(timezone)
    if (isNullish(startDate) || isNullish(unit) || isNullish(amount) || zone === undefined) {
      return null
    }
    const by = wholeOf(amount, 'amount') * sign
    return new DateTime(BigInt(addUnits(Number(millisOf(startDate)), unit, by, zone)))
  })

const dateDiff = named(
  ['startDate', 'endDate', 'unit'],
  ['timezone', 'startOfWeek'],
  ({ startDate, endDate, unit, timezone, startOfWeek }) => {
    const zone = zoneFrom(timezone)
    if (isNullish(startDate) || isNullish(endDate) || isNullish(unit) || zone === undefined) {
      return null
    }
    const [from, to] = [Number(millisOf(startDate)), Number(millisOf(endDate))]
    return BigInt(differenceIn(from + zone(from), to + zone(to), unit, startOfWeek))
  },
)

export const dateOperators: Readonly<Record<string, Operator>> = {
  $dateAdd: moved(1),
  $dateDiff: dateDiff,
  $dateFromParts: dateFromParts,
  $dateFromString: dateFromString,
  $dateSubtract: moved(-1),
  $dateToParts: dateToParts,
  $dateToString: dateToString,
  $dateTrunc: dateTrunc,
  $dayOfMonth: part(({ day }) => day),
  $dayOfWeek: part(({ dayOfWeek }) => dayOfWeek),
  $dayOfYear: part(({ dayOfYear }) => dayOfYear),
  $hour: part(({ hour }) => hour),
  $isoDayOfWeek: part(({ isoDay }) => isoDay),
  $isoWeek: part((at) => isoWeekOf(at).week),
  $isoWeekYear: part((at) => isoWeekOf(at).year, true),
  $millisecond: part(({ millisecond }) => millisecond),
  $minute: part(({ minute }) => minute),
  $month: part(({ month }) => month),
  $second: part(({ second }) => second),
  $week: part(weekOf),
  $year: part(({ year }) => year),
}
