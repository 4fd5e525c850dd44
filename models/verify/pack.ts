/**
 * Verifies a pack a customer received: the files against the manifest, the manifest against the
 * journal, every entry against the signed checkpoint, the customer's counter for gaps, the records
 * against their entries, and the journal against the one the last pack came from.
 */
import { fromUtf8, toHex } from '../bytes.ts'
import { afterManifest, attachmentHash, packFormat, packNames } from '../pack.ts'
import type { Manifest, PackEntries, PackRecords } from '../pack.ts'
import type { VerifierKey } from '../key.ts'
import { proofName } from '../recordfile.ts'
import type { PackReader } from './archive.ts'
import { limitsOfProof, verifyEarlier, verifyRun } from './continuity.ts'
import { Findings, Unreadable } from './findings.ts'
import { verifyPackRecords } from './packrecords.ts'
import { parsed, readEntry } from './record.ts'
import type { ReadEntry } from './record.ts'
import { verifySeal } from './seal.ts'
import { verifyStamp } from './stamp.ts'
import { believedKey, Under } from './trust.ts'
import type { Verifying } from './trust.ts'
import { tellWitnesses } from './witnesses.ts'

/** A pack being verified. */
export interface Opening {
  readonly reader: PackReader
  readonly manifest: Manifest
  readonly findings: Findings
  readonly verifying: Verifying
  readonly key: VerifierKey
}

/** What is kept of a pack for verifying the one that comes after it. */
export interface Earlier {
  readonly manifest: Manifest
  readonly checkpoint: string
}

/**
 * Verifies a pack.
 *
 * @param earlier the pack the same customer received before, when it is at hand
 * @throws Unreadable when it is no pack at all
 */
export async function verifyPack(
  reader: PackReader,
  verifying: Verifying,
  earlier?: Earlier,
): Promise<Findings> {
  const findings = new Findings()
  const { manifest, bytes } = await readManifest(reader)
  const key = keyOf(manifest, verifying, findings)
  const opening: Opening = { reader, manifest, findings, verifying, key }
  await verifyFiles(opening)
  const under = await openUnder(opening, packNames.checkpoint)
  await verifySeal(opening, bytes, under)
  if (under) {
    const entries = await verifyEntries(opening, under)
    verifyRun(opening, entries)
    await verifyPackRecords(opening, entries)
    await verifyEarlier(opening, under.checkpoint, earlier)
    await verifyStamp(opening)
  }
  limitsOfProof(opening)
  return findings
}

/** What a later pack of the same customer is held against. @throws Unreadable */
export async function earlierOf(reader: PackReader): Promise<Earlier> {
  const { manifest } = await readManifest(reader)
  const checkpoint = await textOf(reader, packNames.checkpoint)
  if (checkpoint === undefined) {
    throw new Unreadable(
      '前回のパックにチェックポイントがありません。',
      'The earlier pack has no checkpoint.',
    )
  }
  return { manifest, checkpoint }
}

/** Whether an archive says that it is a pack. */
export function isPack(reader: PackReader): boolean {
  return reader.names.includes(packNames.manifest)
}

async function readManifest(
  reader: PackReader,
): Promise<{ manifest: Manifest; bytes: Uint8Array }> {
  const bytes = await reader.read(packNames.manifest).catch(() => undefined)
  const manifest = bytes && (parsed(textFrom(bytes) ?? '') as Partial<Manifest> | undefined)
  const whole =
    manifest?.format === packFormat &&
    typeof manifest.vkey === 'string' &&
    Array.isArray(manifest.files) &&
    typeof manifest.customer?.id === 'string'
  if (!bytes || !whole) {
    throw new Unreadable(
      'パックとして読み取れません。',
      'It is no pack, or its manifest cannot be read.',
    )
  }
  return { manifest: manifest as Manifest, bytes }
}

function keyOf(manifest: Manifest, verifying: Verifying, findings: Findings): VerifierKey {
  try {
    return believedKey(manifest.vkey, verifying, findings)
  } catch {
    throw new Unreadable('公開鍵を読み取れません。', 'The public key cannot be read.')
  }
}

function textFrom(bytes: Uint8Array): string | undefined {
  try {
    return fromUtf8(bytes)
  } catch {
    return undefined
  }
}

/** A file as text; undefined when it is not there or is no text. */
export async function textOf(reader: PackReader, name: string): Promise<string | undefined> {
  const bytes = await reader.read(name).catch(() => undefined)
  return bytes && textFrom(bytes)
}

/** Every file is the one the manifest names, and there is no other. */
async function verifyFiles({ reader, manifest, findings, verifying }: Opening): Promise<void> {
  const before = findings.failures
  const named = new Map(manifest.files.map((file) => [file.name, file]))
  for (const name of reader.names) {
    if (named.has(name) || afterManifest.includes(name)) continue
    findings.failed(
      `目録にないファイル「${name}」が入っています。`,
      `“${name}” is not in the manifest.`,
    )
  }
  for (const { name, size, sha256 } of manifest.files) {
    const bytes = await reader.read(name).catch(() => undefined)
    if (!bytes) {
      findings.failed(`「${name}」がありません。`, `“${name}” is missing.`)
    } else if (bytes.length !== size || toHex(await verifying.digest(bytes)) !== sha256) {
      findings.failed(`「${name}」の内容が変わっています。`, `“${name}” was altered.`)
    } else {
      const promised = attachmentHash(name)
      if (promised !== undefined && promised !== sha256) {
        findings.failed(
          `「${name}」は名前の示す添付ではありません。`,
          `“${name}” is not what its name says.`,
        )
      }
    }
  }
  if (findings.failures > before) return
  findings.proved(
    `目録にある ${manifest.files.length} 個のファイルは、すべて目録どおりです。`,
    `All ${manifest.files.length} files are as the manifest names them, and there are no others.`,
  )
}

async function openUnder(opening: Opening, name: string): Promise<Under | undefined> {
  const { reader, findings, key, verifying } = opening
  const note = await textOf(reader, name)
  try {
    if (note === undefined) throw new Error('there is none')
    const under = await Under.open(note, key, verifying.crypto, verifying.witnesses)
    const { size } = under.checkpoint
    findings.proved(
      `チェックポイント（${size} 件）の署名は ${key.name}+${key.id} のものです。`,
      `The checkpoint over ${size} entries is signed by ${key.name}+${key.id}.`,
    )
    tellWitnesses(note, under.witnesses, key, verifying, findings)
    return under
  } catch (error) {
    findings.failed(
      `チェックポイントを確認できません（${reason(error)}）。`,
      `The checkpoint does not verify: ${reason(error)}.`,
    )
    return undefined
  }
}

/** An error in the words it came with. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Every entry in the pack is in the journal. */
async function verifyEntries(opening: Opening, under: Under): Promise<Map<number, ReadEntry>> {
  const { reader, findings } = opening
  const before = findings.failures
  const records = parsed((await textOf(reader, packNames.records)) ?? '') as PackRecords | undefined
  const others = parsed((await textOf(reader, packNames.entries)) ?? '') as PackEntries | undefined
  const filed = [
    ...(records?.records ?? []).flatMap(({ entries }) => entries),
    ...(others?.entries ?? []),
  ]
  const entries = new Map<number, ReadEntry>()
  for (const one of filed) {
    try {
      const read = readEntry(one)
      const proof = await textOf(reader, `${packNames.proofs}${proofName(one.seq)}`)
      const fault = under.fault(proof, one.seq, read.leaf)
      if (fault !== undefined) throw new Error(fault)
      entries.set(one.seq, read)
    } catch (error) {
      findings.failed(
        `${one.seq} 番の記入を確認できません（${reason(error)}）。`,
        `Entry ${one.seq} does not verify: ${reason(error)}.`,
      )
    }
  }
  if (findings.failures === before) {
    findings.proved(
      `${entries.size} 件の記入は、すべて署名されたジャーナルの中にあります。`,
      `All ${entries.size} entries are in the signed journal.`,
    )
  }
  return entries
}
