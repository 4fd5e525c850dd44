/**
 * Looking at a data file before trusting it. LMDB keeps no checksums: a damaged file can end the
 * process by a signal the moment it is opened. After an unclean stop a child process therefore
 * walks the file first, and its death becomes an ordinary, explained failure here.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { StorageError } from './contract.ts'

/**
 * Resolves when a child process could open the file and read every key in it. Throws StorageError
 * `damaged` with advice otherwise.
 */
export async function checkHealth(path: string): Promise<void> {
  if (!existsSync(path)) return
  const probe = fileURLToPath(new URL('./probe.js', import.meta.url))
  const { code, signal, words } = await runProbe(probe, path)
  if (code === 0) return
  const how = signal === null ? `status ${code}` : `signal ${signal}`
  const said = words.trim().split('\n').at(-1) ?? ''
  throw new StorageError(
    'damaged',
    `The data file ${path} is damaged: examining it ended with ${how}` +
      `${said === '' ? '' : ` (${said})`}. ` +
      'Keep a copy of it, then restore the last backup into its place (npm run restore).',
  )
}

interface Outcome {
  readonly code: number | null
  readonly signal: string | null
  readonly words: string
}

async function runProbe(probe: string, path: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [probe, path], { stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    child.stderr.setEncoding('utf8')
    child.stderr.on('data', (chunk: string) => {
      words = (words + chunk).slice(-2000)
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, words }))
  })
}
