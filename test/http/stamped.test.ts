/**
 * A pack says when somebody outside saw the journal it came from: its checkpoint is stamped while
 * it is made, and whoever received it checks the stamp with the rest.
 */
import { expect } from 'chai'
import { formatVerifierKey } from '../../models/key.ts'
import { packNames } from '../../models/pack.ts'
import type { PackTime } from '../../models/pack.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { verify } from '../journal/verifying.ts'
import { TestWitness, Tsa, until } from '../journal/outside.ts'
import { nobody } from '../journal/seeing.ts'
import { admin } from '../people.ts'
import type { Shown } from '../people.ts'
import {
  download,
  manifestIn,
  packed,
  put,
  repacked,
  textIn,
  unpacked,
  written,
} from './packing.ts'
import { plannedVisit } from './told.ts'

/** What the house tells of a pack's time-stamp. */
async function timeOf(house: TestHouse, { id }: Shown): Promise<PackTime | undefined> {
  return (await house.as('chie').get<{ time?: PackTime }>(`/packs/${id}/file`)).time
}

describe('the time-stamp of a pack', function () {
  this.timeout(120_000)
  const room = temporaryFolder()
  const home = temporaryFolder()
  let tsa: Tsa
  let house: TestHouse
  let customer: string
  let vkey: string

  before(async () => {
    tsa = new Tsa()
    await tsa.open()
    house = await openHouse(options())
    vkey = house.running.house.signer.vkey
    const [own] = (await house.as(admin).get<Listed>('/customers')).records
    customer = own?.id ?? ''
    await plannedVisit(house, { customer })
  })

  after(async () => {
    await house.stop()
    await tsa.close()
    room.remove()
    home.remove()
  })

  const options = () => ({
    dataDir: home.folder,
    environment: { TSA_URL: `http://${tsa.desk.address}/` },
  })
  const made = async () => {
    const chie = house.as('chie')
    return await download(chie, await packed(chie, { customer }))
  }
  const check = async (pack: Uint8Array, ...more: readonly string[]) =>
    await verify([written(room.folder, 'pack.zip', pack), '--vkey', vkey, ...more])

  it('stands in it, and is checked against the roots somebody trusts', async () => {
    const pack = await made()
    const files = await unpacked(pack)
    expect(manifestIn(files).timestamp).to.equal('stamped')
    expect(textIn(files, 'README.ja.txt')).to.include('checkpoint.tsr')
    const trusted = await check(pack, '--tsa-ca', tsa.authority.rootFile)
    expect([trusted.exit, trusted.says]).to.deep.equal([0, trusted.says])
    expect(trusted.says).to.match(/proved .*time-stamped at .* with the key of “試験用時刻認証局”/)
    expect(trusted.says).not.to.include('--tsa-ca')
    const open = await check(pack)
    expect([open.exit, open.says]).to.deep.equal([0, open.says])
    expect(open.says).to.match(/not shown .*give the roots you trust/)
  })

  it('is not believed when it is of another checkpoint', async () => {
    const files = await unpacked(await made())
    const earlier = await unpacked(await made())
    files.set(packNames.timestamp, earlier.get(packNames.timestamp) ?? new Uint8Array())
    const swapped = await check(await repacked(files))
    expect([swapped.exit, swapped.says]).to.deep.equal([1, swapped.says])
    expect(swapped.says).to.match(/FAILED .*time-stamp does not verify: .*about other bytes/)
  })

  it('comes later where nobody answered in time, and is verified beside the pack', async () => {
    tsa.manners.push(...Array.from({ length: 100 }, () => 'down' as const))
    const chie = house.as('chie')
    const record = await packed(chie, { customer })
    const pack = await download(chie, record)
    expect(manifestIn(await unpacked(pack)).timestamp).to.equal('waiting')
    expect((await timeOf(house, record))?.state).to.equal('waiting')
    const waiting = await check(pack)
    expect([waiting.exit, waiting.says]).to.deep.equal([0, waiting.says])
    expect(waiting.says).to.match(/not shown .*had not come when the pack was made/)

    tsa.manners.length = 0
    await until(async () => (await timeOf(house, record))?.state === 'stamped')
    const { size, inside, tsa: by } = (await timeOf(house, record)) ?? { size: 0 }
    expect([inside, by]).to.deep.equal([false, '試験用時刻認証局'])
    const reply = await nobody(house).bytes(`/log/timestamp/${size}.tsr`)
    const stamp = written(room.folder, 'late.tsr', reply)
    const roots = ['--tsa-ca', tsa.authority.rootFile]
    const late = await check(pack, '--stamp', stamp, ...roots)
    expect([late.exit, late.says]).to.deep.equal([0, late.says])
    expect(late.says).to.match(/proved .*time-stamped at .* with the key of “試験用時刻認証局”/)
    const altered = reply.slice()
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
    const wrong = await check(pack, '--stamp', written(room.folder, 'x.tsr', altered), ...roots)
    expect([wrong.exit, wrong.says]).to.deep.equal([1, wrong.says])
    const files = await unpacked(await made())
    const another = files.get(packNames.timestamp) ?? new Uint8Array()
    const other = await check(pack, '--stamp', written(room.folder, 'y.tsr', another))
    expect([other.exit, other.says]).to.deep.equal([0, other.says])
    expect(other.says).to.match(/not shown .*of another checkpoint than this pack’s/)
  })

  it('is asked for again by the next start, and told to whoever fetches the pack', async () => {
    tsa.manners.push(...Array.from({ length: 100 }, () => 'down' as const))
    const record = await packed(house.as('chie'), { customer })
    await house.stop()
    tsa.manners.length = 0
    house = await openHouse({ ...options(), empty: true })
    const chie = await house.signIn('chie')
    await until(async () => (await timeOf(house, record))?.state === 'stamped')
    const to = { to: '花丘総合病院' }
    const link = await chie.post<{ link: string; code: string }>(`/packs/${record.id}/links`, to)
    const token = new URL(link.link, 'http://x').hash.slice('#token='.length)
    const given = { token, code: link.code }
    const ticket = await nobody(house).post<{ time: PackTime }>('/handed', given)
    expect(ticket.time).to.deep.equal(await timeOf(house, record))
  })
})

describe('the witnesses of a pack', function () {
  this.timeout(120_000)
  const room = temporaryFolder()
  let witness: TestWitness
  let house: TestHouse
  let pack: Uint8Array

  before(async () => {
    witness = new TestWitness()
    await witness.open()
    witness.down = true
    house = await openHouse({ environment: { WITNESSES: witness.setting } })
    witness.vkey = house.running.house.signer.vkey
    witness.down = false
    const [own] = (await house.as(admin).get<Listed>('/customers')).records
    await plannedVisit(house, { customer: own?.id })
    const chie = house.as('chie')
    pack = await download(chie, await packed(chie, { customer: own?.id }))
  })

  after(async () => {
    await house.stop()
    await witness.close()
    room.remove()
  })

  const check = async (bytes: Uint8Array, ...more: readonly string[]) =>
    await verify([written(room.folder, 'pack.zip', bytes), '--vkey', witness.vkey, ...more])
  const trusting = () => ['--witness', formatVerifierKey(witness.key)]

  it('have their lines below its checkpoint and in its proofs, for whoever has their keys', async () => {
    const files = await unpacked(pack)
    const line = /^— witness\.example \S+$/m
    expect(textIn(files, packNames.checkpoint)).to.match(line)
    const proof = [...files.keys()].find((name) => name.startsWith(packNames.proofs)) ?? ''
    expect(textIn(files, proof)).to.match(line)
    const known = await check(pack, ...trusting())
    expect([known.exit, known.says]).to.deep.equal([0, known.says])
    expect(known.says).to.match(/proved .*cosigned by the witness witness\.example at 2/)
    const unknown = await check(pack)
    expect([unknown.exit, unknown.says]).to.deep.equal([0, unknown.says])
    expect(unknown.says).to.match(/not shown .*witness\.example has cosigned .*--witness/)
    const other = formatVerifierKey({ ...witness.key, name: 'other.example' })
    expect((await check(pack, '--witness', other)).exit).to.equal(2)
  })

  it('do not verify where somebody altered a line, and are missed where it was cut', async () => {
    const changed = async (change: (line: string) => string) => {
      const files = await unpacked(pack)
      for (const name of files.keys()) {
        if (name !== packNames.checkpoint && !name.startsWith(packNames.proofs)) continue
        const text = textIn(files, name)
        put(files, name, text.replace(/^— witness\.example \S+\n/m, change))
      }
      return await repacked(files)
    }
    const forged = await check(
      await changed((line) => line.replace(/.{4}\n$/, 'AAA=\n')),
      ...trusting(),
    )
    expect(forged.exit).to.equal(1)
    expect(forged.says).to.match(/FAILED +The checkpoint does not verify/)
    const cut = await check(await changed(() => ''), ...trusting())
    expect(cut.says).to.match(/not shown .*a cosignature of witness\.example: there is none/)
  })
})
