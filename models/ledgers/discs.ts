/**
 * Discs CD/DVD管理台帳: one record per disc, from the blank in the locked cabinet to the shredder.
 * Records stay after destruction and every disc bought is in exactly one state, so the count of
 * what was bought can be proved against what is left.
 */
import { ledger } from '../ledger.ts'
import type { Follow, Rule, Scene } from '../ledger.ts'
import type { Facts } from '../record.ts'
import { words } from '../words.ts'
import { activeEmployee } from './accounts.ts'
import { keeps, notYourOwn, ownOrIso } from './amending.ts'
import { discActs } from './discacts.ts'
import type { DiscAct } from './discacts.ts'
import { discFields, discStates } from './discfields.ts'
import type { DiscFields, DiscState } from './discfields.ts'
import { discsOf } from './movementrules.ts'
import { movements } from './movements.ts'

/** Whether the disc is part of a movement that is still away. */
function away({ facts, linked }: Scene<DiscFields>): boolean {
  return ['out', 'lost'].includes(linked(facts.movement)?.state ?? '')
}

const rules: readonly Rule<DiscFields, DiscAct>[] = [
  { on: ['amend'], must: (scene) => ownOrIso(scene, ['applicant', 'writer']), else: notYourOwn },
  keeps(
    ['amend'],
    ['kind', 'labelNo', 'lot', 'cabinet', 'contents', 'destruction', 'operator', 'witness'],
  ),
  {
    on: ['write'],
    must: ({ facts }) => facts.confidential === false,
    else: words(
      'CD/DVDに機密情報を書き込むことはできません。',
      'Confidential information is not written to discs.',
    ),
    field: 'confidential',
  },
  {
    on: ['destroy', 'amend'],
    must: ({ given, linked }) =>
      [given.operator, given.witness].every((id) => !id || activeEmployee(linked(id))),
    else: words(
      '作業者と立会者は有効なアカウントを持つ社員でなければなりません。',
      'Operator and witness are employees with active accounts.',
    ),
    field: 'witness',
  },
  {
    on: ['destroy'],
    must: ({ actor, facts }) =>
      actor.roles.includes('iso') || [facts.operator, facts.witness].includes(actor.id),
    else: words(
      '廃棄は、その作業者か立会者、またはISO事務局が記録します。',
      'A destruction is recorded by its operator, its witness or the ISO office.',
    ),
    field: 'operator',
  },
  {
    on: ['find'],
    must: (scene) => !away(scene),
    else: words(
      '持出中の枚です。持出持込の返却または紛失の収束で戻してください。',
      'The disc is part of a movement that is still out; return it or resolve its loss there.',
    ),
  },
]

const movementAct = (act: string) => (): readonly [{ readonly name: string }, string] => [
  movements,
  act,
]

/** The discs a movement's check concerns: none unless it finds the items gone. */
function checkedLost(facts: Facts): string[] {
  const checks = (facts['checks'] ?? []) as readonly { result?: string }[]
  return checks.at(-1)?.result === 'lost' ? discsOf(facts) : []
}

/** The discs a movement's loss concerns: once it is back, each disc answers for itself. */
function stillAway(facts: Facts): string[] {
  return facts['returnedAt'] === undefined ? discsOf(facts) : []
}

function foundAgain(facts: Facts): string[] {
  return facts['resolution'] === 'found' ? stillAway(facts) : []
}

const follows: readonly Follow<DiscState>[] = [
  {
    act: movementAct('carryOut'),
    through: discsOf,
    from: ['written', 'stored'],
    to: 'out',
    stamps: { movement: 'record' },
  },
  {
    act: movementAct('return'),
    through: discsOf,
    from: ['out', 'lost'],
    to: 'stored',
    stamps: { movement: null },
  },
  { act: movementAct('check'), through: checkedLost, from: ['out', 'lost'], to: 'lost' },
  { act: movementAct('reportLoss'), through: stillAway, from: ['out', 'lost'], to: 'lost' },
  {
    act: movementAct('resolveLoss'),
    through: foundAgain,
    from: ['out', 'lost'],
    to: 'out',
    stamps: { movement: 'record' },
  },
]

export const discs = ledger('discs', {
  label: words('CD/DVD管理台帳', 'Discs'),
  noun: words('CD/DVD', 'disc'),
  empty: words(
    'CD/DVDの受入から廃棄までを一枚ごとに残します。まず受入を登録します。',
    'Each CD and DVD stands here one by one, from intake to destruction. Begin by taking a packet in.',
  ),
  prefix: 'C',
  fields: discFields,
  states: discStates,
  acts: discActs,
  rules,
  differs: [
    ['issuer', 'applicant'],
    ['operator', 'witness'],
  ],
  holds: ({ facts }) => (facts.labelNo === undefined ? [] : [`disc-label:${facts.labelNo}`]),
  held: words('この枚番', 'This label number'),
  dues: {
    check: {
      label: words('点検の期限超過', 'Check overdue'),
      coming: words('次の点検', 'Next check'),
      states: ['blank', 'requested', 'issued', 'written', 'stored'],
      from: ({ lastCheckedAt, takenInAt }) => lastCheckedAt ?? takenInAt,
      plusDays: 'discCheckDays',
      settledBy: 'check',
    },
    use: {
      label: words('払出後、使用期限を過ぎても未記録', 'Issued but not written in time'),
      coming: words('記録の期限', 'Write by'),
      states: ['issued'],
      from: ({ useBy }) => (useBy ? `${useBy}T23:59:59.999Z` : undefined),
      settledBy: 'write',
    },
  },
  decides: { states: ['requested'], approve: 'issue', reject: 'decline' },
  follows,
  reads: { staff: 'all', iso: 'all', auditor: 'all' },
  carried: [{ states: ['blank', 'requested', 'issued', 'written', 'stored', 'out'] }],
  title: ({ labelNo, kind }) =>
    kind === undefined
      ? labelNo
      : `${labelNo ?? ''} ${discFields.kind.choices?.[kind]?.ja ?? ''}`.trim(),
  sorts: ['labelNo', 'kind', 'takenInAt', 'lastCheckedAt'],
  columns: [
    'labelNo',
    'kind',
    'lot',
    'takenInAt',
    'cabinet',
    'keyHolder',
    'applicant',
    'purpose',
    'issuer',
    'issuedAt',
    'contents',
    'confidential',
    'writer',
    'writtenAt',
    'movement',
    'lastCheckedAt',
    'destruction',
    'operator',
    'witness',
    'destroyedAt',
  ],
  onLabel: ['cabinet', 'takenInAt'],
  watches: ['requested', 'issued'],
  balances: true,
  evidence: [
    {
      seqs: [102, 103, 107, 108, 168],
      what: words(
        '未使用のディスクはISO事務局が保管して申請により払い出し、点検と裁断を記録し、廃棄後も記録を残しています。',
        'Blanks are held by the ISO office and issued on application; discs are checked and shredded, and the record is kept.',
      ),
      brokenBy: words(
        '期限を過ぎた点検、または立会者のない廃棄。',
        'An overdue check, or a destruction without a witness.',
      ),
    },
  ],
})
