/**
 * Lists taken away as workbooks, read back by a library that had no part in writing them: values
 * are of the kind they are, text is text whatever it looks like, and the journal says what left.
 */
import { expect } from 'chai'
import fc from 'fast-check'
import { unzipSync, strFromU8 } from 'fflate'
import readEverySheet, { readSheet } from 'read-excel-file/node'
import { limits } from '../../models/limits.ts'
import { guarded, unguarded } from '../../server/export/csv.ts'
import { xlsxFile } from '../../server/export/xlsx.ts'
import type { Cell } from '../../server/export/rows.ts'
import { ListPress } from '../../server/paper/listpress.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import { hashOf, paper } from './reading.ts'
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
  most?: { readonly rowsMax?: number; readonly bytesMax?: number },
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
    const sheet = await opened(await house.as('chie').bytes('/disposals/export.xlsx'))
    const [headings = [], row = []] = sheet
    const cell = (heading: string) => row[headings.indexOf(heading)]
    expect(headings.slice(0, 2)).to.deep.equal(['番号', '状態'])
    expect(cell('番号')).to.equal(disk.number)
    expect(cell('改訂')).to.equal(1)
    expect(cell('容量') ?? 8000).to.equal(8000)
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

describe('a list on paper', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  it('has the paper ledger’s columns, who vouched for a row and when, and which page it is', async () => {
    const visit = await insideVisit(house)
    const chie = house.as('chie')
    const asked = '/visits/export.pdf?filter[state]=inside'
    const ja = await paper(chie, asked)
    for (const said of [
      '入館記録',
      visit.number,
      '髙﨑次郎',
      '受付者',
      '青木綾',
      '条件：状態：在館',
      '千葉千恵',
      '以上1件',
      '1/1',
    ]) {
      expect(ja.text).to.include(said)
    }
    expect(ja.text).not.to.include('登録者')
    const en = await paper(chie, `${asked}&language=en`)
    for (const said of ['State:Inside', 'Endofthelist:1records', 'Admittedby']) {
      expect(en.text).to.include(said)
    }
  })

  it('goes on over pages with its head on each, and shows what its font lacks by code point', async () => {
    const each = Array.from({ length: 120 }, (_, at) => ({
      fields: { name: `見本${at}病院😀`, system: `${'長い名前の仕組み、'.repeat(6)}終${at}` },
    }))
    const chie = house.as('chie')
    await chie.doesToMany('customers.add', each)
    const read = await paper(chie, '/customers/export.pdf?columns=number,name,system&sort=number')
    expect(read.pages).to.be.greaterThan(3)
    expect(read.text.match(/対象システム/g) ?? []).to.have.length(read.pages)
    for (const at of [0, 60, 119]) {
      expect(read.text).to.include(`見本${at}病院[U+1F600]`).and.to.include(`終${at}`)
    }
    expect(read.text).to.include(`${read.pages}/${read.pages}`)
    expect(Buffer.from(read.bytes).includes('/StructTreeRoot')).to.equal(true)
    expect(hashOf(read.bytes)).to.equal(await lastHash(house, 'customers.export'))
  })

  it('is drawn without a structure where it is too long for one', async () => {
    const content = {
      language: 'ja',
      title: '一覧',
      subject: '一覧',
      issuer: [],
      at: new Date().toISOString(),
      landscape: true,
      untagged: true,
      notes: [],
      columns: [{ label: '列', share: 1 }],
      footer: '',
      ending: { ja: '以上 {count} 件', en: '' },
    } as const
    const groups = (async function* () {
      for (let at = 0; at < 3; at += 1) yield Array.from({ length: 50 }, () => [`行${at}`])
    })()
    const chunks: Buffer[] = []
    for await (const chunk of new ListPress().draw(content, groups)) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    expect(bytes.includes('/StructTreeRoot')).to.equal(false)
    expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-')
    expect(bytes.subarray(-6).toString()).to.include('%%EOF')
  })

  it('is refused where it would not fit on paper', async () => {
    const ledger = house.running.house.ledgers.find(({ name }) => name === 'disposals')
    const many = Object.keys(ledger?.fields ?? {}).slice(0, limits.printedColumnsMax + 1)
    const wide = house.as('chie').bytes(`/disposals/export.pdf?columns=${many.join(',')}`)
    expect(await codeOf(wide)).to.equal('too-many-columns')
    expect(await codeOf(house.as('hana').bytes('/visits/export.pdf'))).to.equal('not-allowed')
  })
})

/** The hash the journal has of the file that was taken away last. */
async function lastHash(house: TestHouse, act: string): Promise<string | undefined> {
  const [last] = await house.running.house.database.entries.find({ act }).sort({ _id: -1 }).lean()
  return (
    last && (JSON.parse(last.leaf.toString()) as { payload: { sha256?: string } }).payload.sha256
  )
}

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
