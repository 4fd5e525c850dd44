/**
 * How suites make tables and workbooks, and have ledgers of the paper era transcribed: looked at
 * first, and then done.
 */
import { strToU8, zipSync } from 'fflate'
import type { Voice } from '../people.ts'

/** What was seen of a table. */
export interface Looked {
  readonly sha256: string
  readonly name: string
  readonly columns: readonly { readonly heading: string; readonly key?: string }[]
  readonly total: number
  readonly good: number
  readonly done: number
  readonly faults: readonly {
    readonly line: number
    readonly column?: string
    readonly says: string
  }[]
}

/** How far a transcription is. */
export interface Going {
  readonly state: string
  readonly total: number
  readonly done: number
  readonly recorded: number
  readonly faults: Looked['faults']
}

const form = (bytes: string | Uint8Array, name = '台帳.csv') => {
  const data = new FormData()
  data.append('file', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name)
  return data
}
/** Has a table looked at. */
export const look = async (
  voice: Voice,
  ledger: string,
  bytes: string | Uint8Array,
  name?: string,
) => await voice.post<Looked>(`/${ledger}/import`, form(bytes, name))
/** Has it transcribed, and waits for the end. */
export const through = async (voice: Voice, ledger: string, seen: Looked, more: object = {}) => {
  const path = `/${ledger}/import/${seen.sha256}`
  await voice.post(path, { name: seen.name, ...more })
  for (;;) {
    const going = await voice.get<Going>(path)
    if (going.state !== 'running') return going
    await new Promise((done) => setTimeout(done, 20))
  }
}
/** A table as CSV. */
export const csv = (...rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A sheet of a workbook, by the elements of its rows. */
export const sheet = (rows: string) =>
  `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`

/** A workbook whose first sheet is `sheet1.xml`, and what else lies in it. */
export const workbook = (parts: Readonly<Record<string, string>>): Uint8Array => {
  const relation = (id: number) =>
    `<Relationship Id="r${id}" Type="${office}/worksheet" Target="worksheets/sheet${id}.xml"/>`
  const named = (id: number) => `<sheet name="s${id}" sheetId="${id}" r:id="r${id}"/>`
  const all = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${named(1)}${named(2)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation(1)}${relation(2)}</Relationships>`,
    'xl/worksheets/sheet1.xml': sheet(''),
    ...parts,
  }
  const bytes = Object.entries(all).map(([name, text]) => [name, strToU8(text)] as const)
  return zipSync(Object.fromEntries(bytes), { level: 6 })
}

/** The same archive, which says that each of its parts unpacks to a hundred bytes. */
export const lying = (bytes: Uint8Array): Uint8Array => {
  const told = Buffer.from(bytes)
  const central = Buffer.from('PK\u0001\u0002', 'latin1')
  const local = Buffer.from('PK\u0003\u0004', 'latin1')
  for (const [mark, at] of [
    [central, 24],
    [local, 22],
  ] as const) {
    for (let from = told.indexOf(mark); from >= 0; from = told.indexOf(mark, from + 4)) {
      told.writeUInt32LE(100, from + at)
    }
  }
  return told
}
