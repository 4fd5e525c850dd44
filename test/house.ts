/**
 * A real house for a suite: started in this process on a store of its own, with its people in it,
 * and gone without a trace afterwards. With MONGODB_URI it runs on that server in a database of
 * its own; no suite can tell the difference.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Ledger } from '../models/ledger.ts'
import { start } from '../server/compose.ts'
import type { Running } from '../server/compose.ts'
import { readConfig } from '../server/config.ts'
import { admin, passwordOf, people, Voice } from './people.ts'
import type { Person, Shown } from './people.ts'

/** What a suite may want otherwise. */
export interface HouseOptions {
  /** A data folder that is there already and stays when the house stops. */
  readonly dataDir?: string
  /** More environment variables. */
  readonly environment?: Readonly<Record<string, string>>
  /** Nobody but the administrator lives there yet. */
  readonly empty?: true
  /** Other ledgers than the declared ones. */
  readonly ledgers?: readonly Ledger[]
}

/** A running house and the people in it. */
export interface TestHouse {
  readonly url: string
  readonly running: Running
  readonly dataDir: string
  /** The environment it was started with, for starting it again. */
  readonly environment: Readonly<Record<string, string>>
  /** Somebody who is signed in. */
  as(person: Person): Voice
  /** Signs somebody in anew. */
  signIn(user: string, password?: string): Promise<Voice>
  stop(): Promise<void>
}

/** A folder that is removed by the function that comes with it. */
export function temporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'daicho-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * A connection string with a database of its own, so that houses on one server never meet.
 *
 * @param dataDir whose database it is: the same folder has the same one again
 */
export function ownDatabase(uri: string, dataDir: string): string {
  const [, authority, options = ''] = /^([^/]+\/\/[^/?]+)[^?]*(\?.*)?$/.exec(uri) ?? []
  if (authority === undefined) throw new Error(`${uri} is no connection string`)
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  return `${authority}/daicho_test_${name}${options}`
}

/** Opens a house, and makes the people who live in it. */
export async function openHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const room = options.dataDir === undefined ? temporaryFolder() : undefined
  const dataDir = options.dataDir ?? room?.folder ?? ''
  const server = process.env['MONGODB_URI']
  const given = options.environment?.['MONGODB_URI']
  const uri = given ?? (server === undefined ? undefined : ownDatabase(server, dataDir))
  const environment = {
    PORT: '0',
    TLS_PORT: 'off',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    ADMIN_USER: admin,
    ADMIN_PASSWORD: passwordOf(admin),
    SIGN_IN_TRIES: '1000',
    ...(uri !== undefined && { MONGODB_URI: uri }),
    ...options.environment,
  }
  const running = await start(readConfig(environment), () => undefined, options.ledgers)
  const voices = new Map<string, Voice>()
  // Where it listens, which a public address need not be.
  const url = `http://127.0.0.1:${running.ports.port}`
  const signIn = async (user: string, password = passwordOf(user)) => {
    const voice = await signedIn(url, user, password)
    voices.set(user, voice)
    return voice
  }
  const house: TestHouse = {
    url,
    running,
    dataDir,
    environment,
    signIn,
    as: (person) => {
      const voice = voices.get(person)
      if (!voice) throw new Error(`${person} does not live here`)
      return voice
    },
    async stop() {
      const { database } = running.house
      if (room && given === undefined && uri !== undefined) await database.connection.dropDatabase()
      await running.stop()
      room?.remove()
    },
  }
  if (environment['ADMIN_USER'] === admin) await signIn(admin)
  if (!options.empty) await makePeople(house)
  return house
}

/** Signs somebody in at a house's address. */
export async function signedIn(url: string, user: string, password: string): Promise<Voice> {
  const nobody = new Voice(url, '', '')
  const answer = await nobody.post<{ token: string; account: { id: string } }>('/sessions', {
    user,
    password,
  })
  return new Voice(url, answer.token, answer.account.id)
}

async function makePeople(house: TestHouse): Promise<void> {
  const kaoru = house.as(admin)
  const { id: customer } = await kaoru.creates('customers.add', { name: '花丘総合病院' })
  await Promise.all(
    Object.entries(people).map(async ([user, { roles, ...person }]) => {
      const belongs = (roles as readonly string[]).includes('customer') ? { customer } : {}
      const password = passwordOf(user)
      await kaoru.post('/accounts', { user, name: person, roles, password, ...belongs })
      await house.signIn(user)
    }),
  )
}

/** The records a list shows, and what it says beside them. */
export interface Listed {
  readonly records: readonly Shown[]
  readonly next?: string
  readonly total?: number
}

/** The address of the database a house keeps everything in. */
export function storeUri({ running, dataDir }: TestHouse): string {
  const { config, database } = running.house
  if (config.mongodbUri !== undefined) return config.mongodbUri
  const socket = readFileSync(path.join(dataDir, 'store', 'socket'), 'utf8').trim()
  return `${socket}/${database.connection.name}`
}
