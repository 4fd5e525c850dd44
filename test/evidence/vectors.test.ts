/**
 * The public test vectors of transparency-dev/merkle, run where a copy lies beside the project.
 * Three in four of them are proofs that must be refused.
 */
import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { fromBase64 } from '../../models/bytes.ts'
import { verifyConsistency, verifyInclusion } from '../../models/merkle.ts'
import { sha256 } from '../../server/journal/crypto.ts'
import { besideProject, readIfPresent } from './setting.ts'

interface Vector extends Partial<Readonly<Record<HashKey | CountKey, string | null>>> {
  readonly proof: readonly string[] | null
  readonly wantErr: boolean
}

type HashKey = 'leafHash' | 'root' | 'root1' | 'root2'
type CountKey = 'leafIdx' | 'treeSize' | 'size1' | 'size2'

const root = besideProject('vectors/merkle')

/** The vectors of a kind by file; sizes above 2^53 are kept whole as decimal texts. */
function vectorsOf(kind: string): [string, Vector][] {
  return listed(`${root}/${kind}`).map((file) => {
    const text = readIfPresent(`${root}/${kind}/${file}`) ?? ''
    const whole = text.replace(/"(leafIdx|treeSize|size1|size2)":\s*(\d+)/g, '"$1":"$2"')
    return [file, JSON.parse(whole) as Vector]
  })
}

function listed(folder: string): string[] {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return files.filter((file) => file.endsWith('.json')).toSorted()
  } catch {
    return []
  }
}

const bytes = (vector: Vector, key: HashKey) => fromBase64(vector[key] ?? '')
const count = (vector: Vector, key: CountKey) => BigInt(vector[key] ?? '-1')
const path = (vector: Vector) => (vector.proof ?? []).map(fromBase64)

describe('the public Merkle vectors', () => {
  const inclusion = vectorsOf('inclusion')
  const consistency = vectorsOf('consistency')
  if (inclusion.length + consistency.length === 0) {
    it('are run when a copy of them lies beside the project')
    return
  }

  it('are all there', () => {
    expect([inclusion.length, consistency.length]).to.deep.equal([98, 98])
  })

  for (const [file, vector] of inclusion) {
    it(`of inclusion ${vector.wantErr ? 'refuse' : 'accept'} ${file}`, () => {
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

  for (const [file, vector] of consistency) {
    it(`of consistency ${vector.wantErr ? 'refuse' : 'accept'} ${file}`, () => {
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
