/**
 * What waits for somebody, as the server gathers it and the desk draws it: one shape for all
 * ledgers, derived from what they declare to be due, decided or over by the evening.
 */
import type { Act, Ledger } from './ledger.ts'
import type { RecordView } from './shown.ts'
import type { Words } from './words.ts'

/** Why records are in one group: an application, something due, a day outlasted, or one's own. */
export type WaitingKind = 'decision' | 'due' | 'daily' | 'mine'

/** Records that wait for the same reason. */
export interface Waiting {
  readonly kind: WaitingKind
  readonly ledger: string
  /** The due's name; the kind again where there is only one of it. */
  readonly name: string
  readonly total: number
  /** The list's query that shows all of them. */
  readonly query: Readonly<Record<string, string>>
  readonly records: readonly RecordView[]
  /** What speaks against an act the reader holds, by record and act. */
  readonly objections?: Readonly<Record<string, Readonly<Record<string, Words>>>>
}

/** One ledger's numbers of one year. */
export interface Series {
  readonly ledger: string
  /** Such as `V-2026`. */
  readonly series: string
  readonly first: number
  readonly last: number
  readonly count: number
  /** The first gaps, as numbers from and to; none when every number has its record. */
  readonly gaps: readonly (readonly [from: number, to: number])[]
}

/** What stands open now: how many records of a ledger are in a state it watches or waits in. */
export interface Open {
  readonly ledger: string
  readonly state: string
  readonly count: number
  /** The due its records wait in, late or not yet; absent where the state says it all. */
  readonly due?: string
}

/** Everything the desk shows. */
export interface DeskView {
  /** When this was gathered, ISO. */
  readonly now: string
  readonly waiting: readonly Waiting[]
  readonly open: readonly Open[]
  /** Only for those who read the journal. */
  readonly numbers?: { readonly countedAt: string; readonly series: readonly Series[] }
  readonly journal?: { readonly size: number; readonly signed: number; readonly signedAt?: string }
}

/** How much waits, without what: for the navigation. */
export interface DeskCounts {
  /** What the reader can do something about. */
  readonly total: number
  readonly ledgers: Readonly<Record<string, number>>
}

/** The act with which a group is settled, by the ledger's declaration. */
export function settlingAct(ledger: Ledger, waiting: Pick<Waiting, 'kind' | 'name'>) {
  const name =
    waiting.kind === 'due'
      ? ledger.dues?.[waiting.name]?.settledBy
      : waiting.kind === 'daily'
        ? ledger.daily?.settledBy
        : waiting.kind === 'decision'
          ? ledger.decides?.approve
          : undefined
  const act: Act | undefined = name === undefined ? undefined : ledger.acts[name]
  return name !== undefined && act ? { name, act } : undefined
}

/** What a group is called. */
export function waitingLabel(ledger: Ledger, { kind, name }: Waiting): Words | undefined {
  if (kind === 'due') return ledger.dues?.[name]?.label
  return kind === 'daily' ? ledger.daily?.label : undefined
}
