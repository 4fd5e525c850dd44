/**
 * Lists taken away on paper: the columns of the paper ledger, who vouched for a row and when, the
 * same head on every page, and a refusal of what would not fit.
 */
import { expect } from 'chai'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { limits } from '../../models/limits.ts'
import { ListPress } from '../../server/paper/listpress.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import { hashOf, paper } from './reading.ts'
import { insideVisit, requested } from './told.ts'

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

  it('has whoever approved with the moment of it where a seal stood, on A4 across', async () => {
    const chie = house.as('chie')
    const asked = await requested(house)
    const { facts } = await chie.does('movements.approve', asked)
    const at = new Date(Date.parse(String(facts['decidedAt'])) + 9 * 3_600_000).toISOString()
    const { bytes, text } = await paper(chie, '/movements/export.pdf')
    expect(text).to.include(`千葉千恵${at.slice(0, 10)}${at.slice(11, 16)}`)
    expect(text).not.to.match(/押印|㊞/)
    const { loadingTask } = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
    const document = await loadingTask.promise
    const [, , width = 0, height = 0] = (await document.getPage(1)).view
    expect([Math.round(width), Math.round(height)]).to.deep.equal([842, 595])
    await loadingTask.destroy()
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
