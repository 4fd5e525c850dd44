/**
 * Signed notes (C2SP signed-note): a few lines of text and, below a blank line, who signed them.
 * Checkpoints are notes, so this is where it is decided which signatures count.
 */
import { fromBase64, fromUtf8, isWellFormed, toBase64, toHex, utf8 } from './bytes.ts'
import { Fault } from './fault.ts'
import type { Ed25519, VerifyEd25519 } from './hash.ts'
import { isKeyName, sameKey, signText } from './key.ts'
import type { SignerKey, VerifierKey } from './key.ts'

/** Larger notes and longer lists of signatures are refused; C2SP asks for at least 16. */
export const noteBytesMax = 1_048_576
export const noteSignaturesMax = 100

/** One signature line: the key's name, its id in hexadecimal, and what follows the id. */
export interface NoteSignature {
  readonly name: string
  readonly id: string
  readonly blob: Uint8Array
}

/** A note taken apart; nothing in it may be trusted before `verifyNote`. */
export interface Note {
  /** Ends with a line feed, which is signed too. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** A signature that verified; `time` is a cosigner's statement, in Unix seconds. */
export interface VerifiedSignature {
  readonly key: VerifierKey
  readonly time?: number
}

/** Signs a text, which must end with a line feed. @returns the whole note */
export function signNote(text: string, keys: readonly SignerKey[], ed25519: Ed25519): string {
  const lines = keys.map((key) => signatureLine(key.name, signText(key, text, ed25519)))
  const note = `${text}\n${lines.join('')}`
  // Reading back what was written keeps a malformed text from ever being signed and published.
  if (parseNote(note).text !== text) throw new Fault('malformed-note', 'the text is ambiguous')
  return note
}

/** One line `— <name> <base64>`; `blob` begins with the four bytes of the key id. */
export function signatureLine(name: string, blob: Uint8Array): string {
  return `\u2014 ${name} ${toBase64(blob)}\n`
}

/**
 * Takes a note apart at its last empty line.
 * @throws Fault `malformed-note`, or `malformed-text` for bytes that are not UTF-8
 */
export function parseNote(note: string | Uint8Array): Note {
  const whole = typeof note === 'string' ? note : fromUtf8(note)
  if (whole.length > noteBytesMax) throw new Fault('malformed-note', 'the note is too long')
  if (hasControl(whole) || !isWellFormed(whole)) {
    throw new Fault('malformed-note', 'the note holds a character no text has')
  }
  const split = whole.lastIndexOf('\n\n')
  const lines = whole.slice(split + 2).split('\n')
  if (split < 0 || lines.pop() !== '' || lines.length === 0) {
    throw new Fault('malformed-note', 'no signature lines below an empty line')
  }
  if (lines.length > noteSignaturesMax) throw new Fault('malformed-note', 'too many signatures')
  return { text: whole.slice(0, split + 1), signatures: lines.map(parseSignatureLine) }
}

/** Whether a character below U+0020 other than a line feed occurs. */
function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x20 && code !== 0x0a) return true
  }
  return false
}

function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', base64 = ''] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line) ?? []
  if (!isKeyName(name)) throw new Fault('malformed-note', 'a signature line is malformed')
  const bytes = signatureBytes(base64)
  if (bytes.length < 5) throw new Fault('malformed-note', 'a signature is too short')
  return { name, id: toHex(bytes.subarray(0, 4)), blob: bytes.slice(4) }
}

function signatureBytes(base64: string): Uint8Array {
  try {
    return fromBase64(base64)
  } catch {
    throw new Fault('malformed-note', 'a signature is not base64')
  }
}

/**
 * Checks a note against the keys that are trusted. Signatures of unknown keys are ignored; one of
 * a known key that fails condemns the note.
 * @returns the distinct signatures that verified, at least one
 * @throws Fault `bad-signature` or `unsigned`
 */
export async function verifyNote(
  note: Note,
  keys: readonly VerifierKey[],
  verify: VerifyEd25519,
): Promise<VerifiedSignature[]> {
  const verified: VerifiedSignature[] = []
  for (const signature of note.signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && id === signature.id)
    if (key === undefined) continue
    const found = await verifySignature(note.text, signature, key, verify)
    if (!verified.some((other) => sameKey(other.key, key))) verified.push(found)
  }
  if (verified.length === 0) throw new Fault('unsigned', 'no signature of a known key')
  return verified
}

async function verifySignature(
  text: string,
  signature: NoteSignature,
  key: VerifierKey,
  verify: VerifyEd25519,
): Promise<VerifiedSignature> {
  const timed = key.kind === 'cosignature' ? parseTime(signature.blob) : undefined
  const message = timed === undefined ? text : cosignedText(timed, text)
  const bytes = timed === undefined ? signature.blob : signature.blob.subarray(8)
  if (bytes.length !== 64 || !(await verify(key.publicKey, utf8(message), bytes))) {
    throw new Fault('bad-signature', `the signature of ${key.name} does not verify`)
  }
  return timed === undefined ? { key } : { key, time: timed }
}

/** What a witness signs (C2SP tlog-cosignature, Ed25519): its time and the checkpoint's text. */
export function cosignedText(time: number, text: string): string {
  return `cosignature/v1\ntime ${time}\n${text}`
}

/**
 * The time a cosignature carries before its signature, as a big-endian uint64.
 * @returns Unix seconds
 * @throws Fault `bad-signature` when it is missing or above 2^53 - 1
 */
export function parseTime(blob: Uint8Array): number {
  if (blob.length < 8) throw new Fault('bad-signature', 'a cosignature has no time')
  const time = new DataView(blob.buffer, blob.byteOffset, 8).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new Fault('bad-signature', 'the time of a cosignature is out of range')
  }
  return Number(time)
}
