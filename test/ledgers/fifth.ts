/**
 * A ledger nobody has heard of, declared here and nowhere else: lockers, with a field of every
 * kind. It goes through the suites of all ledgers like those of the house, which shows that a new
 * ledger needs its declaration and nothing more.
 */
import * as kinds from '../../models/fields.ts'
import { ledger, untyped } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { ledgers } from '../../models/ledgers.ts'
import { words } from '../../models/words.ts'

const needed = { required: true }

const lockers = ledger('lockers', {
  label: words('ロッカー', 'Lockers'),
  noun: words('ロッカー', 'locker'),
  empty: words('まだありません。', 'Nothing yet.'),
  prefix: 'LK',
  fields: {
    no: kinds.code(words('番号', 'No.')),
    place: kinds.text(words('場所', 'Place'), { searched: true }),
    borrower: kinds.name(words('利用者', 'Borrower')),
    customer: kinds.link(words('お客様', 'Customer'), () => ({ name: 'customers' })),
    shelves: kinds.number(words('段数', 'Shelves'), { min: 1, max: 9 }),
    weight: kinds.number(words('重さ', 'Weight'), { step: 0.5, unit: 'kg' }),
    fireproof: kinds.flag(words('耐火', 'Fireproof')),
    colour: kinds.choice(words('色', 'Colour'), { grey: words('灰', 'Grey') }),
    uses: kinds.choices(words('用途', 'Uses'), { keys: words('鍵', 'Keys') }),
    openedAt: kinds.moment(words('開けた日時', 'Opened')),
    inspectBy: kinds.day(words('点検期限', 'Inspect by')),
    closesAt: kinds.clock(words('閉める時刻', 'Closes at')),
    photo: kinds.file(words('写真', 'Photo')),
    received: kinds.signature(words('受領の署名', 'Signature')),
    lock: kinds.group(words('錠', 'Lock'), {
      maker: kinds.text(words('メーカー', 'Maker'), needed),
      pins: kinds.number(words('ピン数', 'Pins')),
    }),
    contents: kinds.list(words('中身', 'Contents'), {
      item: kinds.text(words('品名', 'Item'), { searched: true, ...needed }),
      serial: kinds.code(words('製造番号', 'Serial no.')),
    }),
    note: kinds.lines(words('備考', 'Note')),
    lentTo: kinds.link(words('貸出先', 'Lent to'), () => ({ name: 'accounts' })),
  },
  states: {
    free: words('空き', 'Free'),
    lent: words('貸出中', 'Lent'),
    broken: words('故障', 'Broken'),
  },
  acts: {
    install: {
      label: words('設置する', 'Install'),
      from: null,
      to: 'free',
      by: ['iso', 'admin'],
      needs: ['no', 'place'],
      takes: ['shelves', 'weight', 'fireproof', 'colour', 'photo', 'inspectBy', 'lock', 'note'],
    },
    lend: {
      label: words('貸す', 'Lend'),
      from: ['free'],
      to: 'lent',
      by: ['staff', 'iso'],
      needs: ['borrower', 'received', 'contents', 'uses', 'closesAt'],
      takes: ['customer'],
      stamps: { openedAt: 'time', lentTo: 'actor' },
      batch: true,
    },
    giveBack: {
      label: words('返す', 'Give back'),
      from: ['lent'],
      to: { may: ['free', 'broken'], by: ({ fireproof }) => (fireproof ? 'free' : 'broken') },
      by: ['staff'],
      needs: ['fireproof'],
    },
    breakDown: {
      label: words('故障を届け出る', 'Report broken'),
      from: ['free', 'lent'],
      to: 'broken',
      by: ['staff', 'iso'],
      because: true,
    },
    amend: {
      label: words('訂正する', 'Correct'),
      from: 'any',
      to: 'same',
      by: ['iso'],
      takes: ['place', 'customer', 'note'],
      because: true,
    },
  },
  holds: ({ facts }) => (facts.no === undefined ? [] : [`locker:${facts.no}`]),
  held: words('このロッカー', 'This locker'),
  dues: {
    inspection: {
      label: words('点検の期限超過', 'Inspection overdue'),
      coming: words('次の点検', 'Next inspection'),
      states: ['free', 'lent'],
      from: ({ inspectBy }) => inspectBy && `${inspectBy}T23:59:59.999Z`,
    },
  },
  reads: { staff: 'all', iso: 'all', auditor: 'all', admin: 'all', customer: { own: 'customer' } },
  customer: 'customer',
  title: ({ no, place }) => (no === undefined ? place : `${no} ${place ?? ''}`),
  columns: ['no', 'place', 'borrower', 'uses', 'lock', 'contents', 'note'],
  watches: ['lent'],
})

/** Every ledger of the house, and the one it has never heard of. */
export const everyLedger: readonly Ledger[] = [...ledgers, untyped(lockers)]
