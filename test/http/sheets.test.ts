/**
 * The sheets that go with things and people: the hand-over of what leaves, the pledge as it was
 * signed, the life of a disc. Each is read back with a library that had no part in drawing it.
 */
import { expect } from 'chai'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin, codeOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { hashOf, paper } from './reading.ts'
import { insideVisit, photo, plannedVisit, requested, unique } from './told.ts'

describe('a sheet', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const signed = async () => ({
    image: await photo(house),
    signedAt: new Date().toISOString(),
  })

  it('of a hand-over has both who signed when it left and who signed when it came back', async () => {
    const [aya, ben, chie] = [house.as('aya'), house.as('ben'), house.as('chie')]
    const request = await requested(house)
    const at = `/movements/${request.id}/handover.pdf?language=ja`
    expect(await codeOf(paper(aya, at))).to.equal('no-paper')
    await chie.does('movements.approve', request)
    await aya.does('movements.carryOut', request, {
      itemsChecked: true,
      carriage: 'person',
      carrierName: { name: '運野 運', furigana: 'ハコノ ハコブ' },
      container: '施錠ケース',
      carrierSignature: await signed(),
      releaseSignature: await signed(),
    })
    const out = await paper(aya, at)
    for (const said of ['持出持込票', 'サーバーRX-200', '千葉千恵', '運野運', '施錠ケース']) {
      expect(out.text).to.include(said)
    }
    expect(out.text).not.to.include('返却時の署名')
    await ben.does('movements.return', request, {
      itemsMatched: true,
      condition: '良好',
      returnedBy: { name: '返田 返', furigana: 'カエダ カエル' },
      returnSignature: await signed(),
      receiptSignature: await signed(),
    })
    const back = await paper(aya, at)
    for (const said of ['返却時の署名', '返田返', '馬場勉']) expect(back.text).to.include(said)
    expect(hashOf((await paper(ben, at)).bytes)).to.equal(hashOf(back.bytes))
    const en = await paper(aya, at.replace('=ja', '=en'))
    expect(en.text).to.include('Hand-overSheet')
    expect(back.files).to.have.keys(
      `${request.number}.json`,
      ...[...back.files.keys()].filter((name) => name.endsWith('.tlog-proof')),
    )
    expect(back.files).to.have.length(5)
  })

  it('of a pledge quotes the text that was signed, also after another has replaced it', async () => {
    const visit = await insideVisit(house)
    const kaoru = house.as(admin)
    const [text] = (await kaoru.get<Listed>('/pledges?filter[state]=inForce')).records
    if (!text) throw new Error('no pledge text is in force')
    const words = { ja: '新しい誓約文です。', en: 'A new pledge.' }
    await kaoru.does('pledges.revise', text, words, { because: '改訂のため' })
    const pdf = await paper(house.as('aya'), `/visits/${visit.id}/pledge.pdf?language=ja`)
    for (const line of String(text.facts['ja']).split('\n')) {
      expect(pdf.text).to.include(line.replaceAll(/\s+/g, ''))
    }
    expect(pdf.text).not.to.include('新しい誓約文です')
    expect(pdf.text).to.include('髙﨑次郎')
    const { sha256 } = visit.facts['pledge'] as { sha256: string }
    expect(pdf.text).to.include(sha256)
    const unsigned = await plannedVisit(house)
    const none = paper(house.as('aya'), `/visits/${unsigned.id}/pledge.pdf?language=ja`)
    expect(await codeOf(none)).to.equal('no-paper')
    const device = paper(house.as('uketsuke'), `/visits/${visit.id}/pledge.pdf?language=ja`)
    expect(await codeOf(device)).to.be.oneOf(['not-allowed', 'unknown-record'])
  })

  it('of a disc tells what was written on it, and by whom', async () => {
    const chie = house.as('chie')
    const lot = { purchasedOn: '2026-04-01', product: 'DVD-R 16倍速', quantity: 1 }
    const disc: Shown = await chie.creates('discs.intake', {
      kind: 'dvdr',
      lot,
      cabinet: '保管庫',
      keyHolder: '管理部',
      labelNo: `S-${unique()}`,
    })
    await house.as('aya').does('discs.request', disc, { purpose: '操作ログの保管' })
    await chie.does('discs.issue', disc)
    const contents = { contents: '4月の操作ログ', confidential: false }
    await house.as('aya').does('discs.write', disc, contents)
    const { text } = await paper(house.as('aya'), `/discs/${disc.id}/sheet.pdf?language=ja`)
    for (const said of ['CD/DVD管理票', 'DVD-R16倍速', '4月の操作ログ', '青木綾', '管理部']) {
      expect(text).to.include(said)
    }
  })
})
