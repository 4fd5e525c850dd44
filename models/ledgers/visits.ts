/**
 * Visits 入館記録: one record per person per visit. It answers for the promise that nobody is in
 * the datacenter without a pledge, an escort and a badge, and that it is known when they came,
 * what they did and when they left.
 */
import { ledger } from '../ledger.ts'
import { words } from '../words.ts'
import { visitActs } from './visitacts.ts'
import { visitFields, visitStates } from './visitfields.ts'
import { visitRules } from './visitrules.ts'

export const visits = ledger('visits', {
  label: words('入館記録', 'Visits'),
  noun: words('入館', 'visit'),
  empty: words(
    '来訪者の入館から退館までがここに残ります。来訪予定を登録すると、受付端末で誓約と署名ができます。',
    'Each visit stands here from arrival to exit. Plan one, and the visitor signs the pledge at the reception tablet.',
  ),
  prefix: 'V',
  past: 'left',
  fields: visitFields,
  states: visitStates,
  acts: visitActs,
  rules: visitRules,
  holds: ({ state, facts }) =>
    state === 'inside' && facts.badge !== undefined ? [`badge:${facts.badge}`] : [],
  held: words('この入館証', 'This badge'),
  dues: {
    overstay: {
      label: words('退館予定を過ぎて在館', 'Inside past the planned end'),
      coming: words('退館予定', 'Leaves by'),
      states: ['inside'],
      from: ({ plannedTo }) => plannedTo,
      settledBy: 'leave',
    },
    noShow: {
      label: words('予定を過ぎても来館なし', 'Did not come'),
      coming: words('来館予定', 'Expected by'),
      states: ['planned', 'pledged'],
      from: ({ plannedTo }) => plannedTo,
      settledBy: 'cancel',
    },
  },
  daily: {
    label: words('前日以前から在館のまま', 'Still inside since an earlier day'),
    states: ['inside'],
    since: 'entered',
    settledBy: 'closeUnseen',
  },
  reads: {
    kiosk: {
      by: 'code',
      tells: 'visitor',
      unheard: 'toldCode',
      states: ['planned', 'pledged'],
      shows: [
        'code',
        'company',
        'reason',
        'site',
        'plannedFrom',
        'plannedTo',
        'belongings',
        'hazards',
        'pledge',
      ],
    },
    staff: 'all',
    iso: 'all',
    auditor: 'all',
  },
  customer: 'customer',
  carried: [
    { states: ['inside'] },
    { states: ['planned', 'pledged'], near: 'plannedFrom', days: 1 },
  ],
  title: ({ visitor, company }) => visitor?.name ?? company,
  sorts: ['plannedFrom', 'visitor', 'company', 'entered'],
  columns: [
    'plannedFrom',
    'visitor',
    'company',
    'customer',
    'reason',
    'purpose',
    'site',
    'areas',
    'racks',
    'pledge',
    'pledgedAt',
    'identity',
    'escort',
    'badge',
    'entered',
    'left',
    'belongings',
    'rackWork',
    'exitNote',
  ],
  watches: ['inside'],
  wall: {
    now: ['inside'],
    groups: 'areas',
    since: 'entered',
    charts: [
      { label: words('日別の入館', 'Visits per day'), at: 'entered', per: 'day', days: 28 },
      { label: words('本日の時間帯別の入館', 'Visits today by hour'), at: 'entered', per: 'hour' },
    ],
  },
  rollCall: {
    states: ['inside'],
    groups: 'areas',
    since: 'entered',
    by: 'visitor',
    shows: ['company', 'escort', 'badge'],
  },
  runs: [
    {
      label: words('開いているラック', 'Open racks'),
      list: 'rackWork',
      what: 'rack',
      from: 'opened',
      to: 'closed',
      act: 'recordWork',
      names: 'rack',
      begin: words('別のラックを開ける', 'Open another'),
      end: words('閉めた', 'Closed'),
    },
  ],
  evidence: [
    {
      seqs: [19, 24, 26, 27, 31, 32, 81, 82, 83],
      what: words(
        '来訪者ごとに立会者、入館証の貸与と回収を記録しています。',
        'Every visit names its escort for the whole stay, and the badge handed out and returned.',
      ),
      brokenBy: words(
        '立会者のいない在館者、または回収していない入館証。',
        'A visitor inside without an escort, or a badge not returned.',
      ),
    },
    {
      seqs: [25, 33],
      what: words(
        '誓約への署名、入館・退館の日時、目的、ラック作業の開始と終了を記録しています。',
        'The signed pledge, entry, exit, reason and the start and end of rack work are recorded.',
      ),
      brokenBy: words(
        '誓約のない在館、または退館日時のない退館。',
        'Someone inside without a pledge, or an exit without its time.',
      ),
    },
    {
      seqs: [29],
      what: words(
        '入館の予定は、従業員が立ち会える時間内に限っています。',
        'Visits are planned only within the hours in which staff can escort.',
      ),
      brokenBy: words('理由の記録がない時間外の滞在。', 'A stay past those hours without a note.'),
    },
    {
      seqs: [30],
      what: words(
        '持込品を入館時に記録し、退館時に照合しています。',
        'Belongings are recorded on entry and accounted for on leaving.',
      ),
      brokenBy: words('照合されていない持込品。', 'Belongings not accounted for.'),
    },
    {
      seqs: [34],
      what: words(
        '外部業者の作業は、内容の事前合意、変更の報告と承認、立会いを記録しています。',
        'Outside work is agreed first, its changes reported and approved, and escorted.',
      ),
      brokenBy: words('承認のない作業内容の変更。', 'A change of work without approval.'),
    },
    {
      seqs: [43],
      what: words(
        '火気・危険物等の申告と、合意した養生を記録しています。',
        'Hazards are declared together with the protection agreed.',
      ),
      brokenBy: words('保護措置のない火気・危険物等。', 'A hazard without protection.'),
    },
  ],
})
