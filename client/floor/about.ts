/**
 * Which ledger's form a control stands in, for controls that ask the house what to offer. Outside
 * of a form, as in a filter or at the reception, nothing is offered.
 */
import { createContext, useContext } from 'react'
import type { Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'

/** A form's ledger, and the facts of the record it is about. */
export interface Standing {
  readonly ledger: Ledger
  readonly facts?: Facts | undefined
}

const Standing = createContext<Standing | undefined>(undefined)

export const About = Standing.Provider

/** What this form is about; undefined outside of one. */
export function useAbout(): Standing | undefined {
  return useContext(Standing)
}
