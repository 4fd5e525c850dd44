/**
 * Remembers on the device that it was enrolled as one, so that when its session has ended it does
 * not show a visitor the sign-in page of the house but says what has to be done.
 */

const key = 'daicho.enrolled'

/** Notes that this device was enrolled. */
export function noteEnrolled(): void {
  localStorage.setItem(key, new Date().toISOString())
}

/** A person signed in here: it is no device at a counter any more. */
export function forgetEnrolled(): void {
  localStorage.removeItem(key)
}

/** Whether this device was enrolled when it was last used. */
export function wasEnrolled(): boolean {
  return localStorage.getItem(key) !== null
}
