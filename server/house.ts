/** Everything a request may need, put together once by `compose`. */
import type { Logger } from 'pino'
import type { Ledger } from '../models/ledger.ts'
import type { Facts, LedgerRecord } from '../models/record.ts'
import type { Actor } from '../models/roles.ts'
import type { Database } from '../models/stored/database.ts'
import type { Auth } from './auth.ts'
import type { Config } from './config.ts'
import type { Appender } from './journal/append.ts'
import type { Signer } from './journal/checkpoint.ts'
import type { Evidence } from './journal/evidence.ts'
import type { Log } from './journal/log.ts'
import type { Presenting } from './ledger/present.ts'
import type { Numbers } from './ledger/numbers.ts'
import type { Reads } from './ledger/reads.ts'
import type { Outside } from './outside/outside.ts'
import type { Setup } from './setup.ts'
import type { Reach } from './tls/trust.ts'

/** What is known of the demo house beside the real one. */
export interface DemoView {
  readonly state: 'none' | 'filling' | 'loaded' | 'leaving'
  /** Which part of it is made, from 0 to 1. */
  readonly part: number
  /** The last attempt to make one ended early. */
  readonly failed?: true
}

/** Whoever can serve a demo house in place of the real one. */
export interface DemoSwitch {
  view(): DemoView
  load(): void
  remove(): void
}

export interface House {
  readonly config: Config
  readonly logger: Logger
  readonly database: Database
  readonly ledgers: readonly Ledger[]
  readonly log: Log
  readonly appender: Appender
  readonly signer: Signer
  readonly evidence: Evidence
  readonly outside: Outside
  readonly numbers: Numbers
  readonly auth: Auth
  readonly reads: Reads
  readonly setup: Setup
  /** Undefined where only one house can be served. */
  readonly demo?: DemoSwitch
  /** The settings register's record as the journal last said. */
  settings(): Promise<LedgerRecord | undefined>
  /** How a tablet gets here, as it is now. */
  reach(): Reach
  /** Whether the house is ready to serve: started, connected, and not stopping. */
  ready(): boolean
}

/** What presenting records to an actor needs now. */
export async function presentingTo(house: House, actor: Actor): Promise<Presenting> {
  return {
    database: house.database,
    ledgers: house.ledgers,
    actor,
    now: new Date(),
    settings: await settingsOf(house),
  }
}

/**
 * The zone in which the house's days begin and its times are told, on screens as on paper: the
 * settings', or the process's before there are any.
 */
export function zoneOf(house: Pick<House, 'config'>, settings: Facts): string {
  const zone = settings['timeZone']
  return typeof zone === 'string' ? zone : house.config.timeZone
}

/** The facts of the settings register; empty before the first start has made them. */
export async function settingsOf(house: Pick<House, 'settings'>): Promise<Facts> {
  return (await house.settings())?.facts ?? {}
}
