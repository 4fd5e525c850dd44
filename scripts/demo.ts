/**
 * `npm run demo`: a house full of invented people, things and weeks, made over HTTP by the same
 * acts anyone would do, which then goes on living so that a board can be watched. Nothing in it is
 * real, and it disappears again unless asked to stay.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { start } from '../server/compose.ts'
import type { Running } from '../server/compose.ts'
import { readConfig } from '../server/config.ts'
import { importReference, readReference } from './data/claims.ts'
import { Misused, ending } from './data/outcome.ts'
import { daysLater } from './demo/calendar.ts'
import { tellHistory } from './demo/history.ts'
import { live } from './demo/living.ts'
import { administrator, people } from './demo/registers.ts'
import { summarise, verifyHouse } from './demo/summary.ts'
import { Timeline } from './demo/timeline.ts'
import { moveIn } from './demo/town.ts'
import type { Town } from './demo/town.ts'

const usage = `Usage: npm run demo -- [--days N] [--minutes N] [--once] [--keep DIR] [--reference FILE]

  --days N          how much history is invented (60 days)
  --minutes N       how long the house goes on acting by itself (30 minutes)
  --once            make the data, verify it, print a summary and end
  --keep DIR        keep the data in this folder instead of a temporary one
  --reference FILE  also import a published reference as claims

PORT says where it listens (3000; 0 takes a free port).`

/** Registers are said to be older than everything told, in days. */
const settledDays = 100

const write = (line: string) => void process.stdout.write(`${line}\n`)

await ending(async () => {
  const options = readOptions()
  const dataDir = options.keep ?? (await mkdtemp(path.join(tmpdir(), 'daicho-demo-')))
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stopping.abort())
  }
  try {
    await demonstrate(dataDir, options, stopping.signal)
  } finally {
    if (options.keep === undefined) await rm(dataDir, { recursive: true, force: true })
  }
})

type Options = ReturnType<typeof readOptions>

async function demonstrate(dataDir: string, options: Options, signal: AbortSignal): Promise<void> {
  const password = randomBytes(9).toString('base64url')
  const running = await open(dataDir, password)
  try {
    if (options.reference !== undefined) {
      const reference = await readReference(options.reference, () => undefined)
      await importReference(running.house.database, reference)
    }
    const { town, timeline } = await invent(running, password, options.days, signal)
    if (signal.aborted) return
    await summarise(running.house, write)
    if (options.once) {
      process.exitCode = await verifyHouse(running.house, write)
      return
    }
    greet(running.url, password)
    await live(town, timeline, { minutes: options.minutes, signal, failed: told })
    if (!signal.aborted) {
      write('Nothing more happens by itself; the house stays open until Ctrl-C.')
      await aborted(signal)
    }
  } finally {
    await running.stop()
  }
}

/** A house of its own, whatever else the environment says about a real one. */
async function open(dataDir: string, password: string): Promise<Running> {
  const { PORT, HOST, TLS_PORT, LOG_LEVEL } = process.env
  const own = { PORT, HOST, TLS_PORT, LOG_LEVEL: LOG_LEVEL ?? 'warn', DATA_DIR: dataDir }
  const { user } = administrator
  return await start(readConfig({ ...own, ADMIN_USER: user, ADMIN_PASSWORD: password }))
}

async function invent(
  running: Running,
  password: string,
  days: number,
  signal: AbortSignal,
): Promise<{ town: Town; timeline: Timeline }> {
  const now = new Date()
  write(`Inventing ${days} days of history …`)
  const town = await moveIn(running.url, password, daysLater(now, -Math.max(days, settledDays)))
  const timeline = new Timeline()
  await tellHistory(town, timeline, now, days)
  await timeline.runUntil(now, () => signal.aborted)
  return { town, timeline }
}

function greet(url: string, password: string): void {
  write(`  台帳 Daicho (demo)  ${url}`)
  write(`  password of everyone: ${password}`)
  write(`  ${administrator.user}: ${administrator.name} (admin, auditor)`)
  for (const [user, { name, roles }] of Object.entries(people)) {
    write(`  ${user}: ${name} (${roles.join(', ')})`)
  }
  write('  Ctrl-C ends it.')
}

function told(error: unknown): void {
  write(`A story ended early: ${error instanceof Error ? error.message : String(error)}`)
}

async function aborted(signal: AbortSignal): Promise<void> {
  // A promise alone keeps no process alive; the open house does.
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        days: { type: 'string', default: '60' },
        minutes: { type: 'string', default: '30' },
        once: { type: 'boolean', default: false },
        keep: { type: 'string' },
        reference: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    if (values.help) throw new Error('')
    const { keep, ...rest } = values
    const days = whole('--days', values.days, 1, 366)
    const minutes = whole('--minutes', values.minutes, 0, 24 * 60)
    return { ...rest, days, minutes, keep: keep === undefined ? undefined : path.resolve(keep) }
  } catch (error) {
    throw new Misused(`${error instanceof Error ? error.message : String(error)}\n${usage}`.trim())
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`${name} is a whole number from ${least} to ${most}.`)
}
