/** The only door to the database: one connection and everything that is kept on it. */
import mongoose from 'mongoose'
import type { Connection, Model } from 'mongoose'
import { bodiesOn } from './bodies.ts'
import type { StoredBody } from './bodies.ts'
import { claimsOn } from './claims.ts'
import type { StoredClaim } from './claims.ts'
import { devicesOn } from './devices.ts'
import type { StoredDevice } from './devices.ts'
import { entriesOn } from './entries.ts'
import type { StoredEntry } from './entries.ts'
import { Files } from './files.ts'
import { linksOn } from './links.ts'
import type { StoredLink } from './links.ts'
import { checkpointsOn, tilesOn } from './log.ts'
import type { StoredCheckpoint, StoredTile } from './log.ts'
import { credentialsOn, sessionsOn } from './people.ts'
import type { StoredCredential, StoredSession } from './people.ts'
import { projectionsOn } from './projections.ts'
import type { StoredProjection } from './projections.ts'
import { recordsOn } from './records.ts'
import type { StoredRecord } from './records.ts'
import { cosignaturesOn, stampsOn } from './times.ts'
import type { StoredCosignature, StoredStamp } from './times.ts'
import { viewsOn } from './views.ts'
import type { StoredView } from './views.ts'

export interface Database {
  readonly connection: Connection
  readonly entries: Model<StoredEntry>
  readonly bodies: Model<StoredBody>
  readonly records: Model<StoredRecord>
  readonly credentials: Model<StoredCredential>
  readonly sessions: Model<StoredSession>
  readonly checkpoints: Model<StoredCheckpoint>
  readonly tiles: Model<StoredTile>
  readonly stamps: Model<StoredStamp>
  readonly cosignatures: Model<StoredCosignature>
  readonly claims: Model<StoredClaim>
  readonly projections: Model<StoredProjection>
  readonly views: Model<StoredView>
  readonly devices: Model<StoredDevice>
  readonly links: Model<StoredLink>
  readonly files: Files
}

/**
 * Connects and makes sure every collection and index exists.
 *
 * @param uri a MongoDB connection string; its database name, or `daicho` when it has none
 */
export async function openDatabase(uri: string): Promise<Database> {
  const connection = mongoose.createConnection(uri, {
    dbName: databaseName(uri),
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: 10_000,
    maxPoolSize: 32,
  })
  await connection.asPromise()
  const database = {
    connection,
    entries: entriesOn(connection),
    bodies: bodiesOn(connection),
    records: recordsOn(connection),
    credentials: credentialsOn(connection),
    sessions: sessionsOn(connection),
    checkpoints: checkpointsOn(connection),
    tiles: tilesOn(connection),
    stamps: stampsOn(connection),
    cosignatures: cosignaturesOn(connection),
    claims: claimsOn(connection),
    projections: projectionsOn(connection),
    views: viewsOn(connection),
    devices: devicesOn(connection),
    links: linksOn(connection),
    files: new Files(connection),
  }
  for (const model of connection.modelNames()) {
    await connection.model(model).createCollection()
    await connection.model(model).createIndexes()
  }
  return database
}

function databaseName(uri: string): string {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]*\/([^?]*)/.exec(uri)?.[1]
  return name ? decodeURIComponent(name) : 'daicho'
}

/** Whether an error is a violated unique key, and which index was violated. */
export function duplicateKey(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const fault = error as { code?: unknown; message?: unknown; keyPattern?: object }
  if (fault.code !== 11_000) return undefined
  if (fault.keyPattern) return Object.keys(fault.keyPattern).join('_')
  return /index: (\S+)/.exec(String(fault.message))?.[1] ?? 'unknown'
}
