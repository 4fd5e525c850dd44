/**
 * The embedded server as the application sees it: start it, get a URI, stop it. It runs in a worker
 * thread so that a long scan never delays the application's own requests, and it is reached through
 * a socket so that the unmodified driver, mongoose and mongosh all work.
 */
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FromWorker, ToWorker, WorkerOptions } from './worker.ts'

/** A unix socket's path has at most 108 bytes with its final zero, on some systems 104. */
const socketPathBytesMax = 103

export interface EmbeddedOptions {
  /** The application's data folder; the store lives in its subfolder `store`. */
  readonly dataDir: string
  /** Pause between sweeps for expired documents, in milliseconds. */
  readonly expireIntervalMs?: number | undefined
  /** Listen on this port of the loopback address instead of a unix socket; 0 takes a free one. */
  readonly port?: number | undefined
  /** The server ended by itself: nothing can be stored any more. Not called after `stop`. */
  readonly onExit?: ((error: Error) => void) | undefined
  /** A failure in background work, which goes on. */
  readonly onFault?: ((error: Error) => void) | undefined
}

export interface Embedded {
  readonly uri: string
  /** Finishes running commands, closes the files and gives the folder free. */
  stop(): Promise<void>
  /** Copies a consistent image of the store to a new file while it runs. */
  backup(path: string): Promise<void>
}

/**
 * Starts the embedded server on `dataDir/store`. Rejects with a message for people when another
 * process uses the folder or the data file is damaged.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const folder = join(resolve(options.dataDir), 'store')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const place = options.port === undefined ? socketPlace() : undefined
  const workerData: WorkerOptions = {
    folder,
    expireIntervalMs: options.expireIntervalMs,
    listen: place === undefined ? { port: options.port ?? 0 } : { path: place.path },
  }
  const leftover = readLeftover(folder)
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData })
  const handle = new Handle(worker, options)
  try {
    const port = await handle.started
    if (leftover !== undefined) rmSync(leftover, { recursive: true, force: true })
    const uri = uriOf(place?.path, port)
    writeFileSync(join(folder, 'socket'), `${uri}\n`, { mode: 0o600 })
    return {
      uri,
      backup: (path) => handle.ask({ ask: 'backup', path: resolve(path) }),
      async stop() {
        await handle.stop()
        rmSync(join(folder, 'socket'), { force: true })
        if (place !== undefined) rmSync(place.folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    if (place !== undefined) rmSync(place.folder, { recursive: true, force: true })
    throw error
  }
}

/** A private folder with a short name, or undefined where a unix socket cannot be had. */
function socketPlace(): { readonly folder: string; readonly path: string } | undefined {
  if (process.platform === 'win32') return undefined
  const folder = mkdtempSync(join(tmpdir(), folderPrefix))
  const path = join(folder, socketName)
  if (Buffer.byteLength(path) <= socketPathBytesMax) return { folder, path }
  rmSync(folder, { recursive: true, force: true })
  return undefined
}

/** The socket's folder of a process that was killed; removed once its data folder is ours. */
function readLeftover(folder: string): string | undefined {
  const file = join(folder, 'socket')
  if (!existsSync(file)) return undefined
  const path = decodeURIComponent(readFileSync(file, 'utf8').trim().replace('mongodb://', ''))
  const left = dirname(path)
  const ours = basename(path) === socketName && basename(left).startsWith(folderPrefix)
  return ours && dirname(left) === tmpdir() ? left : undefined
}

const folderPrefix = 'store-'
const socketName = 'm.sock'

const uriOf = (path: string | undefined, port: number | undefined): string =>
  path === undefined || port !== undefined
    ? `mongodb://127.0.0.1:${port}`
    : `mongodb://${encodeURIComponent(path)}`

/** Talks with the worker: what was asked is answered in order of asking. */
class Handle {
  readonly started: Promise<number | undefined>
  private readonly worker: Worker
  private readonly options: EmbeddedOptions
  private readonly waiting: { resolve: () => void; reject: (error: Error) => void }[] = []
  private stopping = false
  private ready = false

  constructor(worker: Worker, options: EmbeddedOptions) {
    this.worker = worker
    this.options = options
    this.started = new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.say === 'ready') {
          this.ready = true
          resolve(message.port)
        } else if (message.say === 'failed') {
          reject(new Error(message.reason))
        } else {
          this.hear(message)
        }
      })
      worker.on('error', (error) => this.ended(asError(error), reject))
      worker.on('exit', (code) =>
        this.ended(new Error(`The store's thread ended (${code})`), reject),
      )
    })
  }

  async ask(question: ToWorker): Promise<void> {
    if (this.stopping) throw new Error('The store has been stopped')
    await this.send(question)
  }

  async stop(): Promise<void> {
    if (this.stopping) return
    this.stopping = true
    const exited = once(this.worker, 'exit')
    await this.send({ ask: 'stop' })
    await exited
  }

  private async send(question: ToWorker): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      this.worker.postMessage(question, [])
    })
  }

  private hear(message: Exclude<FromWorker, { say: 'ready' | 'failed' }>): void {
    if (message.say === 'fault') {
      this.options.onFault?.(new Error(message.reason))
      return
    }
    const next = this.waiting.shift()
    if (message.reason === undefined) next?.resolve()
    else next?.reject(new Error(message.reason))
  }

  private ended(error: Error, reject: (error: Error) => void): void {
    reject(error)
    for (const { reject: refuse } of this.waiting.splice(0)) refuse(error)
    if (this.stopping || !this.ready) return
    this.stopping = true
    this.options.onExit?.(error)
  }
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error))
