/**
 * Which ledger's form a control stands in, for controls that ask the house what to offer. Outside
 * of a form, as in a filter or at the reception, nothing is offered.
 */
import { createContext, useContext } from 'react'
import type { Field } from '../../models/field.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import type { Proposed } from '../../models/toolreport/proposing.ts'

/** A form's ledger, and the facts of the record it is about. */
export interface Standing {
  readonly ledger: Ledger
  readonly facts?: Facts | undefined
  /** The record an act is done to. */
  readonly record?: string | undefined
  /** Takes in what a tool's report says; of several records, for how many and for which not. */
  readonly report?: ((field: Field, disks: readonly Proposed[]) => Spread | undefined) | undefined
}

/** How far a report went among the records of a batch. */
export interface Spread {
  readonly rows: number
  /** Titles of the records it says nothing of. */
  readonly without: readonly string[]
}

const Standing = createContext<Standing | undefined>(undefined)

export const About = Standing.Provider

/** What this form is about; undefined outside of one. */
export function useAbout(): Standing | undefined {
  return useContext(Standing)
}
