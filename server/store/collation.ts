/**
 * Language-aware string comparison. MongoDB describes it with ICU options; Intl.Collator is the
 * same ICU inside Node, so an option that Intl cannot express is refused rather than ignored.
 */
import { Doc } from './bson.ts'
import { badValue, located, typeMismatch } from './errors.ts'
import { toSafeInteger } from './numbers.ts'
import { show } from './show.ts'
import { Int32 } from './values.ts'
import type { Value } from './values.ts'

/** A compiled collation; its absence means comparison by UTF-8 bytes. */
export interface Collation {
  /** Every option with its default filled in, as listIndexes and listCollections show it. */
  readonly spec: Doc
  compare(a: string, b: string): number
}

const defaults: readonly (readonly [string, Value])[] = [
  ['locale', 'simple'],
  ['caseLevel', false],
  ['caseFirst', 'off'],
  ['strength', new Int32(3)],
  ['numericOrdering', false],
  ['alternate', 'non-ignorable'],
  ['maxVariable', 'punct'],
  ['normalization', false],
  ['backwards', false],
]

/** What ICU and the CLDR data call themselves in MongoDB's own listings. */
const version = '57.1'

const wrongType = (name: string, wanted: string): Error =>
  typeMismatch(`BSON field 'collation.${name}' is the wrong type, expected type '${wanted}'`)

function checkOption(name: string, value: Value): void {
  switch (name) {
    case 'caseLevel':
    case 'numericOrdering':
    case 'normalization':
    case 'backwards':
      if (typeof value !== 'boolean') throw wrongType(name, 'bool')
      return
    case 'strength':
      if (toSafeInteger(value) === undefined) throw wrongType(name, 'int')
      return
    case 'locale':
    case 'caseFirst':
    case 'alternate':
    case 'maxVariable':
    case 'version':
      if (typeof value !== 'string') throw wrongType(name, 'string')
      return
    default:
      throw located(40415, `BSON field 'collation.${name}' is an unknown field.`)
  }
}

/** Intl's name for a strength, and for strengths 1 and 2 with or without the case level. */
function sensitivity(strength: number, caseLevel: boolean): 'base' | 'accent' | 'case' | 'variant' {
  if (strength === 3) return 'variant'
  if (strength === 2 && !caseLevel) return 'accent'
  if (strength === 1) return caseLevel ? 'case' : 'base'
  throw badValue(`collation strength ${strength} with caseLevel ${caseLevel} is not supported`)
}

function collatorOf(spec: Doc): Intl.Collator {
  const locale = spec.get('locale') as string
  const tag = locale.replaceAll('_', '-').replace('@collation=', '-u-co-')
  if (spec.get('normalization') === true || spec.get('backwards') === true) {
    throw badValue('collation options normalization and backwards are not supported')
  }
  if (spec.get('maxVariable') !== 'punct') {
    throw badValue('collation option maxVariable is supported only as "punct"')
  }
  const alternate = spec.get('alternate')
  if (alternate !== 'non-ignorable' && alternate !== 'shifted') {
    throw badValue(`Enumeration value ${show(alternate)} for field 'alternate' is not valid.`)
  }
  const caseFirst = spec.get('caseFirst')
  if (caseFirst !== 'upper' && caseFirst !== 'lower' && caseFirst !== 'off') {
    throw badValue(`Enumeration value ${show(caseFirst)} for field 'caseFirst' is not valid.`)
  }
  const options: Intl.CollatorOptions = {
    usage: 'sort',
    sensitivity: sensitivity(
      toSafeInteger(spec.get('strength')) ?? 3,
      spec.get('caseLevel') === true,
    ),
    numeric: spec.get('numericOrdering') === true,
    ignorePunctuation: alternate === 'shifted',
    caseFirst: caseFirst === 'off' ? 'false' : caseFirst,
  }
  let supported: readonly string[] = []
  try {
    supported = Intl.Collator.supportedLocalesOf(tag)
  } catch {
    // A malformed tag is no locale either; the refusal below says so.
  }
  if (supported.length === 0) {
    throw badValue(`Field 'locale' is invalid in: { locale: "${locale}" }`)
  }
  return new Intl.Collator(tag, options)
}

/**
 * Compiles a collation document. `{locale: 'simple'}` gives undefined.
 * Throws BadValue (2) for an unknown locale or value, 40415 for an unknown option, 40414 without a
 * locale.
 */
export function compileCollation(spec: Doc): Collation | undefined {
  for (const [name, value] of spec) checkOption(name, value)
  const locale = spec.get('locale')
  if (locale === undefined) {
    throw located(40414, "BSON field 'collation.locale' is missing but a required field")
  }
  if (locale === 'simple') {
    if (spec.size === 1) return undefined
    throw badValue("If 'locale' is 'simple', no other collation option may be given")
  }
  const filled = defaults.map(([name, value]) => {
    const given = spec.get(name)
    const whole = name === 'strength' ? toSafeInteger(given) : undefined
    return [name, whole === undefined ? (given ?? value) : new Int32(whole)] as const
  })
  const complete = Doc.from([...filled, ['version', version]])
  const collator = collatorOf(complete)
  return { spec: complete, compare: (a, b) => collator.compare(a, b) }
}

/** Whether two collations order strings alike, which decides if an index may serve a query. */
export function sameCollation(a: Collation | undefined, b: Collation | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.spec.keys().every((name) => {
    const x = a.spec.get(name)
    const y = b.spec.get(name)
    return x instanceof Int32 && y instanceof Int32 ? x.value === y.value : x === y
  })
}
