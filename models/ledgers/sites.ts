/**
 * Sites: the buildings the ledgers speak of, with the hours in which staff can escort visitors.
 * Those hours are law for the visits ledger, so they are kept as data that an act changes and
 * the journal remembers.
 */
import { choices, clock, day, lines, list, text } from '../fields.ts'
import { ledger } from '../ledger.ts'
import { words } from '../words.ts'
import { keeps } from './amending.ts'
import { knownTimeZone, weekdays } from './hours.ts'

const fields = {
  name: text(words('拠点名', 'Site name'), { searched: true }),
  nameEn: text(words('拠点名（英語）', 'Site name (English)'), { searched: true }),
  address: text(words('所在地', 'Address')),
  timeZone: text(words('時間帯', 'Time zone'), {
    help: words('IANA の名前。例：Asia/Tokyo', 'An IANA name such as Asia/Tokyo.'),
  }),
  areas: list(words('エリア', 'Areas'), {
    area: text(words('エリア名', 'Area'), { required: true }),
    note: text(words('備考', 'Note')),
  }),
  escortHours: list(
    words('立会可能時間', 'Escort hours'),
    {
      days: choices(words('曜日', 'Days'), weekdays, { required: true }),
      from: clock(words('開始', 'From'), { required: true }),
      to: clock(words('終了', 'To'), { required: true }),
    },
    {
      help: words(
        '従業員が立ち会える時間帯。終了が開始以前のときは翌日まで、同じ時刻なら終日とみなします。',
        'When staff can escort. An end at or before the start means the next day; the same time means all day.',
      ),
    },
  ),
  closedDays: list(words('休業日', 'Closed days'), {
    day: day(words('日', 'Day'), { required: true }),
    note: text(words('備考', 'Note')),
  }),
  note: lines(words('備考', 'Note')),
}

export const sites = ledger('sites', {
  label: words('拠点', 'Sites'),
  noun: words('拠点', 'site'),
  empty: words(
    'データセンターの拠点と、その区画・入館できる時間を登録します。',
    'Register each datacenter with its areas and the hours in which people may enter.',
  ),
  prefix: 'ST',
  register: true,
  fields,
  states: {
    open: words('運用中', 'In operation'),
    closed: words('閉鎖', 'Closed'),
  },
  acts: {
    open: {
      label: words('拠点を登録する', 'Open a site'),
      from: null,
      to: 'open',
      by: ['admin'],
      needs: ['name', 'timeZone', 'escortHours'],
      takes: ['nameEn', 'address', 'areas', 'closedDays', 'note'],
    },
    close: {
      label: words('閉鎖する', 'Close'),
      from: ['open'],
      to: 'closed',
      by: ['admin'],
      because: true,
      tone: 'danger',
    },
    reopen: {
      label: words('運用を再開する', 'Reopen'),
      from: ['closed'],
      to: 'open',
      by: ['admin'],
      because: true,
    },
    amend: {
      label: words('訂正する', 'Correct'),
      from: 'any',
      to: 'same',
      by: ['admin'],
      takes: [
        'name',
        'nameEn',
        'address',
        'timeZone',
        'areas',
        'escortHours',
        'closedDays',
        'note',
      ],
      because: true,
      tone: 'aside',
    },
  },
  rules: [
    keeps(['amend'], ['name', 'timeZone', 'escortHours']),
    {
      on: ['open', 'amend'],
      must: ({ facts }) => knownTimeZone(facts.timeZone ?? ''),
      else: words('この時間帯は知られていません。', 'This time zone is not known.'),
      field: 'timeZone',
    },
  ],
  reads: { kiosk: 'all', staff: 'all', iso: 'all', auditor: 'all', admin: 'all' },
  carried: [{ states: ['open'] }],
  title: ({ name: called }) => called,
  sorts: ['name'],
  columns: ['name', 'address', 'timeZone', 'escortHours'],
})
