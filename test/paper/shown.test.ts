/**
 * What papers carry beside their words: the files embedded in them, held byte for byte against
 * what the journal itself says, and what their pages show to whoever looks at them.
 */
import { createHash } from 'node:crypto'
import { expect } from 'chai'
import sharp from 'sharp'
import { bytesOf } from '../../server/journal/leaf.ts'
import { languages } from '../../models/words.ts'
import type { Language } from '../../models/words.ts'
import { readCodes } from '../codes.ts'
import { download, manifestIn, packed, unpacked } from '../http/packing.ts'
import { colours, fixedHouse } from './fixed.ts'
import type { Fixed, Name } from './fixed.ts'
import { Anatomy, countOf, embeddedIn, pagesOf, pixelsOf, textOf, wordsOn } from './readers.ts'

const hash = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest()

/** The root over leaves and the path of one of them, as RFC 6962 section 2.1 writes them down. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return hash(Buffer.of(0), leaves[0] ?? Buffer.of())
  const half = halfOf(leaves.length)
  return hash(Buffer.of(1), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)))
}

function pathOf(at: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return []
  const half = halfOf(leaves.length)
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)]
  return at < half
    ? [...pathOf(at, left), rootOf(right)]
    : [...pathOf(at - half, right), rootOf(left)]
}

/** An object with its keys, and those within, in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]))
}

function halfOf(count: number): number {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}

describe('what a paper carries', function () {
  this.timeout(120_000)
  let fixed: Fixed
  /** The personal values of an entry, which lie apart so that they can be erased. */
  const openedIn = async (body: string) => {
    const kept = await fixed.house.running.house.database.bodies.findOne({ _id: body }).lean()
    const opened = Object.entries(kept?.fields ?? {}).map(([key, { salt, value }]) => [
      key,
      { salt: Buffer.from(bytesOf(salt)).toString('base64'), value },
    ])
    return Object.fromEntries(opened) as object
  }
  const file = (name: Name, language: Language = 'ja') =>
    fixed.files.get(`${name}-${language}`) ?? new Uint8Array()

  before(async () => {
    fixed = await fixedHouse()
  })

  after(async () => {
    await fixed.house.stop()
  })

  it('is the record and the proofs, byte for byte as the journal gives them', async () => {
    const { database, signer } = fixed.house.running.house
    const { id, number } = fixed.medium
    const stored = await database.entries.find().sort({ _id: 1 }).lean()
    const leaves = stored.map(({ leaf }) => Buffer.from(bytesOf(leaf)))
    const acts = stored.filter(({ revision }) => revision !== undefined)
    const own = acts.filter(({ record, act }) => record === id && !act.endsWith('.issue'))
    const last = own.at(-1)?._id ?? 0
    const [checkpoint] = await database.checkpoints
      .find({ _id: { $gt: last } })
      .sort({ _id: 1 })
      .limit(1)
      .lean()
    const { facts, state } = (await database.records.findOne({ _id: id }).lean()) ?? {}
    const { issues: _issues, ...told } = facts as Record<string, unknown>
    const record = {
      format: 'daicho-record/1',
      number,
      id,
      ledger: 'disposals',
      state,
      facts: sorted(told),
      vkey: signer.vkey,
      entries: await Promise.all(
        own.map(async ({ _id, body }) => ({
          seq: _id,
          leaf: leaves[_id]?.toString('base64'),
          ...(body !== undefined && { personal: await openedIn(body) }),
        })),
      ),
    }
    const under = leaves.slice(0, checkpoint?._id)
    const wanted = new Map([[`${number}.json`, `${JSON.stringify(record, null, 2)}\n`]])
    for (const { _id: seq } of own) {
      const hashes = pathOf(seq, under).map((one) => one.toString('base64'))
      const lines = ['c2sp.org/tlog-proof@v1', `index ${seq}`, ...hashes, '', checkpoint?.note]
      wanted.set(`${number}-${seq}.tlog-proof`, lines.join('\n'))
    }
    for (const language of languages) {
      const embedded = embeddedIn(file('certificate', language))
      expect([...embedded.keys()].toSorted()).to.deep.equal([...wanted.keys()].toSorted())
      for (const [name, bytes] of embedded) expect(bytes.toString()).to.equal(wanted.get(name))
    }
  })

  it('is a code that leads to the page where it is verified', async () => {
    for (const language of languages) {
      const found = await Promise.all(pagesOf(file('certificate', language)).map(readCodes))
      expect(found.flat()).to.deep.equal([`https://verify.example.jp/#${fixed.medium.number}`])
    }
  })

  const pictures: Partial<Record<Name, readonly (keyof typeof colours)[]>> = {
    certificate: ['seal', 'photo', 'plate', 'operator', 'witness'],
    list: ['seal'],
    handover: ['carrier', 'released', 'returned', 'received'],
    pledge: ['visitor'],
    disc: ['photo'],
  }
  for (const [name, shown] of Object.entries(pictures)) {
    it(`is, on the ${name}, every picture and every sign that belongs there, and no other`, async () => {
      for (const language of languages) {
        const pages = await Promise.all(pagesOf(file(name as Name, language), 72).map(pixelsOf))
        for (const [what, colour] of Object.entries(colours)) {
          const count = pages.reduce((sum, page) => sum + countOf(page, colour), 0)
          const belongs = shown.includes(what as keyof typeof colours)
          expect(count > 200, `${what}: ${count} pixels`).to.equal(belongs)
        }
      }
    })
  }

  it('is a list that says rightly where its hash is kept: in the journal, or in a pack', async () => {
    const alone = 'SHA-256は、書き出しの記録として'
    const within = 'SHA-256は、パックの目録'
    expect(textOf(file('list')))
      .to.include(alone)
      .and.not.to.include(within)
    const chie = fixed.house.as('chie')
    const pack = await packed(chie, { customer: fixed.medium.facts['customer'] })
    const files = await unpacked(await download(chie, pack))
    const list = textOf(files.get('disposals-certificate.pdf') ?? new Uint8Array())
    expect(list).to.include(within).and.not.to.include(alone)
    const named = manifestIn(files).files.map(({ name }) => name)
    expect(named).to.include('disposals-certificate.pdf')
  })

  it('is a pledge with its blank lines where they stood when it was signed', () => {
    const [first] = wordsOn(file('pledge'))
    const at = (said: string) => first?.find(({ word }) => word.startsWith(said))?.top ?? 0
    const opening = at('入館にあたり')
    const rule = at('館内では')
    expect(opening).to.be.greaterThan(0)
    // The text has a blank line before each numbered heading and none after it.
    expect(at('撮影・録音') - opening).to.be.greaterThan((rule - at('撮影・録音')) * 1.4)
  })

  it('is a seal that nothing reads out, while every other picture is a figure', async () => {
    const anatomy = new Anatomy(file('certificate'))
    const kinds = new Map<string, string>()
    for (const page of anatomy.dictionaries().filter((one) => one['/Type'] === '/Page')) {
      const content = anatomy.stream(page['/Contents'])?.toString('latin1') ?? ''
      const images = anatomy.dictionary(page, '/Resources', '/XObject')
      for (const [name, kind] of drawnIn(content)) {
        const jpeg = anatomy.stream(images[name])
        if (anatomy.dictionary(images[name])['/Filter'] !== '/DCTDecode' || !jpeg) continue
        const { channels } = await sharp(jpeg).stats()
        const mean = channels.map((one) => Math.round(one.mean / 8)).join()
        kinds.set(mean, kind)
      }
    }
    const at = (colour: readonly number[]) => colour.map((one) => Math.round(one / 8)).join()
    expect(kinds.get(at(colours.seal))).to.equal('/Artifact')
    expect(kinds.get(at(colours.photo))).to.equal('/Figure')
    expect(kinds.get(at(colours.plate))).to.equal('/Figure')
  })
})

/** The images a page draws, each with the kind of marked content it stands in. */
function drawnIn(content: string): [name: string, kind: string][] {
  const open: string[] = []
  const drawn: [string, string][] = []
  const operators = /(\/\w+)\s+(?:<<.*?>>|\/\w+)?\s*BDC|(\/\w+)\s+BMC|\bEMC\b|(\/\w+)\s+Do\b/gs
  for (const [all, marked, begun, image] of content.matchAll(operators)) {
    if (image) drawn.push([image, open.at(-1) ?? ''])
    else if (all === 'EMC') open.pop()
    else open.push(marked ?? begun ?? '')
  }
  return drawn
}
