/**
 * Checks an entry of the journal on this device, as an auditor would: its stored bytes say what
 * the page says, they are under the root of a signed checkpoint, and the log's key is the one this
 * device met first. The server is asked for evidence and believed in nothing.
 */
import { utf8 } from '../../models/bytes.ts'
import { canonicalText } from '../../models/canonical.ts'
import type { Trust } from '../../models/checkpoint.ts'
import { Fault } from '../../models/fault.ts'
import { parseVerifierKey } from '../../models/key.ts'
import { parseProof, verifyProof } from '../../models/proof.ts'
import type { Entry } from '../../models/record.ts'
import { sha256 } from '../../models/sha256.ts'
import { call, Unreachable } from '../api.ts'
import type { EntryView } from '../api.ts'

/** What came of a check; `why` is a short code for those who look into it. */
export type Verdict =
  | { readonly kind: 'verified' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'unable' }

const keyPlace = 'daicho.log-key'

/** @throws Unreachable when evidence could not be fetched */
export async function verifyEntry(entry: EntryView): Promise<Verdict> {
  if (!(await canVerify())) return { kind: 'unable' }
  const [proof, leaf, vkey] = await Promise.all([
    call<string>('GET', `/journal/${entry.seq}/proof`),
    call<string>('GET', `/journal/${entry.seq}/leaf`),
    publishedKey(),
  ])
  try {
    if (!isExpected(vkey)) return failed('another-key')
    const trust = { logs: [parseVerifierKey(vkey, sha256)] }
    if (parseProof(proof).index !== entry.seq) return failed('another-entry')
    await verifyProof(proof, utf8(leaf), trust, { sha256, verify })
    // A key that has vouched for an entry is the one this device expects from now on.
    localStorage.setItem(keyPlace, vkey)
    return saysTheSame(JSON.parse(leaf) as Entry, entry)
      ? { kind: 'verified' }
      : failed('shown-otherwise')
  } catch (error) {
    if (error instanceof Unreachable) throw error
    return failed(error instanceof Fault ? error.code : 'malformed')
  }
}

async function publishedKey(): Promise<string> {
  return (await call<string>('GET', '/log/vkey')).trim()
}

function isExpected(vkey: string): boolean {
  return (localStorage.getItem(keyPlace) ?? vkey) === vkey
}

/** The log as this device trusts it. @throws Error when its key is not the one met first */
export async function trustedLog(): Promise<Trust> {
  const vkey = await publishedKey()
  if (!isExpected(vkey)) throw new Error('the log has another key')
  return { logs: [parseVerifierKey(vkey, sha256)] }
}

function failed(why: string): Verdict {
  return { kind: 'failed', why }
}

/** Whether what is shown of an entry is what its leaf says, personal values aside. */
function saysTheSame(leaf: Entry, entry: EntryView): boolean {
  const head = (one: Entry | EntryView) => ({
    seq: one.seq,
    id: one.id,
    act: one.act,
    record: one.record,
    actor: one.actor,
    at: one.at,
    because: one.because ?? null,
    occurredAt: one.occurredAt ?? null,
    device: one.device ?? null,
  })
  const given = Object.entries(entry.given).filter(([key]) => Object.hasOwn(leaf.payload, key))
  const personal = Object.keys(entry.given).filter((key) => !Object.hasOwn(leaf.payload, key))
  return (
    canonicalText(head(leaf)) === canonicalText(head(entry)) &&
    given.every(([key, value]) => canonicalText(value) === canonicalText(leaf.payload[key])) &&
    personal.every((key) => Object.hasOwn(leaf.commitments ?? {}, key))
  )
}

/** WebCrypto knows Ed25519 only where the page is secure and the browser recent. */
export async function canVerify(): Promise<boolean> {
  const { subtle } = crypto as { subtle?: SubtleCrypto }
  if (!subtle) return false
  try {
    await importKey(subtle, new Uint8Array(32))
    return true
  } catch {
    return false
  }
}

function importKey(subtle: SubtleCrypto, key: Uint8Array): Promise<CryptoKey> {
  return subtle.importKey('raw', new Uint8Array(key), 'Ed25519', false, ['verify'])
}

/** Ed25519 by the browser. */
export async function verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array) {
  const imported = await importKey(crypto.subtle, key)
  const bytes = [new Uint8Array(signature), new Uint8Array(message)] as const
  return await crypto.subtle.verify('Ed25519', imported, ...bytes)
}
