/**
 * Builds journal entries and reads them back. A leaf is the RFC 8785 form of an entry; the bytes
 * that were hashed are kept, and nothing is ever serialised again to verify.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { canonicalBytes, commit } from '../../models/canonical.ts'
import type { Decision } from '../../models/decide.ts'
import { filesOf } from '../../models/derive/views.ts'
import { actName } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { leafHash } from '../../models/merkle.ts'
import { Problem } from '../../models/problems.ts'
import type { CustomerCount, Entry } from '../../models/record.ts'
import { splitPersonal } from '../../models/replay.ts'
import type { StoredBody } from '../../models/stored/bodies.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { sha256 } from './crypto.ts'

/** An entry with its leaf, ready to be inserted, and the body of its personal values. */
export interface Drafted {
  readonly entry: Entry
  readonly leaf: Uint8Array
  readonly hash: Uint8Array
  readonly body: StoredBody | undefined
}

/** What an entry receives from its place in the journal. */
export interface Place {
  readonly seq: number
  readonly number: string | undefined
  readonly customer: CustomerCount | undefined
}

/**
 * Makes the entry of a decided act.
 *
 * @throws Problem leaf-too-large when the leaf would not fit a tlog-tiles entry bundle
 */
export function draftEntry(decision: Decision, place: Place): Drafted {
  const { request, given, before } = decision
  const { payload, personal } = splitPersonal(request.ledger, given)
  const body = draftBody(request.record, place.seq, personal)
  const entry: Entry = {
    v: 1,
    seq: place.seq,
    id: request.id,
    ledger: request.ledger.name,
    record: request.record,
    revision: (before?.revision ?? 0) + 1,
    ...(place.number !== undefined && { number: place.number }),
    act: actName(request.ledger, request.act),
    actor: request.actor.id,
    ...(request.actor.device !== undefined && { device: request.actor.device }),
    at: request.now,
    ...(request.occurredAt && { occurredAt: request.occurredAt }),
    ...(request.because !== undefined && { because: request.because }),
    payload,
    files: filesOf(request.ledger, given),
    ...(body && { commitments: commitmentsOf(body) }),
    ...(place.customer && { customer: place.customer }),
    ...(request.batch && { batch: request.batch }),
  }
  return sealed(entry, body)
}

/** What happened without changing a record: a read of personal data, an export. */
export interface Note {
  readonly id: string
  readonly ledger: Ledger
  /** `read` or `export`. */
  readonly act: string
  readonly record: string
  readonly actor: string
  readonly device?: string | undefined
  readonly at: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Makes the entry of a note. */
export function draftNote(note: Note, seq: number): Drafted {
  return sealed(
    {
      v: 1,
      seq,
      id: note.id,
      ledger: note.ledger.name,
      record: note.record,
      act: actName(note.ledger, note.act),
      actor: note.actor,
      ...(note.device !== undefined && { device: note.device }),
      at: note.at,
      payload: note.payload,
      files: [],
    },
    undefined,
  )
}

function sealed(entry: Entry, body: StoredBody | undefined): Drafted {
  const leaf = canonicalBytes(entry)
  if (leaf.length > limits.leafBytesMax) {
    throw new Problem('leaf-too-large', { bytes: leaf.length, max: limits.leafBytesMax })
  }
  return { entry, leaf, hash: leafHash(leaf, sha256), body }
}

function draftBody(
  record: string,
  seq: number,
  personal: Readonly<Record<string, unknown>>,
): StoredBody | undefined {
  const kept = Object.entries(personal).map(([key, value]) => [
    key,
    { salt: randomBytes(32), value },
  ])
  if (kept.length === 0) return undefined
  return {
    _id: randomUUID(),
    record,
    seq,
    fields: Object.fromEntries(kept) as StoredBody['fields'],
  }
}

function commitmentsOf(body: StoredBody): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body.fields).map(([key, { salt, value }]) => [key, commit(salt, value, sha256)]),
  )
}

/** The stored form of a drafted entry. */
export function storedEntry(drafted: Drafted, touches: readonly string[]): StoredEntry {
  const { entry, leaf, hash, body } = drafted
  return {
    _id: entry.seq,
    id: entry.id,
    ledger: entry.ledger,
    record: entry.record,
    touches: [...touches],
    ...(entry.revision !== undefined && { revision: entry.revision }),
    ...(entry.number !== undefined && { number: entry.number }),
    act: entry.act,
    actor: entry.actor,
    at: entry.at,
    ...(entry.customer && { customer: { ...entry.customer } }),
    ...(body && { body: body._id }),
    leaf: Buffer.from(leaf),
    hash: Buffer.from(hash),
  }
}

/** Reads a leaf's bytes back. Stored leaves are our own; they are parsed, not judged, here. */
export function readLeaf(leaf: Uint8Array | { buffer: Uint8Array }): Entry {
  return JSON.parse(Buffer.from(bytesOf(leaf)).toString('utf8')) as Entry
}

/** The bytes of a Buffer, or of the driver's Binary that a lean read gives. */
export function bytesOf(value: Uint8Array | { buffer: Uint8Array }): Uint8Array {
  if (value instanceof Uint8Array) return value
  const binary = value as { buffer: Uint8Array; position?: number }
  return binary.position === undefined ? binary.buffer : binary.buffer.subarray(0, binary.position)
}
