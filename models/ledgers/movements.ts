/**
 * Movements 持出持込管理台帳: whatever leaves the premises or enters them. It answers for the
 * promise that nothing leaves without approval, that what is out is looked after until it is
 * back, and that what came back was inspected before it touches anything again.
 */
import { ledger } from '../ledger.ts'
import { words } from '../words.ts'
import { movementActs } from './movementacts.ts'
import { movementFields, movementStates } from './movementfields.ts'
import { itemKeys, movementRules } from './movementrules.ts'

/** An item that is somewhere between leaving and its inspection cannot leave again. */
const holding: readonly string[] = ['out', 'lost', 'returned']

export const movements = ledger('movements', {
  label: words('持出持込管理台帳', 'Movements'),
  noun: words('持出持込', 'movement'),
  empty: words(
    '機器や媒体の持出・持込がここに残ります。申請し、承認を受けてから引き渡します。',
    'Everything carried out of or into the datacenter stands here. Apply first; it is handed over once approved.',
  ),
  prefix: 'M',
  past: 'closed',
  fields: movementFields,
  states: movementStates,
  acts: movementActs,
  rules: movementRules,
  differs: [['approver', 'applicant']],
  holds: ({ state, facts }) => (holding.includes(state) ? itemKeys(facts) : []),
  held: words('この品目', 'One of the items'),
  dues: {
    decision: {
      label: words('承認待ちのまま予定日時を過ぎた', 'Not decided by the planned time'),
      coming: words('承認の期限', 'Decide by'),
      states: ['requested'],
      from: ({ plannedOut }) => plannedOut,
      settledBy: 'approve',
    },
    return: {
      label: words('返却期限超過', 'Return overdue'),
      coming: words('返却予定', 'Due back'),
      states: ['out'],
      from: ({ dueBack }) => dueBack,
      settledBy: 'return',
    },
    check: {
      label: words('紛失確認の期限超過', 'Loss check overdue'),
      coming: words('次の紛失確認', 'Next loss check'),
      states: ['out'],
      from: ({ lastCheckedAt, carriedOutAt }) => lastCheckedAt ?? carriedOutAt,
      plusDays: 'checkDays',
      settledBy: 'check',
    },
    inspection: {
      label: words('返却検査の期限超過', 'Return inspection overdue'),
      coming: words('返却検査の期限', 'Inspect by'),
      states: ['returned'],
      from: ({ returnedAt }) => returnedAt,
      plusDays: 'inspectDays',
      settledBy: 'inspect',
    },
  },
  decides: { states: ['requested'], approve: 'approve', reject: 'reject' },
  reads: { staff: 'all', iso: 'all', auditor: 'all' },
  customer: 'customer',
  carried: [{ states: ['requested', 'approved', 'out', 'returned'] }],
  title: ({ items, destination }) => {
    const [first, ...others] = items ?? []
    if (!first?.name) return destination
    return others.length > 0 ? `${first.name} +${others.length}` : first.name
  },
  sorts: ['plannedOut', 'dueBack', 'destination', 'carriedOutAt'],
  columns: [
    'direction',
    'category',
    'items',
    'applicant',
    'reason',
    'destination',
    'customer',
    'information',
    'risk',
    'measures',
    'approver',
    'decidedAt',
    'plannedOut',
    'carriedOutAt',
    'carriage',
    'trackingNo',
    'sealNo',
    'encryption',
    'erasure',
    'lastCheckedAt',
    'dueBack',
    'returnedAt',
    'receivedBy',
    'inspection',
    'inspector',
    'inspectedAt',
  ],
  onLabel: ['destination', 'sealNo', 'dueBack'],
  watches: ['out', 'lost'],
  wall: { now: ['out', 'lost'], since: 'carriedOutAt', next: 'return' },
  evidence: [
    {
      seqs: [54, 100],
      what: words(
        '持出は申請と承認を経て記録し、持出中の紛失確認と返却を管理しています。',
        'Items leave only on approval, are checked while they are out, and their return is recorded.',
      ),
      brokenBy: words(
        '期限を過ぎた紛失確認または返却。',
        'A loss check or a return that is overdue.',
      ),
    },
    {
      seqs: [55, 101, 111],
      what: words(
        'シャトル便は、前回データの消去、暗号化、封印、追跡、返却後の隔離端末での検査を記録しています。',
        'Shuttle disks are erased before, encrypted, sealed, tracked and scanned on an isolated machine on return.',
      ),
      brokenBy: words('記録の欠けた手順。', 'A step that is missing.'),
    },
    {
      seqs: [30],
      what: words(
        '個人所有物の持込は、承認された申請によるものに限っています。',
        'Personal items come in only through an approved movement.',
      ),
      brokenBy: words('申請と照合できない持込品。', 'Belongings that match no approved movement.'),
    },
  ],
})
