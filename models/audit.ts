/**
 * Judges a journal from its leaves alone, with no trust in whoever keeps them: order, gaps,
 * revisions, numbers, customers' counts, the tree, and the records that replay gives. It runs in
 * the auditor's verifier and knows neither server nor database.
 */
import { canonicalText } from './canonical.ts'
import type { Sha256 } from './hash.ts'
import type { Ledger } from './ledger.ts'
import { Tree, leafHash } from './merkle.ts'
import type { Entry, Facts, LedgerRecord } from './record.ts'
import { followsOf, replay, replayFollow } from './replay.ts'
import { fromUtf8 } from './bytes.ts'

/** One thing found wrong, with the sequence number it was found at. */
export interface Finding {
  readonly seq: number
  readonly what: string
}

/** Findings kept; a destroyed journal would otherwise fill the memory. */
const findingsMax = 100

export class Audit {
  readonly tree: Tree
  readonly records = new Map<string, LedgerRecord>()
  readonly findings: Finding[] = []
  #found = 0
  readonly #ledgers: ReadonlyMap<string, Ledger>
  readonly #list: readonly Ledger[]
  readonly #sha256: Sha256
  readonly #ids = new Set<string>()
  readonly #series = new Map<string, number>()
  readonly #customers = new Map<string, number>()

  constructor(ledgers: readonly Ledger[], sha256: Sha256) {
    this.tree = new Tree(sha256)
    this.#sha256 = sha256
    this.#list = ledgers
    this.#ledgers = new Map(ledgers.map((ledger) => [ledger.name, ledger]))
  }

  /** How many things were found wrong, those not kept included. */
  get found(): number {
    return this.#found
  }

  /** Takes note of something wrong. */
  find(seq: number, what: string): void {
    this.#found += 1
    if (this.findings.length < findingsMax) this.findings.push({ seq, what })
  }

  /**
   * Takes the next leaf of the journal.
   *
   * @param personal the personal values that remain of this entry
   * @returns the entry, or undefined when the leaf cannot be read
   */
  take(leaf: Uint8Array, personal: (entry: Entry) => Facts = () => ({})): Entry | undefined {
    const seq = this.tree.size
    this.tree.append(leafHash(leaf, this.#sha256))
    const entry = this.#read(leaf, seq)
    if (!entry) return undefined
    this.#checkPlace(entry, seq)
    this.#replay(entry, personal(entry))
    return entry
  }

  #read(leaf: Uint8Array, seq: number): Entry | undefined {
    try {
      const text = fromUtf8(leaf)
      const entry = JSON.parse(text) as Entry
      if (canonicalText(entry) !== text) this.find(seq, 'the leaf is not in canonical form')
      return entry
    } catch {
      this.find(seq, 'the leaf cannot be read')
      return undefined
    }
  }

  #checkPlace(entry: Entry, seq: number): void {
    if (entry.seq !== seq) this.find(seq, `the entry says it is number ${entry.seq}`)
    if (this.#ids.has(entry.id)) this.find(seq, `the act ${entry.id} stands twice`)
    this.#ids.add(entry.id)
    if (entry.number !== undefined) this.#checkNumber(entry.number, seq)
    if (entry.customer) {
      const { id, n } = entry.customer
      const expected = (this.#customers.get(id) ?? 0) + 1
      if (n !== expected) this.find(seq, `customer ${id} counts ${n} where ${expected} is due`)
      this.#customers.set(id, n)
    }
  }

  #checkNumber(number: string, seq: number): void {
    const at = number.lastIndexOf('-')
    const series = number.slice(0, at)
    const expected = (this.#series.get(series) ?? 0) + 1
    const given = Number(number.slice(at + 1))
    if (given !== expected) this.find(seq, `${number} stands where number ${expected} is due`)
    this.#series.set(series, given)
  }

  #replay(entry: Entry, personal: Facts): void {
    if (entry.revision === undefined) return
    const ledger = this.#ledgers.get(entry.ledger)
    if (!ledger) return this.find(entry.seq, `the ledger ${entry.ledger} is not known`)
    const before = this.records.get(entry.record)
    const expected = (before?.revision ?? 0) + 1
    if (entry.revision !== expected) {
      this.find(entry.seq, `revision ${entry.revision} of a record where ${expected} is due`)
    }
    try {
      const after = replay(ledger, before, entry, personal)
      this.records.set(after.id, after)
      this.#follow(ledger, entry, after.facts)
    } catch (error) {
      this.find(entry.seq, error instanceof Error ? error.message : String(error))
    }
  }

  #follow(ledger: Ledger, entry: Entry, facts: Facts): void {
    const act = entry.act.slice(ledger.name.length + 1)
    for (const { ledger: follower, follow, ids } of followsOf(this.#list, ledger, act, facts)) {
      for (const id of ids) {
        const record = this.records.get(id)
        if (record) this.records.set(id, replayFollow(follower, follow, record, entry))
        else this.find(entry.seq, `a record ${id} that follows is not in the journal`)
      }
    }
  }
}
