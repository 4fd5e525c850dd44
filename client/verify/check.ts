/**
 * Verifies dropped files with the same code the command line uses. Ed25519 comes with the page,
 * because the browsers of those who receive packs may be older than the standard's arrival there.
 */
import { hashes, verify } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { parseVerifierKey } from '../../models/key.ts'
import { ledgers } from '../../models/ledgers.ts'
import { issuedPapers } from '../../models/ledgers/papers.ts'
import { packNames } from '../../models/pack.ts'
import type { Manifest, PackRecords } from '../../models/pack.ts'
import { parseProof } from '../../models/proof.ts'
import { sha256 } from '../../models/sha256.ts'
import type { PackReader } from '../../models/verify/archive.ts'
import type { Findings } from '../../models/verify/findings.ts'
import { textOf, verifyPack } from '../../models/verify/pack.ts'
import type { Earlier } from '../../models/verify/pack.ts'
import { recordIn, verifyEntryProof, verifyPaper } from '../../models/verify/paper.ts'
import { embeddedFiles } from '../../models/verify/pdf.ts'
import { parsed } from '../../models/verify/record.ts'
import type { Verifying } from '../../models/verify/trust.ts'
import type { Words } from '../../models/words.ts'
import { words } from '../../models/words.ts'
import { toldApart, whyOf } from './dropped.ts'
import type { Broken, Dropped, DroppedLeaf, DroppedPack } from './dropped.ts'
import { askIssuer } from './issuer.ts'
import { verifying as wording } from './wording.ts'

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

/** What somebody gives besides the files to be verified. */
export interface Given {
  readonly vkey: string
  /** Keys of witnesses, one a line. */
  readonly witnesses: string
  /** PEM files of the roots of time-stamping authorities. */
  readonly roots: readonly File[]
}

/** What a verification believes in on this page. @throws Fault malformed-key */
function verifyingWith({ vkey, witnesses }: Given, { roots, stamps }: Dropped): Verifying {
  const lines = witnesses.split('\n').filter((line) => line.trim() !== '')
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
    roots,
    witnesses: lines.map((line) => parseVerifierKey(line.trim(), sha256)),
    stamps: stamps.map(({ bytes }) => bytes),
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
  given: Given,
  telling: (name: string) => void,
): Promise<(Checked | Broken)[]> {
  const dropped = await toldApart([...files, ...given.roots], telling)
  const { packs, papers, proofs, leaves, stamps } = dropped
  let verifying: Verifying
  try {
    verifying = verifyingWith(given, dropped)
  } catch {
    const { ja, en } = wording.witnesses
    return [{ name: `${ja} / ${en}`, why: wording.noKey }]
  }
  const results: (Checked | Broken)[] = [...dropped.broken]
  const add = async (name: string, check: () => Promise<Omit<Checked, 'name'>>) => {
    telling(name)
    try {
      results.push({ name, ...(await check()) })
    } catch (error) {
      results.push({ name, why: whyOf(error) })
    }
  }
  for (const { name, bytes } of papers) await add(name, () => checkPaper(bytes, verifying))
  const used = new Set<DroppedLeaf>()
  for (const { name, text } of proofs) {
    const leaf = leafOf(text, dropped)
    if (leaf) used.add(leaf)
    await add(name, async () => ({
      findings: await verifyEntryProof(text, leaf?.bytes, verifying),
    }))
  }
  packs.sort((one, other) => (one.own.manifest.at < other.own.manifest.at ? 1 : -1))
  for (const [at, pack] of packs.entries()) {
    await add(pack.name, () => checkPack(pack, before(pack.own, packs.slice(at + 1)), verifying))
  }
  for (const leaf of leaves) {
    if (!used.has(leaf)) results.push({ name: leaf.name, why: wording.entryAlone })
  }
  if (packs.length > 0) return results
  return [...results, ...stamps.map(({ name }) => ({ name, why: wording.stampAlone }))]
}

/** The entry a proof is of; where there is one of each, whoever dropped them says that it is. */
function leafOf(text: string, { proofs, leaves }: Dropped): DroppedLeaf | undefined {
  if (proofs.length === 1 && leaves.length === 1) return leaves[0]
  try {
    const { index } = parseProof(text)
    return leaves.find(({ seq }) => seq === index)
  } catch {
    // What is wrong with the proof is found when it is verified.
    return undefined
  }
}

async function checkPack(
  { reader, own }: DroppedPack,
  earlier: Earlier | undefined,
  verifying: Verifying,
): Promise<Omit<Checked, 'name'>> {
  const findings = await verifyPack(reader, verifying, earlier)
  return { findings, manifest: own.manifest, records: await shownOf(reader) }
}

/** Of older packs the one another follows, or else the latest of the same customer. */
function before(
  { manifest: { customer, earlier } }: Earlier,
  older: readonly DroppedPack[],
): Earlier | undefined {
  const same = older.filter(({ own }) => own.manifest.customer.id === customer.id)
  const named = same.find(({ own }) => own.manifest.number === earlier?.number)
  return (named ?? same[0])?.own
}

async function checkPaper(bytes: Uint8Array, verifying: Verifying): Promise<Omit<Checked, 'name'>> {
  const embedded = await embeddedFiles(bytes)
  const findings = await verifyPaper(embedded, verifying)
  const record = recordIn(embedded)
  // Only what is given out under a number is known to the house by its hash.
  if (issuedPapers(record.ledger).length > 0) {
    await askIssuer(record, await digest(bytes), verifying, findings)
  }
  return { findings }
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
