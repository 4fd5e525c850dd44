/**
 * How the benchmarks measure: one thing after another for the time each takes, or many at a time
 * for how many get done. Times are milliseconds of the process's own clock.
 */

/** How long things took one after another, in milliseconds. */
export interface Times {
  readonly p50: number
  readonly p99: number
}

/** The value below which so many in a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))
  return sorted[at] ?? Number.NaN
}

export function timesOf(values: readonly number[]): Times {
  return { p50: percentile(values, 50), p99: percentile(values, 99) }
}

/** Runs something again and again, after a tenth as often to warm up. */
export async function sequential(count: number, run: () => unknown): Promise<Times> {
  for (let at = 0; at < Math.ceil(count / 10); at += 1) await run()
  const values: number[] = []
  for (let at = 0; at < count; at += 1) {
    const started = performance.now()
    await run()
    values.push(performance.now() - started)
  }
  return timesOf(values)
}

/** Runs something so often, so many at a time, and says how many were done in a second. */
export async function concurrent(
  count: number,
  width: number,
  run: () => Promise<unknown>,
): Promise<number> {
  let left = count
  const started = performance.now()
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (left > 0) {
        left -= 1
        await run()
      }
    }),
  )
  return (count * 1_000) / (performance.now() - started)
}

/** How long something took, in milliseconds, with what it gave. */
export async function timed<T>(run: () => T | Promise<T>): Promise<{ ms: number; value: T }> {
  const started = performance.now()
  const value = await run()
  return { ms: performance.now() - started, value }
}

/** When a watched method began and ended, each time it ran. */
export type Watched = { readonly began: number; readonly ended: number }[]

type Method = (...args: unknown[]) => unknown

/** Watches a method from outside, so that what is measured stays as it is. */
export function watch(target: object, name: string): Watched {
  const watched: Watched = []
  const methods = target as Record<string, Method>
  const method = methods[name]
  if (!method) throw new TypeError(`there is no method ${name} to watch`)
  methods[name] = async function watching(this: unknown, ...args: unknown[]) {
    const began = performance.now()
    const result = await method.apply(this, args)
    watched.push({ began, ended: performance.now() })
    return result
  }
  return watched
}

/** How often memory is looked at, in milliseconds. */
const lookMs = 20

/** What this thread holds itself, in bytes: a mapped file counts as resident, too. */
export function held(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** How long something took, and what was held above the start at most, in megabytes. */
export async function watched<T>(
  run: () => T | Promise<T>,
): Promise<{ ms: number; mb: number; value: T }> {
  globalThis.gc?.()
  const before = held()
  let most = before
  const look = () => (most = Math.max(most, held()))
  const looking = setInterval(look, lookMs)
  try {
    const taken = await timed(run)
    look()
    return { ...taken, mb: (most - before) / 2 ** 20 }
  } finally {
    clearInterval(looking)
  }
}
