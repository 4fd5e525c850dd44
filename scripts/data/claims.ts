/**
 * Reads a published reference and keeps its claims. Reading never stores anything, and storing
 * replaces what was imported before as a whole, so the claims are always those of one edition.
 */
import { readFile } from 'node:fs/promises'
import { parseReference } from '../../models/reference.ts'
import type { Reference } from '../../models/reference.ts'
import { findingWords } from '../../models/sheet.ts'
import type { Database } from '../../models/stored/database.ts'
import { Refused } from '../verify/refused.ts'

/** A reference is a few hundred lines; a file beyond this, in bytes, is something else. */
const fileBytesMax = 16 * 1024 * 1024

/**
 * Reads a reference from a file and says what was found in it.
 *
 * @param write receives one line at a time
 * @throws Refused when the file is no reference
 */
export async function readReference(
  file: string,
  write: (line: string) => void,
): Promise<Reference> {
  const reference = parseReference(await readText(file))
  const { title, edition, claims, findings } = reference
  if (claims.length === 0) throw new Refused(`${file} holds no item of a reference.`)
  write(`${title || file}${edition === undefined ? '' : ` (${edition})`}`)
  const inherited = claims.filter(({ inherits }) => inherits !== undefined).length
  write(`${claims.length} claims, ${inherited} of them 同上; ${findings.length} lines to look at`)
  for (const { line, seq, code } of findings) {
    const { ja, en } = findingWords[code]
    write(`  line ${line}${seq === undefined ? '' : ` (no. ${seq})`}: ${ja} / ${en}`)
  }
  return reference
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file)
  if (bytes.length > fileBytesMax) throw new Refused(`${file} is too large for a reference.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refused(`${file} is not UTF-8 text. Save it as UTF-8 and try again.`)
  }
}

/** Replaces the claims imported before. Repeating it changes nothing. */
export async function importReference(database: Database, reference: Reference): Promise<void> {
  const { collection } = database.claims
  const writes = reference.claims.map((claim) => ({
    replaceOne: { filter: { _id: claim.seq }, replacement: claim, upsert: true },
  }))
  // Old claims go last: whoever reads meanwhile finds every claim, of one edition or the other.
  await collection.bulkWrite(writes as never, { ordered: true })
  const kept = reference.claims.map(({ seq }) => seq)
  await database.claims.deleteMany({ _id: { $nin: kept } })
}
