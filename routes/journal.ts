/** The journal and what anyone may check of it: checkpoint, tiles, entries and proofs. */
import { toBase64 } from '../models/bytes.ts'
import { readsJournal } from '../models/roles.ts'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import { words } from '../models/words.ts'
import { presentingTo } from '../server/house.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { bytesOf } from '../server/journal/leaf.ts'
import { viewsOf } from '../server/ledger/history.ts'
import { labelsOf } from '../server/ledger/present.ts'
import { everyRecord } from '../server/ledger/reads.ts'

const plain = { 'Content-Type': 'text/plain; charset=utf-8' }

export function journalRoutes(house: House): Route[] {
  return [
    {
      method: 'get',
      path: '/log/checkpoint',
      says: words('署名されたチェックポイント', 'The signed checkpoint'),
      open: true,
      handle: async () =>
        new Answer(200, await house.evidence.checkpoint(), {
          ...plain,
          'Cache-Control': 'no-store',
        }),
    },
    {
      method: 'get',
      path: '/log/vkey',
      says: words('ジャーナルの公開鍵', 'The public key of the journal'),
      open: true,
      handle: () => Promise.resolve(new Answer(200, `${house.signer.vkey}\n`, plain)),
    },
    {
      method: 'get',
      path: '/log/consistency/:from/:to',
      says: words('二つの大きさの間の整合性証明', 'A consistency proof between two sizes'),
      open: true,
      handle: (call) => Promise.resolve(consistency(house, call)),
    },
    {
      method: 'get',
      path: '/log/*tile',
      says: words('タイル（C2SP tlog-tiles）', 'Tiles (C2SP tlog-tiles)'),
      open: true,
      handle: (call) => tile(house, call),
    },
    {
      method: 'get',
      path: '/api/v1/journal',
      says: words('ジャーナルを読む', 'Read the journal'),
      handle: (call) => page(house, call),
    },
    {
      method: 'get',
      path: '/api/v1/journal/:seq/proof',
      says: words('一件の証明（.tlog-proof）', 'The proof of one entry (.tlog-proof)'),
      handle: (call) => proof(house, call),
    },
    {
      method: 'get',
      path: '/api/v1/journal/:seq/leaf',
      says: words('一件の記録された原文', 'The stored bytes of one entry'),
      handle: (call) => leaf(house, call),
    },
  ]
}

/** One base64 hash a line, as RFC 6962 §2.1.2 orders them. */
function consistency(house: House, { params }: Call): Answer {
  const hashes = house.evidence.consistency(Number(params['from']), Number(params['to']))
  return new Answer(200, hashes.map((hash) => `${toBase64(hash)}\n`).join(''), plain)
}

async function tile(house: House, { actor, params }: Call): Promise<Answer> {
  const path = ([] as string[]).concat(params['tile'] ?? []).join('/')
  const bytes = await house.evidence.tile(path, readsJournal(actor))
  const partial = path.includes('.p/')
  const privately = path.startsWith('tile/entries/')
  return new Answer(200, bytes, {
    'Content-Type': 'application/octet-stream',
    'Cache-Control': privately
      ? 'private, no-store'
      : partial
        ? 'public, max-age=60'
        : 'public, max-age=31536000, immutable',
  })
}

async function page(house: House, { actor, query }: Call) {
  if (!readsJournal(actor)) throw new Problem('not-allowed')
  const limit = wholeNumber(query['limit'] ?? limits.pageRowsDefault, 1, limits.journalPageMax)
  const { size } = house.log
  const from = wholeNumber(query['from'] ?? Math.max(0, size - limit), 0)
  const stored = await house.log.read(from, limit)
  const entries = await viewsOf(await presentingTo(house, actor), stored)
  // Entries with a body tell what people said of themselves, so reading them is noted too.
  const personal = new Set(stored.flatMap((one) => (one.body === undefined ? [] : one.ledger)))
  for (const ledger of house.ledgers.filter(({ name }) => personal.has(name))) {
    await house.reads.read(ledger, everyRecord, actor, { journal: true })
  }
  const ids = entries.flatMap((entry) => [entry.actor, entry.record])
  return { size, entries, linked: await labelsOf(house, ids) }
}

/** @param call its query may say `size`, that of an older checkpoint which was stamped */
async function proof(house: House, { actor, params, query }: Call): Promise<Answer> {
  if (!readsJournal(actor)) throw new Problem('not-allowed')
  const seq = Number(params['seq'])
  const over = query['size'] === undefined ? undefined : wholeNumber(query['size'], 1)
  return new Answer(200, await house.evidence.proof(seq, over), {
    ...plain,
    'Content-Disposition': `attachment; filename="entry-${seq}.tlog-proof"`,
  })
}

/** The exact bytes a proof is about, which are the UTF-8 of RFC 8785 JSON. */
async function leaf(house: House, { actor, params }: Call): Promise<Answer> {
  if (!readsJournal(actor)) throw new Problem('not-allowed')
  const seq = wholeNumber(params['seq'], 0)
  const [stored] = await house.log.read(seq, 1)
  if (stored?._id !== seq) throw new Problem('unknown-record')
  return new Answer(200, bytesOf(stored.leaf), plain)
}

function wholeNumber(value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const number = Number(value)
  if (Number.isInteger(number) && number >= min && number <= max) return number
  throw new Problem('unknown-query', { name: String(value) })
}
