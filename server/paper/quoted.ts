/**
 * The text somebody agreed to, word for word: a later edition has replaced it in its record, but
 * the journal still holds the act that published it, and the hash says which one it was.
 */
import { toHex, utf8 } from '../../models/bytes.ts'
import type { Facts } from '../../models/record.ts'
import { sha256 } from '../../models/sha256.ts'
import type { StoredEntry } from '../../models/stored/entries.ts'
import { readLeaf } from '../journal/leaf.ts'
import type { House } from '../house.ts'

/**
 * @param agreed a group of the link `text`, the `language` and the `sha256` of what was shown
 * @throws Error when the journal holds no text of that hash
 */
export async function agreedText(house: House, agreed: unknown): Promise<string | undefined> {
  if (typeof agreed !== 'object' || agreed === null) return undefined
  const { text: record, language, sha256: hash } = agreed as Facts
  const stored = await house.database.entries
    .find({ record: String(record), revision: { $exists: true } })
    .sort({ _id: 1 })
    .lean<StoredEntry[]>()
  for (const { leaf } of stored) {
    const shown = readLeaf(leaf).payload[String(language)]
    if (typeof shown === 'string' && toHex(sha256(utf8(shown))) === hash) return shown
  }
  throw new Error(`the journal holds no text of ${String(record)} with the hash ${String(hash)}`)
}
