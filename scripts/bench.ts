/**
 * `npm run bench`: what the house costs, each figure beside a floor measured in the same run on
 * the same machine. It prints Markdown and judges nothing; a test never waits on these clocks.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { start } from '../server/compose.ts'
import type { Running } from '../server/compose.ts'
import { readConfig } from '../server/config.ts'
import { actAsSystem } from '../server/ledger/act.ts'
import { systemActor } from '../models/roles.ts'
import { accounts } from '../models/ledgers.ts'
import { measureActs } from './bench/acts.ts'
import { measureExports } from './bench/exports.ts'
import { printed } from './bench/figures.ts'
import type { Section } from './bench/figures.ts'
import { customers } from './bench/known.ts'
import { measureLists } from './bench/lists.ts'
import { measurePacks } from './bench/packs.ts'
import { measurePapers } from './bench/papers.ts'
import { measureVerify } from './bench/verifying.ts'
import { Misused, ending } from './data/outcome.ts'

const usage = `Usage: npm run bench -- [--quick] [acts] [lists] [verify] [papers] [exports] [packing]

  --quick  small sizes, to see that everything runs
  acts …   only these parts`

const sizes = {
  full: {
    acts: { sequential: 1_000, concurrent: 8_192 },
    lists: { records: 100_000, reads: 400 },
    verify: 100_000,
    papers: 60,
    exports: { records: 100_000, acts: 500 },
    packs: { media: 500, photos: 2 },
  },
  quick: {
    acts: { sequential: 40, concurrent: 256 },
    lists: { records: 2_000, reads: 20 },
    verify: 1_500,
    papers: 2,
    exports: { records: 1_000, acts: 10 },
    packs: { media: 3, photos: 1 },
  },
}

const parts = ['acts', 'lists', 'verify', 'papers', 'exports', 'packing'] as const
const write = (line: string) => void process.stdout.write(`${line}\n`)

await ending(async () => {
  const { quick, wanted } = readOptions()
  const { acts, lists, verify, papers, exports, packs } = quick ? sizes.quick : sizes.full
  write(
    `# Daicho's figures${quick ? ' (--quick: too small to mean anything)' : ''}\n\n${machine()}\n`,
  )
  const show = (section: Section) => write(printed(section))
  if (wanted.has('acts')) {
    await inHouse(async (running, dataDir, person) => {
      const sections = await measureActs({ running, dataDir, ...person }, acts)
      for (const section of sections) show(section)
    })
  }
  if (wanted.has('lists')) {
    await inHouse(async ({ house }) => show(await measureLists(house, lists)))
  }
  if (wanted.has('verify')) {
    await inFolder(async (folder) => show(await measureVerify(folder, verify)))
  }
  if (wanted.has('papers')) show(await measurePapers(papers))
  if (wanted.has('exports')) {
    await inHouse(async ({ house }) => show(await measureExports(house, exports)))
  }
  if (wanted.has('packing')) {
    await inHouse(async ({ house }, dataDir) => show(await measurePacks(house, dataDir, packs)))
  }
})

function machine(): string {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const processor = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}`
  return `Node ${process.version} on ${process.platform} ${process.arch}, ${processor}, ${memory} GiB.`
}

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'daicho-bench-'))
  try {
    await run(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Someone {
  readonly user: string
  readonly password: string
}

/** A house of its own with one employee and one customer in it, gone afterwards. */
async function inHouse(
  run: (running: Running, dataDir: string, person: Someone) => Promise<void>,
): Promise<void> {
  await inFolder(async (dataDir) => {
    const person = { user: 'bench', password: randomBytes(12).toString('hex') }
    const running = await start(
      readConfig({
        PORT: '0',
        TLS_PORT: 'off',
        LOG_LEVEL: 'error',
        DATA_DIR: dataDir,
        TAIL_MS: '60000',
      }),
    )
    try {
      const { house } = running
      const fields = { user: person.user, name: { name: '測定 太郎' }, roles: ['staff'] }
      const create = { ledger: accounts, act: 'create' }
      const { record } = await actAsSystem(house, create, fields, systemActor)
      await house.auth.setPassword(record.id, person.password)
      const add = { ledger: customers, act: 'add' }
      await actAsSystem(house, add, { name: '見本の病院' }, systemActor)
      await run(running, dataDir, person)
    } finally {
      await running.stop()
    }
  })
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      options: { quick: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const unknown = positionals.find((name) => !parts.some((part) => part === name))
    if (unknown !== undefined) throw new Error(`There is no part ${unknown}.`)
    return { quick: values.quick, wanted: new Set(positionals.length > 0 ? positionals : parts) }
  } catch (error) {
    throw new Misused(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
