/**
 * Style is a test. What a reviewer would have to say again and again is said here once, and the
 * exceptions are a list one can read, each with its reason.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { ledgers } from '../models/ledgers.ts'
import { problems } from '../models/problems.ts'
import { variables } from '../server/config.ts'

const root = path.resolve(import.meta.dirname, '../..')
const rooms = ['client', 'models', 'routes', 'scripts', 'server', 'test']

const columnsMax = 100
const linesMax = 300
/** A file's path has at most a folder, a folder in it, and its name. */
const partsMax = 3

/** Lines that are wide because what they hold is. */
const wide: Readonly<Record<string, string>> = {
  'models/ledgers/defaults.ts': 'the pledge text is prose, line for line as it is shown',
  'server/http/docs.ts': 'a page and its style as they are sent',
  'test/ledgers/disposals.test.ts': 'verdict tables, aligned so that the eye sees what differs',
  'test/ledgers/movements.test.ts': 'verdict tables, aligned',
  'test/ledgers/visits.test.ts': 'verdict tables, aligned',
}

/** Files that are long because cutting them would hide what belongs together: none so far. */
const long: Readonly<Record<string, string>> = {}

/** Where a ledger may be named although it is not its own file: they tell of these very ledgers. */
const named: Readonly<Record<string, string>> = {
  'scripts/demo/': 'invented history of the four ledgers',
  'scripts/bench/': 'measures one real act and one real list',
  'scripts/screens.ts': 'takes pictures of the pages of known ledgers',
  'test/': 'tells stories of the four ledgers',
}

/** Files nobody imports because people, other programs or other threads start them. */
const entries: Readonly<Record<string, string>> = {
  'client/main.tsx': 'the page starts it',
  'client/declared.ts': 'Vite puts it in the place of what a page need not check',
  'client/vite.config.ts': 'Vite reads it',
  'client/verify/main.ts': 'the page in a pack starts it',
  'client/verify/vite.config.ts': 'Vite reads it',
  'client/verify/worker.d.ts': 'the compiler reads it',
  'server/main.ts': 'the process starts with it',
  'server/wire/standalone.ts': 'the store as a process of its own',
  'server/wire/worker.ts': 'the thread of the store',
  'scripts/bench/store.ts': 'a measurement of the store alone, run by hand',
  'server/store/probe.ts': 'the process that looks at a data file first',
}

interface Source {
  readonly file: string
  readonly text: string
  readonly lines: readonly string[]
}

function filesIn(directory: string): string[] {
  return readdirSync(path.join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const file = `${directory}/${entry.name}`
    return entry.isDirectory() ? filesIn(file) : [file]
  })
}

const everything = rooms.flatMap(filesIn)
const sources: readonly Source[] = everything
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
  .map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8')
    return { file, text, lines: text.split('\n') }
  })

/** A line with the text in quotes left out: a sentence is as long as it is. */
function withoutText(line: string): string {
  const quoted = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*(?:`|$)/g
  return line.replace(quoted, "''")
}

function tooWide(line: string): boolean {
  return [...withoutText(line)].length > columnsMax
}

/** A file's code with comments and texts left out. */
function codeOf({ text }: Source): string {
  return text.replace(/\/\*[^]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')
}

/** Lines that a pattern finds, as `file:line text`. */
function findings(found: (line: string, source: Source) => boolean, among = sources): string[] {
  return among.flatMap((source) =>
    source.lines.flatMap((line, at) =>
      found(line, source) ? [`${source.file}:${at + 1} ${line.trim().slice(0, 80)}`] : [],
    ),
  )
}

describe('the sources', () => {
  it('are where they are looked for', () => {
    for (const room of rooms) {
      expect(sources.some(({ file }) => file.startsWith(`${room}/`))).to.equal(true)
    }
  })

  it(`have at most ${columnsMax} columns, texts aside`, () => {
    const over = findings((line, { file }) => !(file in wide) && tooWide(line))
    expect(over).to.deep.equal([])
  })

  it(`have at most ${linesMax} lines`, () => {
    const over = sources
      .filter(({ file, lines }) => !(file in long) && lines.length - 1 > linesMax)
      .map(({ file, lines }) => `${file} has ${lines.length - 1}`)
    expect(over).to.deep.equal([])
  })

  it('lie in no folder deeper than folder/folder/file', () => {
    const deep = everything.filter(
      (file) => file.split('/').length > partsMax && !file.startsWith('client/public/'),
    )
    expect(deep).to.deep.equal([])
  })

  it('begin by saying why they exist', () => {
    const silent = sources.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text))
    expect(silent.map(({ file }) => file)).to.deep.equal([])
  })

  it('leave nothing behind that was meant for later', () => {
    // The words are put together here so that this list does not find itself.
    const banned = [
      /\b(TO[D]O|FIX[M]E|X{3}|HA[C]K)\b/,
      /@ts-(ignore|nocheck|expect-error)/,
      /(eslint|oxlint)-disable/,
      /^(?!\s*(\*|\/)).*(\bas any\b|:\s*any\b|<any>|\bany\[\])/,
      /\b(describe|it|context|suite|test)\.(only|skip)\(|\bx(it|describe)\(/,
      // What concerns the embedded store's own files has nothing to look at on another server.
      /^(?!\s*if \(.*(MONGODB_URI|embedded)).*this\.skip\(\)/,
      /\bconsole\.(log|error|warn|info|debug)\(/,
      /\bdebugger\b/,
    ]
    const code = (line: string) => withoutText(line)
    const left = findings((line, { file }) => {
      if (file === 'test/tidy.test.ts') return false
      return banned.some((pattern) => pattern.test(code(line)))
    })
    expect(left).to.deep.equal([])
  })

  it('have plain names', () => {
    const vague = /(^|\/)(utils?|helpers?|common|managers?|services?|misc)(\.|\/)/
    expect(everything.filter((file) => vague.test(file))).to.deep.equal([])
    const shouting = sources
      .map(({ file }) => file)
      .filter((file) => !file.endsWith('.tsx') && /[A-Z_]/.test(path.basename(file)))
    expect(shouting).to.deep.equal([])
  })

  it('claim no accreditation of anybody’s time or evidence', () => {
    const claiming = findings((line, { file }) => !file.startsWith('test/') && /認[定]/.test(line))
    expect(claiming).to.deep.equal([])
  })

  it('export names only, and nothing by default', () => {
    const anonymous = findings(
      (line, { file }) => !file.endsWith('/vite.config.ts') && /^export default\b/.test(line),
    )
    expect(anonymous).to.deep.equal([])
  })

  it('name no ledger outside its own file and the one list', () => {
    const free = [...Object.keys(named), 'models/ledgers/', 'models/ledgers.ts']
    const ordinary = ['settings', 'people', 'tools', 'sites', 'badges']
    const names = ledgers.map(({ name }) => name).filter((name) => !ordinary.includes(name))
    const quoted = new RegExp(`['"\`/](${names.join('|')})(['"\`./?]|$)`)
    const telling = findings(
      (line, { file }) =>
        !free.some((one) => file.startsWith(one)) &&
        quoted.test(line) &&
        !/^\s*(\*|\/\*|\/\/|import\b|export \*|\} from )/.test(line),
    )
    expect(telling).to.deep.equal([])
  })

  it('are all used by something', () => {
    const used = new Set<string>()
    for (const source of sources) {
      const imported = /(?:from|import|import\(|new URL\()\s*\(?['"](\.{1,2}\/[^'"]+)['"]/g
      for (const [, target = ''] of codeOf(source).matchAll(imported)) {
        const file = path.posix.join(path.posix.dirname(source.file), target)
        used.add(file.replace(/\.js$/, '.ts'))
      }
    }
    const commands = /^scripts\/[a-z-]+\.(ts|mjs)$/
    const dead = sources
      .map(({ file }) => file)
      .filter((file) => !used.has(file) && !(file in entries))
      .filter((file) => !commands.test(file) && !file.endsWith('.test.ts'))
    expect(dead).to.deep.equal([])
  })

  it('have no exception that is not one any more', () => {
    const there = new Set(everything)
    for (const file of [...Object.keys(wide), ...Object.keys(long), ...Object.keys(entries)]) {
      expect(there.has(file), file).to.equal(true)
    }
    for (const { file, lines } of sources) {
      if (file in long) expect(lines.length - 1, file).to.be.greaterThan(linesMax)
      if (file in wide) expect(lines.some(tooWide), file).to.equal(true)
    }
  })
})

describe('what stands in two places', () => {
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

  it('agrees: every problem has a kebab-case code, a status and both languages', () => {
    for (const [code, { status, says }] of Object.entries(problems)) {
      expect(code).to.match(/^[a-z]+(-[a-z]+)*$/)
      expect(status).to.be.within(400, 503)
      expect(says.ja, code).to.match(/[ぁ-んァ-ン一-龠]|\{says\}/)
      expect(says.en, code).to.match(/^[“A-Z{].*[.}]$/)
      const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place)
      expect(places(says.ja).toSorted(), code).to.deep.equal(places(says.en).toSorted())
    }
  })

  it('agrees: every problem is thrown somewhere', () => {
    const thrown = sources.filter(({ file }) => !file.startsWith('test/')).map(codeOf)
    const unused = Object.keys(problems).filter(
      (code) => !thrown.some((text) => text.includes(`new Problem('${code}'`)),
    )
    expect(unused).to.deep.equal([])
  })

  it('agrees: every environment variable is documented, and nothing else is', () => {
    const table = /## Configuration[^]*?\n## /.exec(`${read('README.md')}\n## `)?.[0] ?? ''
    const rows = table.split('\n').filter((line) => line.startsWith('| `'))
    const told = rows.flatMap((row) => (row.split(' | ')[0] ?? '').match(/[A-Z][A-Z_]+/g) ?? [])
    expect(told).to.have.members(Object.keys(variables))
    expect(read('README.ja.md')).to.include('README.md#configuration')
  })

  it('agrees: every command of package.json is a script that exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    for (const [name, line] of Object.entries(scripts)) {
      const command = /scripts\/run\.mjs (\S+)/.exec(line)?.[1]
      if (command === undefined) continue
      expect(everything, name).to.include(`scripts/${command}.ts`)
    }
  })

  it('agrees: the environment is read in one place of the server', () => {
    const reading = sources
      .filter(({ file }) => /^(server|models|routes)\//.test(file))
      .filter((source) => codeOf(source).includes('process.env'))
    expect(reading.map(({ file }) => file)).to.deep.equal(['server/config.ts'])
  })

  it('agrees: whatever the guides link to and show is there', () => {
    const guides = ['README.md', 'README.ja.md', 'ARCHITECTURE.md'].concat(
      readdirSync(path.join(root, 'docs')).flatMap((file) =>
        file.endsWith('.md') ? [`docs/${file}`] : [],
      ),
    )
    let found = 0
    const gone = guides.flatMap((guide) => {
      const links = [...read(guide).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
      const places = links.filter((link) => !/^(https?:|#)/.test(link))
      found += places.length
      return places
        .map((link) => path.posix.join(path.posix.dirname(guide), link.replace(/#.*$/, '')))
        .filter((place) => !existsSync(path.join(root, place)))
        .map((place) => `${guide} leads to ${place}`)
    })
    expect(found).to.be.greaterThan(guides.length)
    expect(gone).to.deep.equal([])
  })
})
