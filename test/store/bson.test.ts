/**
 * Reading and writing BSON: every kind survives, byte for byte, and damaged bytes are refused
 * before anything trusts a length in them. The bson package serves as the independent second
 * opinion.
 */
import * as reference from 'bson'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { Code, DateTime, Doc, Int32, ObjectId, decode } from '../../server/store/bson.ts'
import { encode, getField } from '../../server/store/bson.ts'
import type { Decimal128, Value } from '../../server/store/bson.ts'
import { identical } from '../../server/store/compare.ts'
import { parseDecimal } from '../../server/store/decimal.ts'
import { StoreError } from '../../server/store/errors.ts'
import { documents } from './arbitrary.ts'

const everything = {
  double: new reference.Double(1),
  string: '台帳 𠮷',
  object: { b: 1, a: { c: null } },
  array: [1, 'two', [3], {}],
  binary: new reference.Binary(Uint8Array.of(1, 2, 3), 4),
  old: new reference.Binary(Uint8Array.of(1, 2, 3), 2),
  id: new reference.ObjectId('0123456789abcdef01234567'),
  no: false,
  yes: true,
  date: new Date(-1),
  nothing: null,
  regex: new reference.BSONRegExp('^a.b$', 'imsx'),
  code: new reference.Code('f()'),
  scoped: new reference.Code('f()', { x: 1 }),
  symbol: new reference.BSONSymbol('s'),
  int: new reference.Int32(-5),
  stamp: new reference.Timestamp({ t: 7, i: 9 }),
  long: reference.Long.fromString('9223372036854775807'),
  decimal: reference.Decimal128.fromString('-1.50E+3'),
  low: new reference.MinKey(),
  high: new reference.MaxKey(),
}

/** The same fields, rebuilt so that no byte of the original can be reused. */
function rebuilt(value: Value): Value {
  if (Array.isArray(value)) return value.map(rebuilt)
  if (value instanceof Code)
    return new Code(value.code, value.scope && (rebuilt(value.scope) as Doc))
  if (!(value instanceof Doc)) return value
  return Doc.from([...value.entries()].map(([name, inner]) => [name, rebuilt(inner)] as const))
}

function codeOf(act: () => unknown): number | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof StoreError) return error.code
    throw error
  }
}

describe('BSON', () => {
  it('writes back the bytes of the reference implementation for every type', () => {
    const bytes = reference.serialize(everything)
    const doc = decode(bytes)
    expect(Buffer.from(encode(rebuilt(doc) as Doc)).equals(bytes)).to.equal(true)
    expect([...doc.keys()]).to.deep.equal(Object.keys(everything))
  })

  it('reads back any document it wrote, with number kinds intact', () => {
    fc.assert(
      fc.property(documents, (doc) => {
        const bytes = encode(doc)
        const read = decode(bytes)
        expect(identical(read, doc)).to.equal(true)
        expect(identical(rebuilt(read), doc)).to.equal(true)
        expect(Buffer.from(encode(rebuilt(read) as Doc)).equals(bytes)).to.equal(true)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps the order of fields, also of integer-like ones and of __proto__', () => {
    const doc = Doc.from([
      ['b', 1],
      ['2', 2],
      ['__proto__', 3],
      ['1', 4],
    ])
    expect([...decode(encode(doc)).keys()]).to.deep.equal(['b', '2', '__proto__', '1'])
    expect(decode(encode(doc)).get('__proto__')).to.equal(3)
    expect(doc.get('constructor')).to.equal(undefined)
  })

  it('finds one field without reading the others, whatever the key', () => {
    const doc = Doc.of({ aa: 1, a: 2, é: 3, '\u00c3\u00a9': 4, long: 'x', z: [1] })
    const bytes = encode(doc)
    for (const [name, value] of doc) {
      expect(identical(getField(bytes, name) as Value, value), name).to.equal(true)
    }
    expect(getField(bytes, 'aaa')).to.equal(undefined)
    expect(getField(bytes, '')).to.equal(undefined)
  })

  it('leaves the original alone when a field is set or removed', () => {
    const doc = decode(encode(Doc.of({ a: 1, b: 2 })))
    const changed = doc.with('a', 'x').without('b').with('c', null)
    expect([...changed.keys()]).to.deep.equal(['a', 'c'])
    expect([...doc.keys()]).to.deep.equal(['a', 'b'])
    expect(doc.without('none')).to.equal(doc)
  })

  it('converts plain objects as the driver does', () => {
    const doc = Doc.of({ whole: 7, half: 0.5, big: 2 ** 40, zero: -0, long: 5n, gone: undefined })
    expect(doc.get('whole')).to.deep.equal(new Int32(7))
    expect([doc.get('half'), doc.get('big'), doc.get('long')]).to.deep.equal([0.5, 2 ** 40, 5n])
    expect(Object.is(doc.get('zero'), -0)).to.equal(true)
    expect(doc.has('gone')).to.equal(false)
    const date = new Date('2024-05-06T07:08:09Z')
    expect(Doc.of({ date }).get('date')).to.deep.equal(DateTime.of(date))
  })

  it('refuses bytes that are cut, overlong or inconsistent', () => {
    const bytes = Buffer.from(reference.serialize(everything))
    for (let length = 0; length < bytes.length; length += 1) {
      expect(
        codeOf(() => decode(bytes.subarray(0, length))),
        `cut at ${length}`,
      ).to.equal(22)
    }
    expect(codeOf(() => decode(Buffer.concat([bytes, Buffer.alloc(1)])))).to.equal(22)
  })

  it('never trusts a damaged byte beyond the document', () => {
    const bytes = Buffer.from(reference.serialize(everything))
    for (let at = 0; at < bytes.length; at += 1) {
      for (const byte of [0, 1, 127, 255]) {
        const damaged = Buffer.from(bytes)
        damaged[at] = byte
        const code = codeOf(() => encode(rebuilt(decode(damaged)) as Doc))
        expect(code, `byte ${at} = ${byte}`).to.be.oneOf([undefined, 22])
      }
    }
  })

  it('refuses text that is not UTF-8', () => {
    const bytes = Buffer.from(encode(Doc.of({ a: 'xy' })))
    bytes[bytes.indexOf('x')] = 0xff
    expect(codeOf(() => decode(bytes))).to.equal(22)
  })

  it('refuses nesting deeper than 200 levels', () => {
    const nested = (depth: number): Doc => {
      let doc = Doc.empty
      for (let at = 1; at < depth; at += 1) doc = Doc.from([['a', doc]])
      return doc
    }
    expect(codeOf(() => decode(encode(nested(200))))).to.equal(undefined)
    expect(codeOf(() => decode(encode(nested(201))))).to.equal(15)
  })

  it('makes object ids that differ and sort by time', () => {
    const made = Array.from({ length: 1000 }, () => ObjectId.generate().toHex())
    expect(new Set(made).size).to.equal(1000)
    expect(ObjectId.of('0123456789abcdef01234567').toHex()).to.equal('0123456789abcdef01234567')
  })
})

describe('Decimal128', () => {
  const texts = [
    '0',
    '-0',
    '1',
    '1.50',
    '-1.50E+3',
    '1E-6176',
    '9.999E+6144',
    'Infinity',
    '-Infinity',
  ]
  for (const text of [...texts, 'NaN', '0.000001', '1E-7', '123456789012345678901234567890.1234']) {
    it(`prints and packs ${text} as the reference does`, () => {
      const ours = parseDecimal(text)
      const theirs = reference.Decimal128.fromString(text)
      expect(String(ours)).to.equal(theirs.toString())
      expect(Buffer.compare(ours?.bytes as Uint8Array, theirs.bytes)).to.equal(0)
    })
  }

  it('rounds half to even beyond 34 digits', () => {
    const digits = '1234567890123456789012345678901234'
    expect(String(parseDecimal(`${digits}5`))).to.equal('1.234567890123456789012345678901234E+34')
    expect(String(parseDecimal(`${digits.slice(0, 33)}55`))).to.equal(
      '1.234567890123456789012345678901236E+34',
    )
  })

  it('reads any sixteen bytes as the reference does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        // IEEE 754 says that a number of over 34 digits is zero; the reference prints its digits.
        const special = ((bytes[15] as number) & 0x78) === 0x78
        const layout = ((bytes[15] as number) & 0x60) === 0x60
        const whole = BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`)
        const digits = BigInt.asUintN(113, whole)
        fc.pre(special || (!layout && digits < 10n ** 34n))
        const theirs = new reference.Decimal128(bytes).toString()
        const doc = decode(reference.serialize({ a: new reference.Decimal128(bytes) }))
        expect((doc.get('a') as Decimal128).toString()).to.equal(theirs)
      }),
    )
  })

  it('reads a number of over 34 digits as zero, as IEEE 754 says', () => {
    const bytes = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 238, 249, 175])
    const doc = decode(reference.serialize({ a: new reference.Decimal128(bytes) }))
    expect((doc.get('a') as Decimal128).toString()).to.match(/^-0(E|$)/)
  })
})
