/** What the server's "no" means for an act that waits: not now, or not at all and why. */
import type { ProblemBody } from '../shapes.ts'
import type { Sending } from './outgoing.ts'

/** Whether the server could not do something now, and may another time. */
export function isBusy(problem: ProblemBody | undefined): boolean {
  return problem !== undefined && (problem.status === 429 || problem.status >= 500)
}

/** Whether a refusal is the last word. One act the server stumbles on must not stop the rest. */
export function judged(problem: ProblemBody): Sending {
  const { status } = problem
  if (status === 401 || status === 408 || status === 429 || status === 503) {
    return { kind: 'later', blocks: true }
  }
  if (status >= 500) return { kind: 'later', blocks: false }
  return { kind: 'refused', problem: slim(problem) }
}

/** What the device keeps of a refusal: enough to decide by, and nothing personal beside it. */
export function slim({ current, since, ...problem }: ProblemBody): ProblemBody {
  return {
    ...problem,
    ...(current && { current: { ...current, facts: {} } }),
    ...(since && { since: since.map((one) => ({ ...one, given: emptied(one.given) })) }),
  }
}

function emptied(given: object): Record<string, true> {
  return Object.fromEntries(Object.keys(given).map((key) => [key, true]))
}
