/**
 * Makes a fresh clone runnable with nothing but Node and the npm registry: installs the locked
 * dependencies when they are missing or the lock file changed. Plain JavaScript, because it runs
 * before anything is installed.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
const stamp = path.join(root, 'node_modules', '.daicho-lock')

/** Runs a program of the project's own and stops with its code when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (result.error) throw result.error
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/** Runs an installed package's program with this Node. */
export function runPackage(script, args, options = {}) {
  run(process.execPath, [path.join(root, 'node_modules', script), ...args], options)
}

/** Installs the locked dependencies unless they are installed already. */
export function install() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    process.stderr.write(`Daicho needs Node 20.19 or newer; this is ${process.version}.\n`)
    process.exit(1)
  }
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  process.stdout.write('Installing the locked dependencies …\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional binaries, which a
  // registry mirror may not hold. This installs the same locked versions and writes no lock file.
  run(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'], {
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: 'development' },
  })
  writeFileSync(stamp, wanted)
}
