/**
 * Days and times as they stand in people's sheets: as the house prints them, with slashes, in
 * Japanese, by the years of an era, and as the numbers a spreadsheet counts days with.
 */
import { folded } from '../kana.ts'
import { momentOf, wallTime } from '../zone.ts'

/** The year before the first of each era, and the letters people abbreviate it with. */
const eras: readonly (readonly [RegExp, number])[] = [
  [/^(令和|R|㋿)/i, 2018],
  [/^(平成|H|㍻)/i, 1988],
  [/^(昭和|S|㍼)/i, 1925],
]
/** A spreadsheet counts days from this one; it believes 1900 to have been a leap year. */
const serialStart = Date.UTC(1899, 11, 30)
const serialMax = 2_958_466

/** A day of the week in brackets, which says nothing that the day does not. */
const weekday = String.raw`(?:\s*\([^)]{1,3}\))?`
const written = new RegExp(
  String.raw`^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?${weekday}` +
    String.raw`(?:[\sT]*(\d{1,2})\s*[:時]\s*(\d{1,2})?)?`,
)

/** Wall-clock text `YYYY-MM-DDTHH:MM` of a cell; undefined when it says no day. */
function wallOf(cell: unknown, text: string): string | undefined {
  // A spreadsheet's fractions of a day come out a little below the minute they mean.
  if (cell instanceof Date) {
    return new Date(Math.round(cell.getTime() / 60_000) * 60_000).toISOString().slice(0, 16)
  }
  if (typeof cell === 'number') {
    if (!(cell >= 1) || cell >= serialMax) return undefined
    return new Date(serialStart + Math.round(cell * 1440) * 60_000).toISOString().slice(0, 16)
  }
  return wallIn(folded(text).trim())
}

function wallIn(text: string): string | undefined {
  const era = eras.find(([pattern]) => pattern.test(text))
  const plain = era ? text.replace(era[0], '').replace(/^元/, '1') : text
  const found = written.exec(plain)
  if (!found) return undefined
  const [, years = '', month = '', day = '', hour = '0', minute = '0'] = found
  const year = era ? era[1] + Number(years) : Number(years)
  if (!era && years.length !== 4) return undefined
  const pad = (value: string | number, digits = 2) => String(value).padStart(digits, '0')
  const wall = `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}`
  const at = Date.parse(`${wall}:00Z`)
  // A day no month has would otherwise become one of the next.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 16) !== wall ? undefined : wall
}

/** A moment as ISO in UTC; a text with an offset is taken by it, others in the house's zone. */
export function momentFrom(cell: unknown, text: string, timeZone: string): string | undefined {
  const plain = folded(text).trim()
  const stated = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:\d\d)$/.exec(
    plain,
  )
  if (typeof cell === 'string' && stated) {
    const at = new Date(`${stated[1]}T${stated[2]}${stated[3]}`)
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
  }
  const wall = wallOf(cell, text)
  return wall === undefined ? undefined : momentOf(wall, timeZone)
}

/** A day as `YYYY-MM-DD`. */
export function dayOf(cell: unknown, text: string, timeZone: string): string | undefined {
  const plain = folded(text).trim()
  if (typeof cell === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(plain)) {
    const at = momentFrom(cell, text, timeZone)
    return at === undefined ? undefined : wallTime(at, timeZone).slice(0, 10)
  }
  return wallOf(cell, text)?.slice(0, 10)
}
