/**
 * What a person said of themselves: never in a leaf, erasable without breaking the journal, and
 * read by nobody without the journal knowing.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { plannedVisit, pledge } from '../http/told.ts'
import { codeOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { parseEntryBundle, tilePath, tileWidthMax } from '../../models/tile.ts'
import { verifyHouse } from './verifying.ts'

interface Noted {
  readonly act: string
  readonly actor: string
  readonly record: string
  readonly given: Readonly<Record<string, unknown>>
  readonly erased: readonly string[]
}

const visitor = { name: '秘匿 太郎', furigana: 'ヒトク タロウ' }
const contact = '090-1234-5678'

describe('personal values', () => {
  let house: TestHouse
  let visit: Shown

  before(async () => {
    house = await openHouse()
    visit = await plannedVisit(house, { visitor, contact })
    await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
  })

  after(async () => {
    await house.stop()
  })

  /** The bytes of every leaf, as the entry tiles serve them. */
  const leaves = async () => {
    const { size } = await house.as('emi').get<{ size: number }>('/journal?limit=1')
    const texts: string[] = []
    for (let from = 0; from < size; from += tileWidthMax) {
      const width = Math.min(tileWidthMax, size - from)
      const path = tilePath({ level: 'entries', index: from / tileWidthMax, width })
      const bundle = await house.as('emi').bytes(`/log/${path}`)
      texts.push(...parseEntryBundle(bundle).map((leaf) => Buffer.from(leaf).toString('utf8')))
    }
    return texts
  }
  const notes = async (act: string) => {
    const { entries } = await house.as('emi').get<{ entries: Noted[] }>('/journal?limit=256')
    return entries.filter((entry) => entry.act === act)
  }

  it('are shown to whoever may read them and are in no leaf', async () => {
    const shown = await house.as('aya').get(`/visits/${visit.id}`)
    expect(shown.facts).to.deep.include({ visitor, contact })
    const texts = await leaves()
    expect(texts.length).to.be.greaterThan(10)
    for (const leaf of texts) {
      for (const secret of [visitor.name, visitor.furigana, contact]) {
        expect(leaf).not.to.include(secret)
      }
    }
    const planned = texts.find((leaf) => leaf.includes(`"id":"${visit.id}"`))
    const { commitments } = JSON.parse(planned ?? '{}') as { commitments: object }
    expect(commitments).to.have.all.keys('visitor', 'contact')
  })

  it('are in no leaf of the accounts of those who work here either', async () => {
    const names = ['青木 綾', 'アオキ アヤ', '千葉 千恵']
    for (const leaf of await leaves()) for (const name of names) expect(leaf).not.to.include(name)
  })

  it('read in a record or a list leave a note of who read what', async () => {
    const { id: ben } = house.as('ben')
    const noted = async () => (await notes('visits.read')).filter(({ actor }) => actor === ben)
    expect(await noted()).to.deep.equal([])
    await house.as('ben').get(`/visits/${visit.id}`)
    expect((await noted()).map(({ record }) => record)).to.deep.equal([visit.id])
    await house.as('ben').get('/visits')
    expect((await noted()).map(({ record }) => record)).to.deep.equal([visit.id, '*'])
    await house.as('ben').get(`/visits/${visit.id}`)
    expect(await noted()).to.have.length(2)
  })

  it('exported leave a note with the count and the hash of the file', async () => {
    const bytes = await house.as('chie').bytes('/visits/export.csv?filter[state]=pledged')
    const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))
    const note = (await notes('visits.export')).at(-1)
    expect(note?.actor).to.equal(house.as('chie').id)
    const leaf = (await leaves()).findLast((text) => text.includes('"visits.export"'))
    const { payload } = JSON.parse(leaf ?? '{}') as { payload: { columns: readonly string[] } }
    const { columns, ...said } = payload
    expect(columns).to.include.members(['number', 'visitor', 'changedBy'])
    expect(said).to.deep.equal({
      format: 'csv',
      language: 'ja',
      sort: '-number',
      filter: { state: 'pledged' },
      rows: 1,
      sha256: Buffer.from(digest).toString('hex'),
    })
  })

  it('are erased by an act that says why, and everything still verifies', async () => {
    const chie = house.as('chie')
    expect(await codeOf(chie.does('visits.forget', visit))).to.equal('because-needed')
    const because = '保存期間の満了'
    const allowed = house.as('aya').does('visits.forget', visit, {}, { because })
    expect(await codeOf(allowed)).to.equal('not-allowed')
    const forgotten = await chie.does('visits.forget', visit, {}, { because })
    expect(forgotten.erased).to.have.members(['visitor', 'contact', 'signature'])
    expect(forgotten.facts).not.to.have.any.keys('visitor', 'contact', 'signature')
    expect(forgotten.facts).to.include({ company: '三丁目電設' })

    const { database } = house.running.house
    expect(await database.bodies.countDocuments({ record: visit.id })).to.equal(0)
    const kept = JSON.stringify(await database.records.findById(visit.id).lean())
    for (const secret of [visitor.name, visitor.furigana, contact, 'ひとく']) {
      expect(kept).not.to.include(secret)
    }
    const verdict = await verifyHouse(house)
    expect(verdict.exit, verdict.says).to.equal(0)
    expect(verdict.says).to.include('erased still verify')
  })

  it('once erased are found by no search, shown in no history and exported by no file', async () => {
    const emi = house.as('emi')
    const found = await emi.get<{ records: Shown[] }>(`/search?q=${encodeURIComponent('秘匿')}`)
    expect(found.records).to.deep.equal([])
    const { entries } = await emi.get<{ entries: Noted[] }>(`/visits/${visit.id}/history`)
    expect(entries[0]?.erased).to.have.members(['visitor', 'contact'])
    expect(JSON.stringify(entries)).not.to.include('秘匿')
    const csv = await emi.text('/visits/export.csv')
    expect(csv).to.include(visit.number).and.include('（消去済）').and.not.include('秘匿')
  })

  it('may be written anew afterwards, and stay erasable', async () => {
    const because = '訂正'
    const again = { visitor: { name: '再記 花子' } }
    const amended = await house.as('chie').does('visits.amend', visit, again, { because })
    expect(amended.facts['visitor']).to.deep.equal(again.visitor)
    expect(amended.erased).not.to.include('visitor')
    const gone = await house.as('chie').does('visits.forget', visit, {}, { because })
    expect(gone.facts).not.to.have.property('visitor')
    const verdict = await verifyHouse(house)
    expect(verdict.exit, verdict.says).to.equal(0)
  })

  it('that a later act put aside are not mourned when the rest is erased', async () => {
    const aya = house.as('aya')
    const chie = house.as('chie')
    const intake = {
      kind: 'dvdr',
      labelNo: 'N-PRIVATE',
      lot: { purchasedOn: '2026-04-01', product: 'DVD-R', quantity: 1 },
      cabinet: '保管庫',
    }
    const disc = await chie.creates('discs.intake', intake)
    const because = '使わないため'
    await aya.does('discs.request', disc, { purpose: '保管' })
    const { signature: receiptSignature } = await pledge(house)
    await chie.does('discs.issue', disc, { receiptSignature })
    await chie.does('discs.putBack', disc, { cabinet: '保管庫' }, { because })
    const forgotten = await chie.does('discs.forget', disc, {}, { because })
    expect(forgotten.erased).to.deep.equal([])
    const verdict = await verifyHouse(house)
    expect(verdict.exit, verdict.says).to.equal(0)
  })
})
