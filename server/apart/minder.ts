/**
 * The process in which something from outside is read: a thread reads, and the process does
 * nothing but look at how much memory that takes, since neither a thread's own bound nor its heap
 * counts the buffers it fills. It lives no longer than whoever started it.
 */
import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { FromMinder, Reason } from './reader.ts'

/** How often memory is looked at, in milliseconds. */
const lookMs = 25
/** Whoever works at the house's own process goes first. */
const lowPriority = 10

const [, , module = '', mb = '0'] = process.argv
const most = Number(mb) * 2 ** 20

const say = (said: FromMinder, then: () => void = () => undefined) => process.send?.(said, then)
const over = (reason: Reason) => say({ over: reason }, () => process.exit())

setPriority(lowPriority)
process.on('disconnect', () => process.exit())
process.once('message', ({ input }: { readonly input: unknown }) => {
  const looking = setInterval(() => {
    if (process.memoryUsage.rss() < most) return
    clearInterval(looking)
    over('memory')
  }, lookMs)
  const worker = new Worker(new URL(module), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: Number(mb) },
    stdout: true,
    stderr: true,
  })
  worker.on('message', (part: unknown) => say({ part }))
  worker.on('error', (error: NodeJS.ErrnoException) =>
    over(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'broken'),
  )
  worker.on('exit', (code) => (code === 0 ? say({ end: true }) : over('broken')))
})
