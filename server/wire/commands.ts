/**
 * The one table of commands, in alphabetical order. What is not in it does not exist (59); what is
 * in it takes exactly the fields it lists.
 */
import { Doc, Int32 } from '../store/bson.ts'
import type { Value } from '../store/bson.ts'
import { StorageError } from '../store/contract.ts'
import { StoreError } from '../store/errors.ts'
import { aggregate } from './aggregate.ts'
import { errorFields } from './batch.ts'
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.ts'
import { renameCollection } from './collections.ts'
import { okay } from './command.ts'
import type { Command, Context } from './command.ts'
import { count, distinct } from './counting.ts'
import { explain } from './explain.ts'
import { find, getMore, killCursors } from './find.ts'
import { buildInfo, connectionStatus, endSessions, getCmdLineOpts, getLog } from './greeting.ts'
import { getParameter, hello, hostInfo, isMaster, ping, refreshSessions } from './greeting.ts'
import { whatsmyuri } from './greeting.ts'
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts'
import { insert } from './insert.ts'
import { findAndModify } from './modify.ts'
import { refused, refusedNames } from './refused.ts'
import { Request } from './request.ts'
import { collStats, dbStats, serverStatus, validate } from './status.ts'
import { remove, update } from './update.ts'

const listCommands: Command = {
  name: 'listCommands',
  fields: [],
  run() {
    const entries = commands
      .filter((command) => !refusedNames.has(command.name))
      .map((command) => [command.name, Doc.of({ fields: command.fields })] as const)
    return okay([['commands', Doc.from(entries)]])
  },
}

export const commands: readonly Command[] = [
  aggregate,
  buildInfo,
  collStats,
  connectionStatus,
  count,
  create,
  createIndexes,
  dbStats,
  remove,
  distinct,
  drop,
  dropDatabase,
  dropIndexes,
  endSessions,
  explain,
  find,
  findAndModify,
  getCmdLineOpts,
  getLog,
  getMore,
  getParameter,
  hello,
  hostInfo,
  insert,
  isMaster,
  killCursors,
  listCollections,
  listCommands,
  listDatabases,
  listIndexes,
  ping,
  refreshSessions,
  renameCollection,
  serverStatus,
  update,
  validate,
  whatsmyuri,
  ...refused,
]

/** Old spellings that clients still send. */
const aliases: Readonly<Record<string, string>> = {
  buildinfo: 'buildInfo',
  collstats: 'collStats',
  dbstats: 'dbStats',
  findandmodify: 'findAndModify',
  ismaster: 'isMaster',
}

const byName = new Map(commands.map((command) => [command.name, command]))

/** Commands whose reply tells more than they were asked, so any field is let through. */
const lenient = new Set(['hello', 'isMaster', 'getParameter', 'serverStatus'])

/** Runs one command; every failure becomes the reply MongoDB would give. */
export async function answer(context: Context, body: Doc): Promise<Doc> {
  const spelled = body.keys()[0] ?? ''
  try {
    const command = byName.get(aliases[spelled] ?? spelled)
    if (command === undefined) throw new StoreError(59, `no such command: '${spelled}'`)
    const request = new Request(spelled, body)
    if (!lenient.has(command.name) && !refusedNames.has(command.name)) {
      request.check(command.fields)
    }
    return await command.run(context, request)
  } catch (error) {
    return failure(error)
  }
}

/**
 * The reply for a failure. What is no refusal of the store is an internal error (1) in its words.
 */
export function failure(error: unknown): Doc {
  const known = asStoreError(error)
  const fields: [string, Value][] = [
    ['ok', 0],
    ['errmsg', known.message],
    ['code', new Int32(known.code)],
    ['codeName', known.code === 1 ? 'InternalError' : known.codeName],
    ...errorFields(known),
  ]
  return Doc.from(fields)
}

function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  if (error instanceof StorageError) return new StoreError(1, error.message)
  return new StoreError(1, error instanceof Error ? error.message : String(error))
}
