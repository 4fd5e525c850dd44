/**
 * Accounts: who may sign in and which roles they hold. Accounts are records like any other, so
 * that who granted what to whom, and when, stands in the same journal as what they then did.
 * Passwords are secrets rather than records and are kept elsewhere.
 */
import { choices, link, name, text } from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { ledger } from '../ledger.ts'
import type { Scene } from '../ledger.ts'
import type { LedgerRecord } from '../record.ts'
import { employeeRoles, grantsRoles, roleNames, roles } from '../roles.ts'
import type { Role } from '../roles.ts'
import { words } from '../words.ts'
import type { Words } from '../words.ts'
import { customers } from './customers.ts'

const roleLabels = Object.fromEntries(
  roleNames.map((role) => [role, roles[role].label]),
) as Readonly<Record<Role, Words>>

const fields = {
  user: text(words('利用者名', 'User name'), {
    searched: true,
    max: 40,
    help: words(
      'サインインに使う名前。半角の英小文字・数字と . _ @ - が使えます。',
      'The name used to sign in: lower-case letters, digits and . _ @ -',
    ),
  }),
  name: name(words('氏名', 'Name')),
  roles: choices(words('役割', 'Roles'), roleLabels),
  customer: link(words('お客様', 'Customer'), (): LinkTarget => customers, {
    help: words(
      '役割が「お客様」の人だけに指定します。',
      'Only for people whose role is “Customer”.',
    ),
  }),
}

type AccountScene = Scene<typeof fields>

/** A device stands alone, and so does a customer: neither may act for the house. */
function rolesFit({ facts }: AccountScene): boolean {
  const held = facts.roles ?? []
  const alone = held.includes('kiosk') || held.includes('customer')
  return held.length > 0 && (!alone || held.length === 1)
}

function customerNamed({ facts }: AccountScene): boolean {
  return (facts.roles ?? []).includes('customer') === (facts.customer !== undefined)
}

export const accounts = ledger('accounts', {
  label: words('アカウント', 'Accounts'),
  noun: words('アカウント', 'account'),
  prefix: 'AC',
  register: true,
  fields,
  states: {
    active: words('有効', 'Active'),
    disabled: words('停止', 'Disabled'),
  },
  acts: {
    create: {
      label: words('アカウントを作る', 'Create an account'),
      from: null,
      to: 'active',
      by: ['admin'],
      needs: ['user', 'name', 'roles'],
      takes: ['customer'],
    },
    grant: {
      label: words('役割を変える', 'Change roles'),
      from: ['active'],
      to: 'same',
      by: ['admin'],
      needs: ['roles'],
      takes: ['customer'],
    },
    rename: {
      label: words('氏名を直す', 'Correct the name'),
      from: 'any',
      to: 'same',
      by: ['admin'],
      needs: ['name'],
      tone: 'aside',
    },
    disable: {
      label: words('停止する', 'Disable'),
      from: ['active'],
      to: 'disabled',
      by: ['admin'],
      because: true,
      tone: 'danger',
    },
    enable: {
      label: words('再開する', 'Enable again'),
      from: ['disabled'],
      to: 'active',
      by: ['admin'],
      because: true,
    },
  },
  rules: [
    {
      on: ['create', 'grant'],
      must: ({ actor }) => grantsRoles(actor),
      else: words(
        '役割を与えられるのは管理者だけです。',
        'Only an administrator can hand on roles.',
      ),
    },
    {
      on: ['grant', 'disable', 'enable'],
      must: ({ actor, before }) => actor.id !== before?.id,
      else: words(
        '自分の役割や状態は自分では変えられません。ほかの管理者に頼んでください。',
        'Nobody changes their own roles or state; ask another administrator.',
      ),
    },
    {
      on: ['create'],
      must: ({ facts }) => /^[a-z0-9][a-z0-9._@-]*$/.test(facts.user ?? ''),
      else: words(
        '利用者名は半角の英小文字か数字で始め、英小文字・数字・. _ @ - だけを使ってください。',
        'A user name starts with a lower-case letter or digit and has only those and . _ @ -',
      ),
      field: 'user',
    },
    {
      on: ['create', 'grant'],
      must: rolesFit,
      else: words(
        '役割を一つ以上選んでください。「受付端末」と「お客様」はほかの役割と兼ねられません。',
        'Choose at least one role; “Kiosk” and “Customer” stand alone.',
      ),
      field: 'roles',
    },
    {
      on: ['create', 'grant'],
      must: customerNamed,
      else: words(
        'お客様の指定は、役割が「お客様」のときに限り必要です。',
        'A customer is named if and only if the role is “Customer”.',
      ),
      field: 'customer',
    },
  ],
  holds: ({ facts }) => (facts.user === undefined ? [] : [accountKey(facts.user)]),
  held: words('この利用者名', 'This user name'),
  reads: { admin: 'all', iso: 'all', staff: 'all', auditor: 'all' },
  carried: [{ states: ['active'] }],
  title: ({ name: person, user }) => person?.name ?? user,
  sorts: ['name', 'user'],
  columns: ['user', 'name', 'roles', 'customer'],
})

/** The key an account holds for ever, so that a user name never speaks for two people. */
export function accountKey(user: string): string {
  return `user:${user.normalize('NFKC').trim().toLowerCase()}`
}

/** Whether a record is an account that may sign in. */
export function activeAccount(record: LedgerRecord): boolean {
  return record.ledger === accounts.name && record.state === 'active'
}

/** Whether a record is the account of an employee who may answer for work on the floor. */
export function activeEmployee(record: LedgerRecord | undefined): boolean {
  if (!record || !activeAccount(record)) return false
  const held = (record.facts['roles'] ?? []) as readonly Role[]
  return employeeRoles.some((role) => held.includes(role))
}
