/**
 * The house verifies a pack as its customer will, before it keeps it: what nobody could prove
 * genuine must not leave the house, and is better found out here than at a hospital.
 */
import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { openArchive } from '../../models/verify/archive.ts'
import { verifyPack } from '../../models/verify/pack.ts'
import type { House } from '../house.ts'
import { crypto } from '../journal/crypto.ts'

/** @throws Error naming what does not verify */
export async function verifyMade({ ledgers, signer }: House, file: string): Promise<void> {
  const reader = await openArchive(await openAsBlob(file))
  const { list, verdict } = await verifyPack(reader, {
    ledgers,
    crypto,
    digest: (bytes) => Promise.resolve(new Uint8Array(createHash('sha256').update(bytes).digest())),
    vkey: signer.vkey,
  })
  if (verdict === 'genuine') return
  const wrong = list.filter(({ kind }) => kind === 'failed').map(({ says }) => says.en)
  throw new Error(`the pack that was made does not verify: ${wrong.join(' ')}`)
}
