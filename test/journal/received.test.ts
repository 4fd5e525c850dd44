/**
 * What a customer or an auditor holds in their hand, verified by the command: a certificate, a
 * proof, and a backup; each as it is, and altered.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pdfkit from 'pdfkit'
import { expect } from 'chai'
import { ledgers } from '../../models/ledgers.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { LedgerRecord } from '../../models/record.ts'
import type { RecordFile } from '../../models/recordfile.ts'
import { replay } from '../../models/replay.ts'
import { readEntry } from '../../models/verify/record.ts'
import type { ReadEntry } from '../../models/verify/record.ts'
import { bytesOf } from '../../server/journal/leaf.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { TestHouse } from '../house.ts'
import type { Shown } from '../people.ts'
import { written } from '../http/packing.ts'
import { certified, paper } from '../http/reading.ts'
import { plannedVisit } from '../http/told.ts'
import { run } from '../scripts/running.ts'
import { verify } from './verifying.ts'

/** A PDF that anybody could make, with these files embedded. */
async function forged(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const document = new pdfkit()
  const chunks: Buffer[] = []
  const ended = new Promise((resolve) => document.on('end', resolve))
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  document.text('certificate')
  for (const [name, bytes] of files) document.file(Buffer.from(bytes), { name })
  document.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

/** State and facts as these entries give them. */
function fitted(ledger: Ledger, entries: readonly ReadEntry[]) {
  let record: LedgerRecord | undefined
  for (const { entry } of entries) record = replay(ledger, record, entry, {})
  return { state: record?.state ?? '', facts: record?.facts ?? {} }
}

describe('what was received', function () {
  this.timeout(60_000)
  const room = temporaryFolder()
  let house: TestHouse
  let medium: Shown
  let vkey: string
  let pdf: Uint8Array
  let files: ReadonlyMap<string, Uint8Array>

  before(async () => {
    house = await openHouse()
    await plannedVisit(house)
    medium = await certified(house)
    ;({ vkey } = house.running.house.signer)
    const read = await paper(house.as('aya'), `/disposals/${medium.id}/certificate.pdf?language=ja`)
    ;({ bytes: pdf, files } = read)
  })

  after(async () => {
    await house.stop()
    room.remove()
  })

  const at = (name: string, bytes: Uint8Array | string) =>
    written(room.folder, name, typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
  const check = async (name: string, bytes: Uint8Array | string, ...more: readonly string[]) =>
    await verify([at(name, bytes), ...more])
  const altered = (change: (file: RecordFile) => object) => {
    const name = `${medium.number}.json`
    const file = JSON.parse(Buffer.from(files.get(name) ?? []).toString()) as RecordFile
    return new Map([...files, [name, Buffer.from(JSON.stringify(change(file)))]])
  }

  it('is a certificate whose record and proofs verify, with a key noted and without', async () => {
    const noted = await check('a.pdf', pdf, '--vkey', vkey)
    expect([noted.exit, noted.says]).to.deep.equal([0, noted.says])
    expect(noted.says).to.include(`The record ${medium.number} says exactly`)
    expect(noted.says).to.include('not shown that the printed page says the same')
    const alone = await check('a.pdf', pdf, '--language', 'ja')
    expect([alone.exit, alone.says]).to.deep.equal([0, alone.says])
    expect(alone.says).to.include('対象外').and.to.include(vkey)
  })

  it('is no genuine certificate when the record in it says something else', async () => {
    const facts = await forged(
      altered((file) => ({ ...file, facts: { ...file.facts, serial: 'OTHER' } })),
    )
    const other = await check('b.pdf', facts, '--vkey', vkey)
    expect([other.exit, other.says]).to.deep.equal([1, other.says])
    expect(other.says).to.include('says something else than its entries do')
    const short = await forged(
      altered((file) => ({ ...file, entries: file.entries.slice(0, -1), state: 'verified' })),
    )
    const cut = await check('c.pdf', short, '--vkey', vkey)
    expect(cut.exit).to.equal(1)
    const leaf = await forged(
      altered((file) => ({
        ...file,
        entries: file.entries.map((one) => ({
          ...one,
          leaf: Buffer.from(
            Buffer.from(one.leaf, 'base64').toString().replace('"v":1', '"v":2'),
          ).toString('base64'),
        })),
      })),
    )
    expect((await check('d.pdf', leaf, '--vkey', vkey)).exit).to.equal(1)
  })

  it('is no genuine certificate when an entry is left out and the record made to fit', async () => {
    const chie = house.as('chie')
    const corrected = await certified(house, { model: 'TD-1' })
    await chie.does('disposals.amend', corrected, { model: 'TD-2' }, { because: '型番の誤り' })
    const path = `/disposals/${corrected.id}/certificate.pdf?language=ja`
    const read = await paper(house.as('aya'), path)
    const name = `${corrected.number}.json`
    const file = JSON.parse(Buffer.from(read.files.get(name) ?? []).toString()) as RecordFile
    const ledger = ledgers.find((one) => one.name === file.ledger)
    if (!ledger) throw new Error('no such ledger')
    const whole = file.entries.map(readEntry)
    for (const left of file.entries.slice(0, -1)) {
      const entries = file.entries.filter(({ seq }) => seq !== left.seq)
      const rest = whole.filter(({ entry }) => entry.seq !== left.seq)
      const { number } = file
      const fit = fitted(ledger, rest)
      const json = { ...file, ...fit, number, entries }
      const pdf = await forged(new Map([...read.files, [name, Buffer.from(JSON.stringify(json))]]))
      const { exit, says } = await check(`${left.seq}.pdf`, pdf, '--vkey', vkey)
      expect([left.seq, exit, says]).to.deep.equal([left.seq, 1, says])
      expect(says).to.match(/revision \d+ is missing/)
    }
    // The careful hand is careful enough: with nothing left out, what it makes does verify.
    const json = { ...file, ...fitted(ledger, whole) }
    const same = await forged(new Map([...read.files, [name, Buffer.from(JSON.stringify(json))]]))
    const { exit, says } = await check('whole.pdf', same, '--vkey', vkey)
    expect([exit, says]).to.deep.equal([0, says])
    expect(says).to.include('not shown what was entered about it after this paper')
  })

  it('is told apart from a PDF without a record, and from one that is cut short', async () => {
    const bare = await check('e.pdf', await forged(new Map()), '--vkey', vkey)
    expect([bare.exit, bare.says]).to.deep.equal([2, bare.says])
    expect(bare.says).to.include('No record is embedded')
    const cut = await check('f.pdf', Buffer.from('%PDF-1.7\nnothing'), '--vkey', vkey)
    expect([cut.exit, cut.says]).to.deep.equal([2, cut.says])
  })

  it('is a proof that verifies with its entry and the key, and not with another', async () => {
    const { database, evidence } = house.running.house
    const proof = await evidence.proof(3)
    const leaves = await database.entries
      .find({ _id: { $in: [3, 4] } })
      .sort({ _id: 1 })
      .lean()
    const [right, wrong] = leaves.map(({ leaf }, n) => at(`leaf-${n}`, bytesOf(leaf)))
    const whole = await check('3.tlog-proof', proof, '--vkey', vkey, '--leaf', right ?? '')
    expect([whole.exit, whole.says]).to.deep.equal([0, whole.says])
    expect(whole.says).to.include('Entry 3 is in the signed journal')
    const other = await check('3.tlog-proof', proof, '--vkey', vkey, '--leaf', wrong ?? '')
    expect(other.exit).to.equal(1)
    const alone = await check('3.tlog-proof', proof, '--vkey', vkey)
    expect([alone.exit, alone.says]).to.deep.equal([0, alone.says])
    expect(alone.says).to.include('not shown which entry it is of')
    expect((await check('3.tlog-proof', proof)).exit).to.equal(2)
    const bent = proof.replace('index 3', 'index 4')
    expect(
      (await check('3.tlog-proof', bent, '--vkey', vkey, '--leaf', right ?? '')).exit,
    ).to.equal(1)
  })

  it('is a backup that verifies where it lies, and not once a file of it is another', async () => {
    const folder = path.join(room.folder, 'backup')
    const made = await run('backup', [folder], { DATA_DIR: house.dataDir })
    expect([made.code, made.says]).to.deep.equal([0, made.says])
    const whole = await verify([folder, '--vkey', vkey])
    expect([whole.exit, whole.says]).to.deep.equal([0, whole.says])
    for (const line of [
      'entries in order, without gaps',
      'checkpoints signed by',
      'attached files',
    ]) {
      expect(whole.says).to.match(new RegExp(`proved +.*${line}`))
    }
    // A careful hand changes a name in a body and makes the manifest fit.
    const file = path.join(folder, 'bodies.bson')
    const bytes = readFileSync(file)
    const name = Buffer.from('次郎')
    const found = bytes.indexOf(name)
    expect(found).to.be.greaterThan(0)
    Buffer.from('三郎').copy(bytes, found)
    writeFileSync(file, bytes)
    expect((await verify([folder, '--vkey', vkey])).exit).to.equal(2)
    const manifest = path.join(folder, 'manifest.json')
    const told = JSON.parse(readFileSync(manifest, 'utf8')) as {
      files: { name: string; sha256: string }[]
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const files = told.files.map((one) => (one.name === 'bodies.bson' ? { ...one, sha256 } : one))
    writeFileSync(manifest, JSON.stringify({ ...told, files }))
    const bent = await verify([folder, '--vkey', vkey])
    expect([bent.exit, bent.says]).to.deep.equal([1, bent.says])
    expect(bent.says).to.include('is not what was committed to')
  })
})
