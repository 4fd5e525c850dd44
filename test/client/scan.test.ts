/**
 * What is scanned is read the same way however it came: by camera, from a scanner that types, or
 * half in full-width letters. A person who types must never be taken for a scanner.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import { Burst, characterOf, usualPace } from '../../client/scan/burst.ts'
import type { Step } from '../../client/scan/burst.ts'
import { plainText, readScan } from '../../client/scan/read.ts'
import { Repeats } from '../../client/scan/repeats.ts'
import { ledgers } from '../../models/ledgers.ts'

const printable = fc
  .string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/.:abcxyz'),
    minLength: usualPace.charactersMin,
    maxLength: 60,
  })
  .filter((text) => text.trim() === text)

/** Presses a text's keys, each so many milliseconds after the one before, and then another. */
function typed(burst: Burst, text: string, gapMs: readonly number[], end = 'Enter'): Step {
  let at = 1_000
  for (const [index, key] of [...text].entries()) {
    burst.press({ key, code: '', shiftKey: false }, at)
    at += gapMs[index % gapMs.length] ?? 0
  }
  return burst.press({ key: end, code: end, shiftKey: false }, at)
}

describe('a scanner that types', () => {
  it('is heard whatever it reads, ending in Enter or Tab', () => {
    fc.assert(
      fc.property(
        printable,
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 }),
        fc.constantFrom('Enter', 'Tab'),
        (text, gaps, end) => {
          expect(typed(new Burst(), text, gaps, end)).to.deep.equal({ kind: 'scan', text })
        },
      ),
    )
  })

  it('is never mistaken for a person, however fast', () => {
    fc.assert(
      fc.property(
        printable,
        fc.array(fc.integer({ min: 60, max: 400 }), { minLength: 1 }),
        (text, gaps) => {
          expect(typed(new Burst(), text, gaps).kind).to.not.equal('scan')
        },
      ),
    )
  })

  it('is heard after somebody typed slowly before it', () => {
    const burst = new Burst()
    burst.press({ key: 'x', code: 'KeyX', shiftKey: false }, 0)
    expect(typed(burst, 'WD-1234', [5])).to.deep.equal({ kind: 'scan', text: 'WD-1234' })
  })

  it('needs a code of some length, and its own pace where one is given', () => {
    expect(typed(new Burst(), 'ab', [1]).kind).to.equal('none')
    const slow = new Burst({ gapMsMax: 500, averageMsMax: 300, charactersMin: 1 })
    expect(typed(slow, 'ab', [200])).to.deep.equal({ kind: 'scan', text: 'ab' })
  })

  it('starts over when an arrow or a letter comes between', () => {
    const burst = new Burst()
    burst.press({ key: 'A', code: 'KeyA', shiftKey: true }, 0)
    burst.press({ key: 'ArrowLeft', code: 'ArrowLeft', shiftKey: false }, 5)
    expect(typed(burst, 'BCDE', [1])).to.deep.equal({ kind: 'scan', text: 'BCDE' })
  })

  it('is heard through a Japanese input method', () => {
    expect(characterOf({ key: 'Ｗ', code: 'KeyW', shiftKey: true })).to.equal('W')
    expect(characterOf({ key: 'Process', code: 'KeyW', shiftKey: false })).to.equal('w')
    expect(characterOf({ key: 'Process', code: 'KeyW', shiftKey: true })).to.equal('W')
    expect(characterOf({ key: 'Process', code: 'Digit7', shiftKey: false })).to.equal('7')
    expect(characterOf({ key: 'Process', code: 'Minus', shiftKey: false })).to.equal('-')
    expect(characterOf({ key: 'Shift', code: 'ShiftLeft', shiftKey: true })).to.equal(undefined)
  })
})

describe('a scanned text', () => {
  it('is a record wherever the label’s address has one, whatever the host', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ledgers.map(({ name }) => name)),
        fc.uuid(),
        fc.constantFrom('http://localhost:3000', 'https://daicho.example', 'https://10.0.0.7:8443'),
        fc.constantFrom('', '/', '?from=label', '#top'),
        (ledger, id, host, rest) => {
          const read = readScan(` ${host}/${ledger}/${id}${rest}\r\n`)
          expect(read).to.deep.equal({ kind: 'record', ledger, id })
        },
      ),
    )
  })

  it('is a text otherwise, half-width and without what scanners add', () => {
    fc.assert(
      fc.property(printable, (text) => {
        const wide = [...text].map((one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0))
        expect(readScan(`\u001d${wide.join('')}\r`)).to.deep.equal({ kind: 'text', text })
      }),
    )
    expect(readScan('https://example.org/nothing/here').kind).to.equal('text')
    const unknown = 'https://daicho.example/unknown/123e4567-e89b-12d3-a456-426614174000'
    expect(readScan(unknown).kind).to.equal('text')
  })

  it('never fails, whatever a camera makes of a smudge', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readScan(text).kind).to.be.oneOf(['text', 'record'])
        expect(plainText(plainText(text))).to.equal(plainText(text))
      }),
    )
  })
})

describe('a code in front of the camera', () => {
  it('counts once until it was out of sight for a while', () => {
    const repeats = new Repeats()
    expect(repeats.isNew('A-1', 'QRCode', 0)).to.equal(true)
    for (let at = 100; at <= 5_000; at += 100) {
      expect(repeats.isNew('A-1', 'QRCode', at)).to.equal(false)
    }
    expect(repeats.isNew('A-2', 'QRCode', 5_100)).to.equal(true)
    expect(repeats.isNew('A-1', 'QRCode', 7_000)).to.equal(true)
  })

  it('is looked at twice when its kind has no check digit', () => {
    const repeats = new Repeats()
    expect(repeats.isNew('A-1', 'Code39', 0)).to.equal(false)
    expect(repeats.isNew('A-7', 'Code39', 100)).to.equal(false)
    expect(repeats.isNew('A-7', 'Code39', 200)).to.equal(true)
  })
})
