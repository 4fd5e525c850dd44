/** Codecs and hashing are what every other piece of evidence rests on. */
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import * as fc from 'fast-check'
import * as bytes from '../../models/bytes.ts'
import { sha256 as plainSha256 } from '../../models/sha256.ts'
import { sha256 } from '../../server/journal/crypto.ts'
import { faultOf } from './setting.ts'

describe('bytes', () => {
  it('writes base64 and hexadecimal as the platform does, and reads them back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        const base64 = bytes.toBase64(data)
        const hex = bytes.toHex(data)
        expect(base64).to.equal(Buffer.from(data).toString('base64'))
        expect(hex).to.equal(Buffer.from(data).toString('hex'))
        expect(bytes.fromBase64(base64)).to.deep.equal(data)
        expect(bytes.fromHex(hex)).to.deep.equal(data)
      }),
    )
  })

  it('writes base64 of more bytes than a call may have arguments', () => {
    const data = new Uint8Array(300_000).map((_, at) => at % 251)
    expect(bytes.toBase64(data)).to.equal(Buffer.from(data).toString('base64'))
  })

  for (const text of [
    'QQ',
    'QQ=',
    'QR==',
    'QUI',
    'QUJ=',
    'Q Q=',
    'QQ==\n',
    'Q-_=',
    '=',
    'QQ==QQ==',
  ]) {
    it(`refuses ${JSON.stringify(text)} as base64`, async () => {
      expect(await faultOf(() => bytes.fromBase64(text))).to.equal('malformed-text')
    })
  }

  for (const text of ['0', 'AB', '0g', ' 00']) {
    it(`refuses ${JSON.stringify(text)} as hexadecimal`, async () => {
      expect(await faultOf(() => bytes.fromHex(text))).to.equal('malformed-text')
    })
  }

  it('refuses a lone surrogate and broken UTF-8, and keeps a byte order mark', async () => {
    expect(await faultOf(() => bytes.utf8('a\ud83d'))).to.equal('malformed-text')
    expect(await faultOf(() => bytes.fromUtf8(Uint8Array.of(0xc3, 0x28)))).to.equal(
      'malformed-text',
    )
    expect(bytes.fromUtf8(bytes.utf8('\ufeff台帳😀'))).to.equal('\ufeff台帳😀')
  })

  it('compares bytes by length and by content', () => {
    expect(bytes.sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).to.equal(true)
    expect(bytes.sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).to.equal(false)
    expect(bytes.sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).to.equal(false)
    expect(bytes.sameBytes(Uint8Array.of(1), Uint8Array.of(1, 2))).to.equal(false)
  })

  it('reads counts in their one spelling up to 2^53 - 1', () => {
    const verdicts = ['0', '7', '9007199254740991', '9007199254740992', '00', '01', '-1', '1.0', '']
    expect(verdicts.map(bytes.parseCount)).to.deep.equal([
      0,
      7,
      Number.MAX_SAFE_INTEGER,
      ...Array.from({ length: 6 }, () => undefined),
    ])
  })
})

describe('SHA-256', () => {
  for (const [name, hash] of Object.entries({ plain: plainSha256, platform: sha256 })) {
    it(`of the ${name} kind agrees with the standard's examples`, () => {
      expect(bytes.toHex(hash())).to.equal(
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      )
      expect(bytes.toHex(hash(bytes.utf8('a'), bytes.utf8('bc')))).to.equal(
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      )
    })

    it(`of the ${name} kind hashes any parts as one message`, () => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 4 }), (parts) => {
          const expected = createHash('sha256')
          for (const part of parts) expected.update(part)
          expect(bytes.toHex(hash(...parts))).to.equal(expected.digest('hex'))
        }),
      )
    })
  }

  it('of the plain kind is right for every length around its block size', () => {
    for (let length = 0; length <= 200; length += 1) {
      const data = new Uint8Array(length).fill(length)
      expect(plainSha256(data), `${length} bytes`).to.deep.equal(sha256(data))
    }
  })
})
