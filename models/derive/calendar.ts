/**
 * Sorts moments into the days and hours of a zone, for whatever counts them. A day is the zone's
 * own, so that one with a change of clocks has 23 or 25 hours and still counts once.
 */

const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** A moment on the calendar of a zone. */
export interface Dated {
  /** `YYYY-MM-DD` */
  readonly day: string
  /** `YYYY-MM` */
  readonly month: string
  /** 0 to 23. */
  readonly hour: number
}

/**
 * Where a moment lies on the calendar of a zone; undefined when the text is no moment.
 *
 * @param moment ISO, or milliseconds since 1970
 */
export function datedIn(moment: string | number, timeZone: string): Dated | undefined {
  const at = new Date(moment)
  if (Number.isNaN(at.getTime())) return undefined
  const parts = formatIn(timeZone).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const month = `${part('year').padStart(4, '0')}-${part('month')}`
  return { day: `${month}-${part('day')}`, month, hour: Number(part('hour')) }
}

/**
 * The days up to and with the one a moment lies on, oldest first. They are calendar days, reckoned
 * without a clock, so none is missed or told twice when clocks change.
 *
 * @param count how many
 */
export function daysUpTo(moment: string | number, timeZone: string, count: number): string[] {
  const last = datedIn(moment, timeZone)
  if (!last) return []
  const [year = 0, month = 1, day = 1] = last.day.split('-').map(Number)
  return Array.from({ length: count }, (_, at) =>
    new Date(Date.UTC(year, month - 1, day - (count - 1 - at))).toISOString().slice(0, 10),
  )
}
