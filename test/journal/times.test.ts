/**
 * Time from outside, from an act to what an auditor finds: stamps and cosignatures come when they
 * can, nothing waits for them, and none is kept that does not hold.
 */
import { expect } from 'chai'
import { utf8 } from '../../models/bytes.ts'
import { openCheckpoint } from '../../models/checkpoint.ts'
import { formatVerifierKey, parseVerifierKey, verifierKey } from '../../models/key.ts'
import { verifyProof } from '../../models/proof.ts'
import { verifyTimestamp } from '../../models/timestamp.ts'
import { ConfigError, readConfig } from '../../server/config.ts'
import { crypto, ed25519, sha256 } from '../../server/journal/crypto.ts'
import type { Seen } from '../../server/outside/seen.ts'
import { openHouse, storeUri, temporaryFolder } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf, Voice } from '../people.ts'
import { TestWitness, Tsa, until } from './outside.ts'
import { verify } from './verifying.ts'

type Times = Seen & { readonly size: number }

const nobody = (house: TestHouse) => new Voice(house.url, '', '')
const times = (house: TestHouse) => nobody(house).get<Times>('/log/times')

/** Adds an entry, and waits until its checkpoint is published. */
async function act(house: TestHouse): Promise<number> {
  await house.as('kaoru').creates('customers.add', { name: '花丘総合病院' })
  await nobody(house).text('/log/checkpoint')
  return house.running.house.log.size
}

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

  for (const manner of ['other-bytes', 'other-nonce', 'endless'] as const) {
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
    const { stamps } = house.running.house.database
    const [one, two] = await stamps.find().sort({ _id: 1 }).lean()
    if (!one || !two) throw new Error('not two were stamped')
    await stamps.updateOne({ _id: one._id }, { $set: { reply: two.reply } })
    const altered = await verify([storeUri(house), '--vkey', vkey])
    expect(altered.exit, altered.says).to.equal(1)
    expect(altered.says).to.include(`FAILED    the time-stamp over ${one._id} entries`)
    await stamps.updateOne({ _id: one._id }, { $set: { reply: one.reply } })
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

describe('the lines of a witness', () => {
  const room = temporaryFolder()
  let witness: TestWitness
  let house: TestHouse
  const cosigned = async () => {
    await until(async () => {
      const { size, witnesses } = await times(house)
      return witnesses[0]?.size === size
    })
    return await nobody(house).text('/log/checkpoint')
  }

  before(async () => {
    witness = new TestWitness()
    await witness.open()
    witness.down = true
    house = await openHouse({
      dataDir: room.folder,
      empty: true,
      environment: { OUTSIDE_SECONDS: '0', WITNESSES: witness.setting },
    })
    witness.vkey = house.running.house.signer.vkey
  })

  after(async () => {
    await house.stop()
    await witness.close()
    room.remove()
  })

  it('come when it answers again, and are published below the note', async () => {
    await act(house)
    await until(() => witness.desk.asked.length > 0)
    const vkey = formatVerifierKey(witness.key)
    expect((await times(house)).witnesses).to.deep.equal([{ name: 'witness.example', vkey }])
    witness.down = false
    const note = await cosigned()
    const trust = {
      logs: [parseVerifierKey(witness.vkey, sha256)],
      witnesses: [witness.key],
    }
    const opened = await openCheckpoint(note, trust, crypto.verify)
    expect(opened.witnesses.map(({ key }) => key.name)).to.deep.equal(['witness.example'])
    expect(note).not.to.include('stranger.example')
    const proof = await house.as('kaoru').text('/journal/0/proof')
    expect(proof.endsWith(note)).to.equal(true)
  })

  it('follow from what it signed last, also when it knows better than the house', async () => {
    await act(house)
    await cosigned()
    // The house forgets that the witness ever signed; the witness does not.
    await house.running.house.database.cosignatures.deleteMany({})
    await house.stop()
    const asked = witness.desk.asked.length
    house = await openHouse({ dataDir: room.folder, empty: true, environment: house.environment })
    await cosigned()
    const [first, second] = witness.desk.asked.slice(asked).map((body) => body.toString('utf8'))
    expect(first).to.match(/^old 0\n/)
    expect(second).to.match(/^old [1-9]/)
  })

  it('do not come from a witness that has seen a longer journal', async () => {
    const { seen } = witness
    witness.seen = { ...seen, size: 99_999 }
    const asked = witness.desk.asked.length
    const size = await act(house)
    await until(() => witness.desk.asked.length > asked)
    expect((await times(house)).witnesses[0]?.size).to.be.lessThan(size)
    witness.seen = seen
    await cosigned()
  })

  it('are not kept when another key made them', async () => {
    witness.forging = true
    const before = witness.desk.asked.length
    const size = await act(house)
    await until(() => witness.desk.asked.length > before)
    expect((await times(house)).witnesses[0]?.size).to.be.lessThan(size)
    witness.forging = false
    await cosigned()
  })

  it('are checked by the verifier, which tells who cosigned and when', async () => {
    const args = [storeUri(house), '--vkey', witness.vkey]
    const known = await verify([...args, '--witness', formatVerifierKey(witness.key)])
    expect(known.exit, known.says).to.equal(0)
    expect(known.says).to.match(
      /proved +\d+ checkpoints cosigned by witness\.example\+\w+, the last/,
    )
    const unknown = await verify(args)
    expect(unknown.exit, unknown.says).to.equal(0)
    expect(unknown.says).to.match(/not shown .*witness\.example.*--witness/)
  })
})

describe('what the settings say of the outside', () => {
  it('must be addresses, roots with an authority, and keys that cosign', () => {
    const signs = formatVerifierKey(
      verifierKey('w.example', 'note', ed25519.publicKey(new Uint8Array(32)), sha256),
    )
    const wrong = [
      { TSA_URL: 'ftp://tsa.example' },
      { TSA_CA: '/roots.pem' },
      { WITNESSES: 'https://witness.example' },
      { WITNESSES: `${signs}@https://witness.example` },
    ]
    for (const environment of wrong) {
      const name = Object.keys(environment)[0] ?? ''
      expect(() => readConfig(environment), name).to.throw(ConfigError, name)
    }
    expect(readConfig({}).times).to.deep.equal({ tsa: undefined, witnesses: [], everyMs: 60_000 })
  })
})
