/**
 * What the evidence tests share: the eight leaves every RFC 6962 implementation is tested with,
 * the two SHA-256 implementations, and how a fault is asked for by its code.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fromHex } from '../../models/bytes.ts'
import { Fault } from '../../models/fault.ts'
import type { FaultCode } from '../../models/fault.ts'
import { leafHash, Tree } from '../../models/merkle.ts'
import { sha256 } from '../../server/journal/crypto.ts'

/** The leaves of the public test vectors, by index. */
export const standardLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(fromHex)

/** A tree of the given leaves, hashed by the platform. */
export function treeOf(leaves: readonly Uint8Array[]): Tree {
  const tree = new Tree(sha256)
  for (const leaf of leaves) tree.append(leafHash(leaf, sha256))
  return tree
}

/** The code of the fault an action ends with; anything else fails the test. */
export async function faultOf(action: () => unknown): Promise<FaultCode> {
  try {
    await action()
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
  throw new Error('no fault was found')
}

/** A path beside the project, where material lies that is not part of it. */
export function besideProject(path: string): string {
  return fileURLToPath(new URL(`../../../../shared/${path}`, import.meta.url))
}

/** A text file, or undefined when it is not there. */
export function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
