/**
 * Times are stored in UTC and read in the zone of the site, whatever zone the device believes to
 * be in. Browsers edit wall-clock times and people count in days, so this file turns moments into
 * the site's clock and back, for the server and the client alike.
 */

const parts = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = parts.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  parts.set(timeZone, made)
  return made
}

/** The wall-clock time of an ISO moment in a zone, as `YYYY-MM-DDTHH:MM`; empty when invalid. */
export function wallTime(iso: string, timeZone: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  const pieces = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const { year, month, day, hour, minute } = pieces
  return `${year?.padStart(4, '0')}-${month}-${day}T${hour}:${minute}`
}

/**
 * The ISO moment of a wall-clock time in a zone; undefined when the text is no time. A time that
 * a change of clocks skips or repeats is taken at the offset before the change.
 */
export function momentOf(wall: string, timeZone: string): string | undefined {
  const asUtc = Date.parse(`${wall.slice(0, 16)}Z`)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(wall) || Number.isNaN(asUtc)) return undefined
  const before = asUtc - offsetAt(asUtc - 86_400_000, timeZone)
  if (wallTime(new Date(before).toISOString(), timeZone) === wall.slice(0, 16)) {
    return new Date(before).toISOString()
  }
  const after = asUtc - offsetAt(asUtc + 86_400_000, timeZone)
  const found = wallTime(new Date(after).toISOString(), timeZone) === wall.slice(0, 16)
  return new Date(found ? after : before).toISOString()
}

/**
 * When a day of the site begins, as an ISO moment.
 *
 * @param day as `YYYY-MM-DD`
 * @param later days to add
 */
export function dayStart(day: string, timeZone: string, later = 0): string | undefined {
  const noon = Date.parse(`${day}T12:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(noon)) return undefined
  const counted = new Date(noon + later * 86_400_000).toISOString().slice(0, 10)
  return momentOf(`${counted}T00:00`, timeZone)
}

/** The midnight at which the site's day of a moment began, as an ISO moment. */
export function midnightBefore(at: string, timeZone: string): string {
  return dayStart(wallTime(at, timeZone).slice(0, 10), timeZone) ?? at
}

/** How far a zone's wall clock is ahead of UTC at a moment, in milliseconds. */
function offsetAt(ms: number, timeZone: string): number {
  const minute = Math.floor(ms / 60_000) * 60_000
  return Date.parse(`${wallTime(new Date(minute).toISOString(), timeZone)}Z`) - minute
}

/** Whether the browser knows a zone of this name. */
export function knownZone(timeZone: string): boolean {
  try {
    return formatter(timeZone) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}

/** This moment, to the minute, as ISO. */
export function nowToMinute(now: number = Date.now()): string {
  return new Date(Math.floor(now / 60_000) * 60_000).toISOString()
}
