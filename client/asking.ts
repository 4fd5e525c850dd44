/**
 * Asking the server for something that is not an act on a record, such as a sign-in: one at a
 * time, with what went wrong kept for the page to show.
 */
import { useState } from 'react'
import { Refused } from './api.ts'

interface Asking {
  readonly asking: boolean
  readonly error: unknown
  readonly ask: (work: () => Promise<void>) => void
}

export function useAsking(): Asking {
  const [asking, setAsking] = useState(false)
  const [error, setError] = useState<unknown>()
  const ask = (work: () => Promise<void>) => {
    setAsking(true)
    setError(undefined)
    work()
      .catch((reason: unknown) => setError(reason))
      .finally(() => setAsking(false))
  }
  return { asking, error, ask }
}

/** What a refusal says of one member of what was sent. */
export function faultOf(error: unknown, path: string): string | undefined {
  if (!(error instanceof Refused)) return undefined
  return error.problem.faults?.find((fault) => fault.path === path)?.says
}
