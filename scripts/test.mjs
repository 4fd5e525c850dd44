/**
 * `npm test`: everything that must hold, from a fresh clone. Formatting, lint with the import
 * walls, types of the client, then every test in mocha; Chromium is fetched from Debian's
 * packages when the machine lacks it and this process may, as are the tools that read PDFs.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { install, runPackage } from './install.mjs'

const only = process.argv.slice(2)
const pages = 'dist/test/browser/**/*.test.js'
/** Not in mocha's own settings, because files named on the command line would be added to it. */
const every = 'dist/test/**/*.test.js'

function step(title, run) {
  process.stdout.write(`\n— ${title}\n`)
  run()
}

/**
 * The browser the tests drive: CHROMIUM, or the usual places of a system's own package. The one
 * without a window's chrome comes first: the same pages take it half the processor's time.
 */
function findChromium() {
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser']
  const places = [process.env.CHROMIUM, ...names.map((name) => `/usr/bin/${name}`)]
  return places.find((place) => place && existsSync(place))
}

const debian =
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** Installs the first of several choices of Debian's packages that there is. */
function installPackages(what, choices) {
  process.stdout.write(`Installing ${what} from Debian packages …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env })
  for (const packages of choices) {
    const args = ['install', '-y', '-q', '--no-install-recommends', ...packages]
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env })
    if (status === 0) break
  }
}

function getChromium() {
  const choices = ['chromium-headless-shell', 'chromium'].map((name) => [name, 'fonts-noto-cjk'])
  if (!findChromium() && debian) installPackages('Chromium', choices)
  if (findChromium()) return
  process.stderr.write(
    'The browser tests need Chromium. Install it (Debian: apt-get install chromium ' +
      'fonts-noto-cjk) or name an installed one in CHROMIUM.\n',
  )
  process.exit(1)
}

/** What reads PDFs and had no part in drawing them: Poppler's tools and qpdf. */
function missingReaders() {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return ['pdftotext', 'pdftoppm', 'pdfdetach', 'qpdf'].filter(
    (name) => !folders.some((folder) => existsSync(path.join(folder, name))),
  )
}

function getReaders() {
  if (missingReaders().length > 0 && debian) {
    installPackages('Poppler and qpdf', [['poppler-utils', 'qpdf']])
  }
  const missing = missingReaders()
  if (missing.length === 0) return
  process.stderr.write(
    `The tests of papers need ${missing.join(', ')}. Install them (Debian: apt-get install ` +
      'poppler-utils qpdf; macOS: brew install poppler qpdf).\n',
  )
  process.exit(1)
}

install()
step('build', () => build())
if (only.length === 0) {
  step('format', () =>
    runPackage('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  )
  step('lint', () => runPackage('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']))
  step('types of the client', () =>
    runPackage('typescript/bin/tsc', ['-p', 'client/tsconfig.json']),
  )
}
step('chromium', getChromium)
step('readers of PDF', getReaders)

function mocha(args) {
  const env = { ...process.env, CHROMIUM: findChromium(), LOG_LEVEL: 'silent' }
  runPackage('mocha/bin/mocha.js', args, { env })
}

if (only.length > 0) {
  step('tests', () => mocha(only))
} else {
  step('tests', () => mocha([every, '--ignore', pages]))
  // A browser on a machine busy with another one may miss a tap: what fails is looked at twice.
  step('tests of pages', () => mocha([pages, '--retries', '1']))
}
