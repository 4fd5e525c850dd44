/**
 * Reports of erasing tools: read at their own door, proposed to the form, kept as they came, and
 * never taken for another medium than the one they are about.
 */
import { expect } from 'chai'
import type { FileReference } from '../../models/fields.ts'
import type { Facts } from '../../models/record.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf, refusalOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { limits } from '../../models/limits.ts'
import { blancco, document, nwipeLog, nwipePdf, pdfBomb } from '../reports.ts'
import { registered, site } from './told.ts'

interface Taken {
  readonly file: FileReference
  readonly format: string
  readonly disks: readonly { serial?: string; proposes: Facts; tells: { en: string }[] }[]
}

describe('the report of a tool', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  const reads = async (
    bytes: Uint8Array,
    about?: Shown,
    name = 'nwipe.log',
    by = 'aya' as const,
  ) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), name)
    const query = about ? `?record=${about.id}` : ''
    return await house.as(by).post<Taken>(`/disposals/reports/toolReport${query}`, form)
  }
  const serialOf = ({ facts }: Shown) => String(facts['serial'])
  const erasing = async (proposes: Facts, file: FileReference) => ({
    ...proposes,
    standard: 'NIST SP 800-88 Rev. 2',
    site: await site(house),
    operator: house.as('aya').id,
    toolReport: file,
  })

  it('fills in an erasure from an nwipe log of several disks, and stays as it came', async () => {
    const disk = await registered(house)
    const bytes = nwipeLog({ serial: ` ${serialOf(disk).toLowerCase()} ` })
    const { file, format, disks } = await reads(bytes, disk)
    expect(format).to.equal('nwipe-log')
    expect(file).to.include({ type: 'text/plain', name: 'nwipe.log', size: bytes.length })
    expect(disks).to.have.length(1)
    const [{ proposes, tells }] = disks as [Taken['disks'][0]]
    expect(proposes).to.deep.include({
      method: 'clear',
      technique: 'overwrite',
      detail: { passes: 3 },
      standard: 'DoD Short',
      toolUsed: { name: 'nwipe', version: '0.39' },
      startedAt: '2026-03-01T01:11:12.000Z',
      finishedAt: '2026-03-01T03:11:12.000Z',
      result: 'completed',
    })
    expect(tells.map(({ en }) => en).join()).to.include('Asia/Tokyo')
    const erased = await house
      .as('aya')
      .does('disposals.erase', disk, await erasing(proposes, file))
    expect(erased.state).to.equal('erased')
    expect(erased.facts['toolReport']).to.deep.equal(file)
    const kept = await house.as('chie').ask('GET', `/files/${file.sha256}`)
    expect(kept.headers.get('content-disposition')).to.equal('attachment')
    expect(Buffer.from(await kept.arrayBuffer()).equals(bytes)).to.equal(true)
  })

  it('is refused for another disk, at its door and by the act, however it came in', async () => {
    const [disk, other] = [await registered(house), await registered(house)]
    const log = nwipeLog({ serial: serialOf(disk) })
    expect(await refusalOf(reads(log, other))).to.include({
      code: 'report-about-other',
      status: 409,
    })
    const taken = await reads(log)
    expect(taken.disks.map(({ serial }) => serial)).to.deep.equal([serialOf(disk), 'ZZ-OTHER-9'])
    const fields = await erasing(taken.disks[0]?.proposes ?? {}, taken.file)
    const refused = await refusalOf(house.as('aya').does('disposals.erase', other, fields))
    expect(refused).to.include({ code: 'report-about-other', path: 'toolReport' })
    const plain = await house.as('aya').stores(await nwipePdf({ serial: serialOf(disk) }), 'a.pdf')
    const attached = { ...fields, toolReport: plain }
    expect(await codeOf(house.as('aya').does('disposals.erase', other, attached))).to.equal(
      'report-about-other',
    )
    const both = [{ record: disk.id }, { record: other.id }]
    const results = await house.as('aya').doesToMany('disposals.erase', both, fields)
    expect(results.map(({ problem }) => problem?.code)).to.deep.equal([
      undefined,
      'report-about-other',
    ])
  })

  it('is read from the PDF nwipe prints and from the XML of Blancco', async () => {
    const disk = await registered(house, { mediaType: 'ssd' })
    const page = await reads(await nwipePdf({ serial: serialOf(disk) }), disk, 'nwipe.pdf')
    expect(page).to.include({ format: 'nwipe-pdf' })
    expect(page.disks[0]?.proposes).to.deep.include({
      detail: { passes: 3 },
      toolUsed: { name: 'nwipe', version: '0.39' },
      finishedAt: '2026-03-01T03:11:12.000Z',
      result: 'completed',
    })
    expect(page.disks[0]?.tells.map(({ en }) => en)).to.include('Operator in the report: Op 7')
    const xml = await reads(blancco(serialOf(disk)), disk, 'report.xml')
    expect(xml.file.type).to.equal('application/xml')
    expect(xml.disks[0]?.proposes).to.deep.include({
      method: 'purge',
      technique: 'block_erase',
      standard: 'NIST 800-88 Purge',
      toolUsed: { name: 'Blancco Drive Eraser', version: '7.9.0' },
      finishedAt: '2026-03-01T03:11:12.000Z',
      result: 'completed',
    })
  })

  it('says of an erasure with exceptions, and of a failed one, that it was so', async () => {
    const disk = await registered(house)
    const serial = serialOf(disk)
    const result = async (bytes: Uint8Array) => (await reads(bytes, disk)).disks[0]?.proposes
    expect(await result(nwipeLog({ serial, hidden: true }))).to.include({
      result: 'exceptions',
      errors: 'Hidden sectors found on /dev/sda',
    })
    expect(await result(nwipeLog({ serial, status: 'FAILED', errors: 2 }))).to.include({
      result: 'failed',
      errors: 'pass 2 / verify 2 / sync 0',
    })
    const state = 'Erased with exceptions'
    const excepted = await result(blancco(serial, { state, failed_sectors: '8' }))
    expect(excepted).to.include({ result: 'exceptions', errors: 'failed_sectors: 8' })
  })

  it('is refused when it contradicts itself', async () => {
    const contradicting = [
      nwipeLog({ errors: 3 }),
      nwipeLog({ finished: '2026/03/01 09:11:12' }),
      blancco('A1', { failed_sectors: '1' }),
    ]
    for (const bytes of contradicting) {
      expect(await codeOf(reads(bytes))).to.equal('report-contradicts')
    }
  })

  it('is refused as evidence when it contradicts itself, however it came in', async () => {
    const disk = await registered(house)
    const wrong = await nwipePdf({ serial: serialOf(disk), finished: '2026/03/01 09:11:12' })
    const plain = await house.as('aya').stores(wrong, 'nwipe.pdf')
    const { disks } = await reads(nwipeLog({ serial: serialOf(disk) }), disk)
    const fields = await erasing(disks[0]?.proposes ?? {}, plain)
    for (const _twice of [1, 2]) {
      const refused = await refusalOf(house.as('aya').does('disposals.erase', disk, fields))
      expect(refused).to.include({ code: 'report-contradicts', path: 'toolReport' })
    }
  })

  it('is read however large a file it came in as, and about another disk it is refused', async () => {
    const [disk, other] = [await registered(house), await registered(house)]
    const page = await nwipePdf({ serial: serialOf(disk) })
    // A comment behind the end of a PDF is nothing to those who read it.
    const comment = Buffer.alloc(limits.reportBytesMax + 1, '% \n')
    const plain = await house.as('aya').stores(Buffer.concat([page, comment]), 'large.pdf')
    const { disks } = await reads(nwipeLog({ serial: serialOf(disk) }), disk)
    const fields = await erasing(disks[0]?.proposes ?? {}, plain)
    expect(await codeOf(house.as('aya').does('disposals.erase', other, fields))).to.equal(
      'report-about-other',
    )
    expect((await house.as('aya').does('disposals.erase', disk, fields)).state).to.equal('erased')
  })

  it('is given up when it unpacks to more than there is, stands for nothing, and is not remembered as a document', async () => {
    const disk = await registered(house)
    const bomb = await pdfBomb()
    expect(bomb.length).to.be.lessThan(limits.reportBytesMax)
    expect(await codeOf(reads(bomb, disk, 'bomb.pdf'))).to.equal('report-unreadable')
    const { disks } = await reads(nwipeLog({ serial: serialOf(disk) }), disk)
    const plain = await house.as('aya').stores(bomb, 'bomb.pdf')
    const fields = await erasing(disks[0]?.proposes ?? {}, plain)
    const refused = await refusalOf(house.as('aya').does('disposals.erase', disk, fields))
    expect(refused).to.include({ code: 'report-unread', path: 'toolReport' })
    const known = await house.running.house.database.files.find([plain.sha256])
    expect(known.get(plain.sha256)).not.to.have.property('report')
    const both = nwipeLog({ serial: serialOf(disk) })
    expect((await reads(both, disk)).disks).to.have.length(1)
  })

  it('that leaves its one disk nameless is taken with a hint, and a plain document for what it is', async () => {
    const [disk, other] = [await registered(house), await registered(house)]
    const { file, disks } = await reads(await nwipePdf({ serial: '' }), disk, 'nameless.pdf')
    const [{ proposes, tells }] = disks as [Taken['disks'][0]]
    expect(tells.map(({ en }) => en).join()).to.include('names no serial number')
    const erased = await house
      .as('aya')
      .does('disposals.erase', disk, await erasing(proposes, file))
    expect(erased.facts['toolReport']).to.deep.equal(file)
    const manual = await house.as('aya').stores(await document('取扱説明書'), 'manual.pdf')
    const documented = await erasing(proposes, manual)
    const done = await house.as('aya').does('disposals.erase', other, documented)
    expect(done.facts['toolReport']).to.deep.equal(manual)
  })

  it('is refused when it is none: other text, a bomb, something from outside, too much', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "${'x'.repeat(99)}">]><root>&b;</root>`
    const outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><root>&b;</root>'
    const none = ['hello', bomb, outside, '<a>'.repeat(5_000), '<a', '%PDF-1.4 nothing', '\0\0']
    for (const text of none) {
      expect(await codeOf(reads(Buffer.from(text))), text.slice(0, 40)).to.equal(
        'report-unreadable',
      )
    }
    const huge = Buffer.concat([nwipeLog(), Buffer.alloc(6 * 1024 * 1024, 0x20)])
    expect(await codeOf(reads(huge))).to.equal('file-too-large')
    expect(await codeOf(house.as('aya').stores(nwipeLog(), 'nwipe.log'))).to.equal(
      'file-type-refused',
    )
  })

  it('is read only for those who may record what it says', async () => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(nwipeLog())]), 'nwipe.log')
    const asking = house.as('emi').post('/disposals/reports/toolReport', form)
    expect(await codeOf(asking)).to.equal('not-allowed')
  })
})
