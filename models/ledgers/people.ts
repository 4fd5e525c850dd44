/**
 * People known to visit, kept so that someone who comes every month is not asked everything
 * again. They are here only as long as that helps them; what they say of themselves is personal
 * and can be erased.
 */
import { choice, lines, link, name, text } from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { ledger } from '../ledger.ts'
import { words } from '../words.ts'
import { keeps } from './amending.ts'
import { customers } from './customers.ts'
import { identityChoices } from './identity.ts'

const fields = {
  person: name(words('氏名', 'Name')),
  company: text(words('会社名', 'Company'), { searched: true }),
  department: text(words('部署', 'Department')),
  contact: text(words('連絡先', 'Contact'), { personal: true, keyboard: 'exact' }),
  customer: link(words('お客様', 'Customer'), (): LinkTarget => customers),
  identity: choice(words('本人確認書類', 'Identity document'), identityChoices, {
    help: words(
      '種別だけを記録し、番号は書きません。',
      'Only the kind is recorded, never a number.',
    ),
  }),
  note: lines(words('備考', 'Note')),
}

const given = ['department', 'contact', 'customer', 'identity', 'note'] as const

export const people = ledger('people', {
  label: words('来訪者名簿', 'Known visitors'),
  noun: words('来訪者', 'known visitor'),
  empty: words(
    '繰り返し訪れる方を登録すると、次回から氏名や会社の入力が要りません。',
    'Register people who come again, and their name and company need not be typed next time.',
  ),
  prefix: 'PE',
  register: true,
  fields,
  states: {
    known: words('登録中', 'Known'),
    retired: words('登録終了', 'No longer coming'),
  },
  acts: {
    add: {
      label: words('来訪者を登録する', 'Add a visitor'),
      from: null,
      to: 'known',
      by: ['staff', 'iso'],
      needs: ['person', 'company'],
      takes: given,
    },
    retire: {
      label: words('登録を終える', 'Retire'),
      from: ['known'],
      to: 'retired',
      by: ['staff', 'iso'],
      tone: 'aside',
    },
    restore: {
      label: words('登録に戻す', 'Restore'),
      from: ['retired'],
      to: 'known',
      by: ['staff', 'iso'],
    },
    amend: {
      label: words('訂正する', 'Correct'),
      from: 'any',
      to: 'same',
      by: ['staff', 'iso'],
      takes: ['person', 'company', ...given],
      because: true,
      tone: 'aside',
    },
  },
  rules: [keeps(['amend'], ['person', 'company'])],
  reads: { staff: 'all', iso: 'all', auditor: 'all' },
  carried: [{ states: ['known'] }],
  title: ({ person, company }) => person?.name ?? company,
  sorts: ['person', 'company'],
  columns: ['person', 'company', 'department', 'customer', 'identity'],
})
