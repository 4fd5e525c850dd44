/**
 * What can wait until the first page stands: listening for news, keeping the page on the device,
 * fetching what comes next. On a bad network each of them would otherwise compete with what the
 * person is waiting for.
 */
import { useEffect, useState } from 'react'
import { queries } from './session.tsx'

/** How often it is looked whether the page still waits for something, in milliseconds. */
const lookMs = 300
/** However long the page waits, after so many looks what can wait has waited enough. */
const looksMax = 60

/**
 * Runs something once the page has nothing more to ask for that it shows; the result calls it off.
 * It is looked twice, because the pieces of a page ask one after another.
 */
export function whenCalm(run: () => void): () => void {
  let seen = 0
  let looks = 0
  const look = () => {
    looks += 1
    const stands = document.readyState === 'complete' && document.querySelector('h1') !== null
    const busy = !stands || queries.isFetching() > 0
    seen = busy ? 0 : seen + 1
    if (seen < 2 && looks < looksMax) return
    clearInterval(timer)
    run()
  }
  const timer = setInterval(look, lookMs)
  return () => clearInterval(timer)
}

/** Whether the page has had its moment. */
export function useCalm(): boolean {
  const [calm, setCalm] = useState(false)
  useEffect(() => whenCalm(() => setCalm(true)), [])
  return calm
}
