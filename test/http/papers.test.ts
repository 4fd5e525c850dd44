/**
 * Papers that leave the house, read back with a library that had no part in drawing them: what
 * they say, what is embedded in them, and that the same record never gives two different files.
 */
import { expect } from 'chai'
import { formatProof, parseProof } from '../../models/proof.ts'
import { fromBase64 } from '../../models/bytes.ts'
import { fonts } from '../../server/paper/fonts.ts'
import { openHouse, signedIn, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin, codeOf, passwordOf, refusalOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { startProcess } from '../journal/process.ts'
import { certified, hashOf, paper } from './reading.ts'
import { photo, registered } from './told.ts'

const at = (record: Shown, language: string) =>
  `/disposals/${record.id}/certificate.pdf?language=${language}`

describe('a certificate', () => {
  let house: TestHouse
  let medium: Shown

  const done = async (more: object = {}, last: object = {}) => await certified(house, more, last)

  before(async () => {
    house = await openHouse()
    const kaoru = house.as(admin)
    const [settings] = (await kaoru.get<Listed>('/settings')).records
    const [customer] = (await kaoru.get<Listed>('/customers')).records
    if (!settings || !customer) throw new Error('the house is not furnished')
    const company = {
      company: '台帳データセンター株式会社',
      companyEn: 'Daicho Data Center K.K.',
      responsible: '室長　髙﨑 德𠮷',
      seal: await photo(house),
      verification: 'https://verify.example.jp/',
    }
    await kaoru.does('settings.change', settings, company, { because: '会社情報の登録' })
    medium = await done({ customer: customer.id, system: '電子カルテ 画像保管系' })
  })

  after(async () => {
    await house.stop()
  })

  it('says in Japanese what was done, by whom, and what its proof shows and does not', async () => {
    const { text, pages } = await paper(house.as('aya'), at(medium, 'ja'))
    for (const said of [
      'データ消去・廃棄証明書',
      '花丘総合病院御中',
      '台帳データセンター株式会社',
      '室長髙﨑德𠮷',
      String(medium.facts['serial']),
      String(medium.facts['certificateNo']),
      '電子カルテ画像保管系',
      '破砕（シュレッダー）',
      'NISTSP800-88Rev.2',
      '検証と妥当性の判断',
      '青木綾',
      '馬場勉',
      '団大介',
      '千葉千恵',
      'この証明書が示すこと・示さないこと',
      '保管庫A',
      '受渡しの履歴',
      '破砕室',
      house.running.house.signer.vkey,
      '印影は装飾です',
      `https://verify.example.jp/#${medium.number}`,
      `1/${pages}`,
    ]) {
      expect(text).to.include(said)
    }
    expect(text).not.to.include('復元困難性は限定的')
  })

  it('says the same in English, and marks a limited result in both', async () => {
    const drilled = await done({}, { technique: 'drill', detail: {}, method: undefined })
    const ja = await paper(house.as('aya'), at(drilled, 'ja'))
    const en = await paper(house.as('aya'), at(drilled, 'en'))
    expect(ja.text).to.include('復元困難性は限定的')
    expect(en.text).to.include('Limitedresistancetorecovery')
    for (const said of ['CertificateofSanitizationandDisposal', 'DaichoDataCenterK.K.', 'Drill']) {
      expect(en.text).to.include(said)
    }
  })

  it('carries the record and a proof of each of its entries', async () => {
    const { files } = await paper(house.as('aya'), at(medium, 'ja'))
    const json = files.get(`${medium.number}.json`)
    if (!json) throw new Error('no record is attached')
    const told = JSON.parse(Buffer.from(json).toString()) as {
      facts: Record<string, unknown>
      entries: { seq: number; leaf: string }[]
    }
    expect(told.facts['serial']).to.equal(medium.facts['serial'])
    expect(told.entries).to.have.length(7)
    for (const { seq, leaf } of told.entries) {
      const entry = JSON.parse(Buffer.from(fromBase64(leaf)).toString()) as { seq: number }
      expect(entry.seq).to.equal(seq)
      const attached = files.get(`${medium.number}-${seq}.tlog-proof`)
      const proof = Buffer.from(attached ?? []).toString()
      const parsed = parseProof(proof)
      expect(parsed.index).to.equal(seq)
      expect(formatProof(parsed)).to.equal(proof)
    }
    expect(files).to.have.length(8)
  })

  it('is declared as PDF/A-3b, tagged and in its language, with its files associated', async () => {
    const { bytes } = await paper(house.as('aya'), at(medium, 'ja'))
    const raw = Buffer.from(bytes).toString('latin1')
    expect(raw).to.match(/^%PDF-1\.7/)
    for (const part of [
      '<pdfaid:part>3</pdfaid:part>',
      '<pdfaid:conformance>B</pdfaid:conformance>',
      '/MarkInfo',
      '/StructTreeRoot',
      '/OutputIntents',
      '/AFRelationship /Data',
      '/AFRelationship /Supplement',
      '/Lang (ja)',
    ]) {
      expect(raw).to.include(part)
    }
    expect(raw).not.to.include('/Encrypt')
    expect(raw).not.to.include('/JavaScript')
  })

  it('is one file however often and by however many it is asked for, and the journal has its hash', async () => {
    const disk = await done()
    const asked = ['aya', 'ben', 'chie', 'dan'] as const
    const got = await Promise.all(
      [...asked, ...asked].map((who) => paper(house.as(who), at(disk, 'ja'))),
    )
    const [hash, ...others] = [...new Set(got.map(({ bytes }) => hashOf(bytes)))]
    expect(others).to.deep.equal([])
    const now = await house.as('chie').get(`/disposals/${disk.id}`)
    const issues = now.facts['issues'] as { revision: number; sha256: string; size: number }[]
    expect(issues).to.have.length(1)
    expect(issues[0]).to.include({ revision: 1, language: 'ja', sha256: hash })
    expect(issues[0]?.size).to.equal(got[0]?.bytes.length)
  })

  it('is issued again under another revision by whoever may, who says why', async () => {
    const first = await paper(house.as('aya'), at(medium, 'ja'))
    const refused = house.as('aya').does('disposals.reissue', medium, {}, { because: '紛失' })
    expect(await codeOf(refused)).to.equal('not-allowed')
    const again = house.as('chie').does('disposals.reissue', medium, {})
    expect(await codeOf(again)).to.equal('because-needed')
    await house.as('chie').does('disposals.reissue', medium, {}, { because: '紛失したため' })
    const second = await paper(house.as('aya'), at(medium, 'ja'))
    expect(hashOf(second.bytes)).not.to.equal(hashOf(first.bytes))
    expect(second.text).to.include('証明書の版2')
  })

  it('is refused with the characters no font has, and is no box', async () => {
    const odd = await done({ model: '型番𪚥\u{1f5a8}' })
    const refused = paper(house.as('aya'), at(odd, 'ja'))
    expect(await codeOf(refused)).to.equal('glyph-missing')
    const now = await house.as('chie').get(`/disposals/${odd.id}`)
    expect(now.facts).not.to.have.property('issues')
  })

  it('is set in the form a variation selector asks for, and refused where no font has it', async () => {
    const known = await done({ model: '葛\u{e0100}城 TD' })
    const { text } = await paper(house.as('aya'), at(known, 'ja'))
    expect(text).to.include('葛\u{e0100}城TD')
    // Both forms have the same text; that they look different shows in which glyph is drawn.
    const drawn = (of: string) =>
      fonts()
        .regular.layout(of)
        .glyphs.map(({ id }) => id)
    expect(drawn('葛\u{e0100}')).to.have.length(1).and.not.to.deep.equal(drawn('葛'))
    const odd = await done({ model: '葛\u{e0105}城 TD' })
    const refused = await refusalOf(paper(house.as('aya'), at(odd, 'ja')))
    expect(refused.code).to.equal('glyph-missing')
    expect(refused.title).to.include('U+845B U+E0105')
  })

  it('stands with others in a list, whose hash the journal holds', async () => {
    const chie = house.as('chie')
    const path = (language: string, filter: string) =>
      `/disposals/certificate.pdf?language=${language}&${filter}`
    const mine = `filter[customer]=${String(medium.facts['customer'])}`
    const list = await paper(chie, path('ja', mine))
    for (const said of [
      '（一覧）',
      '花丘総合病院御中',
      '件数1',
      medium.number,
      '破砕（シュレッダー）',
    ]) {
      expect(list.text).to.include(said)
    }
    expect(hashOf((await paper(chie, path('ja', mine))).bytes)).to.equal(hashOf(list.bytes))
    const { entries } = await house.as('emi').get<{
      entries: { act: string; given: Record<string, unknown> }[]
    }>('/journal')
    const noted = entries.filter(({ act }) => act === 'disposals.export').map(({ given }) => given)
    expect(noted[0]).to.include({ format: 'pdf', rows: 1, sha256: hashOf(list.bytes) })
    const en = await paper(chie, path('en', 'filter[technique]=drill'))
    expect(en.text).to.include('CertificatesofSanitizationandDisposal:List')
    expect(en.text).to.include('Limitedresistancetorecovery')
    expect(await codeOf(paper(chie, path('ja', 'filter[state]=registered')))).to.equal(
      'nothing-to-print',
    )
    const code = await codeOf(paper(house.as('uketsuke'), path('ja', mine)))
    expect(code).to.equal('not-allowed')
  })

  it('is not there before it is certified, in no other language, and for nobody who may not see it', async () => {
    const disk = await registered(house)
    expect(await codeOf(paper(house.as('aya'), at(disk, 'ja')))).to.equal('no-paper')
    expect(await codeOf(paper(house.as('aya'), at(medium, 'fr')))).to.equal('unknown-query')
    for (const who of ['uketsuke', 'kabe'] as const) {
      const code = await codeOf(paper(house.as(who), at(medium, 'ja')))
      expect(code).to.be.oneOf(['not-allowed', 'unknown-record'])
    }
    const { text } = await paper(house.as('hana'), at(medium, 'ja'))
    expect(text).to.include('花丘総合病院')
    const others = await done()
    expect(await codeOf(paper(house.as('hana'), at(others, 'ja')))).to.equal('unknown-record')
  })
})

describe('a certificate that is being issued when the power goes', () => {
  it('is issued once, as the same file, by the next who asks', async () => {
    const room = temporaryFolder()
    const furnished = await openHouse({ dataDir: room.folder })
    const disk = await certified(furnished)
    const { environment } = furnished
    await furnished.stop()
    const hashes = new Set<string>()
    for (let cut = 0; cut < 3; cut += 1) {
      const house = await startProcess(environment)
      const aya = await signedIn(house.url, 'aya', passwordOf('aya'))
      const asking = [paper(aya, at(disk, 'ja')), paper(aya, at(disk, 'en'))].map((one) =>
        one.then(({ bytes }) => hashes.add(hashOf(bytes))).catch(() => undefined),
      )
      // The first cut falls while it is drawn, a later one after it was kept.
      if (cut > 0) await asking[0]
      await house.kill()
      await Promise.all(asking)
    }
    const house = await openHouse({ dataDir: room.folder, empty: true })
    const aya = await house.signIn('aya')
    for (const language of ['ja', 'en']) {
      hashes.add(hashOf((await paper(aya, at(disk, language))).bytes))
    }
    const now = await aya.get(`/disposals/${disk.id}`)
    const issues = now.facts['issues'] as { sha256: string }[]
    expect(issues).to.have.length(2)
    expect(issues.map(({ sha256 }) => sha256)).to.have.members([...hashes])
    await house.stop()
    room.remove()
  })
})
