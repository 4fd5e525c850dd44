/**
 * Verifies a journal over HTTP. The checkpoint and hash tiles are public; with a token of someone
 * who reads the journal (DAICHO_TOKEN) the entries are verified too.
 */
import { Audit } from '../../models/audit.ts'
import { openCheckpoint } from '../../models/checkpoint.ts'
import { sameBytes } from '../../models/bytes.ts'
import type { VerifierKey } from '../../models/key.ts'
import { ledgers } from '../../models/ledgers.ts'
import { Tree, leafHash } from '../../models/merkle.ts'
import { parseEntryBundle, parseHashTile, tilePath, tileWidthMax } from '../../models/tile.ts'
import { sha256, verifyEd25519 } from './crypto.ts'
import type { Report } from './report.ts'
import { verifyStamps, verifyWitnesses } from './times.ts'
import type { Kept, Outsiders } from './times.ts'

/** Verifies the journal a server publishes. */
export async function verifyRemote(
  base: string,
  key: VerifierKey,
  token: string | undefined,
  report: Report,
  outsiders: Outsiders = { roots: [], witnesses: [] },
): Promise<void> {
  const note = Buffer.from(await fetched(base, 'log/checkpoint')).toString('utf8')
  const { checkpoint } = await openCheckpoint(note, { logs: [key] }, verifyEd25519)
  report.proved(`the checkpoint over ${checkpoint.size} entries is signed by ${key.name}+${key.id}`)
  const tree = new Tree(sha256)
  for (const [index, width] of tilesOf(checkpoint.size)) {
    const path = tilePath({ level: 0, index, width })
    for (const hash of parseHashTile(await fetched(base, `log/${path}`))) tree.append(hash)
  }
  const agrees = tree.size === checkpoint.size && sameBytes(tree.root(), checkpoint.root)
  report.check(agrees, 'the published hashes give the signed root')
  const kept = await keptAt(base)
  await verifyStamps(kept, outsiders, report)
  await verifyWitnesses(kept, key, outsiders, report)
  if (token === undefined) {
    return report.notProved('the entries themselves: no DAICHO_TOKEN of a journal reader was given')
  }
  const audit = new Audit(ledgers, sha256)
  for (const [index, width] of tilesOf(checkpoint.size)) {
    const path = tilePath({ level: 'entries', index, width })
    for (const leaf of parseEntryBundle(await fetched(base, `log/${path}`, token))) {
      const at = audit.tree.size
      const published = tree.hashAt(0, at)
      if (!sameBytes(leafHash(leaf, sha256), published)) audit.find(at, 'the leaf is another one')
      audit.take(leaf)
    }
  }
  report.check(audit.found === 0, `${audit.tree.size} entries in order, each as it was hashed`)
  for (const { seq, what } of audit.findings) report.failed(`entry ${seq}: ${what}`)
}

/** What the answer of `/log/times` tells besides times, which are in what is verified. */
interface Told {
  readonly stamp?: { readonly size: number }
  readonly witnesses: readonly { readonly vkey?: string; readonly size?: number; line?: string }[]
}

/** The last stamp and the last line of each witness, as the server publishes them. */
async function keptAt(base: string): Promise<Kept> {
  const text = Buffer.from(await fetched(base, 'log/times')).toString('utf8')
  const { stamp, witnesses } = JSON.parse(text) as Told
  return {
    async *stamps() {
      if (!stamp) return
      const { size } = stamp
      yield { size, reply: await fetched(base, `log/timestamp/${size}.tsr`) }
    },
    async *lines() {
      for (const { vkey = '', size, line } of witnesses) {
        // Of a witness that is not asked any more only the name is published.
        const key = vkey.split('+').slice(0, 2).join('+')
        if (key !== '' && size !== undefined && line !== undefined) yield { size, key, line }
      }
    },
    noteOf: async (size) =>
      Buffer.from(await fetched(base, `log/checkpoint/${size}`)).toString('utf8'),
  }
}

function* tilesOf(size: number): Generator<[index: number, width: number]> {
  for (let index = 0; index * tileWidthMax < size; index += 1) {
    yield [index, Math.min(tileWidthMax, size - index * tileWidthMax)]
  }
}

/** Bytes of a path under the server's address. @throws Error naming what did not answer */
export async function fetched(base: string, path: string, token?: string): Promise<Uint8Array> {
  const url = new URL(path, base.endsWith('/') ? base : `${base}/`)
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(url, { headers })
  if (!response.ok) throw new Error(`${url.href} answered ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
