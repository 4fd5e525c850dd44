/**
 * Disposals 廃棄リスト: one record per medium, from the moment it leaves its machine to the
 * certificate. It answers for the promise that nothing a customer stored can be read once the
 * medium is given up, and that the customer can be shown so, medium by medium.
 */
import { ledger } from '../ledger.ts'
import type { FactsOf } from '../ledger.ts'
import { transcribed } from '../transcribing.ts'
import { words } from '../words.ts'
import { disposalActs } from './disposalacts.ts'
import { disposalFields, disposalStates } from './disposalfields.ts'
import type { DisposalFields } from './disposalfields.ts'
import { disposalRules } from './disposalrules.ts'

const certificateKey = 'certificate:'
const open: readonly string[] = ['registered', 'stored', 'erased', 'destroyed', 'verified']

export const disposals = ledger('disposals', {
  label: words('廃棄リスト', 'Disposals'),
  noun: words('廃棄媒体', 'medium'),
  empty: words(
    '廃棄する媒体が、登録から消去・破壊、検証までここに残ります。まずシリアル番号を読み取って登録します。',
    'Media to be disposed of stand here, from registration to sanitization and verification. Begin by scanning a serial number.',
  ),
  prefix: 'D',
  past: 'destroyed',
  fields: disposalFields,
  states: disposalStates,
  acts: disposalActs,
  rules: disposalRules,
  differs: [
    ['operator', 'witness'],
    ['operator', 'verifier'],
    ['operator', 'validator'],
    ['operator', 'certifier'],
    ['validator', 'concurrer'],
  ],
  holds: ({ state, facts }) => [
    ...(open.includes(state) && facts.serial ? [serialKey(facts.maker, facts.serial)] : []),
    ...certificateKeys(facts),
  ],
  heldAtRest: isCertificateKey,
  held: (key) =>
    isCertificateKey(key)
      ? words('この証明書番号', 'This certificate number')
      : words('この製造番号', 'This serial number'),
  dues: {
    stored: {
      label: words('保管日数の超過', 'Waiting for disposal too long'),
      coming: words('保管の期限', 'Dispose by'),
      states: ['registered', 'stored'],
      from: ({ removedAt, registeredAt }) => removedAt ?? registeredAt,
      plusDays: 'storedDays',
      settledBy: 'destroy',
    },
    verification: {
      label: words('検証の遅れ', 'Not verified in time'),
      coming: words('検証の期限', 'Verify by'),
      waits: words('検証待ち', 'to be verified'),
      states: ['erased', 'destroyed'],
      from: ({ finishedAt }) => finishedAt,
      plusDays: 'verifyDays',
      settledBy: 'verify',
    },
    certificate: {
      label: words('証明書発行の遅れ', 'Not certified in time'),
      coming: words('証明書発行の期限', 'Certify by'),
      states: ['verified'],
      from: ({ verifiedAt }) => verifiedAt,
      plusDays: 'certifyDays',
      settledBy: 'certify',
    },
  },
  reads: { staff: 'all', iso: 'all', auditor: 'all', customer: { own: 'customer' } },
  customer: 'customer',
  carried: [{ states: ['registered', 'stored', 'erased'] }],
  title: ({ maker, model, serial }) =>
    [maker, model, serial].filter((part) => part !== undefined).join(' ') || undefined,
  sorts: ['managementNo', 'serial', 'registeredAt', 'finishedAt'],
  columns: [
    'managementNo',
    'maker',
    'model',
    'serial',
    'mediaType',
    'capacityGb',
    'source',
    'customer',
    'system',
    'reason',
    'registeredAt',
    'storage',
    'method',
    'technique',
    'detail',
    'standard',
    'toolUsed',
    'workDone',
    'startedAt',
    'finishedAt',
    'site',
    'room',
    'operator',
    'witness',
    'result',
    'limited',
    'verification',
    'verifier',
    'verifiedAt',
    'validation',
    'validator',
    'certificateNo',
    'certifiedAt',
    'destination',
    'manifestNo',
  ],
  onLabel: ['managementNo', 'mediaType', 'capacityGb'],
  wall: {
    now: ['registered', 'stored', 'erased', 'destroyed', 'verified'],
    charts: [
      {
        label: words('今月の消去・破壊', 'Sanitized this month'),
        at: 'finishedAt',
        per: 'month',
        by: 'method',
      },
    ],
  },
  watches: ['registered', 'stored', 'erased', 'destroyed'],
  evidence: [
    {
      seqs: [45, 50, 51, 52, 53, 169],
      what: words(
        '故障・再利用・廃棄の媒体を、型番・管理番号・作業者・日時・作業内容とともに記録し、消去または破壊と検証を確認しています。',
        'Failed, reused and discarded media are listed with model, management no., operator, time and work, and their erasure or destruction is verified.',
      ),
      brokenBy: words(
        '期限を過ぎて保管中の媒体、または破壊後に検証されていない媒体。',
        'A medium stored too long, or destroyed and not verified.',
      ),
    },
  ],
})

/** One medium is open in one record at a time; makers number their media independently. */
export function serialKey(maker: string | undefined, serial: string): string {
  return `serial:${(maker ?? '').normalize('NFKC').toLowerCase().replace(/\s+/g, '')}/${serial}`
}

function isCertificateKey(key: string): boolean {
  return key.startsWith(certificateKey)
}

/**
 * A certificate's number is one record's for ever. On paper one certificate may have spoken of
 * many media, so what was transcribed from there holds none.
 */
function certificateKeys(facts: FactsOf<DisposalFields>): readonly string[] {
  if (!facts.certificateNo || Object.hasOwn(facts, transcribed)) return []
  return [`${certificateKey}${facts.certificateNo}`]
}
