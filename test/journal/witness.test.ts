/**
 * Witnesses of the journal, from an act to what an auditor finds: their lines are asked for until
 * they come, follow from what each signed last, and are kept only when they hold.
 */
import { expect } from 'chai'
import { openCheckpoint } from '../../models/checkpoint.ts'
import { formatVerifierKey, parseVerifierKey, verifierKey } from '../../models/key.ts'
import { ConfigError, readConfig } from '../../server/config.ts'
import { crypto, ed25519, sha256 } from '../../server/journal/crypto.ts'
import { openHouse, storeUri, temporaryFolder } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { TestWitness, until } from './outside.ts'
import { act, nobody, times } from './seeing.ts'
import { verify } from './verifying.ts'

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
    const vkey = formatVerifierKey(witness.key)
    const known = await verify([...args, '--witness', vkey])
    expect(known.exit, known.says).to.equal(0)
    expect(known.says).to.match(
      /proved +\d+ checkpoints cosigned by witness\.example\+\w+, the last/,
    )
    const remote = await verify([house.url, ...args.slice(1), '--witness', vkey])
    expect(remote.exit, remote.says).to.equal(0)
    expect(remote.says).to.include('proved    1 checkpoints cosigned by witness.example')
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
