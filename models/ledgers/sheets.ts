/**
 * The columns of each ledger's list on paper, as the paper ledgers had them: where a seal stood,
 * the name of whoever vouched for it stands with the moment. They are kept apart from the
 * declarations because only the server prints, and the first page need not carry them.
 */
import { sheetOf } from '../paper.ts'
import type { LedgerSheet } from '../paper.ts'
import { discs } from './discs.ts'
import { disposals } from './disposals.ts'
import { movements } from './movements.ts'
import { visits } from './visits.ts'

export const sheets: readonly LedgerSheet[] = [
  sheetOf(visits, [
    'visitor',
    'company',
    'reason',
    'purpose',
    'areas',
    'identity',
    'badge',
    'pledgedAt',
    'escort',
    ['admittedBy', 'entered'],
    ['releasedBy', 'left'],
    'exitNote',
  ]),
  sheetOf(movements, [
    'direction',
    'items',
    'reason',
    'destination',
    'applicant',
    ['approver', 'decidedAt'],
    ['releasedBy', 'carriedOutAt'],
    'lastCheckedAt',
    'dueBack',
    ['receivedBy', 'returnedAt'],
    ['inspector', 'inspectedAt'],
  ]),
  sheetOf(disposals, [
    'managementNo',
    'maker',
    'model',
    'serial',
    'customer',
    'reason',
    'method',
    'technique',
    ['operator', 'finishedAt'],
    'witness',
    'result',
    ['verifier', 'verifiedAt'],
    'certificateNo',
  ]),
  sheetOf(discs, [
    'labelNo',
    'kind',
    'takenInAt',
    'cabinet',
    'applicant',
    'purpose',
    ['issuer', 'issuedAt'],
    'contents',
    ['writer', 'writtenAt'],
    'lastCheckedAt',
    'destruction',
    ['operator', 'destroyedAt'],
    'witness',
  ]),
]
