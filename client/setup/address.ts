/** Where the pages of the set-up stand, and how many there are; it knows no ledger. */
import { stepTitles } from '../../models/ledgers/steps.ts'
import type { SetupStep } from '../../models/ledgers/beginning.ts'

/** The steps and the first person's own, which is done before any of them. */
export const stepsInAll = Object.keys(stepTitles).length + 1

/** Where a step has its page. */
export function addressOf({ ledger }: Pick<SetupStep, 'ledger'>): string {
  return `/setup/${ledger.name}`
}

/** Leads to the first step that is not done. */
export const onAddress = '/setup/on'
/** The last page, which is no step. */
export const nextAddress = '/setup/next'
