/**
 * Two houses, of which one is served: the real one, or a demo house beside it in which nothing is
 * real. The one leaves its ports wholly before the other opens them, so that no request, socket
 * or journal ever meets both.
 */
import { Problem } from '../../models/problems.ts'
import { start } from '../compose.ts'
import type { Running } from '../compose.ts'
import type { Config } from '../config.ts'
import type { DemoSwitch, DemoView } from '../house.ts'
import { createLogger } from '../logger.ts'
import { invent } from './invent.ts'
import { DemoPlace } from './place.ts'

/** How much history a demo house has, in days. */
const historyDays = 60

/** What a process may want to hear and say of its houses. */
export interface HousesOptions {
  /** Told when a house cannot go on. */
  readonly lost?: (error: Error) => void
  /** Told of every house that begins to be served. */
  readonly begun?: (running: Running) => void
  /** How many days of history a demo invents. */
  readonly days?: number
}

export class Houses implements DemoSwitch {
  readonly #config: Config
  readonly #place: DemoPlace
  readonly #options: HousesOptions
  readonly #logger
  readonly #stopping = new AbortController()
  #ports: Pick<Config, 'port' | 'tls'>
  #current: Running | undefined
  #view: DemoView = { state: 'none', part: 0 }
  #token: string | undefined
  /** What is being done to the houses, one after the other. */
  #turn: Promise<void> = Promise.resolve()

  private constructor(config: Config, options: HousesOptions) {
    this.#config = config
    this.#place = new DemoPlace(config.dataDir)
    this.#options = options
    this.#logger = createLogger(config.logLevel)
    this.#ports = { port: config.port, tls: config.tls }
  }

  /**
   * Serves the house that was served last: a demo that was loaded goes on, one that was not
   * finished is cleared away.
   *
   * @throws whatever `start` throws
   */
  static async open(config: Config, options: HousesOptions = {}): Promise<Houses> {
    const houses = new Houses(config, options)
    if (config.mongodbUri === undefined && (await houses.#place.loaded())) await houses.#serveDemo()
    else await houses.#serveReal()
    return houses
  }

  /** The house that is served; undefined while one makes way for the other. */
  get running(): Running | undefined {
    return this.#current
  }

  /** What is known of the demo house now. */
  view(): DemoView {
    return this.#view
  }

  /**
   * Begins to invent a demo house; it is served in place of the real one once it is whole.
   *
   * @throws Problem demo-there when there is one, demo-refused when this house can have none
   */
  load(): void {
    if (this.#config.mongodbUri !== undefined) throw new Problem('demo-refused')
    if (this.#view.state !== 'none') throw new Problem('demo-there')
    this.#view = { state: 'filling', part: 0 }
    this.#next(async () => {
      try {
        await this.#fill()
      } catch (error) {
        await this.#place.clear()
        if (this.#stopping.signal.aborted) return
        this.#logger.error({ err: error }, 'no demo house was made')
        this.#view = { state: 'none', part: 0, failed: true }
        return
      }
      await this.#leave()
      await this.#serveDemo()
    })
  }

  /**
   * Begins to take the demo house away; the real one is served again.
   *
   * @throws Problem demo-gone when none is served
   */
  remove(): void {
    if (this.#view.state !== 'loaded') throw new Problem('demo-gone')
    this.#view = { state: 'leaving', part: 0 }
    this.#next(async () => {
      await this.#leave()
      await this.#place.clear()
      await this.#serveReal()
    })
  }

  /** Waits for whatever is under way, then stops the house that is served. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#turn
    await this.#current?.stop()
  }

  #next(step: () => Promise<void>): void {
    this.#turn = this.#turn.then(step).catch((error: unknown) => {
      this.#logger.fatal({ err: error }, 'the house could not be changed')
      this.#options.lost?.(error instanceof Error ? error : new Error(String(error)))
    })
  }

  async #fill(): Promise<void> {
    await this.#place.prepare()
    await invent({
      config: this.#demoConfig(),
      days: this.#options.days ?? historyDays,
      start: (config) => start(config, () => undefined),
      told: (part) => (this.#view = { state: 'filling', part }),
      signal: this.#stopping.signal,
    })
    await this.#place.finish()
  }

  async #serveDemo(): Promise<void> {
    this.#view = { state: 'loaded', part: 1 }
    await this.#serve(this.#demoConfig())
  }

  async #serveReal(): Promise<void> {
    // What a power cut left of a demo that was being made or taken away.
    await this.#place.clear()
    this.#view = { state: 'none', part: 0 }
    await this.#serve({ ...this.#config, ...this.#ports })
  }

  async #serve(config: Config): Promise<void> {
    if (this.#stopping.signal.aborted) return
    const { lost = () => undefined, begun = () => undefined } = this.#options
    const running = await start(config, lost, undefined, {
      demo: this,
      ...(config.demo !== true && this.#token !== undefined && { token: this.#token }),
    })
    this.#current = running
    // Whoever knows the address of one house finds the other at the same.
    const { port, tlsPort } = running.ports
    const { tls } = this.#config
    this.#ports = { port, tls: tls && { ...tls, port: tlsPort ?? tls.port } }
    if (config.demo !== true) this.#token = running.house.setup.token
    begun(running)
  }

  async #leave(): Promise<void> {
    const running = this.#current
    this.#current = undefined
    await running?.stop()
    if (running && running.house.config.demo !== true) this.#token = running.house.setup.token
  }

  /** Its own store, keys and origin, so that nothing of it can pass for real. */
  #demoConfig(): Config {
    const { dataDir, logOrigin } = this.#config
    const { port, tls } = this.#ports
    return {
      ...this.#config,
      port,
      // The tablets trust the real house's authority, whichever house it speaks for.
      tls: tls && { ...tls, identityOf: dataDir },
      dataDir: this.#place.folder,
      mongodbUri: undefined,
      admin: undefined,
      logOrigin: `${logOrigin}/demo`,
      logKey: undefined,
      sessionSecret: undefined,
      // Nobody outside is asked to vouch for what was invented.
      times: { tsa: undefined, witnesses: [], everyMs: 0 },
      demo: true,
    }
  }
}
