/**
 * How a visit moves: from its appointment through the pledge and the stay to the exit, with the
 * corrections in between. The rules these acts must satisfy stand in `visitrules.ts`.
 */
import { sameName } from '../kana.ts'
import type { Act, Made } from '../ledger.ts'
import { words } from '../words.ts'
import type { VisitFacts, VisitFields, VisitState } from './visitfields.ts'

const onArrival = ['belongings', 'hazards', 'areas', 'racks'] as const

const wanted = ['visitor', 'company', 'reason', 'site', 'plannedFrom', 'plannedTo'] as const
const further = [
  'person',
  'department',
  'contact',
  'customer',
  'purpose',
  'hoursNote',
  'note',
  ...onArrival,
] as const

/** Opens a rack, or closes it when it is open. */
function rackWorked(before: VisitFacts, given: VisitFacts, made: Made): VisitFacts {
  const known = before.rackWork ?? []
  const open = known.findIndex(({ rack, closed }) => rack === given.rack && !closed)
  const opening = { rack: given.rack, work: given.work, opened: made.at, openedBy: made.by }
  const closing = { closed: made.at, closedBy: made.by, ...(given.work && { work: given.work }) }
  const rackWork =
    open < 0
      ? [...known, opening]
      : known.map((one, at) => (at === open ? { ...one, ...closing } : one))
  return { rackWork, rack: undefined, work: undefined }
}

function workChanged(before: VisitFacts, given: VisitFacts, made: Made): VisitFacts {
  const reported = {
    at: made.at,
    change: given.change,
    approvedBy: given.changeApprover,
    reportedBy: made.by,
  }
  return {
    changes: [...(before.changes ?? []), reported],
    change: undefined,
    changeApprover: undefined,
  }
}

function escorted(before: VisitFacts, given: VisitFacts, made: Made): VisitFacts {
  return { escorts: [...(before.escorts ?? []), { escort: given.escort, from: made.at }] }
}

/** Photos are added to; only a correction, which says why, takes one away. */
function photographed(before: VisitFacts, given: VisitFacts): VisitFacts {
  return { photos: given.photos ? [...(before.photos ?? []), ...given.photos] : before.photos }
}

function admitted(before: VisitFacts, given: VisitFacts, made: Made): VisitFacts {
  return { ...escorted(before, given, made), ...photographed(before, given) }
}

function leftSeen(before: VisitFacts, given: VisitFacts): VisitFacts {
  return { ...photographed(before, given), exitRecord: 'observed' }
}

function leftUnseen(before: VisitFacts, given: VisitFacts): VisitFacts {
  return { ...photographed(before, given), exitRecord: 'unobserved' }
}

/** Whoever signs completes their own name; a reading that was known is not lost by that. */
function pledgedBy(before: VisitFacts, given: VisitFacts): VisitFacts {
  const { visitor } = given
  if (!visitor || visitor.furigana !== undefined || !before.visitor) return {}
  return sameName(before.visitor, visitor) ? { visitor: { ...before.visitor, ...visitor } } : {}
}

const coming = {
  plan: {
    label: words('入館を予定する', 'Plan a visit'),
    from: null,
    to: 'planned',
    by: ['staff', 'iso', 'kiosk'],
    needs: wanted,
    takes: [...further, 'toldCode'],
    stamps: { code: 'short-code', applicant: 'actor' },
  },
  join: {
    label: words('同行者を加える', 'Add to a group'),
    from: null,
    to: 'planned',
    by: ['kiosk', 'staff', 'iso'],
    needs: [...wanted, 'companion', 'code'],
    takes: ['department', 'contact', 'customer', 'purpose', ...onArrival],
    stamps: { applicant: 'actor' },
  },
  pledge: {
    label: words('誓約に署名する', 'Sign the pledge'),
    from: ['planned', 'pledged'],
    to: 'pledged',
    by: ['kiosk', 'staff', 'iso'],
    needs: ['pledge', 'signature'],
    takes: ['visitor', 'company', 'department', 'belongings', 'hazards'],
    stamps: { pledgedAt: 'time' },
    apply: pledgedBy,
    tone: 'next',
  },
  admit: {
    label: words('入館させる', 'Admit'),
    from: ['pledged'],
    to: 'inside',
    by: ['staff', 'iso'],
    needs: ['escort', 'badge', 'identity'],
    takes: [...onArrival, 'photos', 'note'],
    stamps: { entered: 'time', admittedBy: 'actor' },
    apply: admitted,
    tone: 'next',
  },
  refuse: {
    label: words('入館を断る', 'Refuse entry'),
    from: ['planned', 'pledged'],
    to: 'refused',
    by: ['kiosk', 'staff', 'iso'],
    needs: ['refusal'],
    takes: ['refusalNote'],
    tone: 'danger',
  },
  cancel: {
    label: words('予定を取り消す', 'Cancel the visit'),
    from: ['planned', 'pledged'],
    to: 'cancelled',
    by: ['staff', 'iso'],
    because: true,
    tone: 'aside',
  },
} as const satisfies Record<string, Act<VisitFields, VisitState>>

const staying = {
  recordWork: {
    label: words('ラックの解錠・施錠を記録する', 'Record rack work'),
    from: ['inside'],
    to: 'same',
    by: ['staff', 'iso'],
    needs: ['rack'],
    takes: ['work'],
    apply: rackWorked,
    tone: 'next',
  },
  changeWork: {
    label: words('作業内容の変更を記録する', 'Record a change of work'),
    from: ['inside'],
    to: 'same',
    by: ['staff', 'iso'],
    needs: ['change', 'changeApprover'],
    apply: workChanged,
    tone: 'aside',
  },
  changeEscort: {
    label: words('立会者を交代する', 'Change the escort'),
    from: ['inside'],
    to: 'same',
    by: ['staff', 'iso'],
    needs: ['escort'],
    apply: escorted,
    tone: 'aside',
  },
  extend: {
    label: words('滞在を延長する', 'Extend the stay'),
    from: ['inside'],
    to: 'same',
    by: ['staff', 'iso'],
    needs: ['plannedTo'],
    takes: ['hoursNote'],
    tone: 'aside',
  },
  leave: {
    label: words('退館させる', 'Record the exit'),
    from: ['inside'],
    to: 'left',
    by: ['staff', 'iso'],
    needs: ['badgeReturned'],
    takes: ['belongingsMatched', 'exitNote', 'photos'],
    stamps: { left: 'time', releasedBy: 'actor' },
    apply: leftSeen,
    tone: 'next',
  },
  closeUnseen: {
    label: words('退館時刻不明で締める', 'Close without a known exit time'),
    from: ['inside'],
    to: 'left',
    by: ['staff', 'iso'],
    needs: ['badgeReturned'],
    takes: ['belongingsMatched', 'exitNote', 'photos'],
    stamps: { releasedBy: 'actor' },
    apply: leftUnseen,
    because: true,
    tone: 'danger',
  },
  amend: {
    label: words('訂正する', 'Correct'),
    from: 'any',
    to: 'same',
    by: ['staff', 'iso'],
    takes: [
      ...wanted,
      ...further,
      'toldCode',
      'escort',
      'escorts',
      'badge',
      'identity',
      'entered',
      'left',
      'rackWork',
      'changes',
      'exitNote',
      'photos',
    ],
    because: true,
    tone: 'aside',
  },
} as const satisfies Record<string, Act<VisitFields, VisitState>>

export const visitActs = { ...coming, ...staying }

export type VisitAct = keyof typeof visitActs
