/**
 * Ledgers of the paper era, transcribed: what an export says comes back in as it was, what cannot
 * be read is said line by line, nothing is written before somebody says so, and a transcription
 * that was cut off is repeated without doing anything twice.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { zipSync } from 'fflate'
import { expect } from 'chai'
import { ledgers } from '../../models/ledgers.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import { transcribe } from '../../models/transcribing.ts'
import { Importing } from '../../server/import/importing.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin, codeOf, refusalOf } from '../people.ts'
import type { Voice } from '../people.ts'
import { csv, look, lying, sheet, through, workbook } from './importing.ts'

describe('a ledger of the paper era', function () {
  this.timeout(120_000)
  let house: TestHouse
  let chie: Voice

  before(async () => {
    house = await openHouse()
    chie = house.as('chie')
  })

  after(async () => {
    await house.stop()
  })

  it('is transcribed from a table with other headings, widths, eras and blanks than the house’s', async () => {
    const bytes = csv(
      ['CD/DVD 管理台帳（紙）', '', ''],
      ['枚番', '状態', '受入日時', '備考（使わない）', '番号'],
      ['ＣＤ－００１', '廃棄済', '平成30年4月1日 9時05分', 'x', 'K-1'],
      ['CD-002', 'Blank', 'R1.5.7', '二行に\nわたる', 'K-2'],
      ['CD-003', '保管中', '2019/12/02 13:00', '', ''],
    )
    const seen = await look(chie, 'discs', bytes)
    expect(seen.faults).to.deep.equal([])
    expect([seen.total, seen.good, seen.done]).to.deep.equal([3, 3, 0])
    expect(seen.columns.map(({ key }) => key)).to.deep.equal([
      'labelNo',
      'transcribed.state',
      'takenInAt',
      undefined,
      'transcribed.number',
    ])
    expect((await chie.get<Listed>('/discs')).total).to.equal(0)
    expect((await through(chie, 'discs', seen)).state).to.equal('done')
    const { records } = await chie.get<Listed>('/discs?sort=number')
    expect(records.map(({ state }) => state)).to.deep.equal(['destroyed', 'blank', 'stored'])
    const lines = records.map(({ facts }) => (facts['transcribed'] as { line: number }).line)
    expect(lines).to.deep.equal([3, 4, 6])
    const [first] = records
    expect(first?.facts['labelNo']).to.equal('CD-001')
    expect(first?.facts['takenInAt']).to.equal('2018-04-01T00:05:00.000Z')
    expect(first?.facts['transcribed']).to.deep.equal({
      number: 'K-1',
      state: 'destroyed',
      name: '台帳.csv',
      file: seen.sha256,
      line: 3,
    })
    const { entries } = await chie.get<{ entries: { act: string; actor: string }[] }>(
      `/discs/${first?.id}/history`,
    )
    expect(entries).to.have.length(1)
    expect(entries[0]).to.include({ act: `discs.${transcribe}`, actor: chie.id })
    const hash = createHash('sha256').update(bytes).digest('hex')
    expect(seen.sha256).to.equal(hash)
    // The table may be full of names; once it is transcribed it is nowhere any more.
    expect(await readdir(path.join(house.dataDir, 'tables'))).to.deep.equal([])
    const { files } = house.running.house.database
    expect((await files.find([hash])).size).to.equal(0)
  })

  it('does nothing twice when the same file comes again', async () => {
    const rows = csv(['枚番', '状態'], ['CD-101', '未使用'], ['CD-102', '未使用'])
    const seen = await look(chie, 'discs', rows)
    await through(chie, 'discs', seen)
    const { total } = await chie.get<Listed>('/discs')
    const again = await look(chie, 'discs', rows)
    expect([again.good, again.done, again.faults]).to.deep.equal([2, 2, []])
    await through(chie, 'discs', again)
    expect((await chie.get<Listed>('/discs')).total).to.equal(total)
  })

  it('says line by line what cannot be, and writes nothing until those rows are left out', async () => {
    const before = (await chie.get<Listed>('/discs')).total
    const rows = csv(
      ['枚番', '状態', '受入日時', '申請者'],
      ['CD-201', '未使用', '2019-02-30', ''],
      ['CD-202', 'なくした', '', ''],
      ['CD-203', '未使用', '', '誰も知らない人'],
      ['CD-204', '未使用', '', '青木 綾'],
      ['CD-204', '未使用', '', ''],
      ['CD-205', '', '', ''],
    )
    const seen = await look(chie, 'discs', rows)
    expect(seen.faults.map(({ line }) => line)).to.deep.equal([2, 3, 4, 6, 7])
    expect(seen.faults[0]).to.deep.include({ line: 2, column: '受入日時' })
    expect(seen.faults[2]?.says).to.include('誰も知らない人')
    expect(seen.good).to.equal(1)
    const path = `/discs/import/${seen.sha256}`
    const refused = await refusalOf(chie.post(path, { name: seen.name }))
    expect([refused.status, refused.code]).to.deep.equal([409, 'sheet-has-problems'])
    expect((await chie.get<Listed>('/discs')).total).to.equal(before)
    const done = await through(chie, 'discs', seen, { skipProblems: true })
    expect([done.state, done.total, done.done]).to.deep.equal(['done', 1, 1])
    expect((await chie.get<Listed>('/discs')).total).to.equal((before ?? 0) + 1)
  })

  it('refuses what is taken, what is no table, and who may not', async () => {
    const taken = await look(
      chie,
      'discs',
      csv(['枚番', '状態'], ['CD-001', '未使用'], ['CD-204', '保管中']),
    )
    expect(taken.faults.map(({ line }) => line)).to.deep.equal([2, 3])
    for (const [bytes, code] of [
      [csv(['何か', '別の'], ['1', '2']), 'sheet-without-headings'],
      ['', 'sheet-without-headings'],
      ['"枚番\n', 'sheet-refused'],
      [new Uint8Array([0, 1, 2, 3]), 'sheet-refused'],
      [new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]), 'sheet-refused'],
      [zipSync({ 'a.txt': new Uint8Array([1]) }), 'sheet-refused'],
      [
        zipSync({ 'xl/a.xml': new Uint8Array(limits.tableBytesMax + 1) }, { level: 1 }),
        'sheet-too-large',
      ],
      [`枚番\r\n${'CD-1\r\n'.repeat(limits.tableRowsMax + 30)}`, 'sheet-too-large'],
    ] as const) {
      expect(await codeOf(look(chie, 'discs', bytes))).to.equal(code)
    }
    const rows = csv(['枚番'], ['CD-9'])
    for (const who of ['aya', 'emi', 'goro', 'hana', 'uketsuke'] as const) {
      expect([who, await codeOf(look(house.as(who), 'discs', rows))]).to.deep.equal([
        who,
        'not-allowed',
      ])
    }
    expect(await codeOf(chie.post(`/discs/import/${'0'.repeat(64)}`, { name: 'a' }))).to.equal(
      'unknown-file',
    )
    expect(await codeOf(look(house.as(admin), 'accounts', rows))).to.equal('unknown-route')
  })

  it('gives up a workbook that would fill the memory, and goes on', async () => {
    const cell = (place: string) => `<c r="${place}" t="inlineStr"><is><t>x</t></is></c>`
    const row = (at: number, cells: string) => `<row r="${at}">${cells}</row>`
    const far = limits.tableRowsMax + limits.tableHeadingRowsMax + 1
    const wide = '<t>x</t>'.repeat(20_000)
    for (const [what, rows, code] of [
      ['a row a thousand million down', row(1_000_000_000, cell('A1000000000')), 'sheet-too-large'],
      ['one that names it only itself', '<row r="1000000000"></row>', 'sheet-too-large'],
      ['one that says so in disguise', '<row r="&#49;000000000"></row>', 'sheet-too-large'],
      ['a cell below what is taken', row(far, cell(`A${far}`)), 'sheet-too-large'],
      ['a cell beside what is taken', row(1, cell('ZZ1')), 'sheet-too-large'],
      ['what is no sheet', `<row r="1">${wide}`, 'sheet-refused'],
    ] as const) {
      const bytes = workbook({ 'xl/worksheets/sheet1.xml': sheet(rows) })
      expect(bytes.length, what).to.be.lessThan(2_000)
      expect([what, await codeOf(look(chie, 'discs', bytes))]).to.deep.equal([what, code])
    }
    const bomb = { 'xl/sharedStrings.xml': ' '.repeat(limits.tableBytesMax + 1) }
    const honest = workbook(bomb)
    expect(await codeOf(look(chie, 'discs', honest))).to.equal('sheet-too-large')
    expect(await codeOf(look(chie, 'discs', lying(honest)))).to.be.oneOf([
      'sheet-too-large',
      'sheet-refused',
    ])
    const one = `<is><t>${'長'.repeat(30_000)}</t></is>`
    const same = Array.from({ length: 1_500 }, (_, n) =>
      row(n + 1, `<c r="A${n + 1}" t="inlineStr">${one}</c>`),
    )
    const long = workbook({ 'xl/worksheets/sheet1.xml': sheet(same.join('')) })
    expect(await codeOf(look(chie, 'discs', long))).to.equal('sheet-too-large')
    const said = (place: string, text: string) =>
      `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`
    const good = [row(1, cell('A1')), row(3, said('A3', '枚番') + said('B3', '状態'))]
    const formatted = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    const sound = workbook({
      'xl/worksheets/sheet1.xml': sheet(
        [...good, row(5, said('A5', 'X-5') + said('B5', '未使用')), formatted].join(''),
      ),
      'xl/worksheets/sheet2.xml': sheet(row(900_000, cell('A900000'))),
    })
    const seen = await look(chie, 'discs', sound, '台帳.xlsx')
    expect([seen.total, seen.columns.map(({ key }) => key)]).to.deep.equal([
      1,
      ['labelNo', 'transcribed.state'],
    ])
    await through(chie, 'discs', seen)
    const { records } = await chie.get<Listed>('/discs?limit=200')
    const lines = records.map(({ facts }) => facts['transcribed'] as { file: string; line: number })
    expect(lines.filter(({ file }) => file === seen.sha256).map(({ line }) => line)).to.deep.equal([
      5,
    ])
  })

  it('keeps the table where a row is refused for the moment’s sake, and goes on when told to', async () => {
    const { appender } = house.running.house
    const rows = csv(
      ['枚番', '状態'],
      ...Array.from({ length: limits.tableRowsAtOnce + 5 }, (_, n) => [`B-${n}`, '未使用']),
    )
    const seen = await look(chie, 'discs', rows)
    const before = (await chie.get<Listed>('/discs')).total ?? 0
    const take = appender.act.bind(appender)
    let taken = 0
    appender.act = async (request) => {
      taken += 1
      if (taken > limits.tableRowsAtOnce + 2) throw new Problem('busy')
      return await take(request)
    }
    const broken = await through(chie, 'discs', seen)
    appender.act = take
    expect([broken.state, broken.faults]).to.deep.equal(['failed', []])
    expect(await readdir(path.join(house.dataDir, 'tables'))).to.include(`discs-${seen.sha256}`)
    const ended = await through(chie, 'discs', seen)
    expect([ended.state, ended.recorded]).to.deep.equal(['done', seen.total])
    expect((await chie.get<Listed>('/discs')).total).to.equal(before + seen.total)
  })

  it('takes Shift_JIS, and cells that were guarded against formulas', async () => {
    const sjis = new Uint8Array([
      0x96, 0x87, 0x94, 0xd4, 0x2c, 0x8f, 0xf3, 0x91, 0xd4, 0x0d, 0x0a, 0x43, 0x44, 0x2d, 0x33,
      0x30, 0x31, 0x2c, 0x96, 0xa2, 0x8e, 0x67, 0x97, 0x70, 0x0d, 0x0a,
    ])
    const seen = await look(chie, 'discs', sjis)
    expect([seen.total, seen.faults]).to.deep.equal([1, []])
    const guarded = await look(chie, 'customers', csv(['名称'], ["'=SUM(A1)医院"], ["'+81病院"]))
    await through(chie, 'customers', guarded)
    const { records } = await chie.get<Listed>('/customers?sort=number')
    expect(records.map(({ title }) => title)).to.include.members(['=SUM(A1)医院', '+81病院'])
  })

  it('waits for each ledger by itself, is called what it was when it was looked at, and not for ever', async () => {
    const waiting = () => readdir(path.join(house.dataDir, 'tables'))
    const rows = csv(['名称', '枚番', '状態'], ['二つの医院', 'CD-2L', '未使用'])
    const forDiscs = await look(chie, 'discs', rows, '二つ.csv')
    const forCustomers = await look(chie, 'customers', csv(['名称'], ['三つの医院']), '三つ.csv')
    const both = await look(chie, 'tools', rows, '二つ.csv')
    expect(both.sha256).to.equal(forDiscs.sha256)
    await through(chie, 'discs', { ...forDiscs, name: '別の名.csv' }, { skipProblems: true })
    const { records } = await chie.get<Listed>('/discs?limit=200')
    const made = records.map(({ facts }) => facts['transcribed'] as { file: string; name: string })
    expect(made.filter(({ file }) => file === both.sha256).map(({ name }) => name)).to.deep.equal([
      '二つ.csv',
    ])
    const left = await waiting()
    expect(left).to.include.members([`customers-${forCustomers.sha256}`, `tools-${both.sha256}`])
    expect(left).not.to.include(`discs-${both.sha256}`)
    const past = new Date(Date.now() - (limits.tableHoursKept * 3_600 + 60) * 1_000)
    const dataDir = temporaryFolder()
    const parts = house.running.house
    const importing = await Importing.open(
      { ...parts, config: { ...parts.config, dataDir: dataDir.folder } },
      5,
    )
    const old = path.join(dataDir.folder, 'tables', 'discs-old')
    await writeFile(old, 'x')
    await utimes(old, past, past)
    while (existsSync(old)) await new Promise((resolve) => setTimeout(resolve, 5))
    await importing.close()
    dataDir.remove()
  })

  it('has a template with the headings of its ledger', async () => {
    for (const { name, acts } of ledgers) {
      const template = await chie.ask('GET', `/${name}/import.csv`)
      if (!Object.hasOwn(acts, transcribe)) continue
      const text = Buffer.from(await template.arrayBuffer()).toString('utf8')
      expect(text.startsWith('\ufeff番号,状態,')).to.equal(true)
      const seen = await look(chie, name, text)
      expect([name, seen.total, seen.columns.every(({ key }) => key)]).to.deep.equal([
        name,
        0,
        true,
      ])
    }
  })
})
