/**
 * Builds server and client into dist/ when their sources are newer than the last build. Run by
 * itself (`npm run build`) it always builds.
 */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { install, root, runPackage } from './install.mjs'

const parts = {
  server: {
    // Tests compile parts of the client too.
    sources: [
      'server',
      'client',
      'models',
      'routes',
      'scripts',
      'test',
      'tsconfig.json',
      'package-lock.json',
    ],
    build() {
      for (const part of ['server', 'client', 'models', 'routes', 'scripts', 'test']) {
        rmSync(path.join(root, 'dist', part), { recursive: true, force: true })
      }
      runPackage('typescript/bin/tsc', ['-p', 'tsconfig.json'])
    },
  },
  client: {
    sources: ['client', 'models', 'package-lock.json'],
    build() {
      runPackage('vite/bin/vite.js', ['build', 'client', '--logLevel', 'warn'])
      // The page in packs is one file of its own; it is put beside the client's.
      runPackage('vite/bin/vite.js', ['build', 'client/verify', '--logLevel', 'warn'])
    },
  },
}

function newest(file) {
  const stat = statSync(file)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))))
}

/** Builds whatever is older than its sources. */
export function build({ always = false } = {}) {
  for (const [name, part] of Object.entries(parts)) {
    const stamp = path.join(root, 'dist', `.built-${name}`)
    const changed = Math.max(...part.sources.map((source) => newest(path.join(root, source))))
    if (!always && existsSync(stamp) && statSync(stamp).mtimeMs >= changed) continue
    process.stdout.write(`Building the ${name} …\n`)
    part.build()
    writeFileSync(stamp, '')
  }
}

if (process.argv[1] === import.meta.filename) {
  install()
  build({ always: true })
}
