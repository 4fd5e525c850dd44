/**
 * How a medium goes: registered, kept locked, erased or destroyed, verified by a second person,
 * accepted, certified or reused. The rules these acts must satisfy stand in `disposalrules.ts`,
 * and what they make of what they are given in `disposalfacts.ts`.
 */
import type { Act } from '../ledger.ts'
import { words } from '../words.ts'
import type { DisposalFields, DisposalState } from './disposalfields.ts'
import {
  amended,
  certified,
  conditionOf,
  destroyed,
  handedOver,
  photographed,
  treated,
} from './disposalfacts.ts'
import { fileIssued, nextRevision } from './issuing.ts'

const wanted = ['maker', 'model', 'serial', 'mediaType'] as const
const known = [
  'managementNo',
  'capacityGb',
  'interface',
  'source',
  'customer',
  'system',
  'reason',
  'backup',
  'preClass',
  'requestNo',
  'approvalNo',
  'movement',
  'removedAt',
  'site',
  'room',
  'photos',
  'note',
] as const
const worked = ['standard', 'toolUsed', 'workDone', 'startedAt', 'finishedAt', 'result'] as const
const detailed = [
  'detail',
  'site',
  'room',
  'errors',
  'photos',
  'toolReport',
  'postClass',
  'subcontractor',
  'operatorSignature',
  'witnessSignature',
] as const

const conditions = ['registered', 'stored', 'erased', 'destroyed'] as const

const keeping = {
  register: {
    label: words('媒体を登録する', 'Register a medium'),
    from: null,
    to: 'registered',
    by: ['staff', 'iso'],
    needs: wanted,
    takes: known,
    stamps: { registrar: 'actor', registeredAt: 'time' },
  },
  store: {
    label: words('保管する', 'Store'),
    from: ['registered', 'stored'],
    to: 'stored',
    by: ['staff', 'iso'],
    needs: ['storage'],
    stamps: { storedAt: 'time' },
    batch: true,
    tone: 'next',
  },
  handOver: {
    label: words('引渡しを記録する', 'Record a hand-over'),
    from: ['registered', 'stored', 'erased', 'destroyed', 'verified', 'certified'],
    to: 'same',
    by: ['staff', 'iso'],
    needs: ['handOver'],
    apply: handedOver,
    batch: true,
    tone: 'aside',
  },
  withdraw: {
    label: words('登録を取り下げる', 'Withdraw'),
    from: ['registered', 'stored'],
    to: 'withdrawn',
    by: ['iso'],
    because: true,
    tone: 'danger',
  },
} as const satisfies Record<string, Act<DisposalFields, DisposalState>>

const treating = {
  erase: {
    label: words('消去を記録する', 'Record the erasure'),
    from: ['registered', 'stored', 'erased'],
    to: { may: conditions, by: conditionOf },
    by: ['staff', 'iso'],
    needs: ['method', 'technique', ...worked, 'operator'],
    takes: [...detailed, 'encryptedSinceFirstWrite', 'witness'],
    apply: treated,
    batch: true,
    tone: 'next',
  },
  destroy: {
    label: words('破壊を記録する', 'Record the destruction'),
    from: ['registered', 'stored', 'erased', 'destroyed', 'verified'],
    to: { may: conditions, by: conditionOf },
    by: ['staff', 'iso'],
    needs: ['technique', ...worked, 'operator', 'witness'],
    takes: detailed,
    apply: destroyed,
    batch: true,
    tone: 'next',
  },
} as const satisfies Record<string, Act<DisposalFields, DisposalState>>

const judging = {
  verify: {
    label: words('検証する', 'Verify'),
    from: ['erased', 'destroyed'],
    to: {
      may: ['verified', ...conditions],
      by: (facts) => (facts.verification?.result === 'passed' ? 'verified' : conditionOf(facts)),
    },
    by: ['staff', 'iso'],
    needs: ['verification'],
    takes: ['photos'],
    stamps: { verifier: 'actor', verifiedAt: 'time' },
    apply: photographed,
    batch: true,
    tone: 'next',
  },
  validate: {
    label: words('妥当性を判断する', 'Validate'),
    from: ['verified'],
    to: {
      may: ['verified', ...conditions],
      by: (facts) => (facts.validation?.decision === 'repeat' ? conditionOf(facts) : 'verified'),
    },
    by: ['iso'],
    needs: ['validation'],
    stamps: { validator: 'actor', validatedAt: 'time' },
    batch: true,
    tone: 'next',
  },
  concur: {
    label: words('同意する', 'Concur'),
    from: ['verified'],
    to: 'same',
    by: ['iso'],
    stamps: { concurrer: 'actor', concurredAt: 'time' },
    batch: true,
    tone: 'aside',
  },
  certify: {
    label: words('証明書を発行する', 'Certify'),
    from: ['verified'],
    to: 'certified',
    by: ['iso'],
    needs: ['destination'],
    takes: ['certificateNo', 'destinationName', 'manifestNo', 'postClass'],
    stamps: { certifier: 'actor', certifiedAt: 'time' },
    apply: certified,
    batch: true,
    tone: 'next',
  },
  issue: {
    label: words('証明書のファイルを発行する', 'Issue the file of the certificate'),
    from: ['certified', 'reused'],
    to: 'same',
    by: ['iso'],
    needs: ['issued'],
    apply: fileIssued,
    apart: true,
    tone: 'aside',
  },
  reissue: {
    label: words('証明書を再発行する', 'Reissue the certificate'),
    from: ['certified', 'reused'],
    to: 'same',
    by: ['iso'],
    apply: nextRevision,
    because: true,
    tone: 'aside',
  },
  reuse: {
    label: words('再利用する', 'Reuse'),
    from: ['verified', 'certified'],
    to: 'reused',
    by: ['iso'],
    needs: ['reuseFor'],
    takes: ['destination', 'destinationName'],
    batch: true,
  },
  amend: {
    label: words('訂正する', 'Correct'),
    from: 'any',
    to: 'same',
    by: ['staff', 'iso'],
    takes: [
      ...wanted,
      ...known,
      'storage',
      'technique',
      'detail',
      'encryptedSinceFirstWrite',
      'standard',
      'toolUsed',
      'workDone',
      'startedAt',
      'finishedAt',
      'operator',
      'witness',
      'errors',
      'toolReport',
      'postClass',
      'subcontractor',
      'certificateNo',
      'destination',
      'destinationName',
      'manifestNo',
      'reuseFor',
    ],
    apply: amended,
    because: true,
    tone: 'aside',
  },
} as const satisfies Record<string, Act<DisposalFields, DisposalState>>

export const disposalActs = { ...keeping, ...treating, ...judging }

export type DisposalAct = keyof typeof disposalActs
