/**
 * Answers what screens ask the server for, from what this device carries: lists, single records,
 * the options of a link, the search and the board. It answers only what it can answer truly, and
 * is silent on the rest.
 */
import { readGrant } from '../../models/derive/permissions.ts'
import { companyOf } from '../../models/company.ts'
import { calledBy, callRowOf, inCallOrder, isCalled } from '../../models/derive/rollcall.ts'
import { searchForm, searchTerms } from '../../models/derive/search.ts'
import { slotOf, slotsOf } from '../../models/derive/sorting.ts'
import { tagsOf } from '../../models/derive/views.ts'
import type { RollCallView } from '../../models/figures.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import type { Actor } from '../../models/roles.ts'
import type { Linked, RecordView } from '../../models/shown.ts'
import type { LocalWorld } from './world.ts'

/** As much of the board as is kept and brought up to date. */
export interface KeptBoard {
  readonly now: string
  readonly size: number
  readonly last: readonly unknown[]
  readonly ledgers: readonly {
    readonly name: string
    readonly total: number
    readonly states: Readonly<Record<string, number>>
    readonly dues: Readonly<Record<string, number>>
    readonly watched: readonly RecordView[]
  }[]
}

/** What answers are taken from. */
export interface Source {
  readonly world: LocalWorld
  readonly ledgers: readonly Ledger[]
  readonly actor: Actor
  /** The board as the server last told it. */
  readonly board: KeptBoard | undefined
  /** The facts of the settings register, as far as they are carried. */
  readonly settings: Facts
  /** Since when what is carried is known, ISO; undefined when nothing is. */
  readonly asOf: string | undefined
  /** Whether there is more than is carried. */
  readonly partial: boolean
  /** The roll call as the server last told it. */
  readonly list: RollCallView | undefined
}

/** The answer to a GET below `/api/v1`; undefined when the device cannot know it. */
export function answerOf(path: string, source: Source): unknown {
  const { pathname, searchParams: query } = new URL(path, 'http://device')
  const [first = '', id, rest] = pathname.slice(1).split('/')
  if (first === 'board' && id === undefined) return boardNow(source)
  if (first === 'roll-call' && id === undefined) return calledNow(source)
  if (first === 'search' && id === undefined) return searched(source, query.get('q') ?? '')
  const ledger = source.ledgers.find((one) => one.name === first)
  if (!ledger) return undefined
  if (id === undefined) return listed(source, ledger, query)
  const record = source.world.record(id)
  if (record?.ledger !== ledger.name) return undefined
  if (rest === undefined) return source.world.view(record)
  // A record made here has no history but what waits to be sent, which its page says anyway.
  const isNew = source.world.before(id) === undefined
  return rest === 'history' && isNew ? { entries: [], linked: {} } : undefined
}

function listed(source: Source, ledger: Ledger, query: URLSearchParams): unknown {
  const grant = readGrant(ledger, source.actor)
  if (!ledger.carried || grant === undefined) return undefined
  // A device that finds a row by what its bearer knows has only those made on it.
  if (typeof grant === 'object' && !('by' in grant && query.has(`filter[${grant.by}]`))) {
    return undefined
  }
  // Where a page of the server's ended says nothing of where one does here.
  const from = Number(/^kept:(\d+)$/.exec(query.get('cursor') ?? 'kept:0')?.[1])
  if (Number.isNaN(from)) return undefined
  const matches = matching(source, ledger, query)
  const sort = query.get('sort') ?? '-number'
  const sorted = matches.sort((one, other) => order(ledger, sort, one, other))
  const limit = Number(query.get('limit') ?? limits.pageRowsDefault)
  const records = sorted.slice(from, from + limit).map((record) => source.world.view(record))
  const next = from + limit < sorted.length ? { next: `kept:${from + limit}` } : {}
  return { records, total: sorted.length, ...next }
}

function matching(source: Source, ledger: Ledger, query: URLSearchParams): LedgerRecord[] {
  const words = wordsOf(query.get('q') ?? '')
  const filters = [...query].flatMap(([key, value]) => {
    const name = /^filter\[(\w+)\]$/.exec(key)?.[1]
    return name === undefined ? [] : [[name, value] as const]
  })
  return source.world.records(ledger).filter((record) => {
    if (!found(ledger, record, words)) return false
    const tags = new Set(tagsOf(ledger, record))
    return filters.every(([name, value]) => {
      if (name !== 'due') return tags.has(`${name}:${tagValue(ledger, name, value)}`)
      const { dues } = source.world.view(record)
      return dues.some((due) => due.name === value && due.overdue)
    })
  })
}

function tagValue(ledger: Ledger, name: string, value: string): string {
  return ledger.fields[name]?.kind === 'code' ? value.normalize('NFKC').toUpperCase() : value
}

function wordsOf(q: string): readonly string[] {
  return q
    .trim()
    .split(/[\s　]+/)
    .map(searchForm)
    .filter((word) => word !== '')
    .slice(0, limits.searchWordsMax)
}

function found(ledger: Ledger, record: LedgerRecord, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const terms = searchTerms(ledger, record)
  return words.every((word) => terms.some((term) => term.startsWith(word)))
}

/** Orders records as the server does; what has no number yet is the newest there is. */
function order(ledger: Ledger, sort: string, one: LedgerRecord, other: LedgerRecord): number {
  const up = sort.startsWith('-') ? -1 : 1
  const by = sort.replace(/^-/, '')
  const slot = slotOf(ledger, by)
  const number = (record: LedgerRecord) => record.number || '\uffff'
  const keys = (record: LedgerRecord): readonly string[] => {
    if (by === 'changed') return [record.changedAt, record.id]
    return [(slot && slotsOf(ledger, record.facts)[slot]) ?? '', number(record), record.id]
  }
  const others = keys(other)
  for (const [at, key] of keys(one).entries()) {
    const its = others[at] ?? ''
    if (key !== its) return key < its ? -up : up
  }
  return 0
}

function searched(source: Source, q: string): unknown {
  const words = wordsOf(q)
  if (words.length === 0) return { records: [] }
  const records = source.ledgers
    .filter((ledger) => readGrant(ledger, source.actor) === 'all')
    .flatMap((ledger) =>
      source.world.records(ledger).filter((record) => found(ledger, record, words)),
    )
    .slice(0, limits.searchRowsMax)
    .map((record) => source.world.view(record))
  return { records }
}

/** The board as it was told, with what was done here since. */
function boardNow({ world, ledgers, board }: Source): unknown {
  if (!board) return undefined
  const standing = board.ledgers.map((kept) => {
    const ledger = ledgers.find((one) => one.name === kept.name)
    if (!ledger) return kept
    const states: Record<string, number> = { ...kept.states }
    const records = world.records(ledger)
    let { total } = kept
    for (const record of records) {
      const before = world.before(record.id)
      if (before?.state === record.state) continue
      if (before) states[before.state] = Math.max(0, (states[before.state] ?? 0) - 1)
      else total += 1
      states[record.state] = (states[record.state] ?? 0) + 1
    }
    const watched = records.filter(({ state }) => ledger.watches?.includes(state))
    return { ...kept, total, states, watched: watched.map((record) => world.view(record)) }
  })
  return { ...board, ledgers: standing }
}

/**
 * Who is here, as far as this device can know: what it carries or the list it was told later, and
 * what was done on it since. Where the two disagree nobody is left out.
 */
function calledNow(source: Source): RollCallView | undefined {
  const { world, ledgers, actor, settings, asOf, partial, list } = source
  const called = calledBy(ledgers, actor)
  if (asOf === undefined || called.length === 0) return undefined
  const later = list !== undefined && (list.now > asOf || partial) ? list : undefined
  const told = new Set(later?.rows.map(({ id }) => id))
  const here = called.flatMap((ledger) =>
    world
      .records(ledger)
      .filter(({ state }) => isCalled(ledger, state))
      .filter(({ id }) => !later || partial || told.has(id) || changedHere(world, id))
      .map((record) => world.view(record)),
  )
  const seen = new Set(here.map(({ id }) => id))
  const others = (later?.rows ?? []).filter(({ id }) => !seen.has(id) && !changedHere(world, id))
  const byName = new Map(called.map((ledger) => [ledger.name, ledger]))
  const rows = here.flatMap((view) => {
    const ledger = byName.get(view.ledger)
    return ledger ? [callRowOf(ledger, view)] : []
  })
  return {
    now: later && later.now > asOf ? later.now : asOf,
    company: companyOf(settings),
    rows: [...rows, ...others].sort(inCallOrder),
    partial: partial || later?.partial === true,
    linked: Object.assign({}, later?.linked, ...here.map(({ linked }) => linked)) as Linked,
    here: true,
  }
}

/** Whether an act that waits here is about a record. */
function changedHere(world: LocalWorld, id: string): boolean {
  return world.record(id) !== world.before(id)
}
