/**
 * Verifies the records of a pack: each says what its entries give, the files it names are there,
 * and every certificate is a file the journal says was issued.
 */
import type { Ledger } from '../ledger.ts'
import { attachmentHash, packNames } from '../pack.ts'
import type { PackRecords } from '../pack.ts'
import type { RecordFile } from '../recordfile.ts'
import { reason, textOf } from './pack.ts'
import type { Opening } from './pack.ts'
import { movedByOthers, parsed, replayed, saysTheSame } from './record.ts'
import type { ReadEntry } from './record.ts'

export async function verifyPackRecords(
  opening: Opening,
  entries: ReadonlyMap<number, ReadEntry>,
): Promise<void> {
  const { reader, findings, verifying } = opening
  const text = (await textOf(reader, packNames.records)) ?? ''
  const records = (parsed(text) as PackRecords | undefined)?.records
  if (!Array.isArray(records)) {
    findings.failed('記録の一覧を読み取れません。', 'The list of records cannot be read.')
    return
  }
  const before = findings.failures
  for (const file of records) {
    const ledger = verifying.ledgers.find(({ name }) => name === file.ledger)
    if (ledger) verifyRecord(opening, file, ledger, entries)
    else {
      findings.failed(
        `台帳「${file.ledger}」を知りません。`,
        `The ledger “${file.ledger}” is not known.`,
      )
    }
  }
  if (findings.failures === before) {
    findings.proved(
      `${records.length} 件の記録は、すべて記入を再生した結果と一致します。`,
      `All ${records.length} records say exactly what replaying their entries gives.`,
    )
  }
  const shown = new Set(records.map(({ id }) => id))
  const own = [...entries.values()].filter(({ entry }) => shown.has(entry.record))
  verifyAttached(opening, own)
  verifyIssued(opening, entries)
}

function verifyRecord(
  { findings, manifest, verifying }: Opening,
  file: RecordFile,
  ledger: Ledger,
  entries: ReadonlyMap<number, ReadEntry>,
): void {
  try {
    const own = file.entries.map(({ seq }) => {
      const read = entries.get(seq)
      if (!read) throw new Error(`entry ${seq} does not verify`)
      return read
    })
    const { record, missing } = replayed(file, own, ledger, verifying.crypto.sha256)
    if (missing.length > 0) throw new Error(`revision ${missing.join(', ')} is missing`)
    if (record.customer !== manifest.customer.id) throw new Error('it is another customer’s')
    if (!saysTheSame(file, record, ledger)) throw new Error('it says something else than they do')
    if (movedByOthers(ledger)) {
      findings.unshown(
        `${file.number} の状態（ほかの台帳の記入によって変わるため）。`,
        `the state of ${file.number}, which entries of another ledger decide.`,
      )
    }
    if (record.erased.length > 0) {
      findings.unshown(
        `${file.number} の個人情報（法令に従って消去済み）。`,
        `personal values of ${file.number}, which were erased as the law asks.`,
      )
    }
  } catch (error) {
    findings.failed(
      `${file.number} の内容が記入と一致しません（${reason(error)}）。`,
      `${file.number} does not say what its entries do: ${reason(error)}.`,
    )
  }
}

/** Photos and other files are those the entries name, and none that should be here is missing. */
function verifyAttached({ reader, findings }: Opening, entries: readonly ReadEntry[]): void {
  const here = new Set(reader.names.flatMap((name) => attachmentHash(name) ?? []))
  const named = new Set<string>()
  let gone = 0
  let missing = 0
  for (const { entry, filed } of entries) {
    const erased = entry.commitments !== undefined && filed.personal === undefined
    const told = erased ? JSON.stringify(entry.payload) : undefined
    for (const { sha256 } of entry.files) {
      named.add(sha256)
      if (here.has(sha256)) continue
      // A file that only erased values named was erased with them.
      if (told !== undefined && !told.includes(sha256)) gone += 1
      else {
        missing += 1
        findings.failed(
          `${entry.seq} 番の添付 ${sha256.slice(0, 16)}… がありません。`,
          `The file ${sha256.slice(0, 16)}… of entry ${entry.seq} is missing.`,
        )
      }
    }
  }
  const strange = [...here].filter((hash) => !named.has(hash))
  for (const hash of strange) {
    findings.failed(
      `どの記入にもない添付 ${hash.slice(0, 16)}… が入っています。`,
      `The file ${hash.slice(0, 16)}… is named by no entry.`,
    )
  }
  if (missing + strange.length === 0 && here.size > 0) {
    findings.proved(
      `写真などの添付 ${here.size} 個は、記録された時のままです。`,
      `All ${here.size} photos and other files have the bytes the entries name.`,
    )
  }
  if (gone > 0) {
    findings.unshown(
      `消去済みの添付 ${gone} 個。`,
      `${gone} files that were erased as the law asks.`,
    )
  }
}

/** What was issued of a record is known to the journal by its hash. */
function verifyIssued(
  { manifest, findings }: Opening,
  entries: ReadonlyMap<number, ReadEntry>,
): void {
  const issued = new Set<string>()
  for (const { entry } of entries.values()) {
    for (const [hash] of JSON.stringify(entry.payload).matchAll(/\b[0-9a-f]{64}\b/g)) {
      issued.add(hash)
    }
  }
  const papers = manifest.files.filter(({ name }) => name.startsWith(packNames.papers))
  const others = papers.filter(({ sha256 }) => !issued.has(sha256))
  for (const { name } of others) {
    findings.failed(
      `「${name}」は、発行したものとしてジャーナルに記録されていません。`,
      `“${name}” is not a file the journal says was issued.`,
    )
  }
  if (others.length === 0 && papers.length > 0) {
    findings.proved(
      `証明書 ${papers.length} 通は、発行したファイルそのものです（ジャーナルのハッシュと一致）。`,
      `All ${papers.length} certificates are the very files that were issued, by their hash in the journal.`,
    )
  }
}
