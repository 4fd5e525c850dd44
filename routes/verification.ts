/**
 * Where whoever holds a certificate or a pack verifies it: the page that lies in every pack, and
 * the one question that page cannot answer from a file alone, whether the house issued it.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { toBase64 } from '../models/bytes.ts'
import { actName } from '../models/ledger.ts'
import { papers } from '../models/ledgers/papers.ts'
import { packNames } from '../models/pack.ts'
import { Problem } from '../models/problems.ts'
import { words } from '../models/words.ts'
import { readRecord } from '../models/stored/records.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { bytesOf, readLeaf } from '../server/journal/leaf.ts'

const page = path.resolve(import.meta.dirname, '../page', packNames.verifier)

export function verificationRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: '/verify',
      says: words('証明書とパックの確認ページ', 'The page that verifies certificates and packs'),
      open: true,
      handle: served,
    },
    {
      method: 'get',
      path: '/log/issued/:record/:sha256',
      says: words(
        'あるファイルが発行されたことの証明',
        'The proof that a file was issued, by its record and hash',
      ),
      open: true,
      throttled: true,
      handle: (call) => issued(house, call),
    },
  ]
}

/** The page as it lies in packs, except that it may ask this house. */
async function served(): Promise<Answer> {
  const text = await readFile(page, 'utf8').catch(() => undefined)
  const policy = text && /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(text)?.[1]
  if (!text || !policy) throw new Problem('unknown-route')
  const asking = policy.replace("connect-src 'none'", "connect-src 'self'")
  return new Answer(200, text.replace(policy, asking), {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `${asking}; frame-ancestors 'none'`,
    'Cache-Control': 'no-cache',
  })
}

/** The acts by which papers are issued. */
const issuing = papers.flatMap(({ ledger, paper }) =>
  paper.issues ? [{ act: actName({ name: ledger }, paper.issues.act), issues: paper.issues }] : [],
)

async function issued(house: House, { params }: Call): Promise<object> {
  const { record: id = '', sha256 = '' } = params
  const stored = await house.database.entries
    .find({ record: id, act: { $in: issuing.map(({ act }) => act) } })
    .sort({ _id: 1 })
    .lean()
  const found = stored.find(({ leaf }) => issueIn(readLeaf(leaf).payload)?.sha256 === sha256)
  const record = found && (await readRecord(house.database.records, id))
  if (!found || !record) throw new Problem('unknown-record')
  const { revision } = issueIn(readLeaf(found.leaf).payload) ?? {}
  const own = issuing.find(({ act }) => act === found.act)
  return {
    leaf: toBase64(bytesOf(found.leaf)),
    proof: await house.evidence.proof(found._id),
    superseded: own !== undefined && record.facts[own.issues.revision] !== revision,
  }
}

function issueIn(payload: Readonly<Record<string, unknown>>) {
  return payload['issued'] as { readonly sha256: string; readonly revision: number } | undefined
}
