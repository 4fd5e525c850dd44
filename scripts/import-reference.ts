/**
 * `npm run import-reference -- FILE [--dry-run]`: takes the reference a company publishes into the
 * house as claims. The file stays the user's own; what had to be guessed in reading it is printed
 * with its line, so that a person can look.
 */
import { parseArgs } from 'node:util'
import { readConfig } from '../server/config.ts'
import { importReference, readReference } from './data/claims.ts'
import { openData } from './data/open.ts'
import { Misused, ending } from './data/outcome.ts'

const usage = `Usage: npm run import-reference -- FILE [--dry-run]

  FILE       the reference as tab-separated text in UTF-8
  --dry-run  only read it and say what was found

The claims go into the house of DATA_DIR or MONGODB_URI, whether it is running or not. An earlier
import is replaced as a whole, and only when the new file could be read.`

const write = (line: string) => void process.stdout.write(`${line}\n`)

await ending(async () => {
  const { values, positionals } = readArguments()
  const [file] = positionals
  if (values.help || file === undefined || positionals.length > 1) throw new Misused(usage)
  const reference = await readReference(file, write)
  if (values['dry-run']) {
    write('Nothing was stored (--dry-run).')
    return
  }
  const data = await openData(readConfig())
  try {
    await importReference(data.database, reference)
  } finally {
    await data.close()
  }
  write(`Stored ${reference.claims.length} claims.`)
})

function readArguments() {
  try {
    return parseArgs({
      options: { 'dry-run': { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new Misused(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
