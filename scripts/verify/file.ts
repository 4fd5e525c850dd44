/**
 * Verifies a file somebody received: a pack, a certificate or a proof. What it is, it is told by
 * its first bytes, not by its name; the findings are those the page in a pack gives, too.
 */
import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { ledgers } from '../../models/ledgers.ts'
import { openArchive } from '../../models/verify/archive.ts'
import { exitCodes, kinds, Unreadable, verdicts } from '../../models/verify/findings.ts'
import type { Findings } from '../../models/verify/findings.ts'
import { earlierOf, verifyPack } from '../../models/verify/pack.ts'
import { verifyEntryProof, verifyPaper } from '../../models/verify/paper.ts'
import { embeddedFiles } from '../../models/verify/pdf.ts'
import type { Verifying } from '../../models/verify/trust.ts'
import type { Language } from '../../models/words.ts'
import { sha256, verifyEd25519 } from './crypto.ts'
import type { Outsiders } from './times.ts'

/** What is given beside the file. */
export interface Beside {
  readonly vkey?: string | undefined
  /** The pack received before. */
  readonly earlier?: string | undefined
  /** The stored bytes of the entry a proof is of. */
  readonly leaf?: string | undefined
  /** The time-stamp of a pack that came after it. */
  readonly stamp?: string | undefined
  readonly language: Language
  readonly outsiders: Outsiders
}

/** Bytes a PDF may have. */
const pdfBytesMax = 256 * 1024 * 1024

/** Verifies a file and prints what came of it. @returns the exit code */
export async function verifyFile(
  file: string,
  beside: Beside,
  write: (line: string) => void,
): Promise<0 | 1 | 2> {
  const { language } = beside
  try {
    const findings = await findingsOf(file, beside)
    for (const { kind, says } of findings.list) {
      write(
        `${kinds[kind][language].padEnd(language === 'en' ? 9 : 3, language === 'en' ? ' ' : '　')} ${says[language]}`,
      )
    }
    write(verdicts[findings.verdict][language])
    return exitCodes[findings.verdict]
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    write(`${verdicts.unreadable[language]} ${error.says[language]}`)
    return exitCodes.unreadable
  }
}

async function findingsOf(file: string, beside: Beside): Promise<Findings> {
  const { vkey, earlier, leaf, stamp, outsiders } = beside
  const verifying: Verifying = {
    ledgers,
    crypto: { sha256, verify: verifyEd25519 },
    digest: (bytes) => Promise.resolve(new Uint8Array(createHash('sha256').update(bytes).digest())),
    vkey,
    ...outsiders,
    ...(stamp !== undefined && { stamps: [new Uint8Array(await readFile(stamp))] }),
  }
  const kind = await kindOf(file)
  if (kind === 'zip') {
    const before = earlier === undefined ? undefined : await earlierOf(await archiveAt(earlier))
    return await verifyPack(await archiveAt(file), verifying, before)
  }
  if (kind === 'pdf') {
    const bytes = new Uint8Array(await readFile(file))
    if (bytes.length > pdfBytesMax) throw new Unreadable('大きすぎます。', 'It is too large.')
    return await verifyPaper(await embeddedFiles(bytes), verifying)
  }
  const bytes = leaf === undefined ? undefined : new Uint8Array(await readFile(leaf))
  return await verifyEntryProof(await readFile(file, 'utf8'), bytes, verifying)
}

async function archiveAt(file: string) {
  return await openArchive(await openAsBlob(file))
}

async function kindOf(file: string): Promise<'zip' | 'pdf' | 'proof'> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    const head = buffer.subarray(0, bytesRead).toString('latin1')
    if (head.startsWith('PK')) return 'zip'
    if (head.startsWith('%PDF-')) return 'pdf'
    if (head.startsWith('c2sp.org/tlog-proof@')) return 'proof'
  } finally {
    await handle.close()
  }
  throw new Unreadable(
    'パック（ZIP）、証明書（PDF）、証明（.tlog-proof）のいずれでもありません。',
    'It is no pack (ZIP), no certificate (PDF) and no proof (.tlog-proof).',
  )
}
