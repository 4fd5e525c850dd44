/** Leaves must have one spelling, and a commitment must fit one value and one salt only. */
import { expect } from 'chai'
import * as fc from 'fast-check'
import { toBase64, utf8 } from '../../models/bytes.ts'
import {
  canonicalBytes,
  canonicalText,
  commit,
  depthMax,
  verifyCommitment,
} from '../../models/canonical.ts'
import { sha256 } from '../../server/journal/crypto.ts'
import { faultOf } from './setting.ts'

const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ min: -1e15, max: 1e15, noNaN: true }).filter((value) => !Object.is(value, -0)),
)
const words = fc.string({ unit: 'grapheme' })
const value = fc.object({
  key: words,
  values: [words, number, fc.boolean(), fc.constant(null)],
  maxDepth: 4,
})

describe('canonical JSON', () => {
  it('sorts keys by UTF-16 code units, as RFC 8785 section 3.2.3 shows', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u0080', '\ud83d\ude00', '\u00f6']
    const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']
    const text = canonicalText(Object.fromEntries(keys.map((key) => [key, 1])))
    expect(text).to.equal(`{${sorted.map((key) => `${JSON.stringify(key)}:1`).join(',')}}`)
  })

  it('writes numbers, texts and literals in their shortest standard form', () => {
    const text = canonicalText({
      numbers: [Number('333333333.33333329'), 4.5, 2e-3, 1e-27, 1e15, -0],
      string: '\u20ac$\u000f\nA\'B"\\"/',
      literals: [null, true, false],
    })
    expect(text).to.equal(
      '{"literals":[null,true,false],' +
        '"numbers":[333333333.3333333,4.5,0.002,1e-27,1000000000000000,0],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\"/"}',
    )
    expect(canonicalBytes('髙')).to.deep.equal(utf8('"髙"'))
  })

  it('reads back as the same value, and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(value, (original) => {
        const text = canonicalText(original)
        expect(JSON.parse(text)).to.deep.equal(original)
        expect(canonicalText(reversed(original))).to.equal(text)
      }),
    )
  })

  class Named {
    readonly name = 'x'
  }
  const refused: readonly (readonly [string, unknown])[] = [
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['an undefined item', [undefined]],
    ['a hole in a list', Object.assign([1], { 2: 3 })],
    ['a function', { a: () => 1 }],
    ['a symbol', { a: Symbol('a') }],
    ['a symbol for a key', { [Symbol('a')]: 1 }],
    ['a bigint', { a: 1n }],
    ['not a number', { a: Number.NaN }],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['a number beyond 2^53 - 1', { a: 2 ** 53 }],
    ['a date', { a: new Date(0) }],
    ['a map', { a: new Map() }],
    ['bytes', { a: Uint8Array.of(1) }],
    ['an object of a class', { a: new Named() }],
    ['a lone surrogate', { a: ['\ud800'] }],
    ['a lone surrogate in a key', { '\udc00': 1 }],
    ['a value nested too deeply', nested(depthMax + 1)],
  ]
  for (const [name, bad] of refused) {
    it(`refuses ${name}`, async () => {
      expect(await faultOf(() => canonicalText(bad))).to.equal('not-json')
    })
  }

  it('names the spot of what it refuses, and takes what is just deep enough', () => {
    expect(() => canonicalText({ a: [{ b: 1n }] })).to.throw('$.a[0].b')
    expect(canonicalText(nested(depthMax))).to.have.length(2 * depthMax)
  })
})

describe('a commitment', () => {
  const salt = new Uint8Array(32).fill(7)

  it('is the hash of the salt followed by the canonical value', () => {
    const expected = toBase64(sha256(salt, utf8('{"a":"山田","b":1}')))
    expect(commit(salt, { b: 1, a: '山田' }, sha256)).to.equal(expected)
  })

  it('fits its own salt and value only', () => {
    const salts = fc.uint8Array({ minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(salts, salts, value, value, (one, other, first, second) => {
        const commitment = commit(one, first, sha256)
        const same = canonicalText(first) === canonicalText(second)
        expect(verifyCommitment(commitment, one, first, sha256)).to.equal(true)
        expect(verifyCommitment(commitment, one, second, sha256)).to.equal(same)
        const sameSalt = toBase64(one) === toBase64(other)
        expect(verifyCommitment(commitment, other, first, sha256)).to.equal(sameSalt)
      }),
    )
  })

  it('is not made with a short salt, and a malformed one fits nothing', () => {
    expect(() => commit(new Uint8Array(31), 'a', sha256)).to.throw(RangeError)
    expect(verifyCommitment('?', salt, 'a', sha256)).to.equal(false)
    const commitment = commit(salt, 'a', sha256)
    expect(verifyCommitment(commitment, salt, undefined, sha256)).to.equal(false)
    expect(verifyCommitment(commitment.slice(0, -1), salt, 'a', sha256)).to.equal(false)
  })
})

function nested(depth: number): unknown {
  let inner: unknown[] = []
  for (let level = 1; level < depth; level += 1) inner = [inner]
  return inner
}

function reversed(original: unknown): unknown {
  if (Array.isArray(original)) return original.map(reversed)
  if (typeof original !== 'object' || original === null) return original
  const entries = Object.entries(original).map(([key, member]) => [key, reversed(member)])
  return Object.fromEntries(entries.toReversed())
}
