/** Starts the house as a process: reads the environment, prints where to go, stops on a signal. */
import type { Running } from './compose.ts'
import { ConfigError, readConfig } from './config.ts'
import { JournalRefused } from './journal/checkpoint.ts'
import { Houses } from './demo/houses.ts'
import type { House } from './house.ts'
import { JournalGap } from './journal/log.ts'
import { inGroups } from './tls/markup.ts'
import { TlsRefused } from './tls/pair.ts'

try {
  const houses = await Houses.open(readConfig(), { lost: () => process.exit(1), begun: greet })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      houses.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`The stop failed: ${describe(error)}\n`)
          process.exit(1)
        },
      )
    })
  }
} catch (error) {
  const known = [ConfigError, JournalRefused, JournalGap, TlsRefused].some(
    (kind) => error instanceof kind,
  )
  process.stderr.write(`${known ? (error as Error).message : describe(error)}\n`)
  process.exit(1)
}

/** Where to go, told of every house that begins to be served. */
function greet({ house, url }: Running): void {
  const lines = [``, `  台帳 Daicho  ${url}`]
  if (house.config.demo === true) lines.push('  デモ表示中 / Demo: nothing in this house is real')
  if (house.setup.token !== undefined) {
    lines.push(
      `  最初の管理者を登録してください / Set up the first administrator:`,
      `  ${url}/setup#token=${house.setup.token}`,
    )
  }
  lines.push(
    ...tabletLines(house),
    `  Journal: ${house.log.size} entries, key ${house.signer.vkey}`,
    ``,
  )
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** What to type on a tablet, and what to compare before it trusts this machine. */
function tabletLines(house: House): string[] {
  const { open, addresses, trust, authority } = house.reach()
  if (addresses.length === 0 && open) {
    return ['  タブレットで開くアドレスなし / No address for tablets yet: no network']
  }
  if (addresses.length === 0) {
    return house.config.tls
      ? ['  タブレット用 HTTPS は停止中 / No HTTPS for tablets: see TLS_PORT']
      : []
  }
  const lines = ['  タブレットで開く / Open on a tablet:', ...addresses.map((one) => `  ${one}`)]
  if (!authority || trust === undefined) return lines
  return [
    ...lines,
    `  はじめての端末 / A new tablet first: ${trust.replace('http://', '')}`,
    `  CA SHA-256: ${inGroups(authority.fingerprint)}`,
  ]
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'The port is taken; choose another with PORT.'
  return error.stack ?? error.message
}
