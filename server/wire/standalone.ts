/**
 * The embedded server by itself, for mongosh, benchmarks and crash tests:
 * `node dist/server/wire/standalone.js DATA_DIR [PORT]`. It prints its URI on the first line.
 */
import { startEmbedded } from './embedded.ts'

const [dataDir, port] = process.argv.slice(2)
if (dataDir === undefined) {
  process.stderr.write('Usage: standalone.js DATA_DIR [PORT]\n')
  process.exit(2)
}

const server = await startEmbedded({
  dataDir,
  port: port === undefined ? undefined : Number(port),
  onExit(error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  },
  onFault(error) {
    process.stderr.write(`${error.message}\n`)
  },
})
process.stdout.write(`${server.uri}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.stop().then(() => process.exit(0))
  })
}
