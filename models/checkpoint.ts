/**
 * Checkpoints (C2SP tlog-checkpoint): the signed statement "my log has this many entries and this
 * root". Whoever keeps one can later show that entries were removed or changed.
 */
import { fromBase64, parseCount, sameBytes, toBase64 } from './bytes.ts'
import { Fault } from './fault.ts'
import { hashBytes } from './hash.ts'
import type { Ed25519, Sha256, VerifyEd25519 } from './hash.ts'
import { isKeyName } from './key.ts'
import type { SignerKey, VerifierKey } from './key.ts'
import { verifyConsistency } from './merkle.ts'
import { parseNote, signNote, verifyNote } from './note.ts'
import type { Note, VerifiedSignature } from './note.ts'

/** A tree head: how many entries, and the root over them. */
export interface TreeHead {
  readonly size: number
  readonly root: Uint8Array
}

/** A tree head of a named log. */
export interface Checkpoint extends TreeHead {
  readonly origin: string
  /** Opaque further lines, which our logs never write. */
  readonly extensions: readonly string[]
}

/** The keys a reader trusts; the log's must bear the origin as their name. */
export interface Trust {
  readonly logs: readonly VerifierKey[]
  readonly witnesses?: readonly VerifierKey[]
}

/** A checkpoint whose signatures were checked. */
export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint
  /** Witnesses that vouch for it, each with its time in Unix seconds. */
  readonly witnesses: readonly VerifiedSignature[]
}

/**
 * The body of a checkpoint, each line ending in a line feed.
 * @throws Fault `malformed-checkpoint` for an origin with a scheme, a blank or a plus, and for a
 *   head that is none
 */
export function formatCheckpoint(origin: string, head: TreeHead): string {
  if (!isKeyName(origin) || origin.includes('://')) {
    throw new Fault('malformed-checkpoint', 'an origin is a URL without scheme, blanks and +')
  }
  if (!Number.isSafeInteger(head.size) || head.size < 0 || head.root.length !== hashBytes) {
    throw new Fault('malformed-checkpoint', 'not a tree head')
  }
  return `${origin}\n${head.size}\n${toBase64(head.root)}\n`
}

/**
 * Reads the body of a checkpoint. Foreign origins may look any way, as the format only recommends.
 * @throws Fault `malformed-checkpoint`
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n')
  const [origin = '', sizeText = '', rootText = '', ...extensions] = lines.slice(0, -1)
  if (lines.length < 4 || lines.at(-1) !== '' || origin === '' || extensions.includes('')) {
    throw new Fault('malformed-checkpoint', 'not three or more full lines')
  }
  const size = parseCount(sizeText)
  if (size === undefined) throw new Fault('malformed-checkpoint', 'the size is not a plain count')
  return { origin, size, root: parseRoot(rootText), extensions }
}

function parseRoot(text: string): Uint8Array {
  const root = /^[A-Za-z0-9+/]{43}=$/.test(text) ? fromRootText(text) : undefined
  if (root?.length !== hashBytes) {
    throw new Fault('malformed-checkpoint', 'the root is not the base64 of 32 bytes')
  }
  return root
}

function fromRootText(text: string): Uint8Array | undefined {
  try {
    return fromBase64(text)
  } catch {
    return undefined
  }
}

/** Signs a head for the log the key is named after. @returns the whole note */
export function signCheckpoint(head: TreeHead, key: SignerKey, ed25519: Ed25519): string {
  return signNote(formatCheckpoint(key.name, head), [key], ed25519)
}

/**
 * Reads a signed checkpoint and checks it. A log's key must have signed, and its name must be the
 * origin, so that one log's key cannot vouch for another log.
 * @throws Fault `malformed-note`, `malformed-checkpoint`, `bad-signature`, `unsigned`,
 *   `wrong-origin`
 */
export async function openCheckpoint(
  signed: string | Uint8Array | Note,
  trust: Trust,
  verify: VerifyEd25519,
): Promise<OpenedCheckpoint> {
  const note =
    typeof signed === 'string' || signed instanceof Uint8Array ? parseNote(signed) : signed
  const checkpoint = parseCheckpoint(note.text)
  const { logs, witnesses = [] } = trust
  const verified = await verifyNote(note, [...logs, ...witnesses], verify)
  const signers = verified.filter(({ key }) => logs.includes(key))
  if (signers.length === 0) throw new Fault('unsigned', 'only witnesses have signed')
  if (!signers.some(({ key }) => key.name === checkpoint.origin)) {
    throw new Fault('wrong-origin', `the checkpoint is of ${checkpoint.origin}`)
  }
  return { checkpoint, witnesses: verified.filter(({ key }) => witnesses.includes(key)) }
}

/**
 * Whether a head continues an older one of the same log: what a signer must know before it signs,
 * and a reader who kept the older one before believing the new. From an empty log everything
 * continues, provided that the empty head is the true one.
 */
export function continues(
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  if (older.size === 0) {
    const empty = sha256()
    const same = newer.size > 0 || sameBytes(newer.root, empty)
    return proof.length === 0 && sameBytes(older.root, empty) && same
  }
  const sizes = { oldSize: older.size, newSize: newer.size }
  return verifyConsistency({ ...sizes, oldRoot: older.root, newRoot: newer.root, proof }, sha256)
}
