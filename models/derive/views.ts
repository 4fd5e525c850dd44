/**
 * Derives from a declaration what lists, boards and searches need to know of a record: its
 * title, the tags that filter it, the links it holds.
 */
import { within } from '../fields.ts'
import type { Field, FileReference, PrintContext } from '../fields.ts'
import type { Ledger } from '../ledger.ts'
import type { Facts, LedgerRecord } from '../record.ts'

/** Every field of a record's facts with its value, parts of groups and lists included. */
export function* factsWithin(
  ledger: Ledger,
  facts: Facts,
): Generator<{ field: Field; value: unknown; path: string }> {
  for (const [key, field] of Object.entries(ledger.fields)) {
    yield* within(field, facts[key], key)
  }
}

/** Ids of every record the facts link to. */
export function linksOf(ledger: Ledger, facts: Facts): string[] {
  const ids = new Set<string>()
  for (const { field, value } of factsWithin(ledger, facts)) {
    if (field.kind === 'link') ids.add(value as string)
  }
  return [...ids]
}

/** Every stored file the facts name. */
export function filesOf(ledger: Ledger, facts: Facts): FileReference[] {
  const files = new Map<string, FileReference>()
  for (const { field, value } of factsWithin(ledger, facts)) {
    if (field.kind === 'file') {
      const file = value as FileReference
      files.set(file.sha256, file)
    } else if (field.kind === 'signature') {
      const { image } = value as { image: FileReference }
      files.set(image.sha256, image)
    }
  }
  return [...files.values()]
}

/** `field:value` tags of every value a list may be filtered by, and the state. */
export function tagsOf(ledger: Ledger, record: LedgerRecord): string[] {
  const tags = new Set([`state:${record.state}`])
  for (const [key, field] of Object.entries(ledger.fields)) {
    const value = record.facts[key]
    if (value === undefined || value === null) continue
    if (filterable(field)) {
      for (const one of Array.isArray(value) ? value : [value]) tags.add(`${key}:${String(one)}`)
    }
  }
  for (const { field, value } of factsWithin(ledger, record.facts)) {
    if (field.kind === 'link') tags.add(`link:${String(value)}`)
  }
  for (const { sha256 } of filesOf(ledger, record.facts)) tags.add(`file:${sha256}`)
  return [...tags]
}

/** Whether a list may be filtered by a field. */
export function filterable(field: Field): boolean {
  return ['choice', 'choices', 'flag', 'link', 'code'].includes(field.kind)
}

/** What a record is called: its title, or its number when it has none (or it was erased). */
export function titleOf(ledger: Ledger, record: LedgerRecord): string {
  return ledger.title(record.facts) ?? record.number
}

/** The printed value of one column, empty when there is none. */
export function printed(
  ledger: Ledger,
  record: LedgerRecord,
  key: string,
  context: PrintContext,
): string {
  const value = record.facts[key]
  const field = ledger.fields[key]
  if (!field || value === undefined || value === null) {
    if (!record.erased.includes(key)) return ''
    return context.language === 'ja' ? '（消去済）' : '(erased)'
  }
  return field.print(value, context)
}
