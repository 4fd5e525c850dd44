/**
 * Packs as they come one after another, while the house goes on: each is genuine whatever happened
 * while it was made, continues what the customer received before, and raises no false alarm.
 */
import { expect } from 'chai'
import { packNames } from '../../models/pack.ts'
import { formatProof, parseProof } from '../../models/proof.ts'
import { bytesOf } from '../../server/journal/leaf.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { verify } from '../journal/verifying.ts'
import { admin } from '../people.ts'
import type { Shown } from '../people.ts'
import {
  download,
  madeOf,
  manifestIn,
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

interface Made {
  readonly pack: Shown
  readonly bytes: Uint8Array
}

describe('packs that follow each other', function () {
  this.timeout(120_000)
  const room = temporaryFolder()
  let house: TestHouse
  let customer: string
  let vkey: string
  let one: Made
  let two: Made
  let three: Made

  const make = async (order: object = {}): Promise<Made> => {
    const pack = await packed(house.as('chie'), { customer, ...order })
    return { pack, bytes: await download(house.as('chie'), pack) }
  }
  const hand = async ({ pack }: Made) => {
    const given = { handedTo: '花丘総合病院', means: 'medium' }
    return await house.as('chie').does('packs.hand', pack, given)
  }
  const at = ({ pack, bytes }: Made) => written(room.folder, `${pack.number}.zip`, bytes)
  const check = async (made: Made, held?: Made) =>
    await verify([at(made), '--vkey', vkey, ...(held ? ['--earlier', at(held)] : [])])
  const manifestOf = async ({ bytes }: Made) => manifestIn(await unpacked(bytes))

  before(async () => {
    house = await openHouse()
    vkey = house.running.house.signer.vkey
    customer = (await house.as(admin).get<Listed>('/customers')).records[0]?.id ?? ''
    await certified(house, { customer })
    one = await make()
    await certified(house, { customer })
    two = await make()
    await hand(one)
    await hand(two)
    three = await make()
  })

  after(async () => {
    await house.stop()
    room.remove()
  })

  it('are genuine although one was made before the other was handed over', async () => {
    const { exit, says } = await check(two, one)
    expect([exit, says]).to.deep.equal([0, says])
    expect(says).to.match(/not shown .*made when none had been received yet/)
  })

  it('are genuine beside an older one than they follow, and beside the one they do', async () => {
    expect((await manifestOf(three)).earlier?.number).to.equal(two.pack.number)
    const older = await check(three, one)
    expect([older.exit, older.says]).to.deep.equal([0, older.says])
    expect(older.says)
      .to.include(`connection with the pack ${one.pack.number} you hold`)
      .and.to.include(`follows ${two.pack.number}`)
    const direct = await check(three, two)
    expect([direct.exit, direct.says]).to.deep.equal([0, direct.says])
    expect(direct.says).to.include('the same journal as that of the earlier pack you hold')
  })

  it('continue what was received also when the house has discarded its file since', async () => {
    const current = await house.as('chie').get(`/packs/${two.pack.id}`)
    await house.as('chie').does('packs.discard', current, {}, { because: '保管期間の満了' })
    const next = await make()
    expect((await manifestOf(next)).earlier?.number).to.equal(two.pack.number)
    const { exit, says } = await check(next, two)
    expect([exit, says]).to.deep.equal([0, says])
    expect(says).to.include('the same journal as that of the earlier pack you hold')
  })

  it('go on counting behind a period in which nothing happened', async () => {
    const { last } = (await manifestOf(two)).run ?? { last: 0 }
    const quiet = await make({ to: '2020-12-31' })
    expect((await manifestOf(quiet)).run).to.equal(null)
    await hand(quiet)
    await certified(house, { customer })
    const next = await make({ from: today() })
    const { earlier } = await manifestOf(next)
    expect(last).to.be.greaterThan(0)
    expect(earlier).to.include({ number: quiet.pack.number, last })
    const { exit, says } = await check(next, quiet)
    expect([exit, says]).to.deep.equal([0, says])
  })

  it('of before said nothing about the journal of their seal, and are verified still', async () => {
    const files = await unpacked(one.bytes)
    const { extra, ...proof } = parseProof(textIn(files, packNames.sealProof))
    expect(extra?.length).to.be.greaterThan(0)
    const whole = await check(one)
    expect(whole.says).not.to.include('the journal the manifest is recorded in')
    put(files, packNames.sealProof, formatProof(proof))
    const { exit, says } = await check({ ...one, bytes: await repacked(files) })
    expect([exit, says]).to.deep.equal([0, says])
    expect(says).to.match(/not shown .*the journal the manifest is recorded in/)
  })

  it('are not kept where the house itself finds that they do not verify', async () => {
    const { entries } = house.running.house.database
    const stored = await entries.findOne({ act: 'disposals.register' }).sort({ _id: 1 }).lean()
    if (!stored) throw new Error('nothing was registered')
    const text = Buffer.from(bytesOf(stored.leaf)).toString()
    const alter = async (leaf: string) =>
      await entries.updateOne({ _id: stored._id }, { $set: { leaf: Buffer.from(leaf) } })
    await alter(text.replace('東西電子', '東西電気'))
    try {
      const chie = house.as('chie')
      const order = { customer, from: '2020-01-01', to: today(), language: 'ja' }
      const pack = await chie.post('/packs', order)
      const why = await madeOf(chie, pack).catch((error: unknown) => String(error))
      expect(why).to.include(pack.id.slice(0, 8))
      expect((await chie.get(`/packs/${pack.id}`)).facts).not.to.have.property('file')
    } finally {
      await alter(text)
    }
  })

  it('are genuine although records changed while they were made', async () => {
    const other = (await house.as(admin).creates('customers.add', { name: '青葉医院' })).id
    let last = await certified(house, { customer: other })
    for (let disk = 0; disk < 5; disk += 1) last = await certified(house, { customer: other })
    const because = '宛名の訂正'
    const reissue = () => house.as('chie').does('disposals.reissue', last, {}, { because })
    let late: Promise<Shown> | undefined
    const stop = house.running.house.log.listen((entries) => {
      // The first certificate has been issued; the others are still to be drawn.
      if (entries.some(({ act }) => act === 'disposals.issue')) late ??= reissue()
    })
    const order = { customer: other, from: '2020-01-01', to: today(), language: 'ja' }
    const pack = await madeOf(house.as('chie'), await house.as('chie').post('/packs', order))
    stop()
    const { number } = (await late) ?? { number: '' }
    const made = { pack, bytes: await download(house.as('chie'), pack) }
    const files = await unpacked(made.bytes)
    const record = recordsIn(files).records.find((each) => each.number === number)
    expect(record?.facts['certificateRevision']).to.equal(2)
    expect([...files.keys()]).to.include(`${packNames.papers}${number}-certificate-ja.pdf`)
    const { exit, says } = await check(made)
    expect([exit, says]).to.deep.equal([0, says])
  })
})
