/**
 * The listening side: connections, each a stream of messages answered in order. A connection that
 * sends faster than it is served is paused, and one that does not speak the protocol is closed.
 */
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { Engine } from '../store/engine.ts'
import { answer, failure } from './commands.ts'
import { Cursors } from './cursors.ts'
import { Framer, ProtocolError, readMessage, writeReply } from './message.ts'

/** Messages of one connection that may wait before its socket is paused. */
const waitingMax = 64
export const connectionsMax = 10_000

/** Where to listen: a path of a unix socket, or a port of the loopback address. */
export type Listen = { readonly path: string } | { readonly port: number }

export class WireServer {
  private readonly engine: Engine
  private readonly cursors = new Cursors()
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private readonly running = new Set<Promise<void>>()
  private connections = 0

  constructor(engine: Engine) {
    this.engine = engine
    this.server = createServer((socket) => this.accept(socket))
    this.server.maxConnections = connectionsMax
  }

  /** Resolves with the port when listening on one, or undefined on a path. */
  async listen(where: Listen): Promise<number | undefined> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      const done = (): void => {
        this.server.off('error', reject)
        resolve()
      }
      if ('path' in where) this.server.listen(where.path, done)
      else this.server.listen(where.port, '127.0.0.1', done)
    })
    const address: AddressInfo | string | null = this.server.address()
    return typeof address === 'object' ? address?.port : undefined
  }

  /** Lets running commands finish, then closes every connection. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    for (const socket of this.sockets) socket.pause()
    this.cursors.stop()
    await Promise.allSettled(this.running)
    for (const socket of this.sockets) socket.destroy()
    await closed
  }

  private accept(socket: Socket): void {
    this.connections += 1
    this.sockets.add(socket)
    socket.setNoDelay(true)
    const connection = new Connection(socket, this.connections, this.engine, this.cursors)
    socket.on('data', (bytes) => {
      const work = connection.receive(bytes)
      if (work === undefined) return
      this.running.add(work)
      const ended = (): boolean => this.running.delete(work)
      work.then(ended, () => {
        ended()
        socket.destroy()
      })
    })
    // A client that vanishes is no fault of ours; its cursors time out by themselves.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.sockets.delete(socket))
  }
}

class Connection {
  private readonly socket: Socket
  private readonly context: { engine: Engine; cursors: Cursors; connection: number }
  private readonly framer = new Framer()
  private readonly waiting: Buffer[] = []
  private busy = false

  constructor(socket: Socket, connection: number, engine: Engine, cursors: Cursors) {
    this.socket = socket
    this.context = { engine, cursors, connection }
  }

  /** Takes in bytes; answers a promise when this began new work. */
  receive(bytes: Buffer): Promise<void> | undefined {
    try {
      this.waiting.push(...this.framer.push(bytes))
    } catch {
      this.socket.destroy()
      return undefined
    }
    if (this.waiting.length > waitingMax) this.socket.pause()
    if (this.busy || this.waiting.length === 0) return undefined
    return this.work()
  }

  private async work(): Promise<void> {
    this.busy = true
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      await this.serve(next)
      if (this.socket.destroyed) break
      if (this.socket.isPaused() && this.waiting.length < waitingMax / 2) this.socket.resume()
    }
    this.busy = false
  }

  private async serve(bytes: Buffer): Promise<void> {
    try {
      const message = readMessage(bytes)
      const reply = await answer(this.context, message.body)
      if (message.replies && !this.socket.destroyed) this.send(writeReply(message, reply))
    } catch (error) {
      if (error instanceof ProtocolError) {
        this.socket.destroy()
        return
      }
      // The command could not even be read; the reply still belongs to its request.
      const message = { requestId: bytes.readInt32LE(4), kind: 'msg', replies: true } as const
      const body = failure(error)
      this.send(writeReply({ ...message, body }, body))
    }
  }

  private send(parts: readonly Buffer[]): void {
    this.socket.cork()
    for (const part of parts) this.socket.write(part)
    this.socket.uncork()
  }
}
