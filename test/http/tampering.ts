/**
 * Every way somebody might alter a pack, for the command and for the page to be held against: each
 * must be seen, and where the manifest was made to fit it must be seen by what it breaks, too.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { signCheckpoint } from '../../models/checkpoint.ts'
import { parseSignerKey } from '../../models/key.ts'
import { attachmentHash, packNames } from '../../models/pack.ts'
import type { Manifest } from '../../models/pack.ts'
import { formatProof, parseProof } from '../../models/proof.ts'
import { crypto } from '../../server/journal/crypto.ts'
import type { TestHouse } from '../house.ts'
import { picture } from '../pictures.ts'
import { manifestIn, put, recordsIn, textIn } from './packing.ts'
import type { Files } from './packing.ts'

/** A checkpoint of a size that is signed with a house's own key over another journal. */
export function forkedAt(size: number, house: TestHouse): string {
  const file = path.join(house.dataDir, 'keys', 'journal-key')
  const key = parseSignerKey(readFileSync(file, 'utf8').trim(), crypto)
  return signCheckpoint({ size, root: new Uint8Array(32).fill(9) }, key, crypto.ed25519)
}

/** Alters the files of a pack of a house. */
export type Change = (files: Files, house: TestHouse) => void | Promise<void>

export interface Tampering {
  readonly what: string
  readonly change: Change
  /** What shows it besides the manifest. */
  readonly shows?: RegExp
}

const photoIn = (files: Files) => [...files.keys()].find(attachmentHash) ?? ''
const under = (files: Files, folder: string) =>
  [...files.keys()].find((name) => name.startsWith(folder)) ?? ''
const manifest = (files: Files, change: (one: Manifest) => Manifest) =>
  put(files, packNames.manifest, change(manifestIn(files)))

export const tamperings: readonly Tampering[] = [
  {
    what: 'a byte of a record',
    change: (files) => {
      const text = textIn(files, packNames.records)
      put(files, packNames.records, text.replace('"serial": "', '"serial": "X'))
    },
    shows: /does not say what its entries do/,
  },
  {
    what: 'a leaf of an entry',
    change: (files) => {
      const json = recordsIn(files)
      const [entry] = json.records[0]?.entries ?? []
      const text = Buffer.from(entry?.leaf ?? '', 'base64').toString()
      const leaf = Buffer.from(text.replace('"actor":"', '"actor":"0')).toString('base64')
      Object.assign(entry ?? {}, { leaf })
      put(files, packNames.records, json)
    },
    shows: /Entry \d+ does not verify/,
  },
  {
    what: 'a removed record',
    change: (files) => {
      const { format, records: all } = recordsIn(files)
      const [gone, ...rest] = all
      for (const { seq } of gone?.entries ?? []) files.delete(`proofs/${seq}.tlog-proof`)
      for (const name of files.keys()) if (name.includes(gone?.number ?? '?')) files.delete(name)
      put(files, packNames.records, { format, records: rest })
    },
    shows: /customer's entries .+ are missing/,
  },
  {
    what: 'a removed last entry',
    change: (files) => {
      const { format, records: all } = recordsIn(files)
      const cut = all.map((one) => ({ ...one, entries: one.entries.slice(0, -1) }))
      put(files, packNames.records, { format, records: cut })
    },
    shows: /customer's entries .+ are missing/,
  },
  {
    what: 'a swapped photo',
    change: (files) => void files.set(photoIn(files), new Uint8Array(picture(0x9000))),
    shows: /is not what its name says/,
  },
  {
    what: 'a missing photo',
    change: (files) => void files.delete(photoIn(files)),
    shows: /The file .+ of entry \d+ is missing/,
  },
  {
    what: 'a certificate with another byte',
    change: (files) => {
      const name = under(files, packNames.papers)
      const pdf = files.get(name)?.slice() ?? new Uint8Array()
      pdf[pdf.length >> 1] = (pdf[pdf.length >> 1] ?? 0) ^ 1
      files.set(name, pdf)
    },
    shows: /is not a file the journal says was issued/,
  },
  {
    what: 'the certificate of another medium',
    change: (files) => {
      const [one = '', other = ''] = [...files.keys()].filter((name) =>
        name.startsWith(packNames.papers),
      )
      files.set(one, files.get(other) ?? new Uint8Array())
    },
    shows: /is not a file the journal says was issued/,
  },
  { what: 'a file that does not belong', change: (files) => put(files, 'note.txt', '追記') },
  {
    what: 'a missing proof',
    change: (files) => void files.delete(under(files, packNames.proofs)),
    shows: /there is no proof of it/,
  },
  {
    what: 'a truncated journal',
    change: async (files, house) => {
      const { database } = house.running.house
      const older = await database.checkpoints.findOne().sort({ _id: 1 }).lean()
      put(files, packNames.checkpoint, older?.note ?? '')
    },
    shows: /the proof leads to another checkpoint/,
  },
  {
    what: 'another customer’s name',
    change: (files) =>
      manifest(files, (one) => ({ ...one, customer: { ...one.customer, name: '別院' } })),
  },
  {
    what: 'a seal in another journal',
    change: (files) => {
      const proof = parseProof(textIn(files, packNames.sealProof))
      const extra = proof.extra?.slice() ?? new Uint8Array(32)
      extra[0] = (extra[0] ?? 0) ^ 1
      put(files, packNames.sealProof, formatProof({ ...proof, extra }))
    },
    shows: /sealed in another journal/,
  },
  { what: 'a missing seal', change: (files) => void files.delete(packNames.seal) },
  {
    what: 'a shorter run',
    change: (files) => manifest(files, (one) => ({ ...one, run: { first: 1, last: 1 } })),
  },
]
