/**
 * Accounts: who may sign in and which roles they hold. Accounts are records like any other, so
 * that who granted what to whom, and when, stands in the same journal as what they then did.
 * Passwords are secrets rather than records and are kept elsewhere.
 */
import { choices, link, list, moment, name, text } from '../fields.ts'
import type { LinkTarget } from '../fields.ts'
import { ledger } from '../ledger.ts'
import type { Scene } from '../ledger.ts'
import type { LedgerRecord } from '../record.ts'
import { employeeRoles, grantsRoles, isDevice, roleNames, roles, standsAlone } from '../roles.ts'
import type { Role } from '../roles.ts'
import { words } from '../words.ts'
import type { Words } from '../words.ts'
import { limits } from '../limits.ts'
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
  roles: choices(words('役割', 'Roles'), roleLabels, {
    help: words(
      'できることは役割で決まります。複数選べます。',
      'What somebody may do follows from their roles; several may be chosen.',
    ),
  }),
  customer: link(words('お客様', 'Customer'), (): LinkTarget => customers, {
    help: words(
      '役割が「お客様」の人だけに指定します。',
      'Only for people whose role is “Customer”.',
    ),
  }),
  enrolments: list(words('登録した端末', 'Enrolled tablets'), {
    enrolment: text(words('登録番号', 'Enrolment'), { required: true }),
    at: moment(words('登録日時', 'Enrolled at'), { required: true }),
    by: link(words('登録した管理者', 'Enrolled by'), (): LinkTarget => accounts),
    device: text(words('端末', 'Tablet')),
  }),
  /** Which tablet an act is about; `enrolments` keeps it. */
  enrolment: text(words('登録番号', 'Enrolment')),
  device: text(words('端末', 'Tablet')),
}

type AccountScene = Scene<typeof fields>

/** A device stands alone, and so does a customer: neither may act for the house. */
function rolesFit({ facts }: AccountScene): boolean {
  const held = facts.roles ?? []
  const alone = held.some(standsAlone)
  return held.length > 0 && (!alone || held.length === 1)
}

function customerNamed({ facts }: AccountScene): boolean {
  return (facts.roles ?? []).includes('customer') === (facts.customer !== undefined)
}

export const accounts = ledger('accounts', {
  label: words('アカウント', 'Accounts'),
  noun: words('アカウント', 'account'),
  empty: words(
    'この台帳を使う人と端末のアカウントです。アカウントを作ると、最初のサインイン用のリンクが表示されます。',
    'The people and devices that use this house. Making an account shows the link for its first sign-in.',
  ),
  prefix: 'AC',
  register: true,
  paperless: true,
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
    enrol: {
      label: words('端末を登録する', 'Enrol a tablet'),
      from: ['active'],
      to: 'same',
      by: ['admin'],
      needs: ['enrolment'],
      takes: ['device'],
      apart: true,
      apply: ({ enrolments = [] }, { enrolment, device }, { by, at }) => ({
        enrolments: [...enrolments, { enrolment, at, by, ...(device !== undefined && { device }) }],
        enrolment: undefined,
        device: undefined,
      }),
    },
    unenrol: {
      label: words('端末の登録を解除する', 'End a tablet’s enrolment'),
      from: 'any',
      to: 'same',
      by: ['admin'],
      needs: ['enrolment'],
      because: true,
      apart: true,
      tone: 'danger',
      apply: ({ enrolments = [] }, { enrolment }) => {
        const left = enrolments.filter((one) => one.enrolment !== enrolment)
        return { enrolments: left.length > 0 ? left : undefined, enrolment: undefined }
      },
    },
  },
  rules: [
    {
      on: ['enrol'],
      must: ({ facts }) => isDevice(facts.roles ?? []),
      else: words(
        '登録できるのは端末のアカウントだけです。',
        'Only the account of a device is enrolled on tablets.',
      ),
    },
    {
      on: ['enrol'],
      must: ({ facts }) => (facts.enrolments ?? []).length <= limits.listItemsMax,
      else: words(
        '登録した端末が多すぎます。使っていない端末の登録を解除してください。',
        'Too many tablets are enrolled; end those that are not used.',
      ),
    },
    {
      on: ['unenrol'],
      must: ({ before, given }) => holdsEnrolment(before, given.enrolment),
      else: words(
        'この端末の登録はすでに解除されています。',
        'This tablet is not enrolled any more.',
      ),
    },
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
        '役割を一つ以上選んでください。「受付端末」「表示端末」「お客様」はほかの役割と兼ねられません。',
        'Choose at least one role; “Kiosk”, “Wall display” and “Customer” stand alone.',
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

/** Whether an account is enrolled on the tablet of an enrolment. */
export function holdsEnrolment(
  record: LedgerRecord | undefined,
  enrolment: string | undefined,
): boolean {
  return record !== undefined && enrolmentsOf(record).some((one) => one.enrolment === enrolment)
}

/** One tablet an account is enrolled on. */
export interface Enrolment {
  readonly enrolment: string
  readonly at: string
  readonly by: string
  /** What its browser said of itself. */
  readonly device?: string
}

/** The tablets an account is enrolled on, oldest first. */
export function enrolmentsOf(record: LedgerRecord): readonly Enrolment[] {
  return (record.facts['enrolments'] ?? []) as readonly Enrolment[]
}

/** Whether a record is the account of a device. */
export function deviceAccount(record: LedgerRecord): boolean {
  return record.ledger === accounts.name && isDevice((record.facts['roles'] ?? []) as Role[])
}

/** Whether a record is the account of an employee who may answer for work on the floor. */
export function activeEmployee(record: LedgerRecord | undefined): boolean {
  if (!record || !activeAccount(record)) return false
  const held = (record.facts['roles'] ?? []) as readonly Role[]
  return employeeRoles.some((role) => held.includes(role))
}
