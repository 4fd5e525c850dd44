/**
 * Verifies dropped files with the same code the command line uses. Ed25519 comes with the page,
 * because the browsers of those who receive packs may be older than the standard's arrival there.
 */
import { hashes, verify } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { fromUtf8 } from '../../models/bytes.ts'
import { ledgers } from '../../models/ledgers.ts'
import { issuedPapers } from '../../models/ledgers/papers.ts'
import { packNames } from '../../models/pack.ts'
import type { Manifest, PackRecords } from '../../models/pack.ts'
import { sha256 } from '../../models/sha256.ts'
import { openArchive } from '../../models/verify/archive.ts'
import type { PackReader } from '../../models/verify/archive.ts'
import { Unreadable } from '../../models/verify/findings.ts'
import type { Findings } from '../../models/verify/findings.ts'
import { earlierOf, isPack, textOf, verifyPack } from '../../models/verify/pack.ts'
import type { Earlier } from '../../models/verify/pack.ts'
import { recordIn, verifyEntryProof, verifyPaper } from '../../models/verify/paper.ts'
import { embeddedFiles } from '../../models/verify/pdf.ts'
import { parsed } from '../../models/verify/record.ts'
import type { Verifying } from '../../models/verify/trust.ts'
import type { Words } from '../../models/words.ts'
import { words } from '../../models/words.ts'
import { askIssuer } from './issuer.ts'

hashes.sha512 = sha512

/** One line of the table of a pack's records. */
export interface Shown {
  readonly number: string
  readonly what: string
  readonly state: Words
}

/** What came of one file. */
export interface Checked {
  readonly name: string
  readonly findings: Findings
  readonly manifest?: Manifest
  readonly records?: readonly Shown[]
}

/** A file that could not be read at all. */
export interface Broken {
  readonly name: string
  readonly why: Words
}

/** What a verification believes in on this page. */
export function verifyingWith(vkey: string): Verifying {
  return {
    ledgers,
    crypto: {
      sha256,
      verify: (key, message, signature) => {
        try {
          return verify(signature, message, key, { zip215: false })
        } catch {
          return false
        }
      },
    },
    digest,
    vkey: vkey.trim() === '' ? undefined : vkey,
  }
}

/** A browser's own digest, where the page is allowed to use it, is many times faster. */
async function digest(bytes: Uint8Array): Promise<Uint8Array> {
  const { subtle } = crypto as { subtle?: SubtleCrypto }
  if (!subtle) return sha256(bytes)
  return new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
}

/** Verifies files that were dropped together; the older of two packs is what the newer follows. */
export async function checkFiles(
  files: readonly File[],
  vkey: string,
  telling: (name: string) => void,
): Promise<(Checked | Broken)[]> {
  const verifying = verifyingWith(vkey)
  const results: (Checked | Broken)[] = []
  const packs: { readonly name: string; readonly reader: PackReader; readonly own: Earlier }[] = []
  for (const file of files) {
    telling(file.name)
    try {
      const start = new Uint8Array(await file.slice(0, 4).arrayBuffer())
      if (start[0] === 0x50 && start[1] === 0x4b) {
        const reader = await openArchive(file)
        if (!isPack(reader)) throw new Unreadable('パックではありません。', 'It is no pack.')
        packs.push({ name: file.name, reader, own: await earlierOf(reader) })
      } else results.push(await checkOne(file, verifying))
    } catch (error) {
      results.push({ name: file.name, why: whyOf(error) })
    }
  }
  packs.sort((one, other) => (one.own.manifest.at < other.own.manifest.at ? 1 : -1))
  for (const [at, { name, reader, own }] of packs.entries()) {
    telling(name)
    const before = packs
      .slice(at + 1)
      .find((one) => one.own.manifest.customer.id === own.manifest.customer.id)
    try {
      const findings = await verifyPack(reader, verifying, before?.own)
      results.push({
        name,
        findings,
        manifest: own.manifest,
        records: await shownOf(reader),
      })
    } catch (error) {
      results.push({ name, why: whyOf(error) })
    }
  }
  return results
}

function whyOf(error: unknown): Words {
  if (error instanceof Unreadable) return error.says
  const text = error instanceof Error ? error.message : String(error)
  return words(text, text)
}

async function checkOne(file: File, verifying: Verifying): Promise<Checked> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (fromLatin(bytes.subarray(0, 5)) !== '%PDF-') {
    return {
      name: file.name,
      findings: await verifyEntryProof(textIn(bytes), undefined, verifying),
    }
  }
  const embedded = await embeddedFiles(bytes)
  const findings = await verifyPaper(embedded, verifying)
  const record = recordIn(embedded)
  // Only what is given out under a number is known to the house by its hash.
  if (issuedPapers(record.ledger).length > 0) {
    await askIssuer(record, await digest(bytes), verifying, findings)
  }
  return { name: file.name, findings }
}

function fromLatin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

function textIn(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch {
    throw new Unreadable(
      '読み取れない種類のファイルです。',
      'It is a kind of file this page cannot read.',
    )
  }
}

async function shownOf(reader: PackReader): Promise<readonly Shown[]> {
  const text = (await textOf(reader, packNames.records)) ?? ''
  const records = (parsed(text) as PackRecords | undefined)?.records ?? []
  return records.map(({ number, ledger: name, state, facts }) => {
    const ledger = ledgers.find((one) => one.name === name)
    return {
      number,
      what: ledger?.title(facts) ?? '',
      state: ledger?.states[state] ?? words(state, state),
    }
  })
}
