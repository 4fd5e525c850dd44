/**
 * Lists taken away as workbooks, read back by a library that had no part in writing them: values
 * are of the kind they are, text is text whatever it looks like, and the journal says what left.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import { unzipSync, strFromU8 } from 'fflate'
import readEverySheet, { readSheet } from 'read-excel-file/node'
import { guarded, unguarded } from '../../server/export/csv.ts'
import { xlsxFile } from '../../server/export/xlsx.ts'
import type { Cell } from '../../server/export/rows.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import { hashOf } from './reading.ts'
import { insideVisit, registered } from './told.ts'

type Value = string | number | boolean | Date | null

interface ExportNote {
  readonly columns: readonly string[]
}

interface Noted {
  readonly payload: object
}

async function opened(bytes: Uint8Array): Promise<readonly Value[][]> {
  return (await readSheet(Buffer.from(bytes))) as Value[][]
}

async function written(
  rows: readonly (readonly Cell[])[],
  most?: { rowsMax?: number; sheetBytesMax?: number; bytesMax?: number },
): Promise<Buffer> {
  const columns =
    rows[0]?.map((_, at) => ({ key: `c${at}`, heading: `c${at}`, kind: 'text' as const })) ?? []
  const groups = (async function* () {
    yield* rows.map((row) => [row])
  })()
  const chunks: Buffer[] = []
  for await (const chunk of xlsxFile('台帳', columns, groups, 'Asia/Tokyo', most))
    chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('a cell of a CSV', () => {
  it('is made harmless so that it can be told what it was', () => {
    const odd = fc.constantFrom('=', "'", '＝', '-', ' ', '　', 'a', '@', '\t')
    const texts = fc.array(odd, { maxLength: 6 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(texts, fc.string()), (text) => {
        const written = guarded(text)
        expect(written).not.to.match(/^[\s\u00a0\u3000]*[=+\-@\t\r＝＋－＠]/)
        expect(unguarded(written)).to.equal(text)
      }),
    )
  })
})

describe('a list as a workbook', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  it('has headings, and numbers, days and moments as what they are, in the site’s zone', async () => {
    const disk = await registered(house, { capacityGb: 8000 })
    const sheet = await opened(
      await house
        .as('chie')
        .bytes('/disposals/export.xlsx?columns=number,state,capacityGb,revision,created'),
    )
    const [headings = [], row = []] = sheet
    const cell = (heading: string) => row[headings.indexOf(heading)]
    expect(headings.slice(0, 2)).to.deep.equal(['番号', '状態'])
    expect(cell('番号')).to.equal(disk.number)
    expect(cell('改訂')).to.equal(1)
    expect(cell('容量')).to.equal(8000)
    await house.as('chie').creates('tools.add', {
      name: 'CrushBox',
      kind: 'crusher',
      calibratedOn: '2026-04-01',
    })
    const tools = await opened(
      await house.as('chie').bytes('/tools/export.xlsx?columns=name,calibratedOn'),
    )
    expect(tools[1]).to.deep.equal(['CrushBox', new Date('2026-04-01T00:00:00.000Z')])
    const recorded = cell('登録日時')
    expect(recorded).to.be.instanceOf(Date)
    // A workbook knows no zone: its clock is the site's, nine hours ahead of the journal's.
    const off = (recorded as Date).getTime() - Date.parse(disk.createdAt)
    expect(off / 3_600_000).to.be.closeTo(9, 1 / 30)
  })

  it('stays on its heading, can be filtered, and names a Japanese font', async () => {
    const parts = unzipSync(await house.as('chie').bytes('/disposals/export.xlsx'))
    const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
    expect(part('xl/worksheets/sheet1.xml')).to.match(/<pane ySplit="1"[^>]* state="frozen"\/>/)
    expect(part('xl/worksheets/sheet1.xml')).to.match(/<autoFilter ref="A1:[A-Z]+2"\/>/)
    const widths = [...part('xl/worksheets/sheet1.xml').matchAll(/<col [^>]*width="(\d+)"/g)]
    const headings = [...part('xl/worksheets/sheet1.xml').matchAll(/<c r="[A-Z]+1" /g)]
    expect(widths).to.have.length(headings.length)
    expect(widths.map(([, width]) => Number(width))).to.include.members([10, 14, 18])
    expect(part('xl/styles.xml')).to.include('游ゴシック')
    expect(part('xl/workbook.xml')).to.include('廃棄リスト')
  })

  it('holds the rows that were asked for, and only what the person may see', async () => {
    await insideVisit(house)
    const none = await opened(
      await house.as('chie').bytes('/visits/export.xlsx?filter[state]=left'),
    )
    expect(none.length).to.equal(1)
    const inside = await house.as('chie').bytes('/visits/export.xlsx?filter[state]=inside')
    expect((await opened(inside)).length).to.equal(2)
    expect(await codeOf(house.as('hana').bytes('/visits/export.xlsx'))).to.equal('not-allowed')
    const kiosk = await opened(await house.as('uketsuke').bytes('/visits/export.xlsx'))
    expect(kiosk.length).to.equal(1)
  })

  it('is journalled with its form, its rows and the hash of the very file', async () => {
    const bytes = await house.as('dan').bytes('/disposals/export.xlsx')
    const found = await house.running.house.database.entries
      .find({ actor: house.as('dan').id, act: 'disposals.export' })
      .lean()
    const said = found.map(({ leaf }) => (JSON.parse(leaf.toString()) as Noted).payload)
    const [{ columns, ...note } = { columns: [] }] = said as readonly ExportNote[]
    expect(said).to.have.length(1)
    expect(note).to.deep.equal({
      format: 'xlsx',
      language: 'ja',
      filter: {},
      sort: '-number',
      rows: 1,
      sha256: hashOf(bytes),
    })
    const [headings = []] = await opened(bytes)
    expect(columns).to.have.length(headings.length)
    expect(columns.slice(0, 3)).to.deep.equal(['number', 'state', 'managementNo'])
  })

  it('has the columns that were chosen, in their order and language, and no others', async () => {
    const chie = house.as('chie')
    const asked = '/disposals/export.csv?columns=serial,state,number&language=en'
    const [heading, first] = (await chie.text(asked)).split('\r\n')
    expect(heading).to.equal('Serial no.,State,Number')
    expect(first).to.match(/^[^,]+,[A-Za-z ]+,D-\d{4}-\d{6}$/)
    for (const columns of ['serial,serial', 'nothing', '', 'constructor', 'serial,,state']) {
      const code = await codeOf(chie.text(`/disposals/export.csv?columns=${columns}`))
      expect([columns, code]).to.deep.equal([columns, 'unknown-query'])
    }
    expect(await codeOf(chie.text('/disposals/export.csv?language=fr'))).to.equal('unknown-query')
    const hidden = house.as('uketsuke').text('/visits/export.csv?columns=number,contact')
    expect(await codeOf(hidden)).to.equal('unknown-query')
  })

  it('goes on in a further sheet where one is full, and loses no row', async () => {
    const rows = Array.from({ length: 11 }, (_, at) => [{ text: `row ${at}` }])
    const bytes = await written(rows, { rowsMax: 5 })
    const sheets = await readEverySheet(bytes)
    expect(sheets.map(({ sheet }) => sheet)).to.deep.equal(['台帳', '台帳 (2)', '台帳 (3)'])
    expect(sheets.map(({ data }) => data[0])).to.deep.equal([['c0'], ['c0'], ['c0']])
    const narrow = await readEverySheet(await written(rows, { sheetBytesMax: 2_200 }))
    expect(narrow.length).to.be.greaterThan(1)
    expect(narrow.flatMap(({ data }) => data.slice(1).map(([cell]) => cell))).to.deep.equal(
      rows.map(([cell]) => cell?.text),
    )
    const refused = written(rows, { bytesMax: 500 }).catch((error: unknown) => error)
    expect(await refused).to.include({ code: 'workbook-too-large' })
    const read = sheets.flatMap(({ data }) => data.slice(1).map(([cell]) => cell))
    expect(read).to.deep.equal(rows.map(([cell]) => cell?.text))
  })

  it('keeps any text as text: formulas, markup, halves of characters, escapes', async () => {
    const odd = fc.constantFrom('=1+1', '@SUM(A1)', '-2', '<b>&"', '_x0041_', '　=1', '007', ' a ')
    const texts = fc.array(fc.oneof(odd, fc.string({ unit: 'grapheme' })), {
      minLength: 1,
      maxLength: 8,
    })
    const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const cells = [{ text: '.' }, ...given.map((text) => ({ text }))]
        const parts = unzipSync(await written([cells]))
        const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
        const read = [
          ...sheet.matchAll(/<c r="[A-Z]+2"[^>]*t="inlineStr"><is><t[^>]*>(.*?)<\/t>/gs),
        ]
        const said = read.map(([, text = '']) => plain(text))
        const meant = cells.map(({ text }) => text.replaceAll(unwritable, '\ufffd'))
        expect(said).to.deep.equal(meant.filter((text) => text !== ''))
        expect(sheet).not.to.match(/<f[ >]/)
      }),
      { numRuns: 100 },
    )
  })
})

/** What a workbook's text says, as whoever opens it reads it. */
function plain(text: string): string {
  return text
    .replaceAll('_x000D_', '\r')
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replaceAll('_x005F_', '_')
}
