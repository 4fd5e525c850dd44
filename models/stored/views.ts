/**
 * Views people keep of ledgers. They are preferences: bounded, never journalled, and gone when
 * their owner says so.
 */
import { Schema } from 'mongoose'
import type { ViewColumn } from '../views.ts'
import { kept, requiredMoment, requiredText } from './model.ts'

export interface StoredView {
  readonly _id: string
  readonly account: string
  readonly ledger: string
  readonly name: string
  readonly query: Readonly<Record<string, string>>
  readonly columns?: readonly ViewColumn[]
  readonly shared: boolean
  readonly keptAt: Date
}

export const viewsOn = kept<StoredView>(
  'View',
  'views',
  {
    _id: requiredText,
    account: requiredText,
    ledger: requiredText,
    name: requiredText,
    query: { type: Schema.Types.Mixed, required: true },
    columns: { type: Schema.Types.Mixed, default: undefined },
    shared: { type: Boolean, required: true },
    keptAt: requiredMoment,
  },
  [[{ ledger: 1, account: 1 }], [{ ledger: 1, shared: 1 }], [{ account: 1 }]],
)
