/** Invented discs: lots of blanks taken in, some asked for, written, kept, lost and shredded. */
import { dayOf, daysLater, later } from './calendar.ts'
import { items, movement } from './movements.ts'
import type { Shown } from './person.ts'
import type { Story } from './timeline.ts'
import type { Town } from './town.ts'

interface Lot {
  readonly kind: string
  readonly product: string
  readonly label: string
  readonly quantity: number
}

const lots: readonly Lot[] = [
  { kind: 'cdr', product: '白銀 CD-R 700', label: 'CD', quantity: 30 },
  { kind: 'dvdr', product: '白銀 DVD-R 16X', label: 'DVD', quantity: 20 },
]

const contents = [
  'ネットワーク設定の控え',
  '復旧手順書一式',
  '監視装置のファームウェア',
  '訓練用の試験データ',
]

/** How far a disc goes; the rest of a lot stays blank. */
export type DiscEnding =
  'requested' | 'issued' | 'written' | 'stored' | 'checked' | 'out' | 'back' | 'destroyed' | 'lost'

export const discEndings: readonly DiscEnding[] = [
  'back',
  'destroyed',
  'stored',
  'checked',
  'destroyed',
  'out',
  'lost',
  'written',
  'issued',
  'requested',
]

/**
 * The lots of a house with what becomes of some of their discs.
 *
 * @param begin hands a disc's story to the timeline
 */
export async function* lotsOf(
  town: Town,
  from: Date,
  until: Date,
  begin: (story: Story) => Promise<void>,
): Story {
  const now = yield from
  const taken: Shown[] = []
  for (const lot of lots) taken.push(...(await intake(town, lot, now)))
  const span = until.getTime() - from.getTime()
  for (const [at, ending] of discEndings.entries()) {
    const disc = taken[at]
    const begins = new Date(from.getTime() + (span * (at + 1)) / (discEndings.length + 2))
    if (disc) await begin(discStory(town, disc.id, begins, ending))
  }
  const rest = taken.slice(discEndings.length).map(({ id }) => ({ record: id }))
  const checkedAt = yield new Date(from.getTime() + span * 0.6)
  const check = { result: 'present', how: 'sight' }
  await town.people.kusuda.batch('discs', 'check', rest, { check }, { at: checkedAt })
}

async function intake(town: Town, lot: Lot, at: Date): Promise<Shown[]> {
  const { kind, product, label, quantity } = lot
  const shared = {
    kind,
    lot: { purchasedOn: dayOf(at), product, supplier: '青空事務機', quantity },
    cabinet: '施錠キャビネット A',
    keyHolder: 'ISO事務局',
  }
  const each = Array.from({ length: quantity }, (_, n) => ({
    fields: { labelNo: `${label}-${dayOf(at).slice(2, 7)}-${String(n + 1).padStart(3, '0')}` },
  }))
  return await town.people.hayami.batch('discs', 'intake', each, shared, { at })
}

/** One disc from the application on. */
async function* discStory(town: Town, id: string, from: Date, ending: DiscEnding): Story {
  const path = `discs/${id}`
  const { hayami, takahashi, yamazaki } = town.people
  let now = yield from
  const purpose = '設定情報の保管'
  await takahashi.act(path, 'request', { purpose }, { at: now })
  if (ending === 'requested') return
  now = yield later(now, 60)
  const receiptSignature = await hayami.signature(90, now)
  await hayami.act(path, 'issue', { receiptSignature }, { at: now })
  if (ending === 'issued') return
  now = yield later(now, 120)
  const written = { contents: town.chance.one(contents), confidential: false }
  await takahashi.act(path, 'write', written, { at: now })
  if (ending === 'written') return
  now = yield later(now, 30)
  await yamazaki.act(path, 'store', { cabinet: '施錠キャビネット B' }, { at: now })
  if (ending === 'stored') return
  yield* kept(town, id, ending, now)
}

async function* kept(town: Town, id: string, ending: DiscEnding, storedAt: Date): Story {
  const path = `discs/${id}`
  const { takahashi, yamazaki } = town.people
  let now = yield daysLater(storedAt, 2)
  if (ending === 'out' || ending === 'back') {
    const days = ending === 'out' ? 20 : 3
    const plan = { item: items.disc, from: now, days, disc: id } as const
    yield* movement(town, { ...plan, ending: ending === 'out' ? 'out' : 'closed' })
    return
  }
  if (ending === 'lost') {
    await takahashi.act(path, 'reportLoss', { loss: '棚卸で所定の場所に見当たらない' }, { at: now })
    return
  }
  const check = { result: 'present', how: 'scan', readable: true }
  await yamazaki.act(path, 'check', { check }, { at: now })
  if (ending === 'checked') return
  now = yield daysLater(now, 4)
  const fields = {
    destruction: 'shred',
    operator: yamazaki.id,
    witness: takahashi.id,
    photos: [{ photo: await yamazaki.photo(31, 'shredded.png'), note: '裁断後' }],
  }
  await yamazaki.act(path, 'destroy', fields, { at: now })
}
