/**
 * `npm run dev`: the house for those who change it. When a source changes, TypeScript compiles and
 * the house starts anew on what came out; the client comes from Vite, which hands the API on to the
 * house. All of them are ordinary processes and end together.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const root = path.resolve(import.meta.dirname, '../..')
const main = path.join(root, 'dist', 'server', 'main.js')
/** The folders whose sources make the house. */
const sources = ['server', 'models', 'routes']
/** Editors save a file in several steps; this long nothing more has to happen, in milliseconds. */
const settleMs = 200

const client = run(['node_modules/vite/bin/vite.js', 'client'])
const watchers = sources.map((folder) => {
  return watch(path.join(root, folder), { recursive: true }, () => changed())
})
let house: ChildProcess | undefined
let changes = 0
let building: Promise<void> | undefined
const ending = new AbortController()

client.once('exit', () => void end())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end())
changed()

/** Runs one of the project's programs with this Node. */
function run(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** Changes that come while the house is being built are built after it, all at once. */
function changed(): void {
  changes += 1
  building ??= build().finally(() => {
    building = undefined
  })
}

async function build(): Promise<void> {
  for (let built = 0; built !== changes && !ending.signal.aborted;) {
    built = changes
    await pause(settleMs)
    if (built !== changes) continue
    // What has faults in its types is started all the same: tsc names them, and still emits.
    await once(run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']), 'exit')
    await stop(house)
    if (!ending.signal.aborted) house = run(['--enable-source-maps', main])
  }
}

/** Asks a process to end and waits until it has, so that the next one finds the port free. */
async function stop(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

async function end(): Promise<void> {
  if (ending.signal.aborted) return
  ending.abort()
  for (const watcher of watchers) watcher.close()
  await building
  await Promise.all([client, house].map(stop))
}
