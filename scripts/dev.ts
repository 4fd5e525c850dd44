/**
 * `npm run dev`: the house for those who change it. TypeScript compiles on every change and the
 * house starts anew on what came out; the client comes from Vite, which hands the API on to the
 * house. The three are ordinary processes and end together.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

const root = path.resolve(import.meta.dirname, '../..')
const main = path.join(root, 'dist', 'server', 'main.js')
/** What the compiler says when it has written everything and waits for the next change. */
const compiled = /Watching for file changes/
const write = (line: string) => void process.stdout.write(`${line}\n`)

const compiler = run(
  ['node_modules/typescript/bin/tsc', '--watch', '--preserveWatchOutput'],
  'pipe',
)
const client = run(['node_modules/vite/bin/vite.js', 'client'], 'inherit')
let house: ChildProcess | undefined
let restarting: Promise<void> = Promise.resolve()
let ending = false

if (compiler.stdout) {
  createInterface({ input: compiler.stdout }).on('line', (line) => {
    write(line)
    if (compiled.test(line)) restarting = restarting.then(restart)
  })
}
for (const child of [compiler, client]) child.once('exit', () => void end())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end())

/** Runs one of the project's programs with this Node. */
function run(args: readonly string[], stdout: 'pipe' | 'inherit'): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, stdio: ['ignore', stdout, 'inherit'] })
}

async function restart(): Promise<void> {
  await stop(house)
  if (ending) return
  house = run(['--enable-source-maps', main], 'inherit')
}

/** Asks a process to end and waits until it has, so that the next one finds the port free. */
async function stop(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

async function end(): Promise<void> {
  if (ending) return
  ending = true
  await restarting
  await Promise.all([compiler, client, house].map(stop))
}
