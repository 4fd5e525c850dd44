/**
 * The public test vectors of transparency-dev/merkle (Apache-2.0, beside this file with its
 * licence). Three in four of them are proofs that must be refused.
 */
import { readFileSync } from 'node:fs'
import nodePath from 'node:path'
import { expect } from 'chai'
import { fromBase64 } from '../../models/bytes.ts'
import { verifyConsistency, verifyInclusion } from '../../models/merkle.ts'
import { sha256 } from '../../server/journal/crypto.ts'

interface Vector extends Partial<Readonly<Record<HashKey | CountKey, string | null>>> {
  readonly kind: 'inclusion' | 'consistency'
  readonly file: string
  readonly proof: readonly string[] | null
  readonly wantErr: boolean
}

type HashKey = 'leafHash' | 'root' | 'root1' | 'root2'
type CountKey = 'leafIdx' | 'treeSize' | 'size1' | 'size2'

// Tests run from dist/, where only what was compiled lies.
const stored = nodePath.resolve(import.meta.dirname, '../../../test/evidence/vectors.jsonl')

/** Every vector; sizes above 2^53 are kept whole as decimal texts. */
const vectors = readFileSync(stored, 'utf8')
  .trimEnd()
  .split('\n')
  // The first line says where they come from.
  .slice(1)
  .map((line) => line.replace(/"(leafIdx|treeSize|size1|size2)":\s*(\d+)/g, '"$1":"$2"'))
  .map((line) => JSON.parse(line) as Vector)

const bytes = (vector: Vector, key: HashKey) => fromBase64(vector[key] ?? '')
const count = (vector: Vector, key: CountKey) => BigInt(vector[key] ?? '-1')
const path = (vector: Vector) => (vector.proof ?? []).map(fromBase64)

describe('the public Merkle vectors', () => {
  const inclusion = vectors.filter(({ kind }) => kind === 'inclusion')
  const consistency = vectors.filter(({ kind }) => kind === 'consistency')

  it('are all there', () => {
    expect([inclusion.length, consistency.length]).to.deep.equal([98, 98])
  })

  for (const vector of inclusion) {
    it(`of inclusion ${vector.wantErr ? 'refuse' : 'accept'} ${vector.file}`, () => {
      const claim = {
        index: count(vector, 'leafIdx'),
        size: count(vector, 'treeSize'),
        leafHash: bytes(vector, 'leafHash'),
        root: bytes(vector, 'root'),
        proof: path(vector),
      }
      expect(verifyInclusion(claim, sha256)).to.equal(!vector.wantErr)
    })
  }

  for (const vector of consistency) {
    it(`of consistency ${vector.wantErr ? 'refuse' : 'accept'} ${vector.file}`, () => {
      const claim = {
        oldSize: count(vector, 'size1'),
        newSize: count(vector, 'size2'),
        oldRoot: bytes(vector, 'root1'),
        newRoot: bytes(vector, 'root2'),
        proof: path(vector),
      }
      expect(verifyConsistency(claim, sha256)).to.equal(!vector.wantErr)
    })
  }
})
