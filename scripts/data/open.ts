/**
 * How a script reaches the data of a house without asking whether the house runs: over the socket
 * of the server that runs on the data folder, by a store started for the purpose, or at the
 * operator's own MongoDB.
 */
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { openDatabase } from '../../models/stored/database.ts'
import type { Database } from '../../models/stored/database.ts'
import type { Config } from '../../server/config.ts'
import { startEmbedded } from '../../server/wire/embedded.ts'

/** Open data, and how to let go of it. */
export interface Opened {
  readonly database: Database
  readonly uri: string
  close(): Promise<void>
}

/**
 * Opens the data the configuration names.
 *
 * @throws Error when the data folder is in use by a process that cannot be reached, or the
 *   MongoDB server cannot be
 */
export async function openData(config: Pick<Config, 'dataDir' | 'mongodbUri'>): Promise<Opened> {
  const { dataDir, mongodbUri } = config
  const known = mongodbUri ?? (await runningUri(dataDir))
  if (known !== undefined) return await opened(known, () => Promise.resolve())
  const store = await startEmbedded({ dataDir })
  return await opened(store.uri, () => store.stop())
}

async function opened(uri: string, stop: () => Promise<void>): Promise<Opened> {
  try {
    const database = await openDatabase(uri)
    const close = async () => {
      await database.connection.close()
      await stop()
    }
    return { database, uri, close }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The address of the server that runs on a data folder, if one answers there. */
async function runningUri(dataDir: string): Promise<string | undefined> {
  const file = path.join(dataDir, 'store', 'socket')
  if (!existsSync(file)) return undefined
  const uri = readFileSync(file, 'utf8').trim()
  const host = decodeURIComponent(/^mongodb:\/\/([^/?]+)/.exec(uri)?.[1] ?? '')
  return (await answers(host)) ? uri : undefined
}

/** A crash leaves the file behind, so only a connection tells whether anyone listens. */
async function answers(host: string): Promise<boolean> {
  const [name = '', port = '27017'] = host.split(':')
  const socket = host.endsWith('.sock') ? connect(host) : connect(Number(port), name)
  const listening = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  })
  socket.destroy()
  return listening
}
