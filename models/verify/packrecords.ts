/**
 * Verifies the records of a pack: each says what its entries give, the files it names are there,
 * and every certificate is a file the journal says was issued.
 */
import { actName } from '../ledger.ts'
import type { Ledger } from '../ledger.ts'
import { issuedPapers } from '../ledgers/papers.ts'
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
  verifyIssued(opening, records, entries)
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

/**
 * A certificate is a file the journal says was issued: of the record it is named after, in the
 * language it is named after, and of the revision the record is at.
 */
function verifyIssued(
  { manifest, findings }: Opening,
  records: readonly RecordFile[],
  entries: ReadonlyMap<number, ReadEntry>,
): void {
  const papers = manifest.files.filter(({ name }) => name.startsWith(packNames.papers))
  const issued = issuedIn(records, entries)
  const others = papers.filter(({ name, sha256 }) => issued.get(name)?.has(sha256) !== true)
  for (const { name } of others) {
    findings.failed(
      `「${name}」は、その記録の現在の版として発行したファイルではありません（ジャーナルに記録がありません）。`,
      `“${name}” is not a file the journal says was issued of that record as it stands.`,
    )
  }
  if (others.length === 0 && papers.length > 0) {
    findings.proved(
      `証明書 ${papers.length} 通は、発行したファイルそのものです（ジャーナルのハッシュと一致）。`,
      `All ${papers.length} certificates are the very files that were issued, by their hash in the journal.`,
    )
  }
}

/** Hashes of what was issued, by the name it has in a pack. */
function issuedIn(
  records: readonly RecordFile[],
  entries: ReadonlyMap<number, ReadEntry>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const issued = new Map<string, Set<string>>()
  for (const { id, ledger, number, facts, entries: own } of records) {
    for (const { name, issues } of issuedPapers(ledger)) {
      for (const { seq } of own) {
        const entry = entries.get(seq)?.entry
        if (entry?.record !== id || entry.act !== actName({ name: ledger }, issues.act)) continue
        const told = entry.payload['issued'] as Issued | undefined
        if (!told || told.revision !== (facts[issues.revision] ?? 1)) continue
        const file = `${packNames.papers}${number}-${name}-${told.language}.pdf`
        issued.set(file, (issued.get(file) ?? new Set()).add(told.sha256))
      }
    }
  }
  return issued
}

interface Issued {
  readonly revision: number
  readonly language: string
  readonly sha256: string
}
