/**
 * The one list of papers, apart from the ledgers they speak of: nothing but the drawing and the
 * way to them needs their wording, and a tablet's first load should not carry it.
 */
import { paperOf } from '../paper.ts'
import type { LedgerPaper } from '../paper.ts'
import { certificate } from './certificate.ts'
import { discSheet } from './discsheet.ts'
import { discs } from './discs.ts'
import { disposals } from './disposals.ts'
import { handOverSheet } from './handover.ts'
import { movements } from './movements.ts'
import { pledgeSheet } from './pledgesheet.ts'
import { visits } from './visits.ts'

export const papers: readonly LedgerPaper[] = [
  paperOf(disposals, 'certificate', certificate),
  paperOf(movements, 'handover', handOverSheet),
  paperOf(visits, 'pledge', pledgeSheet),
  paperOf(discs, 'sheet', discSheet),
]
