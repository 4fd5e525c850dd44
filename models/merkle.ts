/**
 * The Merkle tree of RFC 6962: what lets one record be proved without showing the others, and an
 * old head be proved to be a prefix of a new one. `Tree` keeps every inner hash, so a proof costs
 * a handful of look-ups however long the journal is.
 */
import { sameBytes } from './bytes.ts'
import { hashBytes } from './hash.ts'
import type { Sha256 } from './hash.ts'

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** SHA-256(00 || data), RFC 6962 section 2.1. */
export function leafHash(data: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(leafPrefix, data)
}

/** SHA-256(01 || left || right), RFC 6962 section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(nodePrefix, left, right)
}

/** MTH of a list of leaf hashes, straight from the definition; the empty list hashes nothing. */
export function rootOf(leaves: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const [only] = leaves
  if (only === undefined) return sha256()
  if (leaves.length === 1) return only
  const split = splitOf(leaves.length)
  const left = rootOf(leaves.slice(0, split), sha256)
  return nodeHash(left, rootOf(leaves.slice(split), sha256), sha256)
}

/** The largest power of two below `count`, for `count` of at least two. */
function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

// 256 hashes are one C2SP tile, so on every eighth level a chunk is a tile's very bytes.
const chunkHashes = 256

/** The hashes of one level in chunks: growing never moves what is there. */
class Level {
  size = 0
  readonly #chunks: Uint8Array[] = []

  push(hash: Uint8Array): void {
    const at = this.size % chunkHashes
    if (at === 0) this.#chunks.push(new Uint8Array(chunkHashes * hashBytes))
    this.#chunks.at(-1)?.set(hash, at * hashBytes)
    this.size += 1
  }

  /** A view of the stored hash, for reading only. */
  at(index: number): Uint8Array {
    const start = (index % chunkHashes) * hashBytes
    const chunk = this.#chunks[Math.floor(index / chunkHashes)]
    if (chunk === undefined || index >= this.size) throw new RangeError(`no hash at ${index}`)
    return chunk.subarray(start, start + hashBytes)
  }
}

/**
 * An append-only Merkle tree in memory, about 64 bytes a leaf. Leaves go in as leaf hashes; any
 * earlier size can still be asked about. Sizes and indexes are whole numbers up to 2^53 - 1; one
 * that the tree does not reach throws RangeError, as it is a mistake of the caller.
 */
export class Tree {
  readonly #sha256: Sha256
  readonly #levels: Level[] = [new Level()]

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
  }

  /** How many leaves there are. */
  get size(): number {
    return this.#level(0).size
  }

  /** Adds one leaf hash of 32 bytes. @returns its index, from zero */
  append(hash: Uint8Array): number {
    if (hash.length !== hashBytes) throw new RangeError('a leaf hash has 32 bytes')
    this.#level(0).push(hash)
    for (let level = 0; this.#level(level).size % 2 === 0; level += 1) {
      const below = this.#level(level)
      if (level + 1 === this.#levels.length) this.#levels.push(new Level())
      const left = below.at(below.size - 2)
      this.#level(level + 1).push(nodeHash(left, below.at(below.size - 1), this.#sha256))
    }
    return this.size - 1
  }

  /**
   * The hash of a complete subtree: MTH(D[index * 2^level : (index + 1) * 2^level]).
   * @returns a copy
   */
  hashAt(level: number, index: number): Uint8Array {
    return this.#level(level).at(index).slice()
  }

  /** The root of the first `size` leaves. */
  root(size: number = this.size): Uint8Array {
    this.#mustReach(size)
    return size === 0 ? this.#sha256() : this.#hash(0, size)
  }

  /** PATH(index, D[size]), RFC 6962 section 2.1.1: the leaf's sibling first. */
  inclusionProof(index: number, size: number = this.size): Uint8Array[] {
    this.#mustReach(size)
    if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
      throw new RangeError(`no leaf ${index} in a tree of ${size}`)
    }
    const proof: Uint8Array[] = []
    let [start, end] = [0, size]
    while (end - start > 1) {
      const middle = start + splitOf(end - start)
      if (index < middle) {
        proof.push(this.#hash(middle, end))
        end = middle
      } else {
        proof.push(this.#hash(start, middle))
        start = middle
      }
    }
    return proof.reverse()
  }

  /**
   * PROOF(oldSize, D[newSize]), RFC 6962 section 2.1.2. Empty for equal sizes and for an old size
   * of zero, of which every tree is a continuation.
   */
  consistencyProof(oldSize: number, newSize: number = this.size): Uint8Array[] {
    this.#mustReach(newSize)
    if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > newSize) {
      throw new RangeError(`a tree of ${newSize} does not continue one of ${oldSize}`)
    }
    if (oldSize === 0) return []
    const proof: Uint8Array[] = []
    let [start, end] = [0, newSize]
    while (end !== oldSize) {
      const middle = start + splitOf(end - start)
      if (oldSize <= middle) {
        proof.push(this.#hash(middle, end))
        end = middle
      } else {
        proof.push(this.#hash(start, middle))
        start = middle
      }
    }
    // The old root itself is left out: whoever checks holds it already.
    if (start > 0) proof.push(this.#hash(start, end))
    return proof.reverse()
  }

  #level(level: number): Level {
    const found = this.#levels[level]
    if (found === undefined) throw new RangeError(`no level ${level}`)
    return found
  }

  #mustReach(size: number): void {
    if (!Number.isSafeInteger(size) || size < 0 || size > this.size) {
      throw new RangeError(`no tree of ${size} leaves here, only of ${this.size}`)
    }
  }

  /** MTH(D[start:end]) where `start` is a split point, so complete parts are stored. */
  #hash(start: number, end: number): Uint8Array {
    let hash: Uint8Array | undefined
    let [rest, unit, level] = [end, 1, 0]
    while (rest > start) {
      // Peels complete subtrees off the right edge, smallest first.
      while (rest % (unit * 2) === 0 && rest - unit * 2 >= start) {
        unit *= 2
        level += 1
      }
      const part = this.#level(level).at(rest / unit - 1)
      hash = hash === undefined ? part.slice() : nodeHash(part, hash, this.#sha256)
      rest -= unit
    }
    if (hash === undefined) throw new RangeError('an empty range has no subtree')
    return hash
  }
}

/** A size or index of a proof: bigint where a foreign log may be longer than 2^53. */
export type Count = number | bigint

function isCount(value: Count): boolean {
  return typeof value === 'bigint' ? value >= 0n : Number.isSafeInteger(value) && value >= 0
}

/** One claim of inclusion, to be checked. */
export interface Inclusion {
  readonly index: Count
  readonly size: Count
  readonly leafHash: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Whether a leaf is in the tree of a root (RFC 9162 section 2.1.3.2); never throws. */
export function verifyInclusion(claim: Inclusion, sha256: Sha256): boolean {
  if (!isCount(claim.index) || !isCount(claim.size)) return false
  if (!allHashes([claim.leafHash, claim.root, ...claim.proof])) return false
  if (claim.index >= claim.size) return false
  let node = BigInt(claim.index)
  let last = BigInt(claim.size) - 1n
  let hash = claim.leafHash
  for (const sibling of claim.proof) {
    if (last === 0n) return false
    if (node % 2n === 1n || node === last) {
      hash = nodeHash(sibling, hash, sha256)
      while (node % 2n === 0n && node !== 0n) {
        node >>= 1n
        last >>= 1n
      }
    } else {
      hash = nodeHash(hash, sibling, sha256)
    }
    node >>= 1n
    last >>= 1n
  }
  return last === 0n && sameBytes(hash, claim.root)
}

/** One claim that a tree continues an older one, to be checked. */
export interface Consistency {
  readonly oldSize: Count
  readonly newSize: Count
  readonly oldRoot: Uint8Array
  readonly newRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * Whether the new tree continues the old one (RFC 9162 section 2.1.4.2); never throws. An old size
 * of zero is refused, because a proof from nothing proves nothing: callers decide that case.
 */
export function verifyConsistency(claim: Consistency, sha256: Sha256): boolean {
  const { oldSize, newSize, oldRoot, newRoot } = claim
  if (!isCount(oldSize) || !isCount(newSize)) return false
  const [old, now] = [BigInt(oldSize), BigInt(newSize)]
  if (old === 0n || old > now) return false
  if (old === now) return claim.proof.length === 0 && sameBytes(oldRoot, newRoot)
  if (!allHashes([oldRoot, newRoot, ...claim.proof])) return false
  // A complete old tree is its own first step, and is therefore not sent.
  const path = (old & (old - 1n)) === 0n ? [oldRoot, ...claim.proof] : claim.proof
  const [first, ...rest] = path
  if (first === undefined || claim.proof.length === 0) return false
  let [node, last] = [old - 1n, now - 1n]
  while (node % 2n === 1n) {
    node >>= 1n
    last >>= 1n
  }
  let [oldHash, newHash] = [first, first]
  for (const sibling of rest) {
    if (last === 0n) return false
    if (node % 2n === 1n || node === last) {
      oldHash = nodeHash(sibling, oldHash, sha256)
      newHash = nodeHash(sibling, newHash, sha256)
      while (node % 2n === 0n && node !== 0n) {
        node >>= 1n
        last >>= 1n
      }
    } else {
      newHash = nodeHash(newHash, sibling, sha256)
    }
    node >>= 1n
    last >>= 1n
  }
  return last === 0n && sameBytes(oldHash, oldRoot) && sameBytes(newHash, newRoot)
}

function allHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === hashBytes)
}
