/**
 * Whether this browser last saw a demo. A page of one says so at once, not only when it has asked,
 * and a page of the real house waits for nothing.
 */
const keptAs = 'daicho-demo'

/** Whether a demo was served when this browser last looked. */
export function isDemoHere(): boolean {
  return localStorage.getItem(keptAs) !== null
}

/** Keeps what was seen for the next page. */
export function keepDemoHere(here: boolean): void {
  if (here) localStorage.setItem(keptAs, 'here')
  else localStorage.removeItem(keptAs)
}
