/**
 * What a command is: a name, the fields it takes, and a function from request to reply. The table
 * in `commands.ts` is nothing but a list of these.
 */
import { Doc } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import type { Engine } from '../store/engine.ts'
import type { Cursors } from './cursors.ts'
import type { Request } from './request.ts'

/** What a handler may use. */
export interface Context {
  readonly engine: Engine
  readonly cursors: Cursors
  readonly connection: number
}

export interface Command {
  readonly name: string
  /** The fields it accepts beside the generic ones, in alphabetical order. */
  readonly fields: readonly string[]
  run(context: Context, request: Request): Promise<Doc> | Doc
}

/** A reply that says all went well. */
export const okay = (fields: Iterable<readonly [string, Value]> = []): Doc =>
  Doc.from([...fields, ['ok', 1]])
