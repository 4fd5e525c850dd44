/**
 * A list as it goes to paper: its columns as the paper ledger had them, and what must stand around
 * them so that a sheet in a file says by itself whose it is, what it was narrowed to, and who
 * printed it when.
 */
import { printMoment } from '../../models/fields.ts'
import type { FieldKind, PrintContext } from '../../models/fields.ts'
import { limits } from '../../models/limits.ts'
import { fill, words } from '../../models/words.ts'
import type { Language } from '../../models/words.ts'
import type { House } from '../house.ts'
import type { Listing, ListQuery } from '../ledger/list.ts'
import { labelsOf } from '../ledger/present.ts'
import { issuerOf } from '../paper/compose.ts'
import type { ListContent } from '../paper/content.ts'
import type { Column } from './rows.ts'

const wording = {
  printed: words('印刷', 'Printed'),
  filter: words('条件', 'Narrowed to'),
  everything: words('すべて', 'everything'),
  sought: words('検索', 'search'),
  overdue: words('期限超過', 'overdue'),
  state: words('状態', 'State'),
  link: words('関係する記録', 'Linked to'),
  chosen: words('選んだ {count} 件', '{count} chosen'),
  colon: words('：', ': '),
  between: words('、', ', '),
  order: words('並び順', 'Order'),
  number: words('番号', 'Number'),
  changed: words('更新日時', 'Changed at'),
  ordered: words('{label}（{way}）', '{label} ({way})'),
  up: words('昇順', 'ascending'),
  down: words('降順', 'descending'),
  zone: words('時刻の地域', 'Time zone'),
  ending: words('以上 {count} 件', 'End of the list: {count} records'),
} as const

/** Shares of the width by the columns every ledger has, and by what stands in the others. */
const ownShares: Readonly<Record<string, number>> = { number: 3.4, state: 2.5, id: 4 }
const shares: Readonly<Partial<Record<FieldKind, number>>> = {
  list: 5,
  group: 4,
  lines: 3.6,
  moment: 3.2,
  code: 3,
  flag: 1.8,
  number: 2,
}
const usualShare = 2.7
const sealedShare = 3.2

/** What a printed list is made from. */
export interface Printing {
  readonly listing: Listing
  readonly query: ListQuery
  readonly columns: readonly Column[]
  readonly language: Language
  /** How many records it will have; only a short list is tagged. */
  readonly of: number
}

/** What stands around the rows of a printed list. */
export async function printing(house: House, asked: Printing): Promise<ListContent> {
  const { listing, query, columns, language, of } = asked
  const { ledger, actor, settings, timeZone, now } = listing
  const at = now.toISOString()
  const ids = Object.values(query.filter).flatMap((value) => value.split(','))
  const linked = await labelsOf(house, [...ids, actor.id])
  const context: PrintContext = { language, timeZone, labelOf: (id) => linked[id]?.title }
  const issuer = issuerOf(settings, language)
  const colon = wording.colon[language]
  const printed = [printMoment(at, context), linked[actor.id]?.title ?? ''].join(' ').trim()
  const title = ledger.label[language]
  return {
    language,
    title,
    subject: title,
    issuer,
    at,
    landscape: true,
    side: 34,
    ...(of > limits.printedTaggedRowsMax && { untagged: true as const }),
    notes: [
      `${wording.filter[language]}${colon}${filterSaid(listing, query, context)}`,
      `${wording.order[language]}${colon}${orderSaid(listing, query, language)}\u3000` +
        `${wording.printed[language]}${colon}${printed}\u3000` +
        `${wording.zone[language]}${colon}${timeZone}`,
    ],
    columns: columns.map(({ heading, kind, key, sealed }) => ({
      label: heading,
      share: sealed === undefined ? (ownShares[key] ?? shares[kind] ?? usualShare) : sealedShare,
    })),
    footer: [issuer[0] ?? '', title, `${wording.printed[language]} ${printed}`]
      .filter((part) => part !== '')
      .join('\u3000'),
    ending: wording.ending,
  }
}

function filterSaid({ ledger }: Listing, query: ListQuery, context: PrintContext): string {
  const { language, labelOf } = context
  const colon = wording.colon[language]
  const said = Object.entries(query.filter).map(([name, value]) => {
    if (name === 'state') {
      return `${wording.state[language]}${colon}${ledger.states[value]?.[language] ?? value}`
    }
    if (name === 'due') {
      return `${wording.overdue[language]}${colon}${ledger.dues?.[value]?.label[language] ?? value}`
    }
    if (name === 'link') return `${wording.link[language]}${colon}${labelOf(value) ?? value}`
    if (name === 'id') {
      return fill(wording.chosen, { count: value.split(',').length })[language]
    }
    const field = ledger.fields[name]
    return `${field?.label[language] ?? name}${colon}${valueSaid(ledger.fields[name], value, context)}`
  })
  if (query.q !== undefined && query.q !== '') {
    said.push(`${wording.sought[language]}${colon}${query.q}`)
  }
  return said.length > 0 ? said.join(wording.between[language]) : wording.everything[language]
}

/** A filter's value as people read it; a range of days stands as `from..to` in addresses. */
function valueSaid(
  field: Listing['ledger']['fields'][string] | undefined,
  value: string,
  context: PrintContext,
): string {
  if (value.includes('..')) return value.replace('..', context.language === 'ja' ? '～' : ' – ')
  if (!field) return value
  if (field.kind === 'flag') return field.print(value === 'true', context)
  return field.print(field.kind === 'choices' ? [value] : value, context)
}

function orderSaid({ ledger }: Listing, { sort }: ListQuery, language: Language): string {
  const key = sort.replace(/^-/, '')
  const own = key === 'number' || key === 'changed' ? wording[key] : ledger.fields[key]?.label
  const way = sort.startsWith('-') ? wording.down : wording.up
  return fill(wording.ordered, { label: own?.[language] ?? key, way: way[language] })[language]
}
