/** How long something lasts, as a clock shows it. */

/** Hours, minutes and seconds between two moments in milliseconds, as `H:MM:SS`. */
export function lasting(from: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - from) / 1_000))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
