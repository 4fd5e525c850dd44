/**
 * What a pack costs: media with photos, disposed of and certified, put together for a customer and
 * verified by the command's own code, beside hashing and storing the same bytes and nothing else.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream, openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { untyped } from '../../models/ledger.ts'
import { ledgers, packs } from '../../models/ledgers.ts'
import { readRecord, readRecords } from '../../models/stored/records.ts'
import { systemActor } from '../../models/roles.ts'
import { openArchive } from '../../models/verify/archive.ts'
import { verifyPack } from '../../models/verify/pack.ts'
import type { House } from '../../server/house.ts'
import { actAsSystem } from '../../server/ledger/act.ts'
import { orderOf } from '../../server/pack/gather.ts'
import { makePack } from '../../server/pack/make.ts'
import { fileOf } from '../../server/pack/packing.ts'
import { Press } from '../../server/paper/press.ts'
import { sha256, verifyEd25519 } from '../verify/crypto.ts'
import type { Section } from './figures.ts'
import { timed, watched } from './measure.ts'
import { customers, sites } from './known.ts'
import { certifiedMedium, employees } from './medium.ts'

/** How much is packed: media, and photos of each. */
export interface PackSizes {
  readonly media: number
  readonly photos: number
}

/** Pixels of a photo as a tablet takes one, about 300 kB as JPEG. */
const photoPixels = { width: 1600, height: 1200 }

export async function measurePacks(
  house: House,
  folder: string,
  sizes: PackSizes,
): Promise<Section> {
  const [customer] = await readRecords(house.database.records, { ledger: customers.name })
  const [site] = await readRecords(house.database.records, { ledger: sites.name })
  if (!customer || !site) throw new Error('the house is not furnished')
  const people = await employees(house)
  const photos = await photosOf(house, sizes.media * sizes.photos)
  for (let one = 0; one < sizes.media; one += 1) {
    const own = photos.slice(one * sizes.photos, (one + 1) * sizes.photos)
    await certifiedMedium(house, { customer: customer.id, site: site.id, people, photos: own })
  }
  const order = { customer: customer.id, from: '2000-01-01', to: '2099-12-31', language: 'ja' }
  const target = { ledger: untyped(packs), act: 'order' }
  const { record } = await actAsSystem(house, target, order, systemActor)
  const press = new Press()
  const making = await watched(() => makePack(house, press, orderOf(record), () => undefined))
  await press.close()
  const made = await readRecord(house.database.records, record.id)
  const kept = made && fileOf(made)
  if (!kept) throw new Error('there is no pack')
  const file = path.join(folder, 'pack.zip')
  await pipeline(house.database.files.open(kept.sha256), createWriteStream(file))
  const floor = await timed(() => alone(house, kept.size, folder))
  const verifying = await timed(() => verified(file))
  const mb = 1024 * 1024
  return {
    title: `A pack of ${sizes.media} media with ${sizes.photos} photos each`,
    figures: [
      {
        what: 'made, certificates issued first',
        value: making.ms,
        unit: 'ms',
        floor: { what: 'hashing and storing as many bytes', value: floor.ms },
      },
      { what: 'that is, a medium', value: making.ms / sizes.media, unit: 'ms' },
      { what: 'its file', value: kept.size / mb, unit: 'MB' },
      { what: 'heap and buffers at most above the start', value: making.mb, unit: 'MB' },
      {
        what: 'verified',
        value: verifying.ms,
        unit: 'ms',
        floor: { what: 'hashing and storing as many bytes', value: floor.ms },
      },
    ],
    notes: ['Photos of 1,600 × 1,200 pixels of noise, so that they pack as badly as real ones.'],
  }
}

async function photosOf(house: House, count: number) {
  const found = []
  for (let one = 0; one < count; one += 1) {
    const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
    const raw = await sharp({ create: { ...photoPixels, channels: 3, background: '#888', noise } })
      .jpeg({ quality: 60 })
      .toBuffer()
    const bytes = Buffer.concat([raw, randomBytes(8)])
    const hash = createHash('sha256').update(bytes).digest('hex')
    await house.database.files.store(hash, 'image/jpeg', () => Readable.from([bytes]))
    found.push({ sha256: hash, size: bytes.length, type: 'image/jpeg', name: `${one}.jpg` })
  }
  return found
}

/** The same bytes written, hashed and stored, and nothing else done with them. */
async function alone(house: House, size: number, folder: string): Promise<void> {
  const bytes = randomBytes(size)
  await writeFile(path.join(folder, 'floor'), bytes)
  const hash = createHash('sha256').update(bytes).digest('hex')
  await house.database.files.store(hash, 'application/zip', () => Readable.from(slices(bytes)))
}

function* slices(bytes: Buffer): Generator<Buffer> {
  const atOnce = 64 * 1024
  for (let from = 0; from < bytes.length; from += atOnce) yield bytes.subarray(from, from + atOnce)
}

async function verified(file: string): Promise<void> {
  const findings = await verifyPack(await openArchive(await openAsBlob(file)), {
    ledgers,
    crypto: { sha256, verify: verifyEd25519 },
    digest: (bytes) => Promise.resolve(new Uint8Array(createHash('sha256').update(bytes).digest())),
  })
  if (findings.verdict !== 'genuine') throw new Error('the pack does not verify')
}
