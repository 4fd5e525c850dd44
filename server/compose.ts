/**
 * The composition root: the one place that knows every part and in which order they come up and
 * go down. Everything else is handed what it needs.
 */
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { settingsKey } from '../models/ledger.ts'
import type { Ledger } from '../models/ledger.ts'
import { ledgers as everyLedger } from '../models/ledgers.ts'
import { limits } from '../models/limits.ts'
import { openDatabase } from '../models/stored/database.ts'
import type { Database } from '../models/stored/database.ts'
import { readRecords } from '../models/stored/records.ts'
import { accountRoutes } from '../routes/accounts.ts'
import { demoRoutes } from '../routes/demo.ts'
import { deskRoutes } from '../routes/desk.ts'
import { deviceRoutes } from '../routes/devices.ts'
import { docsRoutes } from '../routes/docs.ts'
import { exportRoutes } from '../routes/exports.ts'
import { fileRoutes } from '../routes/files.ts'
import { reportRoutes } from '../routes/reports.ts'
import { houseRoutes } from '../routes/house.ts'
import { importRoutes } from '../routes/imports.ts'
import { journalRoutes } from '../routes/journal.ts'
import { ledgerRoutes } from '../routes/ledgers.ts'
import { pocketRoutes } from '../routes/pocket.ts'
import { offerRoutes } from '../routes/offers.ts'
import { packRoutes } from '../routes/packs.ts'
import { paperRoutes } from '../routes/papers.ts'
import { sessionRoutes } from '../routes/sessions.ts'
import { timeRoutes } from '../routes/times.ts'
import { trustRoutes } from '../routes/trust.ts'
import { verificationRoutes } from '../routes/verification.ts'
import { viewRoutes } from '../routes/views.ts'
import { wallRoutes } from '../routes/wall.ts'
import { Auth } from './auth.ts'
import type { Config } from './config.ts'
import { ExportJobs } from './export/jobs.ts'
import type { DemoSwitch, House } from './house.ts'
import { createApp, schemeOf } from './http/app.ts'
import { Importing } from './import/importing.ts'
import { Appender } from './journal/append.ts'
import { Signer } from './journal/checkpoint.ts'
import { Evidence } from './journal/evidence.ts'
import { keyFile, newSecret } from './journal/keys.ts'
import { Log } from './journal/log.ts'
import { fillSlots } from './journal/slots.ts'
import { Numbers } from './ledger/numbers.ts'
import { Reads } from './ledger/reads.ts'
import { startLive } from './live.ts'
import { createLogger } from './logger.ts'
import { Outside } from './outside/outside.ts'
import { Packing } from './pack/packing.ts'
import { ListPress } from './paper/listpress.ts'
import { Press } from './paper/press.ts'
import { startRetention } from './retention.ts'
import { Setup } from './setup.ts'
import { Door } from './tls/door.ts'
import { reachOf } from './tls/trust.ts'
import { startEmbedded } from './wire/embedded.ts'

/** How often a stop looks for connections that have fallen idle, in milliseconds. */
const idleCheckMs = 50

/** A running house. */
export interface Running {
  readonly house: House
  /** The address people can type on this machine. */
  readonly url: string
  /** Where it listens: in plain HTTP, and in HTTPS when that door is open. */
  readonly ports: { readonly port: number; readonly tlsPort: number | undefined }
  /** Lets requests under way end, then stops everything. */
  stop(): Promise<void>
}

/** The store a house runs on: a server of the operator's, or the embedded one. */
export interface Store {
  readonly uri: string
  stop(): Promise<void>
}

/** What stands beside a house that takes turns with another. */
export interface Beside {
  readonly demo?: DemoSwitch
  /** The set-up token it had before it made way. */
  readonly token?: string
}

/** Opens the store the configuration asks for. */
export async function openStore(
  config: Config,
  lost: (error: Error) => void = () => undefined,
): Promise<Store> {
  if (config.mongodbUri !== undefined) {
    return { uri: config.mongodbUri, stop: () => Promise.resolve() }
  }
  return await startEmbedded({ dataDir: config.dataDir, onExit: lost })
}

/**
 * Starts a house.
 *
 * @param lost told when the embedded store ends by itself; the house cannot go on without it
 * @param ledgers what it keeps, beside which a test declares one of its own
 * @param beside what it needs to take turns with a demo house
 * @throws JournalRefused when the journal in the database is not the one that was signed
 */
export async function start(
  config: Config,
  lost: (error: Error) => void = () => undefined,
  ledgers: readonly Ledger[] = everyLedger,
  beside: Beside = {},
): Promise<Running> {
  const logger = createLogger(config.logLevel)
  const store = await openStore(config, (error) => {
    logger.fatal({ err: error }, 'the embedded store ended')
    lost(error)
  })
  let database: Database | undefined
  try {
    database = await openDatabase(store.uri)
    return await startOn({ config, logger, database, ledgers }, store, beside)
  } catch (error) {
    await database?.connection.close()
    await store.stop()
    throw error
  }
}

/** What a house is made of before any part of it has started. */
type Given = Pick<House, 'config' | 'logger' | 'database' | 'ledgers'>

async function startOn(given: Given, store: Store, beside: Beside): Promise<Running> {
  const { config, logger, database } = given
  const door = await Door.open(config, logger)
  const parts = await openParts(given, door, beside)
  const { house } = parts
  await house.setup.makeFirstRecords()
  await house.setup.begin(config.admin, beside.token)
  const press = new Press()
  const packing = new Packing(house, press)
  const importing = await Importing.open(house)
  const lists = new ListPress()
  const exports = await ExportJobs.open(house, new ListPress())
  const routes = [
    ...sessionRoutes(house),
    ...accountRoutes(house),
    ...fileRoutes(house),
    ...timeRoutes(house),
    ...verificationRoutes(house),
    ...reportRoutes(house),
    ...journalRoutes(house),
    ...houseRoutes(house),
    ...pocketRoutes(house),
    ...offerRoutes(house),
    ...deskRoutes(house),
    ...viewRoutes(house),
    ...deviceRoutes(house),
    ...trustRoutes(house),
    ...wallRoutes(house),
    ...demoRoutes(house),
    ...paperRoutes(house, press),
    ...packRoutes(house, packing),
    ...importRoutes(house, importing),
    ...exportRoutes(house, exports),
    ...ledgerRoutes(house, lists),
  ]
  const described = [...routes, ...docsRoutes(house, routes)]
  const app = await createApp(house, described)
  const http = createServer(app)
  door?.server.on('request', app)
  const { publicUrl } = config
  const servers = door ? [http, door.server] : [http]
  const stopLive = startLive(servers, { ...house, secure: schemeOf(app), publicUrl })
  await listening(http, config)
  await door?.listen()
  const stopRetention = startRetention(house)
  parts.open()
  const { port } = http.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const ports = { port, tlsPort: door?.port }
  const stop = once(async () => {
    parts.close()
    stopLive()
    door?.stop()
    await Promise.all(servers.map((server) => closing(server, config.stopSeconds)))
    await stopRetention()
    await packing.close()
    await importing.close()
    await exports.close()
    await press.close()
    await lists.close()
    await house.outside.close()
    await house.appender.close()
    await house.log.close()
    await house.signer.sign().catch((error: unknown) => logger.error({ err: error }))
    await database.connection.close()
    await store.stop()
  })
  return { house, url: config.publicUrl ?? `http://${host}:${port}`, ports, stop }
}

async function openParts(given: Given, door: Door | undefined, { demo }: Beside) {
  const { config, logger, database, ledgers } = given
  const keysDir = path.join(config.dataDir, 'keys')
  const log = await Log.open(database, ledgers)
  const signer = await Signer.open(log, {
    keysDir,
    origin: config.logOrigin,
    key: config.logKey,
  })
  await log.repair()
  const filled = await fillSlots(database, ledgers)
  if (filled > 0) logger.info({ filled }, 'records were put in the orders their ledgers declare')
  const appender = new Appender(log, config.timeZone)
  const secret = config.sessionSecret ?? (await keyFile(keysDir, 'session-secret', newSecret))
  const auth = new Auth(database, secret, config.sessionHours)
  const setup = new Setup({ database, appender }, auth)
  const reads = new Reads(appender)
  const evidence = new Evidence(log, signer)
  const outside = await Outside.open({ times: config.times, logger }, log, signer)
  const numbers = new Numbers(database, ledgers)
  let open = false
  const settings = async () => (await readRecords(database.records, { holds: settingsKey }))[0]
  const ready = () => open
  const base = {
    ...given,
    ...(demo && { demo }),
    log,
    appender,
    signer,
    evidence,
    outside,
    numbers,
  }
  const reach = () => door?.reach() ?? reachOf(config.publicUrl)
  const house: House = { ...base, auth, reads, setup, settings, reach, ready }
  log.follow(config.tailMs, (error) => logger.error({ err: error }, 'the journal was not read'))
  signSoon(house)
  return { house, open: () => (open = true), close: () => (open = false) }
}

/** Signs the head shortly after it grew, at most so often. */
function signSoon({ log, signer, logger }: House): void {
  let waiting = false
  log.listen(() => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      signer.sign().catch((error: unknown) => logger.fatal({ err: error }, 'nothing was signed'))
    }, limits.signEveryMs).unref()
  })
}

async function listening(http: Server, { port, host }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
}

/** Lets requests under way end, but no longer than the settings say. */
async function closing(http: Server | HttpsServer, seconds: number): Promise<void> {
  const late = setTimeout(() => http.closeAllConnections(), seconds * 1000)
  // A connection whose last request has ended is kept open for another one, which nobody awaits.
  const idle = setInterval(() => http.closeIdleConnections(), idleCheckMs)
  await new Promise<void>((resolve) => http.close(() => resolve()))
  clearInterval(idle)
  clearTimeout(late)
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= run())
}
