/**
 * The heart of the house: `ledger()` turns one declaration into everything else. A declaration
 * names fields, states, acts and rules with their wording; parser, stored shape, routes, OpenAPI,
 * forms, tables, exports, permissions and tests derive from it (see `derive/`). A declaration
 * that contradicts itself is refused at start, naming the spot.
 */
import type { Evidence } from './claims.ts'
import type { Daily, Deciding, DueDeclaration } from './duties.ts'
import { checkDeclaration } from './declaration.ts'
import type { Field, PartValues, Parts, ValueOf } from './fields.ts'
import type { Facts, LedgerRecord } from './record.ts'
import type { Actor, Role } from './roles.ts'
import type { Run } from './run.ts'
import { transcribe, transcribed, transcribedField, transcribing } from './transcribing.ts'
import { words } from './words.ts'
import type { Words } from './words.ts'
import type { RollCall, Wall } from './wall.ts'

/** The typed view of a ledger's facts that its own rules see. */
export type FactsOf<F extends Parts> = PartValues<F>

/** Everything a rule may look at. Pure data: no clock, no database, no randomness. */
export interface Scene<F extends Parts = Parts> {
  /** The record before the act, or undefined when the act creates it. */
  readonly before: LedgerRecord | undefined
  /** The facts after the act. */
  readonly facts: FactsOf<F>
  /** What this act was given, parsed. */
  readonly given: FactsOf<F>
  readonly state: string
  readonly actor: Actor
  /** The effective moment of the act, ISO. */
  readonly at: string
  readonly because: string | undefined
  /** A linked record by id, as it stood just before this act's position in the journal. */
  readonly linked: (id: string | undefined) => LedgerRecord | undefined
  /** Whichever record holds a key (see `holds`), among those the act `consults`. */
  readonly holder: (key: string) => LedgerRecord | undefined
}

/** A sentence that must be true after an act; refused with `else` when it is not. */
export interface Rule<F extends Parts = Parts, A extends string = string> {
  readonly on: readonly A[]
  readonly must: (scene: Scene<F>) => boolean
  readonly else: Words
  /** The field the refusal points at. */
  readonly field?: keyof F & string
}

/** What a stamped field receives from the act itself rather than from the caller. */
export type Stamp = 'actor' | 'time' | 'short-code'

export interface Act<F extends Parts = Parts, S extends string = string> {
  readonly label: Words
  /** States it starts from; null creates a record; `any` is every state. */
  readonly from: readonly S[] | null | 'any'
  /** Where it leads; `same` stays; a function chooses among `may` by the facts after the act. */
  readonly to: S | 'same' | { readonly may: readonly S[]; readonly by: (facts: FactsOf<F>) => S }
  /** The roles that hold it. */
  readonly by: readonly Role[]
  readonly needs?: readonly (keyof F & string)[]
  readonly takes?: readonly (keyof F & string)[]
  /** Whether it must say why. */
  readonly because?: true
  readonly stamps?: Readonly<Partial<Record<keyof F & string, Stamp>>>
  /** Facts this act sets beyond what it was given, from the facts before and what was given. */
  readonly apply?: (before: FactsOf<F>, given: FactsOf<F>, made: Made) => FactsOf<F>
  /** Keys whose holders the rules of this act look at. */
  readonly consults?: (facts: FactsOf<F>) => readonly string[]
  /** May be done to many records in one submission. */
  readonly batch?: true
  /** Erases the personal bodies of the record (see `forget`); entries and commitments stay. */
  readonly erases?: true
  /**
   * Done at a door of its own, which adds what no form could give: it is not among the acts a
   * record offers, and the door all other acts go through does not know it.
   */
  readonly apart?: true
  /** Correcting acts are drawn apart and never as the next step. */
  readonly tone?: 'next' | 'aside' | 'danger'
}

/** Who and when, for `apply`, and the number of the record, which only a creating act lacks. */
export interface Made {
  readonly by: string
  readonly at: string
  readonly number?: string | undefined
}

/** What a role sees of a ledger: all of it, rows of its own, or one row it already knows of. */
export type ReadGrant<F extends Parts = Parts> =
  | 'all'
  | { readonly own: keyof F & string }
  | {
      readonly by: keyof F & string
      /** The name its bearer must tell besides, to be shown anything: it is never shown itself. */
      readonly tells?: keyof F & string
      /** The field that keeps what they know of where nobody could be asked about it. */
      readonly unheard?: keyof F & string
      readonly states: readonly string[]
      readonly shows: readonly (keyof F & string)[]
    }

/** A state change of this ledger's records that happens because another ledger's act says so. */
export interface Follow<S extends string = string> {
  /** The act, as `[ledger, act]`, lazily because ledgers may name each other. */
  readonly act: () => readonly [{ readonly name: string }, string]
  /** Which of this ledger's records the other record's facts speak of. */
  readonly through: (facts: Facts) => readonly string[]
  readonly from: readonly S[]
  readonly to: S
  /** A field of this ledger that receives the other record's id (or loses it, with null). */
  readonly stamps?: Readonly<Record<string, 'record' | null>>
}

/** Records a device keeps so that work goes on without a network. */
export interface Carry<S extends string = string> {
  readonly states: readonly S[]
  /** A moment or day of the record that lies near today; absent means that any time will do. */
  readonly near?: string
  /** How far from today it lies at most, in days before or after. */
  readonly days?: number
}

/** What a ledger file declares. */
export interface Declaration<
  F extends Parts = Parts,
  S extends string = string,
  A extends string = string,
> {
  readonly label: Words
  /** One record's noun, e.g. 入館 / visit. */
  readonly noun: Words
  /** What an empty list says: what will stand here, and how the first record comes about. */
  readonly empty: Words
  /** Numbers look like `V-2026-000123`. */
  readonly prefix: string
  /** Registers hold what ledgers refer to; they are listed apart. */
  readonly register?: true
  /** It never was a book, so nothing is transcribed into it from one. */
  readonly paperless?: true
  /** The state of a row of such a book that does not say its own. */
  readonly past?: NoInfer<S>
  readonly fields: F
  readonly states: Readonly<Record<S, Words>>
  readonly acts: Readonly<Record<A, Act<NoInfer<F>, NoInfer<S>>>>
  readonly rules?: readonly Rule<NoInfer<F>, NoInfer<A>>[]
  /** Pairs of account fields that must be different people once both are known. */
  readonly differs?: readonly (readonly [keyof NoInfer<F> & string, keyof NoInfer<F> & string])[]
  readonly holds?: (record: {
    readonly state: string
    readonly facts: FactsOf<NoInfer<F>>
  }) => readonly string[]
  /** Whether a record that rests goes on holding a key: it keeps no personal data from erasure. */
  readonly heldAtRest?: (key: string) => boolean
  /** What a held key is called when it is already taken. */
  readonly held?: Words | ((key: string) => Words)
  readonly dues?: Readonly<Record<string, DueDeclaration<NoInfer<F>, NoInfer<S>>>>
  readonly decides?: Deciding<NoInfer<S>, NoInfer<A>>
  readonly daily?: Daily<keyof NoInfer<F> & string, NoInfer<S>, NoInfer<A>>
  readonly follows?: readonly Follow<NoInfer<S>>[]
  readonly reads: Readonly<Partial<Record<Role, ReadGrant<NoInfer<F>>>>>
  /** The field naming the customer a record belongs to. */
  readonly customer?: keyof NoInfer<F> & string
  /** How a record is called in links and lists beside its number. */
  readonly title: (facts: FactsOf<NoInfer<F>>) => string | undefined
  /** Field keys of the table and the export, in the order of the paper ledger. */
  readonly columns: readonly (keyof NoInfer<F> & string)[]
  /**
   * Fields lists may be ordered by, at most `sortsMax`, each served by an index. A pair names the
   * field that says how the first is read, such as a name's furigana.
   */
  readonly sorts?: readonly (
    (keyof NoInfer<F> & string) | readonly [keyof NoInfer<F> & string, keyof NoInfer<F> & string]
  )[]
  /** Records of this ledger get printed labels: fields that stand on one below its title. */
  readonly onLabel?: readonly (keyof NoInfer<F> & string)[]
  /** States whose records the live board lists one by one. */
  readonly watches?: readonly NoInfer<S>[]
  readonly runs?: readonly Run[]
  /** Whether the board shows that the states add up to everything ever taken in. */
  readonly balances?: true
  /** What devices of those who may list it carry for work without a network. */
  readonly carried?: readonly Carry<NoInfer<S>>[]
  /** What the wall shows of this ledger. */
  readonly wall?: Wall
  /** Whom a roll call calls. */
  readonly rollCall?: RollCall
  /** Claims of the published reference that records of this ledger back. */
  readonly evidence?: readonly Evidence[]
}

/** A checked declaration with its name: what everything derives from. */
export interface Ledger<
  F extends Parts = Parts,
  S extends string = string,
  A extends string = string,
> extends Declaration<F, S, A> {
  readonly name: string
}

/**
 * Declares a ledger.
 *
 * @param name the word it has everywhere: route, journal, translation key, file
 * @throws TypeError naming the spot when the declaration contradicts itself
 */
export function ledger<F extends Parts, S extends string, A extends string>(
  name: string,
  declaration: Declaration<F, S, A>,
): Ledger<F, S, A> {
  const { paperless, states } = declaration
  const fields: Parts = paperless
    ? declaration.fields
    : { ...declaration.fields, [transcribed]: transcribedField(states) }
  const acts = {
    ...declaration.acts,
    ...forgetting(declaration.fields),
    ...(!paperless && { [transcribe]: transcribing(fields, states) }),
  }
  const declared = { ...declaration, fields: fields as F, acts, name }
  checkDeclaration(declared as unknown as Ledger)
  return declared
}

/** Every ledger that keeps personal data can erase it, by an act like any other. */
function forgetting(fields: Parts): Readonly<Record<string, Act>> {
  if (!Object.values(fields).some((one) => one.personal)) return {}
  return {
    forget: {
      label: words('個人情報を消去する', 'Erase personal data'),
      from: 'any',
      to: 'same',
      by: ['iso'],
      because: true,
      erases: true,
      tone: 'danger',
    },
  }
}

/** Forgets a ledger's own types, so that ledgers of any shape fit one list. */
export function untyped<F extends Parts, S extends string, A extends string>(
  typed: Ledger<F, S, A>,
): Ledger {
  return typed as unknown as Ledger
}

/** The one name of an act: route, permission, journal action, live event and translation key. */
export function actName(ledgerName: { readonly name: string }, act: string): string {
  return `${ledgerName.name}.${act}`
}

/** The act of a short name; undefined for any other name, also for one every object has. */
export function actNamed(ledger: Pick<Ledger, 'acts'>, name: string): Act | undefined {
  return Object.hasOwn(ledger.acts, name) ? ledger.acts[name] : undefined
}

/** How a key that a record holds is called. */
export function heldAs({ held }: Pick<Ledger, 'held'>, key: string): Words | string {
  return (typeof held === 'function' ? held(key) : held) ?? key
}

/** The key the one record of the settings register holds, so that rules can consult it. */
export const settingsKey = 'settings'

/** Whether an act makes a new record. */
export function creates(act: Act): boolean {
  return act.from === null
}

/** Whether an act may start from a state. */
export function startsFrom(act: Act, state: string | undefined): boolean {
  if (act.from === null) return state === undefined
  if (state === undefined) return false
  return act.from === 'any' || act.from.includes(state)
}

/** Every field an act may be given, needed ones first. */
export function takenBy(act: Act): readonly string[] {
  return [...(act.needs ?? []), ...(act.takes ?? [])]
}

export type { Daily, Deciding, DueDeclaration } from './duties.ts'
export type { Field, ValueOf }
