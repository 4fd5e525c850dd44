/**
 * Visitor badges: the cards handed out at the door, with the strap whose colour says from afar
 * who may be where. A badge is free when no visit holds it, which the mechanism knows; this
 * register only knows the badge itself.
 */
import { choice, code, lines, link } from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { ledger } from '../ledger.ts'
import { words } from '../words.ts'
import { keeps } from './amending.ts'
import { sites } from './sites.ts'

const straps = {
  red: words('赤', 'Red'),
  yellow: words('黄', 'Yellow'),
  green: words('緑', 'Green'),
  blue: words('青', 'Blue'),
  white: words('白', 'White'),
  black: words('黒', 'Black'),
}

const fields = {
  no: code(words('入館証番号', 'Badge no.')),
  strap: choice(words('ストラップの色', 'Strap colour'), straps, {
    help: words(
      '社員と来訪者を遠くからでも見分けるための色です。',
      'The colour that tells visitors from staff at a distance.',
    ),
  }),
  site: link(words('拠点', 'Site'), (): LinkTarget => sites),
  note: lines(words('備考', 'Note')),
}

export const badges = ledger('badges', {
  label: words('入館証', 'Visitor badges'),
  noun: words('入館証', 'badge'),
  empty: words(
    '貸し出す入館証を一枚ずつ登録します。登録すると、入館時に選べるようになります。',
    'Register each badge you hand out; it can then be chosen when somebody is admitted.',
  ),
  prefix: 'BG',
  register: true,
  fields,
  states: {
    usable: words('使用可', 'Usable'),
    lost: words('紛失', 'Lost'),
    retired: words('廃止', 'Retired'),
  },
  acts: {
    add: {
      label: words('入館証を登録する', 'Add a badge'),
      from: null,
      to: 'usable',
      by: ['admin', 'iso'],
      needs: ['no', 'strap'],
      takes: ['site', 'note'],
    },
    reportLoss: {
      label: words('紛失を届け出る', 'Report the loss'),
      from: ['usable'],
      to: 'lost',
      by: ['staff', 'iso', 'admin'],
      because: true,
      tone: 'danger',
    },
    find: {
      label: words('見つかった', 'Found again'),
      from: ['lost'],
      to: 'usable',
      by: ['staff', 'iso', 'admin'],
      because: true,
    },
    retire: {
      label: words('廃止する', 'Retire'),
      from: ['usable', 'lost'],
      to: 'retired',
      by: ['admin', 'iso'],
      because: true,
      tone: 'aside',
    },
    amend: {
      label: words('訂正する', 'Correct'),
      from: 'any',
      to: 'same',
      by: ['admin', 'iso'],
      takes: ['no', 'strap', 'site', 'note'],
      because: true,
      tone: 'aside',
    },
  },
  rules: [keeps(['amend'], ['no', 'strap'])],
  holds: ({ state, facts }) =>
    facts.no === undefined || state === 'retired' ? [] : [`badge-no:${facts.no}`],
  held: words('この入館証番号', 'This badge number'),
  reads: { admin: 'all', staff: 'all', iso: 'all', auditor: 'all' },
  carried: [{ states: ['usable'] }],
  title: ({ no, strap }) =>
    strap === undefined ? no : `${no ?? ''} ${straps[strap].ja}/${straps[strap].en}`.trim(),
  sorts: ['no', 'strap'],
  columns: ['no', 'strap', 'site', 'note'],
  onLabel: ['site'],
})
