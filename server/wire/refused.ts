/**
 * Commands of MongoDB that this server knows by name and does not have. Saying so with the reason
 * is kinder than "no such command", and a list of them is the honest description of what is
 * missing.
 */
import { StoreError } from '../store/errors.ts'
import type { Command } from './command.ts'

const needsReplicaSet = 'it needs a replica set, and the embedded store is a single node'
const needsServer = 'set MONGODB_URI to use a MongoDB server that has it'
const needsUsers = 'the embedded store has no users; its socket belongs to one account'

/** Name and reason, in alphabetical order. */
const reasons: readonly (readonly [string, string])[] = [
  ['abortTransaction', needsReplicaSet],
  ['authenticate', needsUsers],
  ['bulkWrite', needsServer],
  ['cloneCollectionAsCapped', needsServer],
  ['collMod', needsServer],
  ['commitTransaction', needsReplicaSet],
  ['compact', needsServer],
  ['convertToCapped', needsServer],
  ['createRole', needsUsers],
  ['createSearchIndexes', needsServer],
  ['createUser', needsUsers],
  ['currentOp', needsServer],
  ['dropAllUsersFromDatabase', needsUsers],
  ['dropRole', needsUsers],
  ['dropSearchIndex', needsServer],
  ['dropUser', needsUsers],
  ['enableSharding', needsReplicaSet],
  ['filemd5', needsServer],
  ['fsync', needsServer],
  ['getnonce', needsUsers],
  ['grantRolesToUser', needsUsers],
  ['killOp', needsServer],
  ['logout', needsUsers],
  ['mapReduce', needsServer],
  ['profile', needsServer],
  ['reIndex', needsServer],
  ['replSetGetStatus', needsReplicaSet],
  ['replSetInitiate', needsReplicaSet],
  ['revokeRolesFromUser', needsUsers],
  ['rolesInfo', needsUsers],
  ['saslContinue', needsUsers],
  ['saslStart', needsUsers],
  ['setFeatureCompatibilityVersion', needsServer],
  ['setParameter', needsServer],
  ['shardCollection', needsReplicaSet],
  ['updateUser', needsUsers],
  ['usersInfo', needsUsers],
]

export const refused: readonly Command[] = reasons.map(([name, reason]) => ({
  name,
  fields: [],
  run() {
    throw new StoreError(115, `The command '${name}' is not available here: ${reason}`)
  },
}))

export const refusedNames: ReadonlySet<string> = new Set(reasons.map(([name]) => name))
