/**
 * What a verification believes in: a key somebody noted, or else the key that came with the file,
 * which only shows that the file agrees with itself.
 */
import { openCheckpoint } from '../checkpoint.ts'
import type { Checkpoint, OpenedCheckpoint } from '../checkpoint.ts'
import { sameBytes } from '../bytes.ts'
import type { VerifierCrypto } from '../hash.ts'
import { formatVerifierKey, parseVerifierKey, sameKey } from '../key.ts'
import type { VerifierKey } from '../key.ts'
import type { Ledger } from '../ledger.ts'
import { leafHash, verifyInclusion } from '../merkle.ts'
import type { VerifiedSignature } from '../note.ts'
import { parseProof } from '../proof.ts'
import type { Findings } from './findings.ts'

/** What a verification is given besides the file. */
export interface Verifying {
  readonly ledgers: readonly Ledger[]
  readonly crypto: VerifierCrypto
  /** SHA-256 of a file, however the platform does it best. */
  readonly digest: (bytes: Uint8Array) => Promise<Uint8Array>
  /** The key of the journal as somebody noted it elsewhere (`name+id+key`). */
  readonly vkey?: string | undefined
  /** DER of the roots of time-stamping authorities that somebody trusts. */
  readonly roots?: readonly Uint8Array[]
  /** Keys of the witnesses whose lines below a checkpoint count. */
  readonly witnesses?: readonly VerifierKey[]
  /** Time-stamps that came after the packs they belong to. */
  readonly stamps?: readonly Uint8Array[]
}

/**
 * The key to believe in, with what is to be said about that.
 * @throws Fault malformed-key
 */
export function believedKey(
  told: string,
  { vkey, crypto }: Verifying,
  findings: Findings,
): VerifierKey {
  const own = parseVerifierKey(told.trim(), crypto.sha256)
  if (vkey === undefined || vkey.trim() === '') {
    const text = formatVerifierKey(own)
    findings.unshown(
      `公開鍵が正しいこと。鍵はこのファイルに入っていたものです。発行者から別の方法で受け取った鍵と比べてください：${text}`,
      `that the key is the right one: it came with the file. Compare it with the key you were given another way: ${text}`,
    )
    return own
  }
  const noted = parseVerifierKey(vkey.trim(), crypto.sha256)
  if (sameKey(noted, own)) {
    findings.proved(
      `署名の鍵は、お手元の鍵 ${noted.name}+${noted.id} です。`,
      `It was signed with the key you noted, ${noted.name}+${noted.id}.`,
    )
  } else {
    findings.failed(
      `ファイルの鍵 ${own.name}+${own.id} は、お手元の鍵 ${noted.name}+${noted.id} ではありません。`,
      `The file's key ${own.name}+${own.id} is not the key you noted, ${noted.name}+${noted.id}.`,
    )
  }
  return noted
}

/** Checks proofs that all lead to one checkpoint, whose signature is looked at once. */
export class Under {
  readonly checkpoint: Checkpoint
  /** The lines of known witnesses below it. */
  readonly witnesses: readonly VerifiedSignature[]
  readonly #note: string
  readonly #crypto: VerifierCrypto

  private constructor(note: string, opened: OpenedCheckpoint, crypto: VerifierCrypto) {
    this.#note = note
    this.checkpoint = opened.checkpoint
    this.witnesses = opened.witnesses
    this.#crypto = crypto
  }

  /**
   * @param witnesses keys of those whose lines must hold where there are any
   * @throws Fault when the checkpoint is not one, or not signed with the key
   */
  static async open(
    note: string,
    key: VerifierKey,
    crypto: VerifierCrypto,
    witnesses: readonly VerifierKey[] = [],
  ): Promise<Under> {
    const opened = await openCheckpoint(note, { logs: [key], witnesses }, crypto.verify)
    return new Under(note, opened, crypto)
  }

  /** What is wrong with a proof of a leaf, in English; undefined when it holds. */
  fault(proofText: string | undefined, seq: number, leaf: Uint8Array): string | undefined {
    if (proofText === undefined) return 'there is no proof of it'
    try {
      const { index, hashes, checkpoint } = parseProof(proofText)
      if (index !== seq) return `the proof is of entry ${index}`
      if (checkpoint !== this.#note) return 'the proof leads to another checkpoint'
      const { size, root } = this.checkpoint
      const hash = leafHash(leaf, this.#crypto.sha256)
      const holds = verifyInclusion(
        { index, size, leafHash: hash, proof: hashes, root },
        this.#crypto.sha256,
      )
      return holds ? undefined : `it is not under the root over ${size} entries`
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  /** Whether two checkpoints speak of the same tree. */
  isSame(other: Pick<Checkpoint, 'size' | 'root'>): boolean {
    return this.checkpoint.size === other.size && sameBytes(this.checkpoint.root, other.root)
  }
}
