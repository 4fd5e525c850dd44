/**
 * What one person last used on one device, for fields declared worth remembering: the tool in
 * hand, the room, who witnesses. It is a convenience and no record, so it stays on the device, is
 * kept apart by account, and goes when that person signs out.
 */
import { within } from '../../models/field.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'

/** Where it is kept: the browser's own storage, or anything like it. */
export interface Keeping {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

interface Kept {
  /** Values by `ledger.field`. */
  readonly values: Readonly<Record<string, unknown>>
  /** Ids last chosen for a link, newest first, by `ledger.path`. */
  readonly chosen: Readonly<Record<string, readonly string[]>>
}

/** How many choices of one link are remembered. */
const chosenMax = 3

function keyOf(account: string): string {
  return `daicho.memory.${account}`
}

export class Memory {
  readonly #keeping: Keeping
  readonly #key: string

  constructor(keeping: Keeping, account: string) {
    this.#keeping = keeping
    this.#key = keyOf(account)
  }

  /** The value last used for a field; undefined for one that is not remembered. */
  recall(ledger: Ledger, key: string): unknown {
    return ledger.fields[key]?.remembered && this.#read().values[`${ledger.name}.${key}`]
  }

  /** Ids last chosen for the link at a path, newest first. */
  chosen(ledger: Ledger, path: string): readonly string[] {
    return this.#read().chosen[`${ledger.name}.${plain(path)}`] ?? []
  }

  /** Keeps what an act was given, as far as it is declared to be remembered. */
  keep(ledger: Ledger, given: Facts): void {
    const before = this.#read()
    const values = { ...before.values }
    const chosen = { ...before.chosen }
    for (const [key, value] of Object.entries(given)) {
      const field = ledger.fields[key]
      if (!field || value === null || value === undefined) continue
      if (field.remembered) values[`${ledger.name}.${key}`] = value
      for (const one of within(field, value, key)) {
        if (one.field.kind !== 'link' || typeof one.value !== 'string') continue
        const place = `${ledger.name}.${plain(one.path)}`
        const others = (chosen[place] ?? []).filter((id) => id !== one.value)
        chosen[place] = [one.value, ...others].slice(0, chosenMax)
      }
    }
    try {
      this.#keeping.setItem(this.#key, JSON.stringify({ values, chosen }))
    } catch {
      // A full or forbidden storage only means that more has to be tapped.
    }
  }

  #read(): Kept {
    try {
      const kept: unknown = JSON.parse(this.#keeping.getItem(this.#key) ?? '{}')
      const { values = {}, chosen = {} } = (kept ?? {}) as Partial<Kept>
      return { values, chosen }
    } catch {
      return { values: {}, chosen: {} }
    }
  }
}

/** A path without the rows of its lists: every row's link is the same question. */
function plain(path: string): string {
  return path
    .split('.')
    .filter((step) => !/^\d+$/.test(step))
    .join('.')
}

/** Forgets everything a person used on this device. */
export function forgetUsed(keeping: Keeping, account: string): void {
  keeping.removeItem(keyOf(account))
}
