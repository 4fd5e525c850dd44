/**
 * The evidence an outsider takes from a running house with nothing but its address and its public
 * key: checkpoint, tiles, proofs. Everything is checked with the code an outsider would use, from
 * the bytes that were served.
 */
import { expect } from 'chai'
import { fromBase64, toHex } from '../../models/bytes.ts'
import { openCheckpoint } from '../../models/checkpoint.ts'
import { parseVerifierKey } from '../../models/key.ts'
import type { VerifierKey } from '../../models/key.ts'
import { leafHash, Tree, verifyConsistency } from '../../models/merkle.ts'
import { verifyProof } from '../../models/proof.ts'
import { parseEntryBundle, parseHashTile, tilePath, tileWidthMax } from '../../models/tile.ts'
import { crypto, sha256 } from '../../server/journal/crypto.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { plannedVisit } from '../http/told.ts'
import { codeOf, Voice } from '../people.ts'
import { verify, verifyHouse } from './verifying.ts'

describe('the evidence of a running house', () => {
  let house: TestHouse
  let nobody: Voice
  let key: VerifierKey

  before(async function () {
    house = await openHouse()
    nobody = new Voice(house.url, '', '')
    key = parseVerifierKey((await nobody.text('/log/vkey')).trim(), sha256)
    // Enough entries for one full tile and a partial one.
    const each = Array.from({ length: 150 }, (_, at) => ({ fields: { name: `お客様 ${at}` } }))
    await house.as('chie').doesToMany('customers.add', each)
    await house.as('chie').doesToMany('customers.add', each)
  })

  after(async () => {
    await house.stop()
  })

  const checkpoint = async () => {
    const note = await nobody.text('/log/checkpoint')
    return (await openCheckpoint(note, { logs: [key] }, crypto.verify)).checkpoint
  }
  /** The paths of the tiles of one level over a tree of some size. */
  const tiles = (level: number | 'entries', size: number) => {
    const count = Math.floor(size / (level === 'entries' ? 1 : tileWidthMax ** level))
    return Array.from({ length: Math.ceil(count / tileWidthMax) }, (_, index) => ({
      level,
      index,
      width: Math.min(tileWidthMax, count - index * tileWidthMax),
    }))
  }
  const leaves = async (size: number) => {
    const bundles = tiles('entries', size).map((tile) =>
      house.as('emi').bytes(`/log/${tilePath(tile)}`),
    )
    return (await Promise.all(bundles)).flatMap(parseEntryBundle)
  }

  it('is a checkpoint over everything, signed by the published key', async () => {
    const { size, root, origin } = await checkpoint()
    expect(origin).to.equal('daicho.local/journal')
    expect(size).to.equal(house.running.house.log.size)
    expect(size).to.be.greaterThan(tileWidthMax)
    expect(toHex(root)).to.equal(toHex(house.running.house.log.tree.root()))
  })

  it('is tiles from which anyone computes the signed root', async () => {
    const { size, root } = await checkpoint()
    const tree = new Tree(sha256)
    for (const tile of tiles(0, size)) {
      const bytes = await nobody.bytes(`/log/${tilePath(tile)}`)
      for (const hash of parseHashTile(bytes)) tree.append(hash)
    }
    expect(toHex(tree.root())).to.equal(toHex(root))
    for (const tile of tiles(1, size)) {
      const above = parseHashTile(await nobody.bytes(`/log/${tilePath(tile)}`))
      above.forEach((hash, at) => expect(toHex(hash)).to.equal(toHex(tree.hashAt(8, at))))
      expect(above).to.have.length(1)
    }
  })

  it('is entries that hash to the published tiles, for those who may read them', async () => {
    const { size, root } = await checkpoint()
    const tree = new Tree(sha256)
    for (const leaf of await leaves(size)) tree.append(leafHash(leaf, sha256))
    expect(toHex(tree.root())).to.equal(toHex(root))
    const path = `/log/${tilePath({ level: 'entries', index: 0, width: tileWidthMax })}`
    for (const person of ['aya', 'uketsuke', 'hana', 'goro'] as const) {
      expect([person, await codeOf(house.as(person).bytes(path))]).to.deep.equal([
        person,
        'not-allowed',
      ])
    }
    expect(await codeOf(nobody.bytes(path))).to.equal('not-allowed')
  })

  it('is a proof for each entry that verifies offline', async () => {
    const { size } = await checkpoint()
    const all = await leaves(size)
    for (const seq of [0, 1, 2, 127, 255, 256, 257, size - 2, size - 1]) {
      const response = await house.as('emi').ask('GET', `/journal/${seq}/proof`)
      expect(response.headers.get('content-disposition')).to.include('.tlog-proof')
      const proof = await response.text()
      const leaf = all[seq] ?? new Uint8Array()
      const proved = await verifyProof(proof, leaf, { logs: [key] }, crypto)
      expect(proved.index).to.equal(seq)
      const altered = Uint8Array.from(leaf)
      altered[10] = (altered[10] ?? 0) ^ 1
      let fault: unknown
      await verifyProof(proof, altered, { logs: [key] }, crypto).catch((error: unknown) => {
        fault = error
      })
      expect(fault).to.be.instanceOf(Error)
    }
    expect(await codeOf(house.as('emi').text(`/journal/${size + 9}/proof`))).to.equal(
      'unknown-record',
    )
    expect(await codeOf(house.as('aya').text('/journal/0/proof'))).to.equal('not-allowed')
  })

  it('is a proof that a later checkpoint continues an earlier one', async () => {
    const earlier = await checkpoint()
    await plannedVisit(house)
    const later = await checkpoint()
    expect(later.size).to.be.greaterThan(earlier.size)
    const text = await nobody.text(`/log/consistency/${earlier.size}/${later.size}`)
    const proof = text.trim().split('\n').map(fromBase64)
    const claim = {
      oldSize: earlier.size,
      newSize: later.size,
      oldRoot: earlier.root,
      newRoot: later.root,
      proof,
    }
    expect(verifyConsistency(claim, sha256)).to.equal(true)
    expect(verifyConsistency({ ...claim, oldRoot: later.root }, sha256)).to.equal(false)
  })

  it('is not served where there is nothing', async () => {
    for (const path of [
      '/log/tile/0/999',
      '/log/tile/0/000.p/999',
      '/log/tile/0/0',
      '/log/tile/9/000',
      '/log/tile/-1/000',
      '/log/consistency/0/5',
      '/log/consistency/9/5',
      '/log/consistency/1/99999',
    ]) {
      expect([path, (await fetch(`${house.url}${path}`)).status]).to.deep.equal([path, 404])
    }
  })

  it('is the journal, page by page, for those who may read it', async () => {
    interface Page {
      size: number
      entries: { seq: number; act: string }[]
    }
    const page = await house.as('emi').get<Page>('/journal?from=0&limit=3')
    expect(page.entries.map(({ seq }) => seq)).to.deep.equal([0, 1, 2])
    const last = await house.as('chie').get<Page>('/journal?limit=2')
    expect(last.entries.at(-1)?.seq).to.equal(last.size - 1)
    expect(await codeOf(house.as('goro').get('/journal'))).to.equal('not-allowed')
  })

  it('satisfies the verifier, over the network and on the database', async () => {
    const { vkey } = house.running.house.signer
    const url = await verify([house.url, '--vkey', vkey], { DAICHO_TOKEN: house.as('emi').token })
    expect(url.exit, url.says).to.equal(0)
    const open = await verify([house.url, '--vkey', vkey])
    expect(open.exit, open.says).to.equal(0)
    expect(open.says).to.include('not shown')
    const kept = await verifyHouse(house)
    expect(kept.exit, kept.says).to.equal(0)
    const other = vkey.replace(/.{8}$/, 'AAAAAAAA')
    const wrong = await verify([house.url, '--vkey', other])
    expect(wrong.exit, wrong.says).not.to.equal(0)
  })
})
