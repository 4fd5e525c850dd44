/**
 * How a disc goes: taken in blank, asked for, issued, written, stored, checked and destroyed, or
 * lost. Leaving and coming back are not acts of its own; they follow the movement it is part of.
 */
import type { Act, FactsOf, Made } from '../ledger.ts'
import { words } from '../words.ts'
import type { DiscFields, DiscState } from './discfields.ts'

type DiscFacts = FactsOf<DiscFields>

/** What a disc forgets when it goes back to the blanks. */
const unasked: DiscFacts = {
  applicant: undefined,
  purpose: undefined,
  plannedContents: undefined,
  useBy: undefined,
  issuer: undefined,
  issuedAt: undefined,
  receiptSignature: undefined,
}

function checked(before: DiscFacts, given: DiscFacts, made: Made): DiscFacts {
  const entry = { at: made.at, by: made.by, ...given.check }
  return { checks: [...(before.checks ?? []), entry], lastCheckedAt: made.at, check: undefined }
}

/** Photos are added to; only a correction, which says why, takes one away. */
function photographed(before: DiscFacts, given: DiscFacts): DiscFacts {
  return { photos: given.photos ? [...(before.photos ?? []), ...given.photos] : before.photos }
}

export const discActs = {
  intake: {
    label: words('受け入れる', 'Take in'),
    from: null,
    to: 'blank',
    by: ['iso'],
    needs: ['kind', 'labelNo', 'lot', 'cabinet'],
    takes: ['keyHolder', 'note'],
    stamps: { takenInAt: 'time' },
  },
  request: {
    label: words('使用を申請する', 'Ask for a disc'),
    from: ['blank'],
    to: 'requested',
    by: ['staff', 'iso'],
    needs: ['purpose'],
    takes: ['plannedContents', 'useBy'],
    stamps: { applicant: 'actor' },
    batch: true,
    tone: 'next',
  },
  issue: {
    label: words('払い出す', 'Issue'),
    from: ['requested'],
    to: 'issued',
    by: ['iso'],
    takes: ['useBy', 'receiptSignature'],
    stamps: { issuer: 'actor', issuedAt: 'time' },
    batch: true,
    tone: 'next',
  },
  decline: {
    label: words('申請を断る', 'Decline'),
    from: ['requested'],
    to: 'blank',
    by: ['iso'],
    apply: () => unasked,
    because: true,
    batch: true,
    tone: 'aside',
  },
  putBack: {
    label: words('未使用のまま戻す', 'Put back unused'),
    from: ['issued'],
    to: 'blank',
    by: ['iso'],
    needs: ['cabinet'],
    apply: () => unasked,
    because: true,
    tone: 'aside',
  },
  write: {
    label: words('記録を書き込む', 'Record the writing'),
    from: ['issued'],
    to: 'written',
    by: ['staff', 'iso'],
    needs: ['contents', 'confidential'],
    takes: ['encrypted', 'note'],
    stamps: { writer: 'actor', writtenAt: 'time' },
    tone: 'next',
  },
  store: {
    label: words('保管する', 'Store'),
    from: ['written', 'stored'],
    to: 'stored',
    by: ['staff', 'iso'],
    needs: ['cabinet'],
    takes: ['keyHolder'],
    batch: true,
    tone: 'next',
  },
  check: {
    label: words('点検を記録する', 'Record a check'),
    from: ['blank', 'requested', 'issued', 'written', 'stored', 'out'],
    to: 'same',
    by: ['staff', 'iso'],
    needs: ['check'],
    apply: checked,
    batch: true,
  },
  destroy: {
    label: words('廃棄する', 'Destroy'),
    from: ['blank', 'issued', 'written', 'stored'],
    to: 'destroyed',
    by: ['staff', 'iso'],
    needs: ['destruction', 'operator', 'witness'],
    takes: ['photos', 'note'],
    stamps: { destroyedAt: 'time' },
    apply: photographed,
    batch: true,
    tone: 'danger',
  },
  reportLoss: {
    label: words('紛失を届け出る', 'Report a loss'),
    from: ['blank', 'requested', 'issued', 'written', 'stored', 'out'],
    to: 'lost',
    by: ['staff', 'iso'],
    needs: ['loss'],
    tone: 'danger',
  },
  find: {
    label: words('見つかった', 'Found again'),
    from: ['lost'],
    to: { may: ['blank', 'stored'], by: ({ writtenAt }) => (writtenAt ? 'stored' : 'blank') },
    by: ['iso'],
    needs: ['cabinet'],
    apply: (before) => (before.writtenAt ? {} : unasked),
    because: true,
  },
  amend: {
    label: words('訂正する', 'Correct'),
    from: 'any',
    to: 'same',
    by: ['staff', 'iso'],
    takes: [
      'kind',
      'labelNo',
      'lot',
      'cabinet',
      'keyHolder',
      'purpose',
      'plannedContents',
      'useBy',
      'contents',
      'encrypted',
      'destruction',
      'operator',
      'witness',
      'photos',
      'loss',
      'note',
    ],
    because: true,
    tone: 'aside',
  },
} as const satisfies Record<string, Act<DiscFields, DiscState>>

export type DiscAct = keyof typeof discActs
