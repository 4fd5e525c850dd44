/**
 * How a movement goes: application, decision, leaving, being out, coming back and its
 * inspection, or loss. The rules these acts must satisfy stand in `movementrules.ts`.
 */
import type { Act, FactsOf, Made } from '../ledger.ts'
import { words } from '../words.ts'
import type { MovementFields, MovementState } from './movementfields.ts'

type MovementFacts = FactsOf<MovementFields>

const wanted = [
  'direction',
  'category',
  'items',
  'reason',
  'destination',
  'plannedOut',
  'dueBack',
] as const
const further = ['destinationAddress', 'recipient', 'customer', 'visit', 'note'] as const
const assessed = ['information', 'personalData', 'risk', 'riskNote', 'measures'] as const
const guarded = [
  'carriage',
  'carrierName',
  'courier',
  'trackingNo',
  'container',
  'sealNo',
  'encryption',
  'erasure',
  'inbound',
] as const

/** Photos are added to; only a correction, which says why, takes one away. */
function photographed(before: MovementFacts, given: MovementFacts): MovementFacts {
  return { photos: given.photos ? [...(before.photos ?? []), ...given.photos] : before.photos }
}

function checked(before: MovementFacts, given: MovementFacts, made: Made): MovementFacts {
  const entry = { at: made.at, by: made.by, ...given.check }
  return { checks: [...(before.checks ?? []), entry], lastCheckedAt: made.at, check: undefined }
}

function handedOver(before: MovementFacts, given: MovementFacts, made: Made): MovementFacts {
  const entry = { at: made.at, by: made.by, ...given.handOver }
  return { custody: [...(before.custody ?? []), entry], handOver: undefined }
}

function extended(before: MovementFacts, given: MovementFacts, made: Made): MovementFacts {
  const entry = { from: before.dueBack, to: given.dueBack, by: made.by, at: made.at }
  return { extensions: [...(before.extensions ?? []), entry] }
}

/** A check that finds the items gone makes the movement a loss. */
function afterCheck({ checks }: MovementFacts): 'out' | 'lost' {
  return checks?.at(-1)?.result === 'lost' ? 'lost' : 'out'
}

/** What is found again is where it was: still away, or back and waiting for its inspection. */
function afterLoss({ resolution, returnedAt }: MovementFacts): 'out' | 'returned' | 'closed' {
  if (resolution !== 'found') return 'closed'
  return returnedAt ? 'returned' : 'out'
}

/** Whether the return inspection found nothing wrong, so that the movement is done. */
export function inspectionPassed({ inspection }: MovementFacts): boolean {
  return (
    inspection !== undefined &&
    inspection.scan !== 'found' &&
    inspection.tamper !== 'failed' &&
    inspection.operation !== 'failed'
  )
}

const applying = {
  request: {
    label: words('持出・持込を申請する', 'Apply'),
    from: null,
    to: 'requested',
    by: ['staff', 'iso'],
    needs: wanted,
    takes: [...further, ...assessed, ...guarded],
    stamps: { applicant: 'actor' },
  },
  approve: {
    label: words('承認する', 'Approve'),
    from: ['requested'],
    to: 'approved',
    by: ['iso'],
    takes: assessed,
    stamps: { approver: 'actor', decidedAt: 'time' },
    batch: true,
    tone: 'next',
  },
  reject: {
    label: words('却下する', 'Reject'),
    from: ['requested'],
    to: 'rejected',
    by: ['iso'],
    stamps: { approver: 'actor', decidedAt: 'time' },
    because: true,
    batch: true,
    tone: 'danger',
  },
  cancel: {
    label: words('申請を取り消す', 'Cancel'),
    from: ['requested', 'approved'],
    to: 'cancelled',
    by: ['staff', 'iso'],
    because: true,
    tone: 'aside',
  },
} as const satisfies Record<string, Act<MovementFields, MovementState>>

const outside = {
  carryOut: {
    label: words('持出・持込を記録する', 'Record leaving or entering'),
    from: ['approved'],
    to: 'out',
    by: ['staff', 'iso'],
    needs: ['itemsChecked'],
    takes: [...guarded, 'carrierSignature', 'releaseSignature', 'recipient', 'photos'],
    stamps: { carriedOutAt: 'time', releasedBy: 'actor' },
    apply: photographed,
    tone: 'next',
  },
  check: {
    label: words('紛失確認を記録する', 'Record a loss check'),
    from: ['out'],
    to: { may: ['out', 'lost'], by: afterCheck },
    by: ['staff', 'iso'],
    needs: ['check'],
    apply: checked,
    batch: true,
  },
  handOver: {
    label: words('引渡しを記録する', 'Record a hand-over'),
    from: ['out'],
    to: 'same',
    by: ['staff', 'iso'],
    needs: ['handOver'],
    apply: handedOver,
    tone: 'aside',
  },
  extend: {
    label: words('返却期限を延ばす', 'Extend'),
    from: ['out'],
    to: 'same',
    by: ['iso'],
    needs: ['dueBack'],
    apply: extended,
    because: true,
    tone: 'aside',
  },
} as const satisfies Record<string, Act<MovementFields, MovementState>>

const closing = {
  return: {
    label: words('返却を記録する', 'Record the return'),
    from: ['out'],
    to: 'returned',
    by: ['staff', 'iso'],
    needs: ['itemsMatched'],
    takes: [
      'missing',
      'difference',
      'condition',
      'sealIntact',
      'returnedBy',
      'returnSignature',
      'receiptSignature',
      'photos',
    ],
    stamps: { returnedAt: 'time', receivedBy: 'actor' },
    apply: photographed,
    tone: 'next',
  },
  inspect: {
    label: words('返却検査を記録する', 'Record the inspection'),
    from: ['returned'],
    to: {
      may: ['returned', 'closed'],
      by: (facts) => (inspectionPassed(facts) ? 'closed' : 'returned'),
    },
    by: ['staff', 'iso'],
    needs: ['inspection'],
    stamps: { inspector: 'actor', inspectedAt: 'time' },
    tone: 'next',
  },
  reportLoss: {
    label: words('紛失を届け出る', 'Report a loss'),
    from: ['out', 'returned'],
    to: 'lost',
    by: ['staff', 'iso'],
    needs: ['loss'],
    tone: 'danger',
  },
  resolveLoss: {
    label: words('紛失を収束させる', 'Resolve the loss'),
    from: ['lost'],
    to: {
      may: ['out', 'returned', 'closed'],
      by: afterLoss,
    },
    by: ['iso'],
    needs: ['resolution'],
    takes: ['resolutionNote'],
    because: true,
  },
  amend: {
    label: words('訂正する', 'Correct'),
    from: 'any',
    to: 'same',
    by: ['staff', 'iso'],
    takes: [
      ...wanted,
      ...further,
      ...assessed,
      ...guarded,
      'missing',
      'difference',
      'condition',
      'sealIntact',
      'returnedBy',
      'loss',
      'photos',
    ],
    because: true,
    tone: 'aside',
  },
} as const satisfies Record<string, Act<MovementFields, MovementState>>

export const movementActs = { ...applying, ...outside, ...closing }

export type MovementAct = keyof typeof movementActs
