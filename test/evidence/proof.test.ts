/**
 * The file a customer keeps. One complete example is pinned byte for byte, and then every single
 * character of it is changed: no change may go unnoticed.
 */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { utf8 } from '../../models/bytes.ts'
import { signCheckpoint } from '../../models/checkpoint.ts'
import { formatVerifierKey, parseVerifierKey, signerKey } from '../../models/key.ts'
import { formatProof, parseProof, verifyProof } from '../../models/proof.ts'
import { sha256 as plainSha256 } from '../../models/sha256.ts'
import { crypto, ed25519, sha256 } from '../../server/journal/crypto.ts'
import { faultOf, standardLeaves, treeOf } from './setting.ts'

const vkey = 'example.com/dc-log+613d0e44+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const signature =
  '— example.com/dc-log YT0ORNWW6K16pYjbYbBr485tM+YN64B7hNjNYEvwEAvHN91CMAgLnW' +
  'dwRG4PkLQ7tkd/6vTBiff9L7bFSdaTmS7pcwk='
const file = `c2sp.org/tlog-proof@v1
index 5
vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=

example.com/dc-log
8
XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

${signature}
`
const tree = treeOf(standardLeaves)
const key = signerKey('example.com/dc-log', new Uint8Array(32), crypto)
const trust = { logs: [parseVerifierKey(vkey, sha256)] }
const fifth = standardLeaves[5] ?? new Uint8Array()
const check = (proof: string, leaf = fifth) => verifyProof(proof, leaf, trust, crypto)

function proofOf(index: number, size: number): string {
  const checkpoint = signCheckpoint({ size, root: tree.root(size) }, key, ed25519)
  return formatProof({ index, hashes: tree.inclusionProof(index, size), checkpoint })
}

describe('a proof file', () => {
  it('is written as in the pinned example, key included', () => {
    expect(formatVerifierKey(key)).to.equal(vkey)
    expect(proofOf(5, 8)).to.equal(file)
  })

  it('proves its leaf at its place under the signed head', async () => {
    const proved = await check(file)
    expect(proved.index).to.equal(5)
    expect(proved.leafHash).to.deep.equal(tree.hashAt(0, 5))
    expect(proved.checkpoint).to.deep.include({ origin: 'example.com/dc-log', size: 8 })
  })

  it('is checked without the platform just as well', async () => {
    const primitives = { sha256: plainSha256, verify: ed25519.verify }
    expect((await verifyProof(file, fifth, trust, primitives)).index).to.equal(5)
  })

  it('verifies for every leaf of every size, and for no other leaf', async () => {
    for (let size = 1; size <= 8; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = proofOf(index, size)
        for (const [at, leaf] of standardLeaves.entries()) {
          if (at === index) expect((await check(proof, leaf)).index).to.equal(index)
          else expect(await faultOf(() => check(proof, leaf))).to.equal('not-included')
        }
      }
    }
  })

  it('keeps what was added to it apart, and proves nothing about it', async () => {
    const extra = utf8('for the archive')
    const proof = formatProof({ ...parseProof(file), extra })
    expect(proof.split('\n')[1]).to.equal('extra Zm9yIHRoZSBhcmNoaXZl')
    expect(parseProof(proof).extra).to.deep.equal(extra)
    expect((await check(proof)).index).to.equal(5)
    expect(parseProof(file)).to.not.have.property('extra')
  })

  it('is refused after a change of any one character', async () => {
    const change = fc.record({
      at: fc.nat(file.length - 1),
      to: fc.constantFrom('A', '9', 'z', '+', '/', '=', ' ', '\n', '\t', '—', '0'),
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, to }) => {
        fc.pre(file[at] !== to)
        await faultOf(() => check(file.slice(0, at) + to + file.slice(at + 1)))
      }),
      { numRuns: 1_000 },
    )
  })

  it('is refused when cut at any point', async () => {
    for (let length = 0; length < file.length; length += 1) {
      await faultOf(() => check(file.slice(0, length)))
    }
  })

  const malformed: readonly (readonly [string, string])[] = [
    ['another version', file.replace('@v1', '@v2')],
    ['no index', file.replace('index 5\n', '')],
    ['an index with a leading zero', file.replace('index 5', 'index 05')],
    ['an index beyond 2^53', file.replace('index 5', 'index 9007199254740992')],
    ['extra data after the index', file.replace('index 5\n', 'index 5\nextra QQ==\n')],
    ['extra data that is not base64', file.replace('index 5', 'extra Q\nindex 5')],
    ['a hash of 31 bytes', file.replace(/vBoG.*=/, `${'A'.repeat(40)}AA==`)],
    ['more hashes than any tree has', file.replace(/(vBoG.*\n)/, '$1'.repeat(60))],
    ['line ends of another system', file.replaceAll('\n', '\r\n')],
    ['nothing in it', ''],
  ]
  for (const [name, text] of malformed) {
    it(`is refused with ${name}`, async () => {
      expect(await faultOf(() => check(text))).to.equal('malformed-proof')
    })
  }

  it('is refused under a key that is not trusted', async () => {
    const stranger = signerKey('example.com/dc-log', new Uint8Array(32).fill(3), crypto)
    const opening = () => verifyProof(file, fifth, { logs: [stranger] }, crypto)
    expect(await faultOf(opening)).to.equal('unsigned')
  })
})
