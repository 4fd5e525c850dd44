/**
 * The worker thread's own side of the embedded server: open the store, listen, and do what the
 * application's thread asks. It starts from the built file next to it, since Node 20 gives workers
 * no TypeScript loader.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { Engine } from '../store/engine.ts'
import { WireServer } from './server.ts'
import type { Listen } from './server.ts'

export interface WorkerOptions {
  readonly folder: string
  readonly expireIntervalMs: number | undefined
  readonly listen: Listen
}

/** What the application's thread may ask; `done` answers in the same order. */
export type ToWorker = { readonly ask: 'stop' } | { readonly ask: 'backup'; readonly path: string }

export type FromWorker =
  | { readonly say: 'ready'; readonly port: number | undefined }
  | { readonly say: 'failed'; readonly reason: string }
  | { readonly say: 'fault'; readonly reason: string }
  | { readonly say: 'done'; readonly reason?: string | undefined }

const say = (message: FromWorker): void => parentPort?.postMessage(message, [])
const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

async function run(options: WorkerOptions): Promise<void> {
  const engine = await Engine.open({
    folder: options.folder,
    expireIntervalMs: options.expireIntervalMs,
    onFault: (error) => say({ say: 'fault', reason: reasonOf(error) }),
  })
  const server = new WireServer(engine)
  const port = await listen(server, options.listen)
  parentPort?.on('message', (message: ToWorker) => {
    void obey(message, engine, server)
  })
  say({ say: 'ready', port })
}

/** Some file systems and sandboxes know no unix sockets; the loopback address serves there. */
async function listen(server: WireServer, where: Listen): Promise<number | undefined> {
  try {
    return await server.listen(where)
  } catch (error) {
    if ('port' in where) throw error
    return server.listen({ port: 0 })
  }
}

async function obey(message: ToWorker, engine: Engine, server: WireServer): Promise<void> {
  try {
    if (message.ask === 'backup') {
      await engine.backup(message.path)
    } else {
      await server.stop()
      await engine.close()
      parentPort?.unref()
    }
    say({ say: 'done' })
  } catch (error) {
    say({ say: 'done', reason: reasonOf(error) })
  }
  if (message.ask === 'stop') parentPort?.close()
}

const options: WorkerOptions = workerData
try {
  await run(options)
} catch (error) {
  say({ say: 'failed', reason: reasonOf(error) })
  parentPort?.close()
}
