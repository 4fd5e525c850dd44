/**
 * The `.tlog-proof` file (C2SP tlog-proof): everything a customer needs, besides the record and the
 * log's key, to check offline that the record is in the journal. It is handed out with every
 * certificate, so any conforming verifier must accept it, byte for byte.
 */
import { fromBase64, parseCount, toBase64 } from './bytes.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { OpenedCheckpoint, Trust } from './checkpoint.ts'
import { Fault } from './fault.ts'
import { hashBytes } from './hash.ts'
import type { VerifierCrypto } from './hash.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import { noteBytesMax } from './note.ts'

const firstLine = 'c2sp.org/tlog-proof@v1'

/** A path in a tree of at most 2^53 - 1 leaves is never longer. */
const hashesMax = 53

/** A proof taken apart; nothing in it may be trusted before `verifyProof`. */
export interface Proof {
  /** Counted from zero. */
  readonly index: number
  /** The inclusion proof, the leaf's sibling first. */
  readonly hashes: readonly Uint8Array[]
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string
  /** Anything the issuer added; no signature covers it. */
  readonly extra?: Uint8Array
}

/** What a proof that verified proves. */
export interface Proved extends OpenedCheckpoint {
  readonly index: number
  readonly leafHash: Uint8Array
}

/** The text of a `.tlog-proof` file. */
export function formatProof(proof: Proof): string {
  const { index, hashes, checkpoint, extra } = proof
  const lines = [
    firstLine,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
  ]
  return `${lines.join('\n')}\n\n${checkpoint}`
}

/** Takes a `.tlog-proof` file apart. @throws Fault `malformed-proof` */
export function parseProof(text: string): Proof {
  if (text.length > noteBytesMax) throw new Fault('malformed-proof', 'the proof is too long')
  const split = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(split, 0)).split('\n')
  if (first !== firstLine) throw new Fault('malformed-proof', `the first line is ${firstLine}`)
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice(6) : undefined
  const indexLine = lines.shift() ?? ''
  const index = indexLine.startsWith('index ') ? parseCount(indexLine.slice(6)) : undefined
  if (index === undefined) throw new Fault('malformed-proof', 'the index is not a plain count')
  if (lines.length > hashesMax) throw new Fault('malformed-proof', 'too many hashes')
  return {
    index,
    hashes: lines.map(parseHash),
    checkpoint: text.slice(split + 2),
    ...(extra !== undefined && { extra: parseBase64(extra) }),
  }
}

function parseHash(line: string): Uint8Array {
  const hash = parseBase64(line)
  if (hash.length !== hashBytes) throw new Fault('malformed-proof', 'a hash is not 32 bytes')
  return hash
}

function parseBase64(text: string): Uint8Array {
  try {
    return fromBase64(text)
  } catch {
    throw new Fault('malformed-proof', 'a line is not base64')
  }
}

/**
 * Checks that a leaf is in the log, at the place the proof says, under a trusted signature.
 * @param leaf the entry's stored bytes, exactly
 * @throws Fault `not-included`, `malformed-proof`, and whatever `openCheckpoint` throws
 */
export async function verifyProof(
  proof: Proof | string,
  leaf: Uint8Array,
  trust: Trust,
  crypto: VerifierCrypto,
): Promise<Proved> {
  const { index, hashes, checkpoint } = typeof proof === 'string' ? parseProof(proof) : proof
  const opened = await openCheckpoint(checkpoint, trust, crypto.verify)
  const { size, root } = opened.checkpoint
  const hash = leafHash(leaf, crypto.sha256)
  const inclusion = { index, size, leafHash: hash, proof: hashes, root }
  if (!verifyInclusion(inclusion, crypto.sha256)) {
    throw new Fault('not-included', `entry ${index} is not under the root of size ${size}`)
  }
  return { ...opened, index, leafHash: hash }
}
