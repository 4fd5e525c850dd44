/**
 * The one list of papers, apart from the ledgers they speak of: nothing but the drawing and the
 * way to them needs their wording, and a tablet's first load should not carry it.
 */
import { paperOf } from '../paper.ts'
import type { LedgerPaper } from '../paper.ts'
import { certificate } from './certificate.ts'
import { disposals } from './disposals.ts'

export const papers: readonly LedgerPaper[] = [paperOf(disposals, 'certificate', certificate)]
