/**
 * A view is how somebody likes to look at a ledger: what narrows and orders the list, and which
 * columns stand in which order and width. It is a preference, not a record, so no journal has it.
 */

/** One column of a view: a field, `state` or `changed`, and its width if it was chosen. */
export interface ViewColumn {
  readonly key: string
  /** In CSS pixels. */
  readonly width?: number | undefined
}

/** What a view says of a list. */
export interface ViewSettings {
  /** The list's own address: `q`, `sort` and filters by name. */
  readonly query: Readonly<Record<string, string>>
  /** Absent for the ledger's own columns. */
  readonly columns?: readonly ViewColumn[] | undefined
}

/** A view as its reader sees it. */
export interface SavedView extends ViewSettings {
  readonly id: string
  readonly ledger: string
  readonly name: string
  /** Whether everyone who reads the ledger has it. */
  readonly shared: boolean
  /** Whether it is the reader's own. */
  readonly own: boolean
}

/** Columns of every ledger beside its fields. */
export const houseColumns = ['state', 'changed'] as const
