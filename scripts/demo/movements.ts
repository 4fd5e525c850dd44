/** Invented movements: what leaves the house, how it is looked after, and how it comes back. */
import { dayOf, daysLater, later } from './calendar.ts'
import type { Person } from './person.ts'
import type { CustomerKey } from './registers.ts'
import type { Story } from './timeline.ts'
import type { Town } from './town.ts'

type Fields = Readonly<Record<string, unknown>>

interface Item {
  readonly category: 'equipment' | 'hdd' | 'optical' | 'shuttle' | 'document'
  readonly name: string
  readonly reason: string
  readonly destination: string
  readonly information: string
  readonly customer?: CustomerKey
}

export const items = {
  shuttle: {
    category: 'shuttle',
    name: 'シャトル便ディスク 8TB',
    reason: '初回フルバックアップの搬送',
    destination: '白樺台総合病院',
    information: '電子カルテの初回バックアップ（暗号化済み）',
    customer: 'shirakaba',
  },
  image: {
    category: 'shuttle',
    name: 'シャトル便ディスク 16TB',
    reason: '医用画像の移行データの受け渡し',
    destination: '港南リハビリテーション病院',
    information: '医用画像の移行データ（暗号化済み）',
    customer: 'minato',
  },
  laptop: {
    category: 'equipment',
    name: '保守用ノートPC',
    reason: '北館の機器設定のため',
    destination: '北館バックアップセンター',
    information: '設定手順書、個人情報なし',
  },
  tester: {
    category: 'equipment',
    name: 'ネットワーク測定器',
    reason: 'メーカー校正',
    destination: '雷鳥電設 校正センター',
    information: 'なし',
  },
  papers: {
    category: 'document',
    name: '定期報告書 綴り',
    reason: 'お客様への定例報告',
    destination: '朝霧内科クリニック',
    information: '月次の運用報告。個人情報なし',
    customer: 'asagiri',
  },
  disc: {
    category: 'optical',
    name: '設定記録 CD-R',
    reason: '復旧訓練で使用',
    destination: '北館バックアップセンター',
    information: 'ネットワーク設定、機密情報なし',
  },
} as const satisfies Record<string, Item>

/** How far a movement goes. */
export type MovementEnding =
  | 'requested'
  | 'rejected'
  | 'cancelled'
  | 'approved'
  | 'out'
  | 'unchecked'
  | 'overdue'
  | 'returned'
  | 'closed'
  | 'lost'
  | 'found'

export interface MovementPlan {
  readonly item: Item
  /** When the application is made. */
  readonly from: Date
  /** How many days it is to be out. */
  readonly days: number
  readonly ending: MovementEnding
  /** The disc that leaves, for numbered discs. */
  readonly disc?: string
}

const checkEveryDays = 25

/** One movement from its application on. */
export async function* movement(town: Town, plan: MovementPlan): Story {
  const { item, from, ending } = plan
  let now = yield from
  const applicant = town.chance.one(town.staff)
  const office = town.people.hayami
  const { id } = await applicant.create('movements', 'request', asked(town, plan, now), { at: now })
  const path = `movements/${id}`
  if (ending === 'requested') return
  now = yield later(now, 150)
  if (ending === 'rejected') {
    const because = '対象データの範囲が申請書から読み取れないため'
    await office.act(path, 'reject', {}, { at: now, because })
    return
  }
  if (ending === 'cancelled') {
    await applicant.act(path, 'cancel', {}, { at: now, because: '訪問日程が取り消されたため' })
    return
  }
  await office.act(path, 'approve', {}, { at: now })
  if (ending === 'approved') return
  now = yield later(daysLater(from, 1), 20)
  await applicant.act(path, 'carryOut', await carried(town, item, applicant, now), { at: now })
  if (ending === 'lost' || ending === 'found') yield* loss(town, path, plan, now)
  else yield* away(town, path, plan, now, applicant)
}

function asked(town: Town, { item, days, disc }: MovementPlan, now: Date): Fields {
  const serial = `${item.category.slice(0, 2)}${town.chance.digits(6)}`
  const managementNo = `KT-${String(town.next()).padStart(4, '0')}`
  const numbers = disc === undefined ? { serial, managementNo } : { disc }
  const customer = item.customer && town.customers[item.customer]
  return {
    direction: 'out',
    category: item.category,
    items: [{ name: item.name, quantity: 1, ...numbers }],
    reason: item.reason,
    destination: item.destination,
    plannedOut: daysLater(now, 1).toISOString(),
    dueBack: daysLater(now, 1 + days).toISOString(),
    information: item.information,
    personalData: item.category === 'shuttle',
    risk: item.category === 'shuttle' ? 'measured' : 'acceptable',
    measures: '紛失時はISO事務局へ直ちに連絡し、遠隔で鍵を無効化する',
    ...(customer !== undefined && { customer }),
  }
}

async function carried(town: Town, item: Item, by: Person, now: Date): Promise<Fields> {
  const carrierSignature = await by.signature(40 + town.staff.indexOf(by), now)
  if (item.category !== 'shuttle') {
    return { itemsChecked: true, carriage: 'person', carrierSignature }
  }
  return {
    itemsChecked: true,
    carriage: 'courier',
    courier: 'ななみ運送 追跡便',
    trackingNo: town.chance.digits(12),
    container: '施錠ケース・開封検知袋',
    sealNo: `S-${town.chance.digits(6)}`,
    encryption: { done: true, method: 'AES-256（XTS）' },
    erasure: { at: later(now, -240).toISOString(), how: '全面上書き 1回', by: by.id },
    carrierSignature,
    photos: [{ photo: await by.photo(3, 'seal.png'), note: '封印' }],
  }
}

/** The time away: checks on the way, and the return when there is one. */
async function* away(
  town: Town,
  path: string,
  { item, days, ending }: MovementPlan,
  leftAt: Date,
  keeper: Person,
): Story {
  const due = daysLater(leftAt, days)
  let now = leftAt
  const checks = ending === 'unchecked' ? 0 : Math.ceil(days / checkEveryDays) - 1
  for (let check = 1; check <= checks; check += 1) {
    now = yield daysLater(leftAt, check * checkEveryDays)
    const found = { result: 'present', how: town.chance.one(['scan', 'photo', 'statement']) }
    await keeper.act(path, 'check', { check: found }, { at: now })
  }
  if (ending === 'out' || ending === 'unchecked' || ending === 'overdue') return
  now = yield later(due, -town.chance.between(60, 600))
  const clerk = town.people.miura
  const returnSignature = await clerk.signature(60, now)
  const back = { itemsMatched: true, condition: '外観異常なし', sealIntact: true, returnSignature }
  await clerk.act(path, 'return', back, { at: now })
  if (ending === 'returned') return
  now = yield later(now, 200)
  const inspection = inspected(town, item, now)
  await town.people.kusuda.act(path, 'inspect', { inspection }, { at: now })
}

function inspected(town: Town, { category }: Item, now: Date): Fields {
  if (category === 'document' || category === 'optical') {
    return { scan: 'none', operation: 'none', tamper: 'passed' }
  }
  const definitions = dayOf(now)
  const scan = { scan: 'clean', tool: town.tools.scanner, definitions, isolated: true }
  return { ...scan, operation: 'passed', tamper: 'passed' }
}

/** Something goes missing, and may be found again. */
async function* loss(town: Town, path: string, { ending }: MovementPlan, leftAt: Date): Story {
  let now = yield daysLater(leftAt, 3)
  const lost = {
    noticedAt: later(now, -30).toISOString(),
    circumstances: '配送先で所在が確認できない',
  }
  await town.people.ogata.act(path, 'reportLoss', { loss: lost }, { at: now })
  if (ending === 'lost') return
  now = yield daysLater(now, 1)
  const found = { resolution: 'found', resolutionNote: '配送業者の営業所で封印されたまま発見' }
  await town.people.hayami.act(path, 'resolveLoss', found, { at: now, because: '現物を確認した' })
}
