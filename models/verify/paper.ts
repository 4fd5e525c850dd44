/**
 * Verifies a paper that left the house by what is embedded in it: the record and the proofs of its
 * entries. What the page itself says is compared by whoever reads it, or, where the journal can be
 * asked, by the hash of the whole file.
 */
import { fromUtf8 } from '../bytes.ts'
import { openCheckpoint } from '../checkpoint.ts'
import type { VerifierKey } from '../key.ts'
import { proofName } from '../recordfile.ts'
import type { RecordFile } from '../recordfile.ts'
import { parseProof } from '../proof.ts'
import { Findings, Unreadable } from './findings.ts'
import { reason } from './pack.ts'
import { parseRecordFile, readEntry, replayed, saysTheSame } from './record.ts'
import type { ReadEntry } from './record.ts'
import { believedKey, Under } from './trust.ts'
import type { Verifying } from './trust.ts'
import { tellWitnesses } from './witnesses.ts'

/** Verifies a paper from the files embedded in it. @throws Unreadable when it holds no record */
export async function verifyPaper(
  embedded: ReadonlyMap<string, Uint8Array>,
  verifying: Verifying,
): Promise<Findings> {
  const file = recordIn(embedded)
  const findings = new Findings()
  const key = keyOf(file, verifying, findings)
  const proofs = new Map<number, string>()
  for (const { seq } of file.entries) {
    const bytes = embedded.get(`${file.number}-${proofName(seq)}`)
    if (bytes) proofs.set(seq, fromUtf8(bytes))
  }
  try {
    const [first] = proofs.values()
    if (first === undefined) throw new Error('there is no proof in it')
    const { checkpoint: note } = parseProof(first)
    const under = await Under.open(note, key, verifying.crypto)
    const { size } = under.checkpoint
    findings.proved(
      `チェックポイント（${size} 件）の署名は ${key.name}+${key.id} のものです。`,
      `The checkpoint over ${size} entries is signed by ${key.name}+${key.id}.`,
    )
    const entries = file.entries.map((one) => {
      const read = readEntry(one)
      const fault = under.fault(proofs.get(one.seq), one.seq, read.leaf)
      if (fault !== undefined) throw new Error(`entry ${one.seq}: ${fault}`)
      return read
    })
    findings.proved(
      `${file.number} の記入 ${entries.length} 件は、署名されたジャーナルの中にあります。`,
      `All ${entries.length} entries of ${file.number} are in the signed journal.`,
    )
    heldAgainst(file, entries, verifying, findings)
  } catch (error) {
    findings.failed(
      `埋め込まれた記録を確認できません（${reason(error)}）。`,
      `The embedded record does not verify: ${reason(error)}.`,
    )
  }
  findings.unshown(
    '印字されている文面。正本は埋め込まれた記録です。ファイル全体のハッシュは、発行者の確認ページかパックで確かめられます。',
    'that the printed page says the same: the embedded record is authoritative. The hash of the whole file is verified on the issuer’s page or by a pack.',
  )
  return findings
}

function keyOf(file: RecordFile, verifying: Verifying, findings: Findings): VerifierKey {
  const told = file.vkey ?? verifying.vkey
  if (told === undefined) {
    throw new Unreadable('公開鍵が必要です（--vkey）。', 'The public key is needed (--vkey).')
  }
  return believedKey(told, verifying, findings)
}

/** Verifies a proof with the entry it is of. @throws Unreadable without a key */
export async function verifyEntryProof(
  text: string,
  leaf: Uint8Array | undefined,
  verifying: Verifying,
): Promise<Findings> {
  if (verifying.vkey === undefined) {
    throw new Unreadable(
      '証明だけを確かめるには、公開鍵が必要です（--vkey）。',
      'A proof alone needs the public key it was signed with (--vkey).',
    )
  }
  const findings = new Findings()
  const key = believedKey(verifying.vkey, verifying, findings)
  try {
    const { index, checkpoint: note } = parseProof(text)
    const trust = { logs: [key], witnesses: verifying.witnesses ?? [] }
    const { checkpoint, witnesses } = await openCheckpoint(note, trust, verifying.crypto.verify)
    findings.proved(
      `チェックポイント（${checkpoint.size} 件）の署名は ${key.name}+${key.id} のものです。`,
      `The checkpoint over ${checkpoint.size} entries is signed by ${key.name}+${key.id}.`,
    )
    tellWitnesses(note, witnesses, key, verifying, findings)
    if (!leaf) {
      findings.unshown(
        `どの記入の証明か。記入の原文（--leaf）があれば確かめられます。`,
        `which entry it is of: give its stored bytes, too (--leaf).`,
      )
      return findings
    }
    const under = await Under.open(note, key, verifying.crypto)
    const fault = under.fault(text, index, leaf)
    if (fault !== undefined) throw new Error(fault)
    findings.proved(
      `${index} 番の記入は、署名されたジャーナルの中にあります。`,
      `Entry ${index} is in the signed journal.`,
    )
  } catch (error) {
    findings.failed(
      `証明を確認できません（${reason(error)}）。`,
      `It does not verify: ${reason(error)}.`,
    )
  }
  return findings
}

/** The record among embedded files. @throws Unreadable */
export function recordIn(embedded: ReadonlyMap<string, Uint8Array>): RecordFile {
  const json = [...embedded].find(([name]) => name.endsWith('.json'))
  if (!json) {
    throw new Unreadable(
      'このPDFには記録が埋め込まれていません。',
      'No record is embedded in this PDF.',
    )
  }
  return parseRecordFile(fromUtf8(json[1]))
}

function heldAgainst(
  file: RecordFile,
  entries: readonly ReadEntry[],
  { ledgers, crypto }: Verifying,
  findings: Findings,
): void {
  const ledger = ledgers.find(({ name }) => name === file.ledger)
  if (!ledger) throw new Error(`the ledger ${file.ledger} is not known`)
  const { record, missing } = replayed(file, entries, ledger, crypto.sha256)
  if (missing.length > 0) throw new Error(`revision ${missing.join(', ')} is missing`)
  if (!saysTheSame(file, record, ledger)) {
    throw new Error('the record says something else than its entries do')
  }
  findings.proved(
    `${file.number} の記録は、記入を再生した結果と一致します。`,
    `The record ${file.number} says exactly what replaying its entries gives.`,
  )
  findings.unshown(
    `この書面の後（版 ${record.revision} より後）に記入されたこと。`,
    `what was entered about it after this paper, beyond revision ${record.revision}.`,
  )
}
