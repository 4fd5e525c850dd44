/**
 * How a suite reads papers: with a library that had no part in drawing them, as whoever received
 * one would, and of records that went all the way.
 */
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { TestHouse } from '../house.ts'
import { Refused } from '../people.ts'
import type { Refusal, Shown, Voice } from '../people.ts'
import { inHours, photo, registered, site, unique } from './told.ts'

/** A PDF as whoever received it reads it. */
export interface Read {
  readonly bytes: Uint8Array
  readonly text: string
  readonly pages: number
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Asks for a paper and reads it; blanks are left out of its text. @throws Refused */
export async function paper(voice: Voice, path: string): Promise<Read> {
  const response = await voice.ask('GET', path)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (!response.ok) {
    throw new Refused(path, JSON.parse(Buffer.from(bytes).toString()) as Refusal)
  }
  expect(response.headers.get('content-type')).to.equal('application/pdf')
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  const lines: string[] = []
  for (let at = 1; at <= document.numPages; at += 1) {
    const { items } = await (await document.getPage(at)).getTextContent()
    for (const item of items) if ('str' in item) lines.push(item.str)
  }
  const attached = ((await document.getAttachments()) ?? {}) as Record<
    string,
    { filename: string; content: Uint8Array }
  >
  const files = new Map(Object.values(attached).map(({ filename, content }) => [filename, content]))
  const text = lines.join('').replaceAll(/\s+/g, '')
  const { numPages: pages } = document
  await document.loadingTask.destroy()
  return { bytes, text, pages, files }
}

/** The SHA-256 of some bytes, in hexadecimal. */
export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A disk that went all the way, with whatever else is said of it. */
export async function certified(house: TestHouse, more: object = {}, done: object = {}) {
  const disk = await accepted(house, more, done)
  const certificateNo = `CERT-${unique()}`
  const said = { certificateNo, destination: 'recycler' }
  return await house.as('chie').does('disposals.certify', disk, said)
}

/** A destroyed disk whose destruction was verified and accepted; it was stored and handed over. */
export async function accepted(house: TestHouse, more: object = {}, done: object = {}) {
  const [aya, ben, chie] = [house.as('aya'), house.as('ben'), house.as('chie')]
  const disk = await registered(house, more)
  await aya.does('disposals.store', disk, { storage: { place: '保管庫A', locked: true } })
  const handOver = { to: '破砕室', place: '地下1階' }
  await ben.does('disposals.handOver', disk, { handOver })
  await shredded(house, disk, done)
  const verification = { method: 'visual', result: 'passed' }
  await house.as('dan').does('disposals.verify', disk, { verification })
  const validation = { decision: 'accept', reason: '機密区分に見合う' }
  return await chie.does('disposals.validate', disk, { validation })
}

/** A disk that was shredded as soon as it was registered, and verified by nobody yet. */
export async function destroyed(house: TestHouse, more: object = {}, done: object = {}) {
  return await shredded(house, await registered(house, more), done)
}

/** What aya shreds before ben. */
async function shredded(house: TestHouse, disk: Shown, done: object) {
  const [aya, ben] = [house.as('aya'), house.as('ben')]
  return await aya.does('disposals.destroy', disk, {
    technique: 'shred',
    detail: { particleMm: 6 },
    standard: 'NIST SP 800-88 Rev. 2',
    toolUsed: { name: 'シュレッダー', version: '2.0' },
    workDone: '筐体ごと破砕',
    startedAt: inHours(-1),
    finishedAt: inHours(-0.5),
    result: 'completed',
    site: await site(house),
    operator: aya.id,
    witness: ben.id,
    photos: [{ photo: await photo(house), phase: 'after', takenAt: inHours(-0.5) }],
    ...done,
  })
}
