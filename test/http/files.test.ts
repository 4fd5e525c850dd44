/** Attachments: taken for what their bytes are, kept by their hash, and read by whoever may. */
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'chai'
import type { FileReference } from '../../models/fields.ts'
import { limits } from '../../models/limits.ts'
import { openHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { codeOf, passwordOf, refusalOf } from '../people.ts'
import { picture } from '../pictures.ts'
import { pledge, plannedVisit, registered } from './told.ts'

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

describe('an attachment', () => {
  let house: TestHouse

  before(async () => {
    house = await openHouse()
  })

  after(async () => {
    await house.stop()
  })

  it('is kept by its hash and read back byte for byte', async () => {
    const bytes = picture(1)
    const stored = await house.as('aya').stores(bytes, '銘板.png')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(stored).to.deep.equal({
      sha256,
      size: bytes.length,
      type: 'image/png',
      name: '銘板.png',
    })
    const response = await house.as('emi').ask('GET', `/files/${sha256}`)
    expect(response.headers.get('content-type')).to.equal('image/png')
    expect(response.headers.get('content-security-policy')).to.include('sandbox')
    expect(response.headers.get('x-content-type-options')).to.equal('nosniff')
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).to.equal(true)
  })

  it('is asked for anew each time, and no browser shows it after a sign-out', async () => {
    const { sha256 } = await house.as('aya').stores(picture(3))
    const ask = async (method: string, path: string, headers: object, body?: object) =>
      await fetch(new URL(`/api/v1${path}`, house.url), {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      })
    const signIn = { user: 'ben', password: passwordOf('ben') }
    const signedIn = await ask('POST', '/sessions', {}, signIn)
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const asks = async (tag: string) =>
      await ask('GET', `/files/${sha256}`, { cookie, 'if-none-match': tag })
    const first = await asks('"other"')
    expect(first.status).to.equal(200)
    expect(first.headers.get('cache-control')).to.equal('private, no-cache')
    const tag = first.headers.get('etag') ?? ''
    const again = await asks(tag)
    expect([again.status, await again.text()]).to.deep.equal([304, ''])
    const left = await ask('DELETE', '/sessions/current', { cookie })
    expect(left.headers.get('clear-site-data')).to.equal('"cache"')
    expect((await asks(tag)).status).to.equal(401)
  })

  it('may come again and again: the same bytes are the same file', async () => {
    const bytes = picture(4)
    const first = await house.as('aya').stores(bytes)
    const again = Array.from({ length: 20 }, () => house.as('aya').stores(bytes))
    expect(await Promise.all(again)).to.deep.equal(again.map(() => first))
    expect(await readdir(path.join(house.dataDir, 'uploads'))).to.deep.equal([])
  })

  it('may be a PDF, and several may come at once', async () => {
    const form = new FormData()
    form.append('file', new Blob([pdf]), '証明書.pdf')
    form.append('file', new Blob([new Uint8Array(picture(2))]), 'a.png')
    const { files } = await house.as('aya').post<{ files: FileReference[] }>('/files', form)
    expect(files.map(({ type }) => type)).to.deep.equal(['application/pdf', 'image/png'])
  })

  it('is refused when its bytes are not what its name says', async () => {
    const aya = house.as('aya')
    const script = Buffer.from('<!doctype html><script>alert(1)</script>')
    for (const [bytes, name] of [
      [script, 'photo.png'],
      [Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000'), 'photo.jpg'],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'photo.svg'],
      [Buffer.from('plain'), 'photo.pdf'],
    ] as const) {
      const problem = await refusalOf(aya.stores(bytes, name))
      expect([name, problem.status, problem.code]).to.deep.equal([name, 415, 'file-type-refused'])
    }
  })

  it('is refused when it is too large, and nothing is left behind', async () => {
    const large = Buffer.concat([picture(3), Buffer.alloc(limits.attachmentBytesMax)])
    const problem = await refusalOf(house.as('aya').stores(large))
    expect([problem.status, problem.code]).to.deep.equal([413, 'file-too-large'])
    expect(await readdir(path.join(house.dataDir, 'uploads'))).to.deep.equal([])
  })

  it('is refused when too many come at once', async () => {
    const form = new FormData()
    for (let at = 0; at <= limits.attachmentsPerUploadMax; at += 1) {
      form.append('file', new Blob([new Uint8Array(picture(100 + at))]), `${at}.png`)
    }
    const problem = await refusalOf(house.as('aya').post('/files', form))
    expect([problem.status, problem.code]).to.deep.equal([413, 'too-many-files'])
  })

  it('is refused from whoever is not signed in, before it is read', async () => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(picture(4))]), 'a.png')
    const response = await fetch(`${house.url}/api/v1/files`, { method: 'POST', body: form })
    expect(response.status).to.equal(401)
  })

  it('that was never stored cannot be part of an act', async () => {
    const aya = house.as('aya')
    const ghost = { sha256: '0'.repeat(64), name: 'a.png', size: 1, type: 'image/png' }
    const photos = [{ photo: ghost, phase: 'label' }]
    const registering = registered(house, { photos })
    const problem = await refusalOf(registering)
    expect([problem.status, problem.code]).to.deep.equal([422, 'unknown-file'])
    expect(problem.path).to.equal('photos.0.photo')
    expect(await codeOf(aya.get(`/files/${ghost.sha256}`))).to.equal('unknown-record')
  })

  it('of a kind a field does not take is refused as its value', async () => {
    const report = await house.as('aya').stores(pdf, 'a.pdf')
    const photos = [{ photo: report, phase: 'label' }]
    const problem = await refusalOf(registered(house, { photos }))
    expect([problem.code, problem.faults?.[0]?.path]).to.deep.equal([
      'invalid-fields',
      'photos.0.photo',
    ])
  })

  it('is read neither by the kiosk that took it nor by a customer it does not concern', async () => {
    const visit = await plannedVisit(house)
    const signed = await pledge(house)
    await house.as('uketsuke').does('visits.pledge', visit, signed)
    const { sha256 } = signed.signature.image
    expect(await codeOf(house.as('uketsuke').get(`/files/${sha256}`))).to.equal('not-allowed')
    expect(await codeOf(house.as('hana').get(`/files/${sha256}`))).to.equal('unknown-record')
  })

  it('of their own medium is read by the customer', async () => {
    const { facts } = await house.as('kaoru').get(`/accounts/${house.as('hana').id}`)
    const photo = await house.as('aya').stores(picture(5))
    const photos = [{ photo, phase: 'label' }]
    await registered(house, { customer: facts['customer'], photos })
    const bytes = await house.as('hana').bytes(`/files/${photo.sha256}`)
    expect(Buffer.from(bytes).equals(picture(5))).to.equal(true)
  })
})
