/** Starts the house as a process: reads the environment, prints where to go, stops on a signal. */
import { start } from './compose.ts'
import { ConfigError, readConfig } from './config.ts'
import { JournalRefused } from './journal/checkpoint.ts'
import { JournalGap } from './journal/log.ts'

try {
  const running = await start(readConfig(), () => process.exit(1))
  const { house, url } = running
  const lines = [``, `  台帳 Daicho  ${url}`]
  if (house.setup.token !== undefined) {
    lines.push(
      `  最初の管理者を登録してください / Set up the first administrator:`,
      `  ${url}/setup#token=${house.setup.token}`,
    )
  }
  lines.push(`  Journal: ${house.log.size} entries, key ${house.signer.vkey}`, ``)
  process.stdout.write(`${lines.join('\n')}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      running.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          house.logger.fatal({ err: error }, 'the stop failed')
          process.exit(1)
        },
      )
    })
  }
} catch (error) {
  const known = [ConfigError, JournalRefused, JournalGap].some((kind) => error instanceof kind)
  process.stderr.write(`${known ? (error as Error).message : describe(error)}\n`)
  process.exit(1)
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'The port is taken; choose another with PORT.'
  return error.stack ?? error.message
}
