/**
 * One process per data folder. Catalog and counters live in memory, so a second process would write
 * over the first. A lock file names its owner precisely enough to tell a living owner from a dead
 * one whose process number was given to somebody else; its presence at start also tells that the
 * last owner did not stop cleanly.
 */
import { spawnSync } from 'node:child_process'
import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** An owner on another machine or in another container proves its life by touching the file. */
const heartbeatMs = 5_000
const heartbeatStaleMs = 30_000

export interface Lock {
  /** Whether the last owner, if any, stopped cleanly. */
  readonly previousClean: boolean
  /** Gives the folder free; unless `clean`, the next owner will examine the data before opening. */
  release(clean: boolean): void
}

/** Somebody else is using the folder. The message names the folder, the process and what to do. */
export class LockError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'LockError'
  }
}

interface Owner {
  readonly pid: number
  readonly started: string
  readonly host: string
}

const held = new Set<string>()

/** Takes the folder or throws LockError. A lock left by a dead process is taken over. */
export function takeLock(folder: string): Lock {
  const path = join(folder, 'lock')
  if (held.has(path)) throw inUse(folder, process.pid, 'this process itself')
  const previousClean = claim(folder, path)
  held.add(path)
  const beat = setInterval(() => touch(path), heartbeatMs)
  beat.unref()
  return {
    previousClean,
    release(clean) {
      clearInterval(beat)
      held.delete(path)
      if (clean) rmSync(path, { force: true })
      else writeFileSync(path, JSON.stringify({ pid: 0, started: 'stopped', host: hostname() }))
    },
  }
}

/** Linking a finished file is atomic: it fails when somebody else was first. */
function claim(folder: string, path: string): boolean {
  const mine = `${path}.${process.pid}`
  const owner: Owner = {
    pid: process.pid,
    started: startOf(process.pid) ?? 'unknown',
    host: hostname(),
  }
  writeFileSync(mine, JSON.stringify(owner), { mode: 0o600 })
  try {
    if (tryLink(mine, path)) return true
    const judged = requireDead(folder, path)
    setAside(folder, path, judged)
    if (!tryLink(mine, path)) throw quicker(folder)
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Two starters may judge the same lock dead; the slower must not remove the quicker one's. */
function setAside(folder: string, path: string, judged: string): void {
  const aside = `${path}.${process.pid}.old`
  try {
    renameSync(path, aside)
  } catch {
    throw quicker(folder)
  }
  const same = readFileSync(aside, 'utf8') === judged
  if (!same) tryLink(aside, path)
  rmSync(aside, { force: true })
  if (!same) throw quicker(folder)
}

const quicker = (folder: string): LockError =>
  inUse(folder, 0, 'another process that started at the same time')

/** The content of a lock whose owner is gone; throws LockError when it lives. */
function requireDead(folder: string, path: string): string {
  const text = readText(path)
  const owner = readOwner(text)
  if (owner === undefined || owner.pid === 0) return text
  if (owner.host !== hostname()) {
    const ageMs = Date.now() - statSync(path).mtimeMs
    if (ageMs > heartbeatStaleMs) return text
    throw inUse(
      folder,
      owner.pid,
      `a process on ${owner.host}, last seen ${Math.round(ageMs / 1000)} s ago; ` +
        `if it has ended, try again in ${heartbeatStaleMs / 1000} s`,
    )
  }
  if (!isAlive(owner.pid)) return text
  const started = startOf(owner.pid)
  if (started !== undefined && started !== owner.started) return text
  throw inUse(folder, owner.pid, 'a running process')
}

const inUse = (folder: string, pid: number, who: string): LockError =>
  new LockError(
    `The data folder ${folder} is in use by ${who}${pid === 0 ? '' : ` (process ${pid})`}. ` +
      'Stop it first, or choose another folder with DATA_DIR.',
  )

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function readOwner(text: string): Owner | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    if (!('pid' in parsed) || !('started' in parsed) || !('host' in parsed)) return undefined
    const { pid, started, host } = parsed
    return { pid: Number(pid), started: String(started), host: String(host) }
  } catch {
    // An unreadable lock was cut short by a crash while it was written; nobody lives behind it.
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * When a process started, in words that no later process of the same number shares: on Linux the
 * boot's identity and the kernel's start tick, elsewhere what `ps` says. Undefined when unknown.
 */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      return `${boot} ${fields[19] ?? ''}`
    }
    if (process.platform === 'win32') return undefined
    const listed = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
    return listed.stdout.trim()
  } catch {
    return undefined
  }
}

function touch(path: string): void {
  const now = new Date()
  try {
    utimesSync(path, now, now)
  } catch {
    // The folder may be on its way out at shutdown; a missed beat is made up by the next.
  }
}
