/**
 * Settings of the house that an act may change: who we are on paper, and how many days may pass
 * before something is overdue. There is one record of them; changing it says why, so that a
 * deadline never moves without a trace.
 */
import { file, lines, list, number, pictureTypes, text } from '../fields.ts'
import { ledger, settingsKey } from '../ledger.ts'
import { words } from '../words.ts'
import type { Words } from '../words.ts'
import { keeps } from './amending.ts'
import { knownTimeZone } from './hours.ts'

const fields = {
  company: text(words('会社名', 'Company name'), {
    help: words('台帳と証明書に記載されます。', 'Printed on ledgers and certificates.'),
  }),
  companyEn: text(words('会社名（英語）', 'Company name (English)')),
  address: text(words('所在地', 'Address')),
  addressEn: text(words('所在地（英語）', 'Address (English)')),
  issuer: text(words('証明書の発行部署', 'Department issuing certificates')),
  responsible: text(words('証明書の発行責任者', 'Person responsible for certificates'), {
    help: words(
      '役職と氏名。証明書に印字されます。',
      'Position and name, printed on certificates.',
    ),
  }),
  seal: file(words('証明書の印影', 'Seal image on certificates'), {
    accept: pictureTypes,
    help: words('飾りであり、何も証明しません。', 'Decoration only: it proves nothing.'),
  }),
  verification: text(words('証明書の確認ページ', 'Page where certificates are verified'), {
    help: words(
      'https:// で始まるアドレス。QRコードになります。',
      'An https:// address, printed as a QR code.',
    ),
  }),
  timeZone: text(words('時間帯', 'Time zone'), {
    help: words(
      '画面・帳票・書き出しの時刻はこの時間帯で表します。例：Asia/Tokyo',
      'Times on screens, papers and exports are told in it, e.g. Asia/Tokyo.',
    ),
  }),
  checkDays: daysField(words('持出品の紛失確認の間隔', 'Loss check of items out, every'), 1),
  discCheckDays: daysField(words('CD/DVDの点検の間隔', 'Check of discs, every'), 1),
  storedDays: daysField(
    words('処分待ち媒体の保管の上限', 'Media waiting for disposal, at most'),
    1,
  ),
  verifyDays: daysField(
    words('消去・破壊から検証までの上限', 'From sanitization to verification'),
    0,
  ),
  certifyDays: daysField(
    words('検証から証明書発行までの上限', 'From verification to certificate'),
    0,
  ),
  inspectDays: daysField(words('返却から返却検査までの上限', 'From return to its inspection'), 0),
  returnDaysMax: daysField(words('持出期間の上限', 'Longest time an item may be out'), 1),
  lateMinutes: number(
    words('事後入力とみなす遅れ（分）', 'Entered later means more than (minutes)'),
    {
      min: 0,
      max: 10_080,
      help: words(
        '発生からこの分数を過ぎて記録された操作に「事後入力」と表示します。',
        'An act recorded later than this after it happened is marked as entered later.',
      ),
    },
  ),
  retention: list(
    words('個人情報の保存期間', 'Retention of personal data'),
    {
      ledger: text(words('台帳', 'Ledger'), {
        required: true,
        max: 40,
        help: words(
          '台帳の画面のアドレスに出る英語名です。',
          'The English word in the address of the ledger’s page.',
        ),
      }),
      days: number(words('日数', 'Days'), { required: true, min: 30, max: 36_500 }),
    },
    {
      help: words(
        '書かれていない台帳の個人情報は消去せずに保存します。',
        'Ledgers not listed keep their personal data.',
      ),
    },
  ),
  note: lines(words('備考', 'Note')),
}

/** A span of days; the unit stands in the label, where each language has its own word. */
function daysField(label: Words, min: number) {
  return number(words(`${label.ja}（日）`, `${label.en} (days)`), { min, max: 3_650 })
}

const required = [
  'company',
  'timeZone',
  'checkDays',
  'discCheckDays',
  'storedDays',
  'verifyDays',
  'certifyDays',
  'inspectDays',
  'returnDaysMax',
  'lateMinutes',
] as const

const optional = [
  'companyEn',
  'address',
  'addressEn',
  'issuer',
  'responsible',
  'seal',
  'verification',
  'retention',
  'note',
] as const

export const settings = ledger('settings', {
  label: words('設定', 'Settings'),
  noun: words('設定', 'settings'),
  empty: words(
    '会社名や期限の日数など、この台帳全体の設定です。初回の起動時に作られます。',
    'The company’s name, time limits and the like, for the whole house; made at the first start.',
  ),
  prefix: 'SE',
  register: true,
  paperless: true,
  fields,
  states: { inForce: words('適用中', 'In force') },
  acts: {
    adopt: {
      label: words('設定を定める', 'Adopt settings'),
      from: null,
      to: 'inForce',
      by: ['admin'],
      needs: required,
      takes: optional,
    },
    change: {
      label: words('設定を変える', 'Change settings'),
      from: ['inForce'],
      to: 'same',
      by: ['admin'],
      takes: [...required, ...optional],
      because: true,
    },
  },
  rules: [
    keeps(['change'], required),
    {
      on: ['adopt', 'change'],
      must: ({ facts }) => knownTimeZone(facts.timeZone ?? ''),
      else: words('この時間帯は知られていません。', 'This time zone is not known.'),
      field: 'timeZone',
    },
  ],
  holds: () => [settingsKey],
  held: words('設定', 'The settings record'),
  reads: { kiosk: 'all', staff: 'all', iso: 'all', auditor: 'all', admin: 'all' },
  carried: [{ states: ['inForce'] }],
  title: ({ company }) => company,
  columns: ['company', 'checkDays', 'discCheckDays', 'storedDays', 'returnDaysMax'],
})
