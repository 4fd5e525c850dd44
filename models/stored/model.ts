/** How every collection is declared: no implicit indexes, no versioning, nothing minimised. */
import { Schema } from 'mongoose'
import type { Connection, Model, SchemaDefinition } from 'mongoose'

/** A collection's index: its keys and, when it has any, its options. */
export type Index = readonly [
  Readonly<Record<string, 1 | -1>>,
  {
    readonly unique?: true
    readonly partialFilterExpression?: Record<string, unknown>
    readonly expireAfterSeconds?: number
  }?,
]

/**
 * Declares a collection of documents of the shape T.
 *
 * @param name the model's name; the collection is its plural, given as `collection`
 * @returns the model of the collection on a connection
 */
export function kept<T>(
  name: string,
  collection: string,
  definition: SchemaDefinition,
  indexes: readonly Index[] = [],
  options: { readonly strict?: boolean } = {},
): (connection: Connection) => Model<T> {
  const schema = new Schema(definition, {
    versionKey: false,
    id: false,
    minimize: false,
    autoIndex: false,
    autoCreate: false,
    ...options,
  })
  for (const [keys, more] of indexes) schema.index(keys, more ?? {})
  return (connection) => connection.model(name, schema, collection) as unknown as Model<T>
}

export const requiredText = { type: String, required: true } as const
export const requiredNumber = { type: Number, required: true } as const
export const requiredMoment = { type: Date, required: true } as const
export const requiredBytes = { type: Buffer, required: true } as const
