/**
 * A time-stamp is worth what its check refuses. The replies are openssl's own, and those of an
 * authority that lies; none may be believed that does not say exactly what it should.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { concat, utf8 } from '../../models/bytes.ts'
import { certificatesOf } from '../../models/certificate.ts'
import { signCheckpoint } from '../../models/checkpoint.ts'
import { signerKey } from '../../models/key.ts'
import { timestampRequest, verifyTimestamp } from '../../models/timestamp.ts'
import { crypto, ed25519 } from '../../server/journal/crypto.ts'
import { temporaryFolder } from '../house.ts'
import { Authority } from './authority.ts'
import { faultOf, standardLeaves, treeOf } from './setting.ts'

const tree = treeOf(standardLeaves)
const log = signerKey('example.com/dc-log', new Uint8Array(32), crypto)
const note = utf8(signCheckpoint({ size: 8, root: tree.root(8) }, log, ed25519))
const nonce = Uint8Array.from({ length: 16 }, (_, at) => at * 16)

/** The sentence an action ends with. */
async function saidBy(action: Promise<unknown>): Promise<string> {
  return await action.then(
    () => 'nothing is wrong',
    (error: unknown) => (error as Error).message,
  )
}

describe('a time-stamp', () => {
  let authority: Authority
  let stranger: Authority
  let request: Uint8Array
  let reply: Buffer

  before(async () => {
    authority = new Authority()
    stranger = new Authority({ purpose: 'critical,timeStamping,emailProtection' })
    request = (await timestampRequest(note, nonce)).request
    reply = authority.reply(request)
  })

  after(() => {
    authority.remove()
    stranger.remove()
  })

  it('by openssl tells when, by whom and for which request', async () => {
    const found = await verifyTimestamp(reply, note, [authority.root])
    expect(found).to.deep.include({
      tsa: '試験用時刻認証局',
      chain: 'trusted',
      nonce: '40102030405060708090a0b0c0d0e0f0',
    })
    expect(found.time.getTime()).to.be.closeTo(Date.now(), 60_000)
    expect((await verifyTimestamp(reply, note)).chain).to.equal('unchecked')
  })

  it('is one openssl believes as well, on the same bytes', () => {
    const room = temporaryFolder()
    try {
      const at = (name: string) => path.join(room.folder, name)
      writeFileSync(at('note'), note)
      writeFileSync(at('reply.tsr'), reply)
      const asked = ['-in', at('reply.tsr'), '-data', at('note'), '-CAfile', authority.rootFile]
      const said = execFileSync('openssl', ['ts', '-verify', ...asked], { stdio: 'pipe' })
      expect(said.toString()).to.include('Verification: OK')
    } finally {
      room.remove()
    }
  })

  it('still holds when witnesses added their lines to the note, and for no other note', async () => {
    const cosigned = concat(note, utf8('\u2014 witness.example AAAAAAAA\n'))
    expect((await verifyTimestamp(reply, cosigned)).chain).to.equal('unchecked')
    for (const other of [utf8('other'), note.subarray(1), concat(note, utf8('\n')), utf8('')]) {
      expect(await saidBy(verifyTimestamp(reply, other))).to.include('about other bytes')
    }
  })

  it('is refused under a root it does not lead to', async () => {
    const said = saidBy(verifyTimestamp(reply, note, [stranger.root]))
    expect(await said).to.include('does not lead to a trusted root')
    const both = await verifyTimestamp(reply, note, [stranger.root, authority.root])
    expect(both.chain).to.equal('trusted')
  })

  it('is refused when somebody between who may not issue has issued the certificate', async () => {
    const lenient = new Authority({ byLeaf: true })
    try {
      const theirs = lenient.reply(request)
      expect((await verifyTimestamp(theirs, note)).chain).to.equal('unchecked')
      expect(await saidBy(verifyTimestamp(theirs, note, [lenient.root]))).to.include('trusted root')
    } finally {
      lenient.remove()
    }
  })

  it('is refused from a key that is for other things too', async () => {
    const said = await saidBy(verifyTimestamp(stranger.repeat(authority, request), note))
    expect(said).to.include('is not for stamping time')
    const same = authority.repeat(authority, request)
    expect((await verifyTimestamp(same, note, [authority.root])).chain).to.equal('trusted')
  })

  it('is refused for a time at which the certificate was not valid', async () => {
    const early = authority.lie(request, (statement) => {
      const at = statement.indexOf(`${new Date().getUTCFullYear()}`)
      statement.write('2019', at)
      return statement
    })
    expect(await saidBy(verifyTimestamp(early, note))).to.include('was not valid then')
  })

  it('is refused when the authority refused', async () => {
    const sha1 = Buffer.from(request)
    // An object identifier that no authority knows stands for the hash.
    sha1[sha1.indexOf(Buffer.from('608648016503040201', 'hex')) + 8] = 0x7f
    const refusal = await saidBy(verifyTimestamp(authority.reply(sha1), note))
    expect(refusal).to.include('the authority answered rejection')
  })

  it('does not survive a change of what was signed, wherever it is', async () => {
    const token = authority.lie(request, (statement) => statement)
    // The statement ends with the nonce, and what precedes it is the imprint and the time.
    const from = token.indexOf(nonce.subarray(1))
    expect(from).to.be.greaterThan(60)
    for (let at = from - 60; at < from + nonce.length; at += 1) {
      const changed = Buffer.from(token)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await faultOf(() => verifyTimestamp(changed, note)), `byte ${at}`).to.equal(
        'bad-timestamp',
      )
    }
  })

  it('is refused in a sentence whatever else was sent', async () => {
    const cut = fc.integer({ min: 0, max: reply.length - 1 }).map((end) => reply.subarray(0, end))
    const anything = fc.oneof(fc.uint8Array({ maxLength: 200 }), cut)
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        expect(await faultOf(() => verifyTimestamp(bytes, note))).to.equal('bad-timestamp')
      }),
      { numRuns: 200 },
    )
    expect(await faultOf(() => certificatesOf('nothing'))).to.equal('bad-timestamp')
    const junk = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'
    expect(await faultOf(() => certificatesOf(junk))).to.equal('bad-timestamp')
  })
})
