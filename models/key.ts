/**
 * Keys of signed notes as text (C2SP signed-note; the signing form is the convention of Go's
 * `sumdb/note`). The verifying form is printed on certificates and published, so that whoever
 * holds a proof holds the key it must be checked with.
 */
import { concat, fromBase64, fromHex, sameBytes, toBase64, toHex, utf8 } from './bytes.ts'
import { Fault } from './fault.ts'
import type { Ed25519, Sha256, SignerCrypto } from './hash.ts'

/** What a key signs: a note's text as it is, or a witness's timed statement about a checkpoint. */
export type KeyKind = 'note' | 'cosignature'

const kindBytes: Readonly<Record<KeyKind, number>> = { note: 0x01, cosignature: 0x04 }
const keyBytes = 32

/** A key to verify with. `id` is eight lower-case hexadecimal digits. */
export interface VerifierKey {
  readonly name: string
  readonly id: string
  readonly kind: KeyKind
  readonly publicKey: Uint8Array
}

/** A key to sign notes with; the seed is the secret. */
export interface SignerKey extends VerifierKey {
  readonly kind: 'note'
  readonly seed: Uint8Array
}

/** Whether a text may name a key: not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}\p{Cc}\p{Surrogate}+]+$/u.test(name)
}

/**
 * Puts a verifying key together.
 * @throws Fault `malformed-key` for a bad name or a public key that is not 32 bytes
 */
export function verifierKey(
  name: string,
  kind: KeyKind,
  publicKey: Uint8Array,
  sha256: Sha256,
): VerifierKey {
  if (!isKeyName(name)) throw new Fault('malformed-key', 'the name is empty or has blanks or +')
  if (publicKey.length !== keyBytes) throw new Fault('malformed-key', 'the key is not 32 bytes')
  const typed = concat(Uint8Array.of(kindBytes[kind]), publicKey)
  const id = toHex(sha256(utf8(`${name}\n`), typed).subarray(0, 4))
  return { name, id, kind, publicKey }
}

/** Puts a signing key together from its 32-byte seed. @throws Fault `malformed-key` */
export function signerKey(name: string, seed: Uint8Array, crypto: SignerCrypto): SignerKey {
  if (seed.length !== keyBytes) throw new Fault('malformed-key', 'the seed is not 32 bytes')
  const publicKey = crypto.ed25519.publicKey(seed)
  return { ...verifierKey(name, 'note', publicKey, crypto.sha256), kind: 'note', seed }
}

/** `<name>+<id>+<base64 of type and public key>`, for publishing. */
export function formatVerifierKey(key: VerifierKey): string {
  const typed = concat(Uint8Array.of(kindBytes[key.kind]), key.publicKey)
  return `${key.name}+${key.id}+${toBase64(typed)}`
}

/** Reads a published key, its id recomputed. @throws Fault `malformed-key` */
export function parseVerifierKey(text: string, sha256: Sha256): VerifierKey {
  const { name, id, kind, bytes } = parseKey(text)
  const key = verifierKey(name, kind, bytes, sha256)
  if (key.id !== id) throw new Fault('malformed-key', `the id is ${key.id}, not ${id}`)
  return key
}

const signerPrefix = 'PRIVATE+KEY+'

/** `PRIVATE+KEY+<name>+<id>+<base64 of type and seed>`: a secret. */
export function formatSignerKey(key: SignerKey): string {
  const typed = concat(Uint8Array.of(kindBytes.note), key.seed)
  return `${signerPrefix}${key.name}+${key.id}+${toBase64(typed)}`
}

/** Reads a signing key, its public half and id recomputed. @throws Fault `malformed-key` */
export function parseSignerKey(text: string, crypto: SignerCrypto): SignerKey {
  if (!text.startsWith(signerPrefix)) throw new Fault('malformed-key', 'not a signing key')
  const { name, id, kind, bytes } = parseKey(text.slice(signerPrefix.length))
  if (kind !== 'note') throw new Fault('malformed-key', 'not a key for notes')
  const key = signerKey(name, bytes, crypto)
  if (key.id !== id) throw new Fault('malformed-key', `the id is ${key.id}, not ${id}`)
  return key
}

function parseKey(text: string): { name: string; id: string; kind: KeyKind; bytes: Uint8Array } {
  // The base64 may itself hold a plus, so only the first two divide.
  const [, name = '', id = '', base64 = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? []
  if (!isKeyName(name)) throw new Fault('malformed-key', 'not <name>+<id>+<key>')
  const typed = keyMaterial(base64)
  const kind = kinds.find((candidate) => kindBytes[candidate] === typed[0])
  if (kind === undefined) throw new Fault('malformed-key', `unknown key type ${typed[0]}`)
  if (typed.length !== keyBytes + 1) throw new Fault('malformed-key', 'the key is not 32 bytes')
  return { name, id, kind, bytes: typed.slice(1) }
}

const kinds = ['note', 'cosignature'] as const

function keyMaterial(base64: string): Uint8Array {
  try {
    return fromBase64(base64)
  } catch {
    throw new Fault('malformed-key', 'the key is not base64')
  }
}

/** Whether two keys are the same key for the same kind of statement. */
export function sameKey(left: VerifierKey, right: VerifierKey): boolean {
  return (
    left.name === right.name &&
    left.kind === right.kind &&
    sameBytes(left.publicKey, right.publicKey)
  )
}

/** Signs a text's UTF-8 with a signing key: the key id and the 64-byte signature. */
export function signText(key: SignerKey, text: string, ed25519: Ed25519): Uint8Array {
  return concat(fromHex(key.id), ed25519.sign(key.seed, utf8(text)))
}
