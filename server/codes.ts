/**
 * Codes people read aloud and type: how one is made, and the one form of however it was typed.
 * What they open is decided where they are kept, which is always by a hash.
 */
import { randomInt } from 'node:crypto'
import { folded } from '../models/fields.ts'

/** Letters and digits nobody takes for one another. */
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

/** A random code of so many characters, an even number, with a dash in the middle. */
export function newCode(characters: number): string {
  const letters = Array.from({ length: characters }, () => alphabet[randomInt(alphabet.length)])
  const half = characters / 2
  return `${letters.slice(0, half).join('')}-${letters.slice(half).join('')}`
}

/** A code however it was typed: full-width, in lower case, with or without a dash. */
export function plainCode(typed: string): string {
  return folded(typed)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}
