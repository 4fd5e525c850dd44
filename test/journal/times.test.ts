/**
 * Time from outside, from an act to what an auditor finds: stamps come when they can, nothing waits
 * for them, and none is kept that does not hold.
 */
import path from 'node:path'
import { expect } from 'chai'
import { utf8 } from '../../models/bytes.ts'
import { parseVerifierKey } from '../../models/key.ts'
import { verifyProof } from '../../models/proof.ts'
import { verifyTimestamp } from '../../models/timestamp.ts'
import { crypto, sha256 } from '../../server/journal/crypto.ts'
import type { Seen } from '../../server/outside/seen.ts'
import { openHouse, storeUri, temporaryFolder } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf } from '../people.ts'
import { run } from '../scripts/running.ts'
import { Tsa, until } from './outside.ts'
import { act, nobody, times } from './seeing.ts'
import type { Times } from './seeing.ts'
import { verify } from './verifying.ts'

/** Waits until the latest checkpoint is stamped. */
async function stamped(house: TestHouse): Promise<Times> {
  let seen = await times(house)
  await until(async () => {
    seen = await times(house)
    return seen.stamp?.size === seen.size
  })
  return seen
}

describe('the time from a time-stamping authority', () => {
  const room = temporaryFolder()
  let tsa: Tsa
  let house: TestHouse
  const open = async (more: Readonly<Record<string, string>> = {}) =>
    await openHouse({
      dataDir: room.folder,
      empty: true,
      environment: { OUTSIDE_SECONDS: '0', ...more },
    })
  const asking = () => ({
    TSA_URL: `http://user:p%40ss@${tsa.desk.address}/tsa`,
    TSA_CA: tsa.authority.rootFile,
  })

  before(async () => {
    tsa = new Tsa()
    await tsa.open()
    house = await open()
  })

  after(async () => {
    await house.stop()
    await tsa.close()
    room.remove()
  })

  it('is not asked for where nobody named an authority', async () => {
    await act(house)
    expect(await times(house)).to.deep.include({ stamping: false, witnesses: [] })
    expect(tsa.desk.asked).to.have.length(0)
    await house.stop()
  })

  it('comes at the start for what is not stamped, and holds for whoever checks it', async () => {
    house = await open(asking())
    const { size, stamp } = await stamped(house)
    expect(stamp?.tsa).to.equal('試験用時刻認証局')
    expect(tsa.desk.headers[0]?.authorization).to.equal(
      `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    )
    const reply = await nobody(house).bytes(`/log/timestamp/${size}.tsr`)
    const note = await nobody(house).bytes(`/log/checkpoint/${size}`)
    const found = await verifyTimestamp(reply, note, [tsa.authority.root])
    expect(found.time.toISOString()).to.equal(stamp?.time)
    const figures = await nobody(house).text('/metrics')
    expect(figures).to.include(`daicho_journal_stamped_entries ${size}\n`)
  })

  it('is tried again after every answer that is none, and the latest checkpoint gets it', async () => {
    tsa.manners.push('down', 'garbage')
    const first = await act(house)
    expect(await codeOf(nobody(house).bytes(`/log/timestamp/${first}.tsr`))).to.equal(
      'unknown-record',
    )
    const before = await nobody(house).get<Seen>(`/log/times?entry=${first - 1}`)
    expect(before.stamping).to.equal(true)
    expect(before).not.to.have.property('stamp')
    await until(() => tsa.manners.length === 0)
    const last = await act(house)
    const { stamp } = await stamped(house)
    expect(stamp?.size).to.equal(last)
    // The later one covers the earlier, which therefore never was asked about again.
    expect((await nobody(house).get<Seen>(`/log/times?entry=${first - 1}`)).stamp?.size).to.equal(
      last,
    )
  })

  for (const manner of ['other-bytes', 'other-nonce', 'other-time', 'endless'] as const) {
    it(`is not believed from an authority whose answer is of the kind ${manner}`, async () => {
      tsa.manners.push(manner)
      const asked = tsa.desk.asked.length
      await act(house)
      await until(() => tsa.desk.asked.length > asked + 1)
      await stamped(house)
      expect(tsa.manners).to.have.length(0)
    })
  }

  it('holds up neither acts nor the stop, and is taken up again by the next start', async () => {
    tsa.manners.push('slow')
    const asked = tsa.desk.asked.length
    const size = await act(house)
    await until(() => tsa.desk.asked.length > asked)
    const after = await act(house)
    expect(after).to.be.greaterThan(size)
    expect((await times(house)).stamp?.size).to.be.lessThan(size)
    await house.stop()
    house = await open(asking())
    expect((await stamped(house)).stamp?.size).to.be.greaterThanOrEqual(after)
  })

  it('belongs to a proof that leads to the stamped checkpoint', async () => {
    const seen = await nobody(house).get<Seen>('/log/times?entry=2')
    const size = seen.stamp?.size ?? 0
    const auditor = house.as('kaoru')
    const proof = await auditor.text(`/journal/2/proof?size=${size}`)
    const leaf = utf8(await auditor.text('/journal/2/leaf'))
    const logs = [parseVerifierKey(house.running.house.signer.vkey, sha256)]
    const { checkpoint } = await verifyProof(proof, leaf, { logs }, crypto)
    expect(checkpoint.size).to.equal(size)
    for (const size of ['1', '99999']) {
      expect(await codeOf(auditor.text(`/journal/2/proof?size=${size}`))).to.equal('unknown-record')
    }
  })

  it('is checked by the verifier, which says under which roots', async () => {
    const { vkey } = house.running.house.signer
    const found = await verify([
      storeUri(house),
      '--vkey',
      vkey,
      '--tsa-ca',
      tsa.authority.rootFile,
    ])
    expect(found.exit, found.says).to.equal(0)
    expect(found.says).to.match(/proved +\d+ time-stamps by 試験用時刻認証局/)
    const open = await verify([storeUri(house), '--vkey', vkey])
    expect(open.exit, open.says).to.equal(0)
    expect(open.says).to.match(/not shown .*--tsa-ca/)
    const remote = await verify([house.url, '--vkey', vkey, '--tsa-ca', tsa.authority.rootFile])
    expect(remote.exit, remote.says).to.equal(0)
    expect(remote.says).to.include('proved    1 time-stamps by 試験用時刻認証局')
    const { stamps } = house.running.house.database
    const [one, two] = await stamps.find().sort({ _id: 1 }).lean()
    if (!one || !two) throw new Error('not two were stamped')
    await stamps.updateOne({ _id: one._id }, { $set: { reply: two.reply } })
    const altered = await verify([storeUri(house), '--vkey', vkey])
    expect(altered.exit, altered.says).to.equal(1)
    expect(altered.says).to.include(`FAILED    the time-stamp over ${one._id} entries`)
    await stamps.updateOne({ _id: one._id }, { $set: { reply: one.reply } })
  })

  it('comes along in a backup, and is verified there', async () => {
    const beside = temporaryFolder()
    try {
      const backup = path.join(beside.folder, 'backup')
      const made = await run('backup', [backup], house.environment)
      expect([made.code, made.says]).to.deep.equal([0, made.says])
      const { vkey } = house.running.house.signer
      const found = await verify([backup, '--vkey', vkey, '--tsa-ca', tsa.authority.rootFile])
      expect(found.exit, found.says).to.equal(0)
      const count = await house.running.house.database.stamps.countDocuments()
      expect(found.says).to.include(`proved    ${count} time-stamps by 試験用時刻認証局`)
    } finally {
      beside.remove()
    }
  })

  it('is not there for what is none', async () => {
    for (const path of ['/log/timestamp/0.tsr', '/log/timestamp/x.tsr', '/log/checkpoint/99999']) {
      expect([path, await codeOf(nobody(house).bytes(path))]).to.deep.equal([
        path,
        'unknown-record',
      ])
    }
    expect(await codeOf(nobody(house).get('/log/times?entry=x'))).to.equal('unknown-query')
    expect(await codeOf(nobody(house).get('/log/times?entry=99999'))).to.equal('unknown-record')
  })
})
