/**
 * The tree against published hashes, against a second, literal writing of RFC 6962, and against
 * every way of tampering with a proof that one can think of.
 */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { fromHex, toHex, utf8 } from '../../models/bytes.ts'
import {
  leafHash,
  nodeHash,
  rootOf,
  Tree,
  verifyConsistency,
  verifyInclusion,
} from '../../models/merkle.ts'
import { sha256 as plainSha256 } from '../../models/sha256.ts'
import { sha256 } from '../../server/journal/crypto.ts'
import { standardLeaves, treeOf } from './setting.ts'

const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
] as const

const leaf = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7',
  '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7',
  'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  '4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658',
  'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
  '46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1',
] as const

const node = {
  '0-1': roots[2],
  '2-3': '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '4-5': '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  '6-7': 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  '0-3': roots[4],
  '4-7': '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
}

const hexes = (hashes: readonly Uint8Array[]) => hashes.map(toHex)

describe('the Merkle tree on the published leaves', () => {
  const tree = treeOf(standardLeaves)

  it('prefixes leaves and nodes apart', () => {
    expect(toHex(leafHash(utf8('L123456'), sha256))).to.equal(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    )
    expect(toHex(nodeHash(utf8('N123'), utf8('N456'), sha256))).to.equal(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    )
  })

  it('has the published leaf hashes and inner hashes', () => {
    expect(leaf.map((_, index) => toHex(tree.hashAt(0, index)))).to.deep.equal(leaf)
    for (const [range, hash] of Object.entries(node)) {
      const [first = 0, last = 0] = range.split('-').map(Number)
      const width = last - first + 1
      expect(toHex(tree.hashAt(Math.log2(width), first / width)), range).to.equal(hash)
    }
  })

  for (const [size, root] of roots.entries()) {
    it(`has the published root at size ${size}, whoever computes it`, () => {
      const leaves = leaf.slice(0, size).map(fromHex)
      expect(toHex(tree.root(size))).to.equal(root)
      expect(toHex(rootOf(leaves, sha256))).to.equal(root)
      expect(toHex(rootOf(leaves, plainSha256))).to.equal(root)
    })
  }

  const paths: readonly (readonly [number, number, readonly string[]])[] = [
    [0, 8, [leaf[1], node['2-3'], node['4-7']]],
    [5, 8, [leaf[4], node['6-7'], roots[4]]],
    [2, 3, [roots[2]]],
    [1, 5, [leaf[0], node['2-3'], leaf[4]]],
    [0, 1, []],
  ]
  for (const [index, size, path] of paths) {
    it(`proves leaf ${index} in a tree of ${size} by the published path`, () => {
      expect(hexes(tree.inclusionProof(index, size))).to.deep.equal(path)
    })
  }

  const continuations: readonly (readonly [number, number, readonly string[]])[] = [
    [1, 8, [leaf[1], node['2-3'], node['4-7']]],
    [6, 8, [node['4-5'], node['6-7'], roots[4]]],
    [2, 5, [node['2-3'], leaf[4]]],
    [1, 1, []],
  ]
  for (const [oldSize, newSize, path] of continuations) {
    it(`proves that size ${newSize} continues size ${oldSize} by the published path`, () => {
      expect(hexes(tree.consistencyProof(oldSize, newSize))).to.deep.equal(path)
    })
  }

  it('refuses sizes and leaves it does not have', () => {
    for (const mistake of [
      () => tree.root(9),
      () => tree.root(-1),
      () => tree.root(1.5),
      () => tree.inclusionProof(8),
      () => tree.inclusionProof(3, 3),
      () => tree.inclusionProof(-1),
      () => tree.consistencyProof(5, 4),
      () => tree.consistencyProof(1, 9),
      () => tree.hashAt(1, 4),
      () => tree.hashAt(9, 0),
      () => tree.append(new Uint8Array(31)),
    ]) {
      expect(mistake).to.throw(RangeError)
    }
    expect(tree.size).to.equal(8)
  })

  it('hands out copies, so that no caller can change the tree', () => {
    tree.hashAt(0, 3).fill(0)
    tree.root(1).fill(0)
    for (const hash of [...tree.inclusionProof(2), ...tree.consistencyProof(1)]) hash.fill(0)
    expect(toHex(tree.root())).to.equal(roots[8])
  })
})

/** RFC 6962 section 2.1, word for word, over leaf hashes. */
function definedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256()
  const [first] = leaves
  if (leaves.length === 1 && first) return first
  const k = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1)
  const [left, right] = [definedRoot(leaves.slice(0, k)), definedRoot(leaves.slice(k))]
  return sha256(Uint8Array.of(1), left, right)
}

/** PATH(m, D[n]) of section 2.1.1. */
function definedPath(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return m < k
    ? [...definedPath(m, left), definedRoot(right)]
    : [...definedPath(m - k, right), definedRoot(left)]
}

/** SUBPROOF(m, D[n], b) of section 2.1.2. */
function definedProof(m: number, leaves: readonly Uint8Array[], b = true): Uint8Array[] {
  if (m === leaves.length) return b ? [] : [definedRoot(leaves)]
  const k = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return m <= k
    ? [...definedProof(m, left, b), definedRoot(right)]
    : [...definedProof(m - k, right, false), definedRoot(left)]
}

const distinctLeaves = Array.from({ length: 600 }, (_, at) => utf8(`entry ${at}`))
const distinctHashes = distinctLeaves.map((data) => leafHash(data, sha256))
const longTree = treeOf(distinctLeaves)

/** A tree size, a smaller or equal one, and a leaf of the smaller. */
const trio = fc
  .tuple(fc.integer({ min: 1, max: 600 }), fc.nat(599), fc.nat(599))
  .map(([size, older, index]) => {
    const oldSize = (older % size) + 1
    return { size, oldSize, index: index % oldSize }
  })

describe('the Merkle tree at any size', () => {
  it('has the roots and proofs of the definition', () => {
    fc.assert(
      fc.property(trio, ({ size, oldSize, index }) => {
        const leaves = distinctHashes.slice(0, size)
        expect(longTree.root(size)).to.deep.equal(definedRoot(leaves))
        expect(longTree.inclusionProof(index, size)).to.deep.equal(definedPath(index, leaves))
        expect(longTree.consistencyProof(oldSize, size)).to.deep.equal(
          definedProof(oldSize, leaves),
        )
      }),
    )
  })

  it('verifies every proof of every tree up to 70 leaves', () => {
    for (let size = 1; size <= 70; size += 1) {
      const root = longTree.root(size)
      for (let index = 0; index < size; index += 1) {
        const proof = longTree.inclusionProof(index, size)
        const leafOf = longTree.hashAt(0, index)
        const oldSize = index + 1
        const consistency = {
          oldSize,
          newSize: size,
          oldRoot: longTree.root(oldSize),
          newRoot: root,
          proof: longTree.consistencyProof(oldSize, size),
        }
        const inclusion = { index, size, leafHash: leafOf, proof, root }
        expect(verifyInclusion(inclusion, sha256), `${index} in ${size}`).to.equal(true)
        expect(verifyConsistency(consistency, sha256), `${oldSize} to ${size}`).to.equal(true)
      }
    }
  })

  it('refuses an inclusion proof that was changed in any way', () => {
    const change = fc.record({ where: fc.nat(), bit: fc.nat(255) })
    fc.assert(
      fc.property(trio, change, ({ size, index }, { where, bit }) => {
        const root = longTree.root(size)
        const proof = longTree.inclusionProof(index, size)
        const good = { index, size, leafHash: longTree.hashAt(0, index), proof, root }
        const flipped = proof.map((hash, at) =>
          at === where % proof.length ? flip(hash, bit) : hash,
        )
        const bad = [
          { ...good, leafHash: flip(good.leafHash, bit) },
          { ...good, root: flip(root, bit) },
          { ...good, proof: [...proof, root] },
          { ...good, proof: [good.leafHash, ...proof] },
          { ...good, index: index + 1 },
          { ...good, index: index - 1 },
          { ...good, index: size },
          { ...good, index: index + 0.5 },
          { ...good, size: 0 },
          { ...good, root: root.subarray(1) },
          ...(proof.length > 0 ? [{ ...good, proof: flipped }] : []),
          ...(proof.length > 0 ? [{ ...good, proof: proof.slice(1) }] : []),
          ...(proof.length > 0 ? [{ ...good, proof: proof.slice(0, -1) }] : []),
        ]
        expect(verifyInclusion(good, sha256)).to.equal(true)
        expect(bad.map((claim) => verifyInclusion(claim, sha256))).to.not.include(true)
      }),
    )
  })

  it('refuses a consistency proof that was changed in any way', () => {
    const change = fc.record({ where: fc.nat(), bit: fc.nat(255) })
    fc.assert(
      fc.property(trio, change, ({ size, oldSize }, { where, bit }) => {
        const [oldRoot, newRoot] = [longTree.root(oldSize), longTree.root(size)]
        const proof = longTree.consistencyProof(oldSize, size)
        const good = { oldSize, newSize: size, oldRoot, newRoot, proof }
        const flipped = proof.map((hash, at) =>
          at === where % proof.length ? flip(hash, bit) : hash,
        )
        const bad = [
          { ...good, oldRoot: flip(oldRoot, bit) },
          { ...good, newRoot: flip(newRoot, bit) },
          { ...good, proof: [...proof, newRoot] },
          { ...good, oldSize: 0 },
          { ...good, oldSize: size + 1 },
          { ...good, newSize: -1 },
          ...(oldSize < size ? [{ ...good, oldRoot: newRoot, newRoot: oldRoot }] : []),
          ...(proof.length > 0 ? [{ ...good, proof: flipped }] : []),
          ...(proof.length > 0 ? [{ ...good, proof: proof.slice(1) }] : []),
          ...(proof.length > 0 ? [{ ...good, proof: [] }] : []),
        ]
        expect(verifyConsistency(good, sha256)).to.equal(true)
        expect(bad.map((claim) => verifyConsistency(claim, sha256))).to.not.include(true)
      }),
    )
  })

  it('shows a rewritten past: no proof leads from the old root to the new tree', () => {
    const forged = new Tree(sha256)
    for (const [at, hash] of distinctHashes.entries())
      forged.append(at === 40 ? flip(hash, 0) : hash)
    const claim = {
      oldSize: 100,
      newSize: 600,
      oldRoot: longTree.root(100),
      newRoot: forged.root(600),
      proof: forged.consistencyProof(100, 600),
    }
    expect(verifyConsistency(claim, sha256)).to.equal(false)
    expect(verifyConsistency({ ...claim, oldRoot: forged.root(100) }, sha256)).to.equal(true)
  })
})

function flip(hash: Uint8Array, bit: number): Uint8Array {
  return hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
}
