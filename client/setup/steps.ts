/**
 * The steps of the set-up as this person may do them: what the declaration says of each, and what
 * the server says of how far it is.
 */
import { useQuery } from '@tanstack/react-query'
import { setupSteps } from '../../models/ledgers/beginning.ts'
import type { SetupStep, StepView } from '../../models/ledgers/beginning.ts'
import type { Act } from '../../models/ledger.ts'
import { call } from '../api.ts'
import { ledgerNamed } from '../house.ts'
import { queries } from '../session.tsx'

export interface Step extends SetupStep {
  readonly isDone: boolean
  /** The record its act changes. */
  readonly record?: string
}

/** A word in the key for each ledger: whatever happens to one of them has the steps asked again. */
const stepsKey = ['setup', ...setupSteps.map(({ ledger }) => ledger.name)] as const

/** The steps, in their order; undefined while nobody has said how far they are. */
export function useSteps() {
  const { data, error, refetch } = useQuery({
    queryKey: stepsKey,
    queryFn: () => call<{ readonly steps: readonly StepView[] }>('GET', '/setup/steps'),
  })
  const steps = data?.steps.flatMap(({ ledger, done, ...rest }): Step[] => {
    const declared = setupSteps.find((step) => step.ledger === ledgerNamed(ledger))
    return declared ? [{ ...declared, ...rest, isDone: done }] : []
  })
  return { steps, error, refetch }
}

/** Has the steps asked again, before the next page draws them. */
export async function askSteps(): Promise<void> {
  await queries.invalidateQueries({ queryKey: stepsKey })
}

/** An act as a step asks for it: some of its fields, of which some are needed here. */
export function asking({ asks, needs }: SetupStep, act: Act): Act {
  return { ...act, needs, takes: asks.filter((key) => !needs.includes(key)) }
}
