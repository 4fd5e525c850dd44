/**
 * Papers that are issued while the record they are about moves on: which file is given out is
 * decided once, and whatever it is, it must verify for whoever holds it alone.
 */
import { expect } from 'chai'
import { readRecord } from '../../models/stored/records.ts'
import { papers } from '../../models/ledgers/papers.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { RecordFile } from '../../models/recordfile.ts'
import { paperFile } from '../../server/paper/issue.ts'
import { Press } from '../../server/paper/press.ts'
import type { PaperContent } from '../../server/paper/content.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin, codeOf, refusalOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { verify } from '../journal/verifying.ts'
import { ownDoor } from './asking.ts'
import { written } from './packing.ts'
import { accepted, certified, hashOf, paper } from './reading.ts'

/** A press that lets something happen once each time a paper has been drawn. */
class Interrupted extends Press {
  readonly #meanwhile: (drawn: number) => Promise<unknown>
  drawn = 0

  constructor(meanwhile: (drawn: number) => Promise<unknown>) {
    super()
    this.#meanwhile = meanwhile
  }

  override async draw(content: PaperContent): Promise<Uint8Array> {
    const bytes = await super.draw(content)
    this.drawn += 1
    await this.#meanwhile(this.drawn)
    return bytes
  }
}

describe('the code on a certificate', function () {
  this.timeout(60_000)

  it('leads to this house’s own page where the settings name none', async () => {
    const house = await openHouse({ environment: ownDoor })
    const medium = await certified(house)
    const asked = `/disposals/${medium.id}/certificate.pdf?language=ja`
    const { text } = await paper(house.as('aya'), asked)
    const [base] = house.running.house.reach().addresses
    // A machine without a network has no address anybody could be led to.
    if (base === undefined) expect(text).to.include('次の公開鍵で')
    else expect(text).to.include(`${base}/verify#${medium.number}`)
    await house.stop()
  })

  it('leads to the page the settings name, and stays what it was once it was issued', async () => {
    const house = await openHouse()
    const kaoru = house.as(admin)
    const [settings] = (await kaoru.get<Listed>('/settings')).records
    if (!settings) throw new Error('the house is not furnished')
    const because = { because: '確認ページの案内' }
    const named = async (verification: string) =>
      await kaoru.does('settings.change', settings, { verification }, because)
    const medium = await certified(house)
    const asked = `/disposals/${medium.id}/certificate.pdf?language=ja`
    await named('https://verify.example.jp/')
    const before = await paper(house.as('aya'), asked)
    expect(before.text).to.include(`https://verify.example.jp/#${medium.number}`)
    await named('https://moved.example.jp/')
    const after = await paper(house.as('aya'), asked)
    expect(hashOf(after.bytes)).to.equal(hashOf(before.bytes))
    await house.as('chie').does('disposals.reissue', medium, {}, { because: '確認ページの変更' })
    const next = await paper(house.as('aya'), asked)
    expect(next.text).to.include(`https://moved.example.jp/#${medium.number}`)
    await house.stop()
  })
})

describe('the number of a certificate', function () {
  this.timeout(60_000)
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  it('is the record’s own where none is typed, also for several at once', async () => {
    const media = [await accepted(house), await accepted(house), await accepted(house)]
    const results = await house
      .as('chie')
      .doesToMany('disposals.certify', each(media), { destination: 'recycler' })
    expect(results.map(({ record }) => record?.facts['certificateNo'])).to.deep.equal(
      media.map(({ number }) => number),
    )
    const [first] = media
    const { text } = await paper(
      house.as('aya'),
      `/disposals/${first?.id}/certificate.pdf?language=ja`,
    )
    expect(text).to.include(`証明書番号${first?.number}`)
  })

  it('is one record’s for ever, and says whose it is already', async () => {
    const chie = house.as('chie')
    const [one, other, third] = [
      await accepted(house),
      await accepted(house),
      await accepted(house),
    ]
    const fields = { certificateNo: '証-2026-1', destination: 'recycler' }
    const results = await chie.doesToMany('disposals.certify', each([one, other]), fields)
    expect(results.map(({ problem }) => problem?.code)).to.deep.equal([undefined, 'held'])
    expect(results[1]?.problem?.title).to.include('証明書番号').and.to.include(one.number)
    const again = chie.does('disposals.certify', other, fields)
    expect(await refusalOf(again)).to.include({ code: 'held', number: one.number })
    const alien = { certificateNo: third.number, destination: 'recycler' }
    const refused = await refusalOf(chie.does('disposals.certify', other, alien))
    expect(refused).to.include({ code: 'rule-refused', path: 'certificateNo' })
    const own = { certificateNo: other.number, destination: 'recycler' }
    await chie.does('disposals.certify', other, own)
    const why = { because: '採番の誤り' }
    const taken = chie.does('disposals.amend', other, { certificateNo: '証-2026-1' }, why)
    expect(await codeOf(taken)).to.equal('held')
    await chie.does('disposals.amend', other, { certificateNo: '証-2026-2' }, why)
  })
})

describe('a certificate that is issued', function () {
  this.timeout(60_000)
  const room = temporaryFolder()
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
    room.remove()
  })

  const at = (medium: Shown, language = 'ja') =>
    `/disposals/${medium.id}/certificate.pdf?language=${language}`
  const corrected = async (medium: Shown, more: object) =>
    await house.as('chie').does('disposals.amend', medium, more, { because: '記載の誤り' })
  const verified = async (name: string, bytes: Uint8Array) => {
    const { exit, says } = await verify([
      written(room.folder, name, bytes),
      '--vkey',
      house.running.house.signer.vkey,
    ])
    expect([exit, says]).to.deep.equal([0, says])
  }
  const recordIn = (files: ReadonlyMap<string, Uint8Array>, { number }: Shown) =>
    JSON.parse(Buffer.from(files.get(`${number}.json`) ?? []).toString()) as RecordFile
  const asRead = async ({ id }: Shown): Promise<LedgerRecord> => {
    const record = await readRecord(house.running.house.database.records, id)
    if (!record) throw new Error('no such record')
    return record
  }
  /** As the route asks for it, with the record as it was read before something happened. */
  const issuedBy = async (press: Press, record: LedgerRecord) => {
    const ledger = house.running.house.ledgers.find(({ name }) => name === record.ledger)
    const found = papers.find((one) => one.ledger === record.ledger)
    if (!ledger || !found) throw new Error('no such paper')
    const asked = { ledger, name: found.name, paper: found.paper, record, language: 'ja' as const }
    return await paperFile(house.running.house, press, asked)
  }

  it('tells the record as corrected when a correction comes between reading and drawing', async () => {
    const medium = await certified(house)
    const before = await asRead(medium)
    await corrected(medium, { model: 'TD-4100' })
    const press = new Press()
    const { sha256 } = await issuedBy(press, before)
    await press.close()
    const given = await paper(house.as('aya'), at(medium))
    expect(hashOf(given.bytes)).to.equal(sha256)
    expect(given.text).to.include('TD-4100').and.to.include('証明書の版2')
    await verified('read.pdf', given.bytes)
  })

  it('is drawn anew when a correction comes between drawing and saying so', async () => {
    const medium = await certified(house)
    const press = new Interrupted(async (drawn) =>
      drawn === 1 ? await corrected(medium, { model: 'TD-4200' }) : undefined,
    )
    const { sha256 } = await issuedBy(press, await asRead(medium))
    await press.close()
    expect(press.drawn).to.equal(2)
    const given = await paper(house.as('aya'), at(medium))
    expect(hashOf(given.bytes)).to.equal(sha256)
    expect(given.text).to.include('TD-4200')
    await verified('drawn.pdf', given.bytes)
    const { issues } = (await house.as('chie').get(`/disposals/${medium.id}`)).facts
    expect(issues).to.have.length(1)
  })

  it('gives up after a bounded number of corrections, and has issued nothing', async () => {
    const medium = await certified(house)
    const press = new Interrupted(
      async (drawn) => await corrected(medium, { model: `TD-43${drawn}` }),
    )
    const record = await asRead(medium)
    const refused = await issuedBy(press, record).catch((error: unknown) => error)
    await press.close()
    expect(refused).to.include({ code: 'stale-revision' })
    const { issues } = (await house.as('chie').get(`/disposals/${medium.id}`)).facts
    expect(issues).to.equal(undefined)
  })

  it('verifies with every file, however asking and correcting fall together', async () => {
    const medium = await certified(house)
    const files = new Map<string, Uint8Array>()
    const asked = async (language: string) => {
      const { bytes } = await paper(house.as('ben'), at(medium, language))
      files.set(hashOf(bytes), bytes)
    }
    for (let round = 0; round < 2; round += 1) {
      await Promise.all([
        asked('ja'),
        corrected(medium, { model: `TD-5${round}` }),
        asked('en'),
        asked('ja'),
      ])
    }
    for (const [hash, bytes] of files) await verified(`${hash.slice(0, 8)}.pdf`, bytes)
    const { issues } = (await house.as('chie').get(`/disposals/${medium.id}`)).facts
    const kept = (issues as { sha256: string }[]).map(({ sha256 }) => sha256)
    expect(kept).to.include.members([...files.keys()])
  })

  it('tells the same in both languages of a revision, whatever was entered in between', async () => {
    const medium = await certified(house)
    const ja = await paper(house.as('aya'), at(medium))
    const handOver = { to: '三丁目リサイクル株式会社' }
    await house.as('aya').does('disposals.handOver', medium, { handOver })
    const en = await paper(house.as('aya'), at(medium, 'en'))
    expect(recordIn(en.files, medium)).to.deep.equal(recordIn(ja.files, medium))
    expect(en.text).not.to.include(handOver.to)
    await house.as('chie').does('disposals.reissue', medium, {}, { because: '引渡しの追記' })
    for (const language of ['ja', 'en']) {
      const next = await paper(house.as('aya'), at(medium, language))
      expect(next.text).to.include(handOver.to)
      // What was issued before is told, too, so that no revision of the record is left out.
      const { facts, entries } = recordIn(next.files, medium)
      expect(facts['issues']).to.have.length(2)
      expect(entries.map(({ leaf }) => revisionOf(leaf))).to.deep.equal(
        entries.map((_, place) => place + 1),
      )
      await verified(`${language}.pdf`, next.bytes)
    }
  })
})

const each = (media: readonly Shown[]) => media.map(({ id }) => ({ record: id }))

function revisionOf(leaf: string): number {
  return (JSON.parse(Buffer.from(leaf, 'base64').toString()) as { revision: number }).revision
}
