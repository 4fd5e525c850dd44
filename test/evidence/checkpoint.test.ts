/**
 * A checkpoint is what outsiders keep to hold a log to its word, so both its form and who signed it
 * are checked strictly.
 */
import { expect } from 'chai'
import { concat, fromHex, toBase64, utf8 } from '../../models/bytes.ts'
import {
  continues,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from '../../models/checkpoint.ts'
import { parseVerifierKey, signerKey, verifierKey } from '../../models/key.ts'
import { cosignedText, signatureLine, signNote } from '../../models/note.ts'
import { crypto, ed25519, sha256 } from '../../server/journal/crypto.ts'
import { faultOf, standardLeaves, treeOf } from './setting.ts'

const tree = treeOf(standardLeaves)
const head = (size: number) => ({ size, root: tree.root(size) })
const log = signerKey('example.com/dc-log', new Uint8Array(32), crypto)
const other = signerKey('example.com/other', new Uint8Array(32).fill(1), crypto)
const open = (note: string, logs = [log]) => openCheckpoint(note, { logs }, ed25519.verify)

describe('checkpoint bodies', () => {
  const root = 'XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg='
  const body = `example.com/dc-log\n8\n${root}\n`

  it('are written and read as specified', () => {
    expect(formatCheckpoint(log.name, head(8))).to.equal(body)
    const read = { origin: 'example.com/dc-log', ...head(8), extensions: [] }
    expect(parseCheckpoint(body)).to.deep.equal(read)
  })

  it('may have further lines and origins of any look when they are of foreign logs', () => {
    const foreign = parseCheckpoint(`go.sum database tree\n0\n${root}\nmore\n`)
    expect(foreign.origin).to.equal('go.sum database tree')
    expect(foreign.size).to.equal(0)
    expect(foreign.extensions).to.deep.equal(['more'])
  })

  const malformed = [
    body.slice(0, -1),
    `example.com/dc-log\n8\n`,
    `\n8\n${root}\n`,
    `${body}\n`,
    body.replace('\n8\n', '\n08\n'),
    body.replace('\n8\n', '\n-8\n'),
    body.replace('\n8\n', '\n+8\n'),
    body.replace('\n8\n', '\n8 \n'),
    body.replace('\n8\n', '\n9007199254740992\n'),
    body.replace('\n8\n', '\n\n'),
    body.replace(root, root.slice(0, -1)),
    body.replace(root, 'XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh='),
    body.replace(root, toBase64(new Uint8Array(31))),
    body.replace(root, toBase64(new Uint8Array(33))),
  ]
  for (const text of malformed) {
    it(`are refused as ${JSON.stringify(text)}`, async () => {
      expect(await faultOf(() => parseCheckpoint(text))).to.equal('malformed-checkpoint')
    })
  }

  for (const origin of ['', 'a b', 'a+b', 'https://example.com/log', 'a\nb', 'a\u3000b']) {
    it(`are not written for the origin ${JSON.stringify(origin)}`, async () => {
      expect(await faultOf(() => formatCheckpoint(origin, head(8)))).to.equal(
        'malformed-checkpoint',
      )
    })
  }

  it('are not written for what is no tree head', async () => {
    for (const bad of [{ size: -1 }, { size: 0.5 }, { root: new Uint8Array(31) }]) {
      const fault = await faultOf(() => formatCheckpoint(log.name, { ...head(8), ...bad }))
      expect(fault).to.equal('malformed-checkpoint')
    }
  })
})

describe('signed checkpoints', () => {
  it('open with the key of their log', async () => {
    const { checkpoint, witnesses } = await open(signCheckpoint(head(8), log, ed25519))
    expect(checkpoint).to.deep.equal({ origin: log.name, ...head(8), extensions: [] })
    expect(witnesses).to.deep.equal([])
  })

  it('open when the log has changed its key and both have signed', async () => {
    const next = signerKey(log.name, new Uint8Array(32).fill(2), crypto)
    const note = signNote(formatCheckpoint(log.name, head(8)), [log, next], ed25519)
    expect((await open(note, [next])).checkpoint.size).to.equal(8)
    expect((await open(note, [log, next])).checkpoint.size).to.equal(8)
  })

  it('are refused when a trusted log has signed in the name of another', async () => {
    const note = signNote(formatCheckpoint(log.name, head(8)), [other], ed25519)
    expect(await faultOf(() => open(note, [log, other]))).to.equal('wrong-origin')
    expect(await faultOf(() => open(note, [log]))).to.equal('unsigned')
  })

  it('name their witnesses with the time of each, but need the log itself', async () => {
    const witness = verifierKey('witness.example.com/w', 'cosignature', other.publicKey, sha256)
    const trust = { logs: [log], witnesses: [witness] }
    const body = formatCheckpoint(log.name, head(8))
    const signature = ed25519.sign(other.seed, utf8(cosignedText(1_700_000_000, body)))
    const stamp = fromHex('000000006553f100')
    const line = signatureLine(witness.name, concat(fromHex(witness.id), stamp, signature))
    const note = signNote(body, [log], ed25519) + line
    const opened = await openCheckpoint(note, trust, ed25519.verify)
    expect(opened.witnesses).to.deep.equal([{ key: witness, time: 1_700_000_000 }])
    const alone = `${body}\n${line}`
    expect(await faultOf(() => openCheckpoint(alone, trust, ed25519.verify))).to.equal('unsigned')
  })

  it('are refused under the published key of the Tessera test log when forged', async () => {
    const tessera = parseVerifierKey(
      'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx',
      sha256,
    )
    const body = `${tessera.name}\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n`
    const blob = concat(fromHex(tessera.id), ed25519.sign(other.seed, utf8(body)))
    const forged = `${body}\n${signatureLine(tessera.name, blob)}`
    const opening = () => openCheckpoint(forged, { logs: [tessera] }, ed25519.verify)
    expect(await faultOf(opening)).to.equal('bad-signature')
  })

  it('may be verified by primitives that answer later, as browsers do', async () => {
    const { subtle } = globalThis.crypto
    const verify = async (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => {
      const algorithm = { name: 'Ed25519' }
      const key = await subtle.importKey('raw', publicKey.slice(), algorithm, false, ['verify'])
      return subtle.verify(algorithm, key, signature.slice(), message.slice())
    }
    const note = signCheckpoint(head(8), log, ed25519)
    const { checkpoint } = await openCheckpoint(note, { logs: [log] }, verify)
    expect(checkpoint.size).to.equal(8)
    const changed = note.replace('\n8\n', '\n7\n')
    const opening = () => openCheckpoint(changed, { logs: [log] }, verify)
    expect(await faultOf(opening)).to.equal('bad-signature')
  })
})

describe('a tree head that follows another', () => {
  const proof = (from: number, to: number) => tree.consistencyProof(from, to)
  const follows = (from: number, to: number) =>
    continues(head(from), head(to), proof(from, to), sha256)

  it('continues every smaller head of the same tree, the empty one included', () => {
    for (let to = 0; to <= 8; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        expect(follows(from, to), `${from} to ${to}`).to.equal(true)
      }
    }
  })

  it('does not continue a larger head, another tree, or a false empty one', () => {
    const forged = { size: 5, root: tree.root(4) }
    expect(continues(head(8), head(5), [], sha256)).to.equal(false)
    expect(continues(forged, head(8), proof(5, 8), sha256)).to.equal(false)
    expect(continues(head(5), forged, [], sha256)).to.equal(false)
    expect(continues({ size: 0, root: tree.root(1) }, head(8), [], sha256)).to.equal(false)
    expect(continues(head(0), { size: 0, root: tree.root(1) }, [], sha256)).to.equal(false)
    expect(continues(head(0), head(8), [tree.root(1)], sha256)).to.equal(false)
  })
})
