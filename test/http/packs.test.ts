/**
 * Packs, made as the ISO office makes them and verified as a hospital would, with the command that
 * knows no server; and then altered in every way somebody might think of.
 */
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { attachmentHash, packNames } from '../../models/pack.ts'
import { formatVerifierKey, signerKey } from '../../models/key.ts'
import { crypto } from '../../server/journal/crypto.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin, codeOf } from '../people.ts'
import type { Shown } from '../people.ts'
import { verify } from '../journal/verifying.ts'
import {
  download,
  manifestIn,
  nameAnew,
  packed,
  put,
  recordsIn,
  repacked,
  textIn,
  today,
  unpacked,
  written,
} from './packing.ts'
import { certified } from './reading.ts'
import { forkedAt, tamperings } from './tampering.ts'
import type { Change } from './tampering.ts'
import { plannedVisit, registered } from './told.ts'

describe('a pack', function () {
  this.timeout(120_000)
  const room = temporaryFolder()
  let house: TestHouse
  let customer: string
  let media: Shown[]
  let first: Shown
  let bytes: Uint8Array
  let second: Shown
  let later: Uint8Array
  let vkey: string

  before(async () => {
    house = await openHouse()
    const chie = house.as('chie')
    const [own] = (await house.as(admin).get<Listed>('/customers')).records
    customer = own?.id ?? ''
    vkey = (await chie.text('/log/vkey')).trim()
    media = [await certified(house, { customer }), await certified(house, { customer })]
    await registered(house, { customer })
    // Another customer's medium and a visit lie between, and must not come along.
    await certified(house)
    await plannedVisit(house, { customer })
    first = await packed(chie, { customer })
    bytes = await download(chie, first)
    await chie.does('packs.hand', first, {
      handedTo: '花丘総合病院 情報システム室',
      means: 'medium',
    })
    media.push(await certified(house, { customer }))
    second = await packed(chie, { customer, language: 'en', from: today() })
    later = await download(chie, second)
  })

  after(async () => {
    await house.stop()
    room.remove()
  })

  const check = async (pack: Uint8Array, ...more: readonly string[]) =>
    await verify([written(room.folder, 'pack.zip', pack), '--vkey', vkey, ...more])
  const tampered = async (change: Change) => {
    const files = await unpacked(bytes)
    await change(files, house)
    return await repacked(files)
  }

  it('holds the certificates, the records, the photos and a proof of every entry', async () => {
    const files = await unpacked(bytes)
    const { records } = recordsIn(files)
    expect(records.map(({ number }) => number)).to.include.members(
      media.slice(0, 2).map(({ number }) => number),
    )
    expect(records).to.have.length(3)
    const names = [...files.keys()]
    for (const medium of media.slice(0, 2)) {
      expect(names).to.include(`papers/${medium.number}-certificate-ja.pdf`)
    }
    for (const { entries } of records) {
      for (const { seq } of entries) expect(names).to.include(`proofs/${seq}.tlog-proof`)
    }
    expect(names.filter((name) => attachmentHash(name)).length).to.be.at.least(2)
    expect(names).to.include.members([
      'README.ja.txt',
      'README.en.txt',
      'verify.html',
      'disposals.csv',
      'disposals-certificate.pdf',
      'checkpoint',
      'seal.json',
    ])
    expect(textIn(files, 'README.ja.txt')).to.include('花丘総合病院').and.to.include(vkey)
    expect(textIn(files, packNames.records)).not.to.include('髙﨑')
  })

  it('is verified without a server, and says what was proved and what cannot be', async () => {
    const { exit, says } = await check(bytes)
    expect([exit, says]).to.deep.equal([0, says])
    for (const line of [
      'signed with the key you noted',
      'files are as the manifest names them',
      'The manifest is recorded in the journal',
      'entries are in the signed journal',
      'are here without a gap',
      'records say exactly what replaying',
      'certificates are the very files that were issued',
      'not shown that what was recorded was true',
      'It verifies',
    ]) {
      expect(says).to.include(line)
    }
    const japanese = await check(bytes, '--language', 'ja')
    expect(japanese.says).to.include('欠番なくそろっています').and.to.include('確認できました')
  })

  it('says without a key of one’s own that the key is not shown to be right', async () => {
    const { exit, says } = await verify([written(room.folder, 'a.zip', bytes)])
    expect(exit).to.equal(0)
    expect(says).to.include('not shown that the key is the right one').and.to.include(vkey)
  })

  it('continues the pack before it, also when that is at hand', async () => {
    const files = await unpacked(later)
    const manifest = manifestIn(files)
    const earlier = manifestIn(await unpacked(bytes))
    expect(manifest.earlier).to.include({ number: first.number, last: earlier.run?.last })
    expect(manifest.run?.first).to.be.at.most((earlier.run?.last ?? 0) + 1)
    const held = written(room.folder, 'earlier.zip', bytes)
    const { exit, says } = await check(later, '--earlier', held)
    expect([exit, says]).to.deep.equal([0, says])
    expect(says)
      .to.include('continues, unaltered')
      .and.to.include('that of the earlier pack you hold')
  })

  it('is entered in the journal by its manifest and its file', async () => {
    const { facts } = await house.as('emi').get(`/packs/${first.id}`)
    const files = await unpacked(bytes)
    const hash = (one: Uint8Array) => createHash('sha256').update(one).digest('hex')
    expect(facts['manifest']).to.equal(hash(files.get(packNames.manifest) ?? new Uint8Array()))
    expect(facts['file']).to.deep.equal({ sha256: hash(bytes), size: bytes.length })
    expect(facts['handedTo']).to.equal('花丘総合病院 情報システム室')
  })

  for (const { what, change, shows } of tamperings) {
    it(`does not verify with ${what}`, async () => {
      const { exit, says } = await check(await tampered(change))
      expect([exit, says]).to.deep.equal([1, says])
      expect(says).to.include('FAILED').and.to.include('does NOT verify')
    })

    it(`does not verify with ${what} when the manifest was made to fit`, async () => {
      const pack = await tampered(async (files) => {
        await change(files, house)
        nameAnew(files)
      })
      const { exit, says } = await check(pack)
      expect([exit, says]).to.deep.equal([1, says])
      expect(says).to.match(/FAILED +The manifest is not the one recorded in the journal/)
      if (shows) expect(says).to.match(shows)
    })
  }

  it('does not verify with another key than the one noted', async () => {
    const other = signerKey('example.jp/other', new Uint8Array(32).fill(7), crypto)
    const { exit, says } = await verify([
      written(room.folder, 'pack.zip', bytes),
      '--vkey',
      formatVerifierKey(other),
    ])
    expect([exit, says]).to.deep.equal([1, says])
    expect(says).to.include('is not the key you noted')
  })

  it('does not verify from a journal that was forked with the right key', async () => {
    const files = await unpacked(later)
    const { earlier } = manifestIn(files)
    const forked = forkedAt(earlier?.size ?? 0, house)
    put(files, packNames.earlier, forked)
    nameAnew(files)
    const { exit, says } = await check(await repacked(files))
    expect([exit, says]).to.deep.equal([1, says])
    expect(says).to.include('the journal does not continue the earlier one')
    // Whoever holds the true earlier pack sees it from the other side.
    const held = await unpacked(bytes)
    put(held, packNames.checkpoint, forked)
    const kept = written(room.folder, 'forked.zip', await repacked(held))
    const other = await check(later, '--earlier', kept)
    expect(other.exit).to.equal(1)
    expect(other.says).to.include('came from another journal')
  })

  it('is told apart from what is no pack, and from what cannot be read', async () => {
    const nothing = await verify([written(room.folder, 'x.zip', Buffer.from('PK\u0003\u0004 no'))])
    expect([nothing.exit, nothing.says]).to.deep.equal([2, nothing.says])
    const other = new Map([['a.txt', new Uint8Array([65])]])
    const archive = await verify([written(room.folder, 'y.zip', await repacked(other))])
    expect(archive.exit).to.equal(2)
    expect(archive.says).to.include('It is no pack')
    const text = await verify([written(room.folder, 'z.txt', Buffer.from('hello'))])
    expect(text.exit).to.equal(2)
  })

  it('is ordered by the ISO office alone, for a period that does not end before it begins', async () => {
    const order = { customer, from: today(), to: today(), language: 'ja' }
    for (const who of ['aya', 'emi', 'hana', 'goro'] as const) {
      expect([who, await codeOf(house.as(who).post('/packs', order))]).to.deep.equal([
        who,
        'not-allowed',
      ])
    }
    const chie = house.as('chie')
    expect(await codeOf(chie.post('/packs', { ...order, to: '2020-01-01' }))).to.equal(
      'rule-refused',
    )
    expect(await codeOf(chie.post('/packs', { ...order, language: 'fr' }))).to.equal(
      'invalid-fields',
    )
    expect(await codeOf(house.as('aya').get(`/packs/${first.id}`))).to.equal('unknown-record')
    expect(await codeOf(house.as('hana').bytes(`/packs/${first.id}.zip`))).to.equal(
      'unknown-record',
    )
  })

  it('without a record says so, and verifies', async () => {
    const chie = house.as('chie')
    const quiet = await house.as(admin).creates('customers.add', { name: '静養院' })
    const pack = await packed(chie, { customer: quiet.id, to: '2020-12-31' })
    const { exit, says } = await check(await download(chie, pack))
    expect([exit, says]).to.deep.equal([0, says])
    expect(says).to.include('no entries about this customer')
  })

  it('is gone once it was discarded, file and all', async () => {
    const chie = house.as('chie')
    const pack = await packed(chie, { customer })
    const { sha256 } = pack.facts['file'] as { sha256: string }
    await chie.does('packs.discard', pack, {}, { because: '作り直すため' })
    expect(await codeOf(chie.bytes(`/packs/${pack.id}.zip`))).to.equal('pack-gone')
    const { files } = house.running.house.database
    while ((await files.find([sha256])).size > 0) await new Promise((done) => setTimeout(done, 20))
  })
})
