/**
 * A server for a suite to speak to: the embedded one in a folder of its own, or the one MONGODB_URI
 * names. Suites cannot tell which they got, and that is the point; only what concerns files and
 * processes asks `embedded`.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { startEmbedded } from '../../server/wire/embedded.ts'
import type { Embedded } from '../../server/wire/embedded.ts'

export const { MongoClient } = mongoose.mongo
export type Client = InstanceType<typeof MongoClient>
export type Database = ReturnType<Client['db']>
export type Collection = ReturnType<Database['collection']>

export interface TestServer {
  readonly uri: string
  readonly client: Client
  readonly db: Database
  /** Absent when the suite runs against MONGODB_URI. */
  readonly embedded: Embedded | undefined
  stop(): Promise<void>
}

/** A folder that is removed by the function that comes with it. */
export function temporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'daicho-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export async function startServer(): Promise<TestServer> {
  const uri = process.env.MONGODB_URI
  const name = `daicho_test_${randomBytes(6).toString('hex')}`
  const room = temporaryFolder()
  const embedded = uri === undefined ? await startEmbedded({ dataDir: room.folder }) : undefined
  const client = new MongoClient(uri ?? embedded?.uri ?? '')
  await client.connect()
  const db = client.db(name)
  return {
    uri: uri ?? embedded?.uri ?? '',
    client,
    db,
    embedded,
    async stop() {
      await db.dropDatabase()
      await client.close()
      await embedded?.stop()
      room.remove()
    },
  }
}

/** What a promise failed with; fails the test when it did not fail. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { code?: unknown }> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
  throw new Error('Expected a failure, but it succeeded')
}
