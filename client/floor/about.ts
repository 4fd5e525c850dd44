/**
 * Which ledger's form a control stands in, for controls that ask the house what to offer. Outside
 * of a form, as in a filter or at the reception, nothing is offered.
 */
import { createContext, useContext } from 'react'
import type { Ledger } from '../../models/ledger.ts'

const Standing = createContext<Ledger | undefined>(undefined)

export const About = Standing.Provider

/** The ledger whose form this is; undefined outside of one. */
export function useAbout(): Ledger | undefined {
  return useContext(Standing)
}
