/**
 * What a client asks before it asks for anything: who are you, what can you do. The answer
 * describes a standalone server of wire version 21 (MongoDB 7.0), the newest whose commands are all
 * here.
 */
import { hostname } from 'node:os'
import { DateTime, Doc, Int32 } from '../store/bson.ts'
import { StoreError } from '../store/errors.ts'
import { documentBytesMax, messageBytesMax, writeBatchMax } from '../store/limits.ts'
import { okay } from './command.ts'
import type { Command, Context } from './command.ts'

export const mongoVersion = '7.0.0'
const maxWireVersion = 21
const sessionMinutes = 30

const helloFields = [
  'client',
  'compression',
  'helloOk',
  'hostInfo',
  'internalClient',
  'loadBalanced',
  'maxAwaitTimeMS',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'topologyVersion',
]

/** Without `topologyVersion`, so that drivers poll instead of waiting for pushed changes. */
function greet(context: Context, primary: string): Doc {
  return okay([
    ['helloOk', true],
    [primary, true],
    ['maxBsonObjectSize', new Int32(documentBytesMax)],
    ['maxMessageSizeBytes', new Int32(messageBytesMax)],
    ['maxWriteBatchSize', new Int32(writeBatchMax)],
    ['localTime', DateTime.of(new Date())],
    ['logicalSessionTimeoutMinutes', new Int32(sessionMinutes)],
    ['connectionId', new Int32(context.connection)],
    ['minWireVersion', new Int32(0)],
    ['maxWireVersion', new Int32(maxWireVersion)],
    ['readOnly', false],
  ])
}

export const hello: Command = {
  name: 'hello',
  fields: helloFields,
  run: (context) => greet(context, 'isWritablePrimary'),
}

/** The old name, under which the first message of a connection comes. */
export const isMaster: Command = {
  name: 'isMaster',
  fields: helloFields,
  run: (context) => greet(context, 'ismaster'),
}

export const ping: Command = { name: 'ping', fields: [], run: () => okay() }

export const buildInfo: Command = {
  name: 'buildInfo',
  fields: [],
  run: () =>
    okay([
      ['version', mongoVersion],
      ['versionArray', [7, 0, 0, 0].map((part) => new Int32(part))],
      ['gitVersion', 'embedded'],
      ['modules', ['embedded']],
      ['storageEngines', ['lmdb']],
      ['javascriptEngine', 'none'],
      ['bits', new Int32(64)],
      ['debug', false],
      ['maxBsonObjectSize', new Int32(documentBytesMax)],
    ]),
}

export const connectionStatus: Command = {
  name: 'connectionStatus',
  fields: ['showPrivileges'],
  run: () => okay([['authInfo', Doc.of({ authenticatedUsers: [], authenticatedUserRoles: [] })]]),
}

export const getCmdLineOpts: Command = {
  name: 'getCmdLineOpts',
  fields: [],
  run: () => okay(Doc.of({ argv: [], parsed: {} }).entries()),
}

export const getLog: Command = {
  name: 'getLog',
  fields: [],
  run(_context, request) {
    if (request.body.get('getLog') === '*') return okay([['names', ['startupWarnings']]])
    return okay(Doc.of({ totalLinesWritten: 0, log: [] }).entries())
  },
}

export const getParameter: Command = {
  name: 'getParameter',
  fields: ['allParameters', 'featureCompatibilityVersion'],
  run(_context, request) {
    if (!request.body.has('featureCompatibilityVersion')) {
      throw new StoreError(72, 'no option found to get')
    }
    return okay([['featureCompatibilityVersion', Doc.of({ version: '7.0' })]])
  },
}

export const hostInfo: Command = {
  name: 'hostInfo',
  fields: [],
  run: () =>
    okay([
      ['system', Doc.of({ currentTime: new Date(), hostname: hostname() })],
      ['os', Doc.of({ type: process.platform, name: process.platform })],
    ]),
}

export const whatsmyuri: Command = {
  name: 'whatsmyuri',
  fields: [],
  run: () => okay([['you', 'local']]),
}

/** Sessions carry nothing here, so there is nothing to end or refresh. */
export const endSessions: Command = { name: 'endSessions', fields: [], run: () => okay() }
export const refreshSessions: Command = { name: 'refreshSessions', fields: [], run: () => okay() }
