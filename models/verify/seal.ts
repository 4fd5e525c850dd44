/**
 * The entry that seals a pack: made last, it names the manifest by its hash, so that one proof
 * vouches for every byte, and it stands in the very journal the rest of the pack came from.
 */
import { fromUtf8, toHex } from '../bytes.ts'
import { continues } from '../checkpoint.ts'
import { hashBytes } from '../hash.ts'
import { packNames } from '../pack.ts'
import { parseProof } from '../proof.ts'
import { reason, textOf } from './pack.ts'
import type { Opening } from './pack.ts'
import { parsed } from './record.ts'
import type { ReadEntry } from './record.ts'
import { Under } from './trust.ts'

/**
 * An entry of the journal, later than all others here, names the manifest by its hash.
 *
 * @param bytes the manifest's
 * @param under the pack's own checkpoint, where it verified
 */
export async function verifySeal(
  opening: Opening,
  bytes: Uint8Array,
  under: Under | undefined,
): Promise<void> {
  const { reader, manifest, findings, verifying, key } = opening
  const leaf = await reader.read(packNames.seal).catch(() => undefined)
  const proof = await textOf(reader, packNames.sealProof)
  try {
    if (!leaf || proof === undefined) throw new Error('the entry or its proof is missing')
    const note = proof.slice(proof.indexOf('\n\n') + 2)
    const over = await Under.open(note, key, verifying.crypto)
    const entry = parsed(fromUtf8(leaf)) as ReadEntry['entry']
    const fault = over.fault(proof, entry.seq, leaf)
    if (fault !== undefined) throw new Error(fault)
    if (under) verifySameJournal(opening, under, over, parseProof(proof).extra)
    const hash = toHex(await verifying.digest(bytes))
    if (entry.record !== manifest.id || entry.payload['manifest'] !== hash) {
      throw new Error('the entry names another manifest')
    }
    findings.proved(
      `目録は、ジャーナルの ${entry.seq} 番（${entry.at}）に記録されています。`,
      `The manifest is recorded in the journal, as entry ${entry.seq} of ${entry.at}.`,
    )
  } catch (error) {
    findings.failed(
      `目録がジャーナルに記録されたものと一致しません（${reason(error)}）。`,
      `The manifest is not the one recorded in the journal: ${reason(error)}.`,
    )
  }
}

/** @throws Error when the journal of the seal does not continue the pack's own checkpoint */
function verifySameJournal(
  { findings, verifying }: Opening,
  under: Under,
  over: Under,
  extra: Uint8Array | undefined,
): void {
  const [older, newer] = [under.checkpoint, over.checkpoint]
  if (older.size > newer.size) throw new Error('it was sealed before it was made')
  if (!extra) {
    // Packs of before say nothing about it.
    findings.unshown(
      '目録を記録したジャーナルが、このパックのチェックポイントから続いていること。',
      'that the journal the manifest is recorded in continues the checkpoint of this pack.',
    )
  } else if (!continues(older, newer, hashesIn(extra), verifying.crypto.sha256)) {
    throw new Error('it was sealed in another journal than the entries are in')
  }
}

/** The hashes of a consistency proof, put one after another. @throws Error */
function hashesIn(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length % hashBytes !== 0) throw new Error('the proof beside the seal is malformed')
  return Array.from({ length: bytes.length / hashBytes }, (_, at) =>
    bytes.slice(at * hashBytes, (at + 1) * hashBytes),
  )
}
