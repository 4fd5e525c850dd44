/**
 * Asks the house whether it issued a file with this hash, where the page is served by the house
 * itself. What it answers is proved like everything else: an entry and its place in the journal.
 */
import { fromBase64, fromUtf8, toHex } from '../../models/bytes.ts'
import { parseVerifierKey } from '../../models/key.ts'
import type { Entry } from '../../models/record.ts'
import type { RecordFile } from '../../models/recordfile.ts'
import { parseProof, verifyProof } from '../../models/proof.ts'
import type { Findings } from '../../models/verify/findings.ts'
import type { Verifying } from '../../models/verify/trust.ts'
import { fill } from '../../models/words.ts'
import { verifying as wording } from './wording.ts'

/** Whether the page came from a house rather than from a disk. */
export const isServed = location.protocol.startsWith('http')

interface Issued {
  readonly leaf: string
  readonly proof: string
  readonly superseded: boolean
}

/** Adds what the house says of a file's hash to the findings. */
export async function askIssuer(
  file: RecordFile,
  hash: Uint8Array,
  { crypto, vkey }: Verifying,
  findings: Findings,
): Promise<void> {
  if (!isServed) return
  const sha256 = toHex(hash)
  const response = await fetch(`/log/issued/${file.id}/${sha256}`).catch(() => undefined)
  if (response?.status === 404) {
    const { ja, en } = wording.notIssued
    return findings.failed(ja, en)
  }
  try {
    if (!response?.ok) throw new Error('there was no answer')
    const { leaf, proof, superseded } = (await response.json()) as Issued
    const bytes = fromBase64(leaf)
    const key = parseVerifierKey(vkey ?? file.vkey ?? '', crypto.sha256)
    await verifyProof(proof, bytes, { logs: [key] }, crypto)
    const entry = JSON.parse(fromUtf8(bytes)) as Entry
    const issued = entry.payload['issued'] as { sha256?: unknown; revision?: unknown } | undefined
    const right =
      entry.record === file.id && entry.seq === parseProof(proof).index && issued?.sha256 === sha256
    if (!right) throw new Error('the entry is about another file')
    const { seq, at } = entry
    const says = fill(wording.asked, { seq, at, revision: Number(issued?.revision) })
    findings.proved(says.ja, says.en)
    if (superseded) findings.unshown(wording.superseded.ja, wording.superseded.en)
  } catch {
    findings.unshown(wording.notAsked.ja, wording.notAsked.en)
  }
}
