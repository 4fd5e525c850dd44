/**
 * Whether a stay lies inside a site's escort hours, reckoned in the site's own time zone. It is
 * the law behind "visits only while someone can escort", so it is pure and stands alone.
 */
import { words } from '../words.ts'

export const weekdays = {
  mon: words('月', 'Mon'),
  tue: words('火', 'Tue'),
  wed: words('水', 'Wed'),
  thu: words('木', 'Thu'),
  fri: words('金', 'Fri'),
  sat: words('土', 'Sat'),
  sun: words('日', 'Sun'),
}

type Weekday = keyof typeof weekdays

/** As much of a site's facts as the reckoning needs. */
export interface SiteHours {
  readonly timeZone?: string | undefined
  readonly escortHours?: readonly Window[] | undefined
  readonly closedDays?: readonly { readonly day?: string | undefined }[] | undefined
}

interface Window {
  readonly days?: readonly Weekday[] | undefined
  /** `HH:MM` */
  readonly from?: string | undefined
  /** `HH:MM`; at or before `from` it is on the next day. */
  readonly to?: string | undefined
}

/** Minutes of local wall time since the local day 1970-01-01. */
type LocalMinutes = number

const minutesPerDay = 1_440
/** A stay longer than this, in days, is never inside escort hours; it bounds the loop below. */
const stayDaysMax = 31

/** Whether the platform knows a time zone of this name. */
export function knownTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/**
 * Whether every minute of a stay lies inside the site's escort hours.
 *
 * @param from ISO moment, inclusive
 * @param to ISO moment; a stay that ends when the hours end is inside
 */
export function withinEscortHours(site: SiteHours, from: string, to: string): boolean {
  const zone = site.timeZone ?? 'Asia/Tokyo'
  if (!knownTimeZone(zone)) return false
  const end = localMinutes(to, zone)
  let covered = localMinutes(from, zone)
  const first = Math.floor(covered / minutesPerDay)
  const last = Math.floor(end / minutesPerDay)
  if (end < covered || last - first > stayDaysMax) return false
  const windows: [LocalMinutes, LocalMinutes][] = []
  for (let at = first - 1; at <= last; at += 1) windows.push(...windowsOf(site, at))
  windows.sort(([one], [other]) => one - other)
  let began = false
  for (const [opens, closes] of windows) {
    if (opens > covered) break
    if (closes < covered) continue
    began = true
    covered = Math.max(covered, closes)
  }
  return began && covered >= end
}

function windowsOf(site: SiteHours, localDay: number): [LocalMinutes, LocalMinutes][] {
  const date = new Date(localDay * minutesPerDay * 60_000)
  const iso = date.toISOString().slice(0, 10)
  if (site.closedDays?.some(({ day }) => day === iso)) return []
  const weekday = Object.keys(weekdays)[(date.getUTCDay() + 6) % 7] as Weekday
  return (site.escortHours ?? [])
    .filter(({ days }) => days?.includes(weekday))
    .map(({ from = '00:00', to = '00:00' }) => {
      const opens = clockMinutes(from)
      const closes = clockMinutes(to)
      const length = closes > opens ? closes - opens : closes - opens + minutesPerDay
      const start = localDay * minutesPerDay + opens
      return [start, start + length]
    })
}

function clockMinutes(clock: string): number {
  const [hour = '0', minute = '0'] = clock.split(':')
  return Number(hour) * 60 + Number(minute)
}

/** The wall time of a moment in a zone, with its seconds as a fraction of a minute. */
function localMinutes(moment: string, timeZone: string): LocalMinutes {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(moment))
  const part = (type: string) => Number(parts.find((piece) => piece.type === type)?.value ?? 0)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall / 60_000
}
