/**
 * The door for tablets: one port that speaks HTTPS to whoever greets it so, and shows whoever
 * comes in plain HTTP nothing but the way to trust it. Its certificate is looked at daily, and as
 * soon as the machine is called otherwise, and exchanged while the door stays open.
 */
import { createServer } from 'node:https'
import type { Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import path from 'node:path'
import type { Logger } from 'pino'
import { limits } from '../../models/limits.ts'
import type { Config, TlsConfig } from '../config.ts'
import { Identity } from './identity.ts'
import { machineNames, reachableAddresses, thisMachine } from './names.ts'
import type { Machine } from './names.ts'
import { TlsRefused } from './pair.ts'
import { plainSide } from './plain.ts'
import { authorityOf, reachOf } from './trust.ts'
import type { Reach } from './trust.ts'

/** The port when nothing else is said. */
const usualPort = 3443
/** The first byte of a TLS record that carries a handshake, RFC 8446 section 5.1. */
const handshakeRecord = 0x16
const hourMs = 3_600_000
/** What TLS_HOST says when it means every address of the machine. */
const everywhere: readonly string[] = ['0.0.0.0', '::']

/** What a door looks at beside its configuration, so that a test can say what time it is. */
export interface Surroundings {
  readonly now: () => Date
  readonly machine: () => Machine
  /** Does something every so many milliseconds, until the function it answers is called. */
  readonly every: (ms: number, what: () => void) => () => void
}

const real: Surroundings = {
  now: () => new Date(),
  machine: thisMachine,
  every: (ms, what) => {
    const timer = setInterval(what, ms).unref()
    return () => clearInterval(timer)
  },
}

export class Door {
  /** For whoever serves requests and sockets on it. */
  readonly server: Server
  readonly #config: Config
  readonly #tls: TlsConfig
  readonly #identity: Identity
  readonly #logger: Logger
  readonly #around: Surroundings
  #lookedAt: Date
  #stopLooking: () => void = () => undefined
  #port: number | undefined

  private constructor(
    config: Config,
    tls: TlsConfig,
    identity: Identity,
    logger: Logger,
    around: Surroundings,
  ) {
    this.#config = config
    this.#tls = tls
    this.#identity = identity
    this.#logger = logger
    this.#around = around
    this.#lookedAt = around.now()
    this.server = createServer({
      ...identity.pair,
      minVersion: 'TLSv1.2',
      handshakeTimeout: limits.handshakeMs,
    })
    this.#askFirstByte()
  }

  /**
   * Prepares the door the configuration asks for; undefined when it asks for none.
   *
   * @throws TlsRefused when its certificate cannot be used
   */
  static async open(
    config: Config,
    logger: Logger,
    around: Surroundings = real,
  ): Promise<Door | undefined> {
    const { tls } = config
    if (!tls) return undefined
    const publicHost = config.publicUrl === undefined ? [] : [new URL(config.publicUrl).hostname]
    const bound = everywhere.includes(tls.host) ? [] : [tls.host]
    const hosts = [...bound, ...publicHost.map((host) => host.replace(/^\[|\]$/g, ''))]
    const identity = await Identity.open({
      keysDir: path.join(tls.identityOf ?? config.dataDir, 'keys'),
      given: tls.given,
      names: () => machineNames(around.machine(), [...tls.names, ...hosts]),
      called: `Daicho ${around.machine().hostname}`.slice(0, limits.commonNameCharactersMax),
      now: around.now,
    })
    return new Door(config, tls, identity, logger, around)
  }

  /**
   * Opens the door, and keeps its certificate good from here on.
   *
   * @throws TlsRefused when the port that was asked for is taken; without one, the door stays shut
   */
  async listen(): Promise<void> {
    const { port = usualPort, host } = this.#tls
    const fault = await listening(this.server, port, host)
    if (fault && this.#tls.port !== undefined) {
      throw new TlsRefused(`HTTPS cannot listen on ${host} port ${port} (${fault}); see TLS_PORT.`)
    }
    if (fault) {
      this.#logger.warn({ port, fault }, 'HTTPS is not served: choose a port with TLS_PORT')
      return
    }
    this.#port = (this.server.address() as AddressInfo).port
    this.#stopLooking = this.#around.every(limits.namesLookMs, () => this.#lookInTime())
  }

  /** An address that changed is offered to tablets at once, so the certificate follows soon. */
  #lookInTime(): void {
    const restedMs = this.#around.now().getTime() - this.#lookedAt.getTime()
    if (restedMs < limits.certificateLookHours * hourMs && !this.#identity.renamed) return
    this.look().catch((error: unknown) =>
      this.#logger.error({ err: error }, 'the certificate was not renewed'),
    )
  }

  /** Looks whether the certificate is still the right one, and serves with the one that is. */
  async look(): Promise<void> {
    this.#lookedAt = this.#around.now()
    if (!(await this.#identity.renew())) return
    this.server.setSecureContext({ ...this.#identity.pair, minVersion: 'TLSv1.2' })
    this.#logger.info('HTTPS serves with a new certificate')
  }

  /** The port it is open on; undefined while it is shut. */
  get port(): number | undefined {
    return this.#port
  }

  /** How a tablet gets here, as it is now. */
  reach(): Reach {
    const authority = this.#identity.authority
    const { addresses, trust } = reachOf(this.#config.publicUrl)
    const own = this.#addresses()
    // A public address may lead to a proxy, which does not know how this door is trusted.
    const [door] = [...addresses.filter((one) => portOf(one) === this.#port), ...own]
    // Said with its port, which is none of plain HTTP's own even when it is HTTPS's.
    const told = authority && door && `http://${new URL(door).hostname}:${this.#port}/trust`
    return {
      open: this.#port !== undefined,
      addresses: [...new Set([...addresses, ...own])],
      trust: told ?? trust ?? (own[0] && `${own[0]}/trust`),
      authority: authority && authorityOf(authority),
    }
  }

  /** Where this door itself is found. */
  #addresses(): readonly string[] {
    if (this.#port === undefined) return []
    const port = this.#port === 443 ? '' : `:${this.#port}`
    return this.#hosts().map((host) => `https://${host}${port}`)
  }

  #hosts(): readonly string[] {
    if (!this.#identity.authority) {
      return this.#identity.names.filter((name) => !name.startsWith('*') && !name.includes(':'))
    }
    const { host } = this.#tls
    if (everywhere.includes(host)) return reachableAddresses(this.#around.machine())
    return [host.includes(':') ? `[${host}]` : host]
  }

  /** Looks at the certificate no more; the connections are whoever's who opened the door. */
  stop(): void {
    this.#stopLooking()
  }

  /** What TLS would do with a connection is done only once its first byte is TLS's. */
  #askFirstByte(): void {
    const { server } = this
    const plain = plainSide(() => this.reach())
    const [secure] = server.listeners('connection')
    if (!secure) throw new Error('the HTTPS server does not listen for connections')
    server.removeAllListeners('connection')
    server.maxConnections = limits.tlsConnectionsMax
    server.on('connection', (socket: Socket) => {
      withFirstByte(socket, (byte) => {
        if (byte === handshakeRecord) secure.call(server, socket)
        else plain(socket)
      })
    })
  }
}

/** The port an address leads to; HTTPS need not say its own. */
function portOf(address: string): number {
  const { port } = new URL(address)
  return port === '' ? 443 : Number(port)
}

/** Tells the first byte of a connection, which stays there to be read; or ends it, when late. */
function withFirstByte(socket: Socket, then: (byte: number | undefined) => void): void {
  const end = () => socket.destroy()
  const late = setTimeout(end, limits.firstByteMs)
  const forget = () => clearTimeout(late)
  socket.on('error', end)
  socket.once('close', forget)
  socket.once('data', (bytes: Buffer) => {
    forget()
    socket.off('close', forget)
    socket.off('error', end)
    socket.pause()
    socket.unshift(bytes)
    then(bytes[0])
  })
}

/** Listens; answers why not. */
async function listening(server: Server, port: number, host: string): Promise<string | undefined> {
  return await new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message)
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve(undefined)
    })
  })
}
