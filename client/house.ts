/**
 * What the client knows of the ledgers, all of it read from their declarations: which there are,
 * which a person may read, how a state is toned, which acts correct and which go on. No ledger
 * is named here or anywhere in the client.
 */
import { config } from 'zod/mini'
import { readGrant } from '../models/derive/permissions.ts'
import type { Field, FieldKind } from '../models/fields.ts'
import { isTranscribing, transcribe } from '../models/transcribing.ts'
import { accounts, ledgers, packs } from '../models/ledgers.ts'
import { creates, takenBy } from '../models/ledger.ts'
import type { Act, Ledger } from '../models/ledger.ts'
import type { Facts } from '../models/record.ts'
import { roles } from '../models/roles.ts'
import type { Actor } from '../models/roles.ts'
import { words } from '../models/words.ts'
import type { Words } from '../models/words.ts'
import type { Account, Session } from './shapes.ts'

// The page's security policy forbids compiling code at run time, so the parser must not try.
config({ jitless: true })

export { accounts, ledgers, packs }

export function ledgerNamed(name: string | undefined): Ledger | undefined {
  return ledgers.find((ledger) => ledger.name === name)
}

/** The account as the rules of reading see it. */
export function actorOf(account: Account): Actor {
  const { id, roles: held, customer } = account
  return { id, roles: held, ...(customer !== undefined && { customer }) }
}

/** The ledgers whose lists a person may open. */
export function readableBy(account: Account): readonly Ledger[] {
  return ledgers.filter((ledger) => mayList(ledger, account))
}

export function mayList(ledger: Ledger, account: Account): boolean {
  const grant = readGrant(ledger, actorOf(account))
  return grant !== undefined && !(typeof grant === 'object' && 'by' in grant)
}

/**
 * Where a person begins: with the board, or, for those whom it would tell nothing because they see
 * only what is their own, with the first list they may open.
 */
export function startOf(account: Account): string {
  const boards = ledgers.some(
    (ledger) => !ledger.register && readGrant(ledger, actorOf(account)) === 'all',
  )
  const [first] = readableBy(account)
  const setsUp = account.roles.some((role) => roles[role].grants)
  return boards || setsUp || first === undefined ? '/board' : `/${first.name}`
}

/** Whether an account is a device at the counter rather than a person. */
export function isDevice(account: Account): boolean {
  return account.roles.length > 0 && account.roles.every((role) => roles[role].device)
}

export function readsJournal(account: Account): boolean {
  return account.roles.some((role) => roles[role].journal)
}

/** The wording of an act by its full name, `ledger.act`. */
export function actLabel(name: string): Words {
  const [ledger = '', act = ''] = name.split('.')
  const noted: Readonly<Record<string, Words>> = {
    read: words('閲覧', 'Read'),
    export: words('書き出し', 'Exported'),
  }
  return ledgerNamed(ledger)?.acts[act]?.label ?? noted[act] ?? words(name, name)
}

/** Whether an act is the one by which rows of the paper era come in. */
export function transcribedBy(name: string): boolean {
  const [ledger = '', act = ''] = name.split('.')
  const declared = ledgerNamed(ledger)?.acts[act]
  return declared !== undefined && isTranscribing(declared)
}

/** Names of the creating acts a person holds. */
export function creatingActs(ledger: Ledger, session: Session): readonly string[] {
  return Object.entries(ledger.acts)
    .filter(([name, act]) => creates(act) && session.acts.includes(`${ledger.name}.${name}`))
    .map(([name]) => name)
}

/** Whether a person transcribes what was kept on paper into a ledger. */
export function transcribes(ledger: Ledger, { account }: Pick<Session, 'account'>): boolean {
  const act = ledger.acts[transcribe]
  return act?.by.some((role) => account.roles.includes(role)) ?? false
}

/** How strongly an act is drawn: the next step, a step beside, or one that ends something. */
export function toneOf(act: Act): 'next' | 'aside' | 'danger' {
  return act.tone ?? (act.to === 'same' && act.because ? 'aside' : 'next')
}

/** An act that corrects starts from what is there; every other act starts from nothing. */
export function corrects(act: Act): boolean {
  return act.to === 'same' && act.because === true && takenBy(act).length > 0
}

export type StateTone = 'open' | 'active' | 'done' | 'ended'

/**
 * How a state is coloured: what the board watches is active; where no next step leads on, it is
 * done, or ended when only a danger act leads there; the rest is open.
 */
export function stateTone(ledger: Ledger, state: string): StateTone {
  const acts = Object.values(ledger.acts)
  const into = acts.filter((act) => leadsTo(act, state))
  if (into.length > 0 && into.every((act) => act.tone === 'danger')) return 'ended'
  if (ledger.watches?.includes(state)) return 'active'
  const on = acts.some(
    (act) => Array.isArray(act.from) && act.from.includes(state) && act.to !== 'same',
  )
  if (ledger.register) return into.some(creates) ? 'active' : 'ended'
  return on ? 'open' : 'done'
}

function leadsTo(act: Act, state: string): boolean {
  return typeof act.to === 'object' ? act.to.may.includes(state) : act.to === state
}

/** Fields of some kinds a list is narrowed by. */
export function fieldsOf(ledger: Ledger, kinds: readonly FieldKind[]): readonly [string, Field][] {
  return Object.entries(ledger.fields).filter(([, field]) => kinds.includes(field.kind))
}

/** Ledgers with a link to another, which can therefore speak of its records. */
export function pointingAt(target: Ledger): readonly Ledger[] {
  return ledgers.filter((ledger) => Object.values(ledger.fields).some(pointer(target)))
}

function pointer(target: Ledger): (field: Field) => boolean {
  return (field) =>
    (field.kind === 'link' && field.target?.().name === target.name) ||
    Object.values(field.parts ?? {}).some(pointer(target))
}

export const zoneField = 'timeZone'

/** The registers that name a zone. */
export const zoneRegisters: readonly string[] = ledgers
  .filter((ledger) => ledger.register && ledger.fields[zoneField])
  .map(({ name }) => name)

/** The facts of a record as an act's form starts with them. */
export function startingFacts(ledger: Ledger, act: Act, before: Facts | undefined): Facts {
  if (!before || !corrects(act)) return {}
  // Lists that an act adds to would otherwise be added a second time.
  const keys = takenBy(act).filter(
    (key) => before[key] !== undefined && !(act.apply && ledger.fields[key]?.kind === 'list'),
  )
  return Object.fromEntries(keys.map((key) => [key, before[key]]))
}
