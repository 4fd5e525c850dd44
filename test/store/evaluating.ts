/**
 * The document and the way to check results that the tests of expressions share.
 */
import { expect } from 'chai'
import { DateTime, Doc, ObjectId, valueOf } from '../../server/store/bson.ts'
import type { Plain, Value } from '../../server/store/bson.ts'
import { identical } from '../../server/store/compare.ts'
import { parseDecimal } from '../../server/store/decimal.ts'
import { compileExpression } from '../../server/store/expression.ts'
import { show } from '../../server/store/show.ts'

export const dec = (text: string): Value => parseDecimal(text) as Value
export const date = (text: string): Value => DateTime.of(new Date(text))
export const now = new Date('2024-05-06T07:08:09.010Z')
/** A double even when it is whole, which plain numbers are not taken for. */
export const double = (value: number): { double: number } => ({ double: value })

const doc = Doc.of({
  one: 1,
  two: 2,
  half: 0.5,
  big: 2147483647,
  long: 5n,
  dec: dec('1.5'),
  text: 'Hello',
  empty: '',
  none: null,
  yes: true,
  list: [3, 1, 2],
  docs: [{ x: 1, y: 'a' }, { x: 2 }, 5],
  nested: { a: { b: 7 } },
  when: date('2024-02-29T23:30:15.250Z'),
  id: ObjectId.of('65a0c5a00000000000000000'),
})

export const missing = Symbol('missing')

/** An expression and its result. */
export type Row = readonly [Plain, Plain | typeof missing | { double: number }]

export const evaluate = (expression: Plain): Value | undefined =>
  compileExpression(valueOf(expression as Exclude<Plain, undefined>), {
    now,
    let: Doc.of({ outer: 42 }),
  })(doc)

const isDouble = (wanted: unknown): wanted is { double: number } =>
  typeof wanted === 'object' && wanted !== null && Object.keys(wanted).join() === 'double'

/** One test for each row. */
export function checkRows(rows: readonly Row[]): void {
  for (const [expression, result] of rows) {
    const given = show(valueOf(expression as Exclude<Plain, undefined>))
    it(`${given} gives ${result === missing ? 'nothing' : shown(result)}`, () => {
      const found = evaluate(expression)
      if (result === missing) {
        expect(found).to.equal(undefined)
        return
      }
      const wanted = isDouble(result) ? result.double : valueOf(result as Exclude<Plain, undefined>)
      expect(found !== undefined && identical(found, wanted), show(found)).to.equal(true)
    })
  }
}

function shown(result: unknown): string {
  return isDouble(result)
    ? `the double ${result.double}`
    : show(valueOf(result as Exclude<Plain, undefined>))
}
