/**
 * The one list of papers, apart from the ledgers they speak of: nothing but the drawing and the
 * way to them needs their wording, and a tablet's first load should not carry it.
 */
import { paperOf } from '../paper.ts'
import type { LedgerPaper, PaperIssues } from '../paper.ts'
import { certificate } from './certificate.ts'
import { discSheet } from './discsheet.ts'
import { discs } from './discs.ts'
import { disposals } from './disposals.ts'
import { handOverSheet } from './handover.ts'
import { movements } from './movements.ts'
import { pledgeSheet } from './pledgesheet.ts'
import { visits } from './visits.ts'

/** A paper that is issued, and where that is kept. */
export interface IssuedPaper {
  readonly name: string
  readonly issues: PaperIssues
}

export const papers: readonly LedgerPaper[] = [
  paperOf(disposals, 'certificate', certificate),
  paperOf(movements, 'handover', handOverSheet),
  paperOf(visits, 'pledge', pledgeSheet),
  paperOf(discs, 'sheet', discSheet),
]

/** The papers of a ledger that are given out under a number, each file known to the journal. */
export function issuedPapers(ledger: string): readonly IssuedPaper[] {
  return papers.flatMap(({ ledger: own, name, paper: { issues } }) =>
    own === ledger && issues ? [{ name, issues }] : [],
  )
}
