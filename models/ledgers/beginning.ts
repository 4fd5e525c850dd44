/**
 * What a new house is asked, page by page, after its first person has come: the few facts that the
 * software made up when it first started. Each step is an ordinary act of an ordinary ledger, so
 * the journal tells who laid down what. It stands apart from the ledgers because only the set-up
 * needs it, and a tablet's first load does not.
 */
import { untyped } from '../ledger.ts'
import type { Ledger } from '../ledger.ts'
import { accounts, pledges, settings, sites } from '../ledgers.ts'
import type { Facts, LedgerRecord } from '../record.ts'
import { isDevice } from '../roles.ts'
import type { Role } from '../roles.ts'
import { words } from '../words.ts'
import type { Words } from '../words.ts'
import { stepTitles } from './steps.ts'

/** A value that one tap puts into a field. */
export interface Offer {
  readonly label: Words
  readonly value: unknown
}

/** A record of first start: who made it, which is nobody, and what of. */
export interface Made {
  readonly by: string
  readonly facts: Facts
}

/** One page of the set-up. */
export interface SetupStep {
  readonly ledger: Ledger
  /** The act by which it is done: it makes a further record, or changes the first one. */
  readonly act: string
  readonly title: Words
  readonly says: Words
  /** The fields it asks for, in the order they are read, and those of them that it needs. */
  readonly asks: readonly string[]
  readonly needs: readonly string[]
  /** Fields in which what the software made up is no answer, so that they begin empty. */
  readonly empties?: readonly string[]
  readonly offers?: Readonly<Record<string, readonly Offer[]>>
  /** Fields of which only some choices make sense here. */
  readonly among?: Readonly<Record<string, readonly string[]>>
  /**
   * Whether somebody has done it.
   *
   * @param records the ledger's first ones
   * @param made the first one as the software made it
   */
  readonly done: (records: readonly LedgerRecord[], made: Made) => boolean
}

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri']

const areasOffered = [
  words('サーバー室', 'Server room'),
  words('オペレーションルーム', 'Operations room'),
  words('電源室・空調室', 'Power and cooling'),
  words('搬入口・荷捌き室', 'Loading bay'),
]

/** Rows of areas, each called by `called`. */
function areas(called: (area: Words) => string): readonly Facts[] {
  return areasOffered.map((area) => ({ area: called(area) }))
}

/** The steps in their order; the first person's own account comes before them. */
export const setupSteps: readonly SetupStep[] = [
  {
    ledger: untyped(settings),
    act: 'change',
    title: stepTitles.company,
    says: words(
      '台帳、証明書、ラベル、受付の画面に記載する名称です。',
      'The names printed on ledgers, certificates and labels, and shown at the reception.',
    ),
    asks: ['company', 'companyEn', 'address', 'addressEn', 'timeZone'],
    needs: ['company', 'timeZone'],
    empties: ['company', 'companyEn'],
    done: ([first], made) =>
      first !== undefined && first.facts['company'] !== made.facts['company'],
  },
  {
    ledger: untyped(sites),
    act: 'amend',
    title: stepTitles.site,
    says: words(
      '最初の拠点です。入館の予定は、立会可能時間の中でだけ承認されます。拠点は後からいくつでも登録できます。',
      'Your first site. Visits are approved only within its escort hours. More sites can be added at any time.',
    ),
    asks: ['name', 'nameEn', 'address', 'timeZone', 'escortHours', 'areas'],
    needs: ['name', 'timeZone', 'escortHours'],
    offers: {
      areas: [
        { label: words('日本語の例', 'In Japanese'), value: areas(({ ja }) => ja) },
        { label: words('英語の例', 'In English'), value: areas(({ en }) => en) },
        {
          label: words('日英併記の例', 'In both languages'),
          value: areas(({ ja, en }) => `${ja} / ${en}`),
        },
      ],
      escortHours: [
        {
          label: words('平日 9:00–18:00', 'Weekdays 9:00–18:00'),
          value: [{ days: workdays, from: '09:00', to: '18:00' }],
        },
        {
          label: words('平日と土曜', 'Weekdays and Saturday'),
          value: [
            { days: workdays, from: '09:00', to: '18:00' },
            { days: ['sat'], from: '09:00', to: '12:00' },
          ],
        },
        {
          label: words('24時間365日', 'Around the clock'),
          value: [{ days: everyDay, from: '00:00', to: '00:00' }],
        },
      ],
    },
    done: changedBySomebody,
  },
  {
    ledger: untyped(pledges),
    act: 'revise',
    title: stepTitles.pledge,
    says: words(
      '来訪者が受付で読み、署名する文です。このまま使うことも、直すこともできます。公開した版は書き換わりません。',
      'What visitors read and sign at the reception. Use it as it is or change it; a published version is never rewritten.',
    ),
    asks: ['ja', 'en'],
    needs: ['ja', 'en'],
    done: changedBySomebody,
  },
  {
    ledger: untyped(accounts),
    act: 'create',
    title: stepTitles.people,
    says: words(
      '社員は日々の記録を付け、ISO事務局は承認と点検をし、監査人は記録を確かめ、管理者は利用者と設定を受け持ちます。パスワードは、リンクを受け取った本人が決めます。',
      'Staff keep the daily records, the ISO office approves and checks, auditors verify, administrators look after people and settings. Everyone sets their own password through a link.',
    ),
    asks: ['name', 'user', 'roles'],
    needs: ['name', 'user', 'roles'],
    among: { roles: ['staff', 'iso', 'auditor', 'admin'] satisfies Role[] },
    done: (records, { by }) =>
      records.some(
        ({ createdBy, facts }) => createdBy !== by && !isDevice((facts['roles'] ?? []) as Role[]),
      ),
  },
]

function changedBySomebody(records: readonly LedgerRecord[], { by }: Made): boolean {
  return records.some(({ changedBy }) => changedBy !== by)
}

/** How far a step is, as the server tells those who may do it. */
export interface StepView {
  readonly ledger: string
  readonly done: boolean
  /** The record its act changes; absent for an act that creates. */
  readonly record?: string
}
