/**
 * A pack says when somebody outside saw the journal it came from: its checkpoint is stamped while
 * it is made, and whoever received it checks the stamp with the rest.
 */
import { expect } from 'chai'
import { packNames } from '../../models/pack.ts'
import { openHouse, temporaryFolder } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { verify } from '../journal/verifying.ts'
import { Tsa } from '../journal/outside.ts'
import { admin } from '../people.ts'
import { download, manifestIn, packed, repacked, textIn, unpacked, written } from './packing.ts'
import { plannedVisit } from './told.ts'

describe('the time-stamp of a pack', function () {
  this.timeout(120_000)
  const room = temporaryFolder()
  let tsa: Tsa
  let house: TestHouse
  let customer: string
  let vkey: string

  before(async () => {
    tsa = new Tsa()
    await tsa.open()
    house = await openHouse({ environment: { TSA_URL: `http://${tsa.desk.address}/` } })
    vkey = house.running.house.signer.vkey
    const [own] = (await house.as(admin).get<Listed>('/customers')).records
    customer = own?.id ?? ''
    await plannedVisit(house, { customer })
  })

  after(async () => {
    await house.stop()
    await tsa.close()
    room.remove()
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

  it('is said to be missing where nobody answered in time, and the pack is whole', async () => {
    tsa.manners.push(...Array.from({ length: 100 }, () => 'down' as const))
    const pack = await made()
    expect(manifestIn(await unpacked(pack)).timestamp).to.equal('waiting')
    const waiting = await check(pack)
    expect([waiting.exit, waiting.says]).to.deep.equal([0, waiting.says])
    expect(waiting.says).to.match(/not shown .*had not come when the pack was made/)
  })
})
