/**
 * Customers: the institutions whose data the house keeps. Ledgers name them here once, so that a
 * customer's records can be counted, shown to that customer and exported without their wording
 * having to agree from record to record.
 */
import { code, lines, name, text } from '../fields.ts'
import { ledger } from '../ledger.ts'
import { words } from '../words.ts'
import { keeps } from './amending.ts'

const fields = {
  name: text(words('名称', 'Name'), { searched: true }),
  furigana: text(words('フリガナ', 'Reading'), { searched: true }),
  contractNo: code(words('契約番号', 'Contract no.')),
  system: text(words('対象システム・サービス', 'System or service'), {
    searched: true,
    help: words(
      'お預かりしているデータのシステム名。証明書に記載されます。',
      'The system whose data is kept here; it is printed on certificates.',
    ),
  }),
  address: text(words('所在地', 'Address')),
  contact: name(words('ご担当者', 'Contact person')),
  contactDetails: text(words('ご連絡先', 'Contact details'), {
    personal: true,
    keyboard: 'exact',
  }),
  note: lines(words('備考', 'Note')),
}

const given = [
  'furigana',
  'contractNo',
  'system',
  'address',
  'contact',
  'contactDetails',
  'note',
] as const

export const customers = ledger('customers', {
  label: words('お客様', 'Customers'),
  noun: words('お客様', 'customer'),
  empty: words(
    'お預かりする媒体の持ち主であるお客様を登録します。証明書の宛名にもなります。',
    'Register the customers whose media you hold; certificates are addressed to them.',
  ),
  prefix: 'CU',
  register: true,
  fields,
  states: {
    active: words('契約中', 'Under contract'),
    ended: words('契約終了', 'Contract ended'),
  },
  acts: {
    add: {
      label: words('お客様を登録する', 'Add a customer'),
      from: null,
      to: 'active',
      by: ['iso', 'admin'],
      needs: ['name'],
      takes: given,
    },
    end: {
      label: words('契約終了にする', 'End the contract'),
      from: ['active'],
      to: 'ended',
      by: ['iso', 'admin'],
      because: true,
      tone: 'aside',
    },
    resume: {
      label: words('契約を再開する', 'Resume the contract'),
      from: ['ended'],
      to: 'active',
      by: ['iso', 'admin'],
      because: true,
    },
    amend: {
      label: words('訂正する', 'Correct'),
      from: 'any',
      to: 'same',
      by: ['iso', 'admin'],
      takes: ['name', ...given],
      because: true,
      tone: 'aside',
    },
  },
  rules: [keeps(['amend'], ['name'])],
  reads: { admin: 'all', iso: 'all', staff: 'all', auditor: 'all' },
  carried: [{ states: ['active'] }],
  title: ({ name: called }) => called,
  sorts: [['name', 'furigana'], 'contractNo'],
  columns: ['name', 'furigana', 'contractNo', 'system', 'contact'],
})
