/**
 * What ties a published claim to the records that back it. Each ledger declares the claims it
 * backs in its own file; this file only knows the shape of such a declaration and how to ask all
 * ledgers at once, so that no ledger is named here.
 */
import type { Words } from './words.ts'

/** Which claims of the reference a ledger backs, and how. */
export interface Evidence {
  /** Sequence numbers in the reference, from 1. */
  readonly seqs: readonly number[]
  /** What the records show. */
  readonly what: Words
  /** What in the records would contradict the claim. */
  readonly brokenBy: Words
}

/** As much of a ledger as the claims need to know. */
export interface EvidenceSource {
  readonly name: string
  readonly evidence?: readonly Evidence[] | undefined
}

/** One ledger's backing of one claim. */
export interface Backing extends Evidence {
  readonly ledger: string
}

/** Everything that backs a claim, in the order of the ledgers; empty when out of their reach. */
export function evidenceOf(seq: number, ledgers: readonly EvidenceSource[]): Backing[] {
  return ledgers.flatMap(({ name, evidence = [] }) =>
    evidence
      .filter(({ seqs }) => seqs.includes(seq))
      .map((backing) => ({ ...backing, ledger: name })),
  )
}
