/**
 * Keys and signed notes against published examples, byte for byte (Ed25519 is deterministic, so
 * signing can be tested that way too), and against what a forger or a careless tool would send.
 */
import { expect } from 'chai'
import { concat, fromBase64, fromHex, toBase64, utf8 } from '../../models/bytes.ts'
import {
  formatSignerKey,
  formatVerifierKey,
  parseSignerKey,
  parseVerifierKey,
  signerKey,
  verifierKey,
} from '../../models/key.ts'
import {
  cosignedText,
  noteSignaturesMax,
  parseNote,
  parseTime,
  signatureLine,
  signNote,
  verifyNote,
} from '../../models/note.ts'
import { crypto, ed25519, sha256 } from '../../server/journal/crypto.ts'
import { faultOf } from './setting.ts'

const text =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n"
const skey = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'
const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const peterLine =
  '— PeterNeumann ' +
  'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const enochLine =
  '— EnochRoot ' +
  'rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'

const peter = parseSignerKey(skey, crypto)
const enoch = signerKey('EnochRoot', new Uint8Array(32), crypto)
const open = (note: string, keys = [parseVerifierKey(vkey, sha256)]) =>
  verifyNote(parseNote(note), keys, ed25519.verify)

describe('keys', () => {
  it('read and write the published pair', () => {
    expect(formatSignerKey(peter)).to.equal(skey)
    expect(formatVerifierKey(peter)).to.equal(vkey)
    expect(formatVerifierKey(parseVerifierKey(vkey, sha256))).to.equal(vkey)
  })

  const malformed: readonly (readonly [string, string])[] = [
    [
      'a key of 33 bytes',
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
    ],
    ['an unknown type', 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['the id of another key', vkey.replace('c74f20a3', 'c74f20a4')],
    ['another name under the id', vkey.replace('Peter', 'Pete')],
    ['a name with a blank', vkey.replace('rN', 'r N')],
    ['a name with an ideographic blank', vkey.replace('rN', 'r\u3000N')],
    ['no name', vkey.replace('PeterNeumann', '')],
    ['an id in capitals', vkey.replace('c74f20a3', 'C74F20A3')],
    ['a short id', vkey.replace('c74f20a3', '74f20a3')],
    ['a key cut short', vkey.slice(0, -4)],
    ['base64 without its one spelling', `${vkey.slice(0, -1)}\n`],
    ['nothing', ''],
  ]
  for (const [name, key] of malformed) {
    it(`refuse ${name}`, async () => {
      expect(await faultOf(() => parseVerifierKey(key, sha256))).to.equal('malformed-key')
    })
  }

  it('refuse a signing key that is public, of another id, or for cosignatures', async () => {
    const witness = verifierKey('w', 'cosignature', peter.publicKey, sha256)
    const keys = [vkey, skey.replace('c74f20a3', 'c74f20a4'), skey.slice(0, -4), '']
    for (const key of [...keys, `PRIVATE+KEY+${formatVerifierKey(witness)}`]) {
      expect(await faultOf(() => parseSignerKey(key, crypto))).to.equal('malformed-key')
    }
    expect(await faultOf(() => signerKey('x', new Uint8Array(31), crypto))).to.equal(
      'malformed-key',
    )
  })

  it('give one public key different ids for notes and for cosignatures', () => {
    const witness = verifierKey('PeterNeumann', 'cosignature', peter.publicKey, sha256)
    expect(witness.id).to.not.equal(peter.id)
    expect(parseVerifierKey(formatVerifierKey(witness), sha256)).to.deep.equal(witness)
  })
})

describe('signed notes', () => {
  it('are signed as published, with one key or two', () => {
    expect(signNote(text, [peter], ed25519)).to.equal(`${text}\n${peterLine}`)
    expect(signNote(text, [peter, enoch], ed25519)).to.equal(`${text}\n${peterLine}${enochLine}`)
  })

  it('verify with the key of the C2SP example', async () => {
    const key = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
    const line =
      '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONn' +
      'cAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'
    const note = `This is an example message.\n\n${line}`
    const [found] = await open(note, [parseVerifierKey(key, sha256)])
    expect(found?.key.name).to.equal('example.com/foo')
  })

  it('are split at the last empty line, so a text may have empty lines', async () => {
    const poem = 'one\n\ntwo\n\n\nthree\n'
    const note = signNote(poem, [peter], ed25519)
    expect(parseNote(note).text).to.equal(poem)
    expect(await open(note)).to.have.length(1)
  })

  it('ignore keys that are not known, though they share a name or an id', async () => {
    const namesake = signerKey('PeterNeumann', new Uint8Array(32).fill(9), crypto)
    const sameId = signatureLine('Someone', concat(fromHex(peter.id), new Uint8Array(64)))
    const note = signNote(text, [namesake, peter], ed25519) + sameId
    expect((await open(note)).map(({ key }) => key.id)).to.deep.equal([peter.id])
  })

  it('are refused whole when a known key fails, also beside one that verifies', async () => {
    const wrong = signatureLine(enoch.name, concat(fromHex(enoch.id), new Uint8Array(64)))
    const note = `${text}\n${peterLine}${wrong}`
    expect(await open(note)).to.have.length(1)
    expect(await faultOf(() => open(note, [peter, enoch]))).to.equal('bad-signature')
    const twice = signatureLine(peter.name, concat(fromHex(peter.id), new Uint8Array(64)))
    expect(await faultOf(() => open(`${text}\n${peterLine}${twice}`))).to.equal('bad-signature')
  })

  it('count a key once, however often it has signed', async () => {
    expect(await open(`${text}\n${peterLine}${peterLine}`)).to.have.length(1)
  })

  it('are refused without a known key', async () => {
    expect(await faultOf(() => open(`${text}\n${enochLine}`))).to.equal('unsigned')
    expect(await faultOf(() => open(`${text}\n${peterLine}`, []))).to.equal('unsigned')
  })

  it('are refused when one character of the text differs', async () => {
    const note = `${text.replace('problem', 'Problem')}\n${peterLine}`
    expect(await faultOf(() => open(note))).to.equal('bad-signature')
  })

  it('may bear as many signatures as the limit, and not one more', async () => {
    const others = Array.from({ length: noteSignaturesMax - 1 }, (_, at) =>
      signatureLine(`other${at}`, new Uint8Array(68).fill(at)),
    )
    const most = `${text}\n${others.join('')}${peterLine}`
    expect(await open(most)).to.have.length(1)
    expect(await faultOf(() => parseNote(most + peterLine))).to.equal('malformed-note')
    expect(noteSignaturesMax).to.be.at.least(16)
  })

  const malformed: readonly (readonly [string, string])[] = [
    ['no signature', `${text}\n`],
    ['no empty line', `${text}${peterLine}`],
    ['no last line feed', `${text}\n${peterLine}`.slice(0, -1)],
    ['text after the signatures', `${text}\n${peterLine}more\n`],
    ['a hyphen for the dash', `${text}\n${peterLine.replace('—', '-')}`],
    ['a blank in the name', `${text}\n${peterLine.replace('rN', 'r N')}`],
    ['a plus in the name', `${text}\n${peterLine.replace('rN', 'r+N')}`],
    ['two blanks', `${text}\n${peterLine.replace('n x0', 'n  x0')}`],
    ['a carriage return', `${text}\r\n\n${peterLine}`],
    ['a tab', `a\tb\n\n${peterLine}`],
    ['a zero character', `a\0b\n\n${peterLine}`],
    ['lax base64', `${text}\n${peterLine.replace('M=', 'M')}`],
    ['base64 with stray bits', `${text}\n${peterLine.replace('nAM=', 'nAN=')}`],
    ['four bytes of signature', `${text}\n${signatureLine('a', new Uint8Array(4))}`],
    ['a lone surrogate', `a\ud800\n\n${peterLine}`],
  ]
  for (const [name, note] of malformed) {
    it(`are refused with ${name}`, async () => {
      expect(await faultOf(() => parseNote(note))).to.equal('malformed-note')
    })
  }

  it('are refused as bytes that are not UTF-8', async () => {
    const bytes = concat(utf8('a\n'), Uint8Array.of(0xff), utf8(`\n\n${peterLine}`))
    expect(await faultOf(() => parseNote(bytes))).to.equal('malformed-text')
  })

  it('are never signed over a text that would read as another', async () => {
    for (const bad of ['no line feed', 'a tab\t\n', '']) {
      expect(await faultOf(() => signNote(bad, [peter], ed25519))).to.equal('malformed-note')
    }
  })
})

describe('cosignatures', () => {
  const body =
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
  const published =
    '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeol' +
    'MI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n'
  const witness = verifierKey('witness.example.com/w1', 'cosignature', peter.publicKey, sha256)
  const time = 1_679_315_147

  function cosign(at: bigint, signed: string, blobLength = 72): string {
    const stamp = new DataView(new ArrayBuffer(8))
    stamp.setBigUint64(0, at)
    const signature = ed25519.sign(peter.seed, utf8(signed))
    const blob = concat(new Uint8Array(stamp.buffer), signature).subarray(0, blobLength)
    return signatureLine(witness.name, concat(fromHex(witness.id), blob))
  }

  it('carry the time of the published example', () => {
    const [signature] = parseNote(`${body}\n${published}`).signatures
    expect(signature?.id).to.equal('8d66cf3f')
    expect(signature?.blob).to.have.length(72)
    expect(parseTime(signature?.blob ?? new Uint8Array())).to.equal(time)
    expect(cosignedText(time, body)).to.equal(`cosignature/v1\ntime 1679315147\n${body}`)
  })

  it('verify over their time and the whole text', async () => {
    const note = `${body}\n${cosign(BigInt(time), cosignedText(time, body))}`
    expect(await open(note, [witness])).to.deep.equal([{ key: witness, time }])
  })

  it('are refused with another time, as a plain signature, or cut short', async () => {
    const signed = cosignedText(time, body)
    const huge = 2n ** 63n
    for (const line of [
      cosign(BigInt(time) + 1n, signed),
      cosign(BigInt(time), body),
      cosign(BigInt(time), signed, 71),
      cosign(BigInt(time), signed, 7),
      cosign(huge, `cosignature/v1\ntime ${huge}\n${body}`),
    ]) {
      expect(await faultOf(() => open(`${body}\n${line}`, [witness]))).to.equal('bad-signature')
    }
  })

  it('do not count as a signature of the note itself', async () => {
    const line = cosign(BigInt(time), cosignedText(time, body))
    const asNote = verifierKey(witness.name, 'note', peter.publicKey, sha256)
    expect(await faultOf(() => open(`${body}\n${line}`, [asNote]))).to.equal('unsigned')
  })
})

describe('Ed25519 of the platform', () => {
  it('answers false, not an error, to keys and signatures of a wrong length', () => {
    const message = utf8('a')
    const signature = ed25519.sign(peter.seed, message)
    expect(ed25519.verify(peter.publicKey, message, signature)).to.equal(true)
    expect(ed25519.verify(peter.publicKey.subarray(1), message, signature)).to.equal(false)
    expect(ed25519.verify(peter.publicKey, message, signature.subarray(1))).to.equal(false)
    expect(() => ed25519.sign(new Uint8Array(31), message)).to.throw(RangeError)
  })

  it('derives the public key of the zero seed', () => {
    expect(toBase64(ed25519.publicKey(new Uint8Array(32)))).to.equal(
      toBase64(fromBase64('O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=')),
    )
  })
})
