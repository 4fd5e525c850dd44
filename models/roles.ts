/**
 * Who may do what starts here: the roles, their labels, and which roles each may hand on. The
 * acts a role holds are not listed here; every ledger's act names the roles that hold it.
 */
import { limits } from './limits.ts'
import type { LedgerRecord } from './record.ts'
import { words } from './words.ts'
import type { Words } from './words.ts'

interface RoleDeclaration {
  readonly label: Words
  /** A device rather than a person, so it never signs for anyone. */
  readonly device?: true
  /** Reads the journal itself: entries, proofs, history of everything. */
  readonly journal?: true
  /** Sees how many and how late on the wall, and neither a record nor a name. */
  readonly figures?: true
  /** May hand on every role. Nobody else hands on any, and nobody changes their own. */
  readonly grants?: true
  /** May share a view of a ledger with everyone who reads it. */
  readonly shares?: true
}

const declared = {
  kiosk: { label: words('受付端末', 'Kiosk'), device: true },
  staff: { label: words('社員', 'Staff') },
  iso: { label: words('ISO事務局', 'ISO office'), journal: true, shares: true },
  auditor: { label: words('監査人', 'Auditor'), journal: true },
  customer: { label: words('お客様', 'Customer') },
  admin: { label: words('管理者', 'Administrator'), grants: true, shares: true },
  wall: { label: words('表示端末', 'Wall display'), device: true, figures: true },
} as const satisfies Record<string, RoleDeclaration>

export type Role = keyof typeof declared

export const roles: Readonly<Record<Role, RoleDeclaration>> = declared
export const roleNames = Object.keys(declared) as [Role, ...Role[]]

/** Whoever acts: an account (a person or a device) or the system itself at first start. */
export interface Actor {
  /** The account's record id, or `system`. */
  readonly id: string
  readonly roles: readonly Role[]
  /** The customer a person of the role `customer` belongs to. */
  readonly customer?: string
  /** The device the request came from, when it said so. */
  readonly device?: string
}

/** The actor of acts the software makes itself, such as the first site at first start. */
export const systemActor: Actor = { id: 'system', roles: roleNames }

/** An account's record as the actor of acts, with the device the request named. */
export function actorOf(account: LedgerRecord, device?: string): Actor {
  const held = account.facts['roles'] as Role[]
  const customer = account.facts['customer']
  return {
    id: account.id,
    roles: held.filter((role) => roleNames.includes(role)),
    ...(typeof customer === 'string' && { customer }),
    ...(device !== undefined && { device: device.slice(0, limits.textCharactersMax) }),
  }
}

/** Whether roles are those of a device, which is nobody and acts for nobody. */
export function isDevice(held: readonly Role[]): boolean {
  return held.length > 0 && held.every((role) => roles[role].device)
}

/** Whether the actor may read the journal and every history. */
export function readsJournal(actor: Actor): boolean {
  return actor.roles.some((role) => roles[role].journal)
}

/** Whether the actor sees the wall's figures even without reading a ledger. */
export function seesFigures(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.some((role) => roles[role].figures)
}

/** Whether a role stands alone: a device and a customer never act for the house. */
export function standsAlone(role: Role): boolean {
  return roles[role].device === true || role === 'customer'
}

/** Whether the actor may hand on roles. */
export function grantsRoles(actor: Actor): boolean {
  return actor.roles.some((role) => roles[role].grants)
}

/** Whether the actor may share views with everyone. */
export function sharesViews(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.some((role) => roles[role].shares)
}

/** The roles of employees, who alone may answer for work on the floor. */
export const employeeRoles: readonly Role[] = ['staff', 'iso']
