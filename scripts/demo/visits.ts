/** Invented visits: who comes, what for, and how it ends. */
import { pledgeHash } from '../../models/ledgers.ts'
import { clockOn, later } from './calendar.ts'
import type { Person, Shown } from './person.ts'
import type { CustomerKey } from './registers.ts'
import type { Story } from './timeline.ts'
import type { Place, Town } from './town.ts'

interface Visitor {
  readonly name: string
  readonly furigana: string
  readonly company: string
  readonly contact: string
  readonly reason: string
  readonly purpose: string
  /** What is done at a rack, for those who work at one. */
  readonly work?: string
  readonly customer?: CustomerKey
  readonly belongings?: readonly Readonly<Record<string, unknown>>[]
  readonly hazards?: readonly Readonly<Record<string, unknown>>[]
}

const laptop = { item: '保守用ノートPC', kind: 'tool', quantity: 1 }
const toolbox = { item: '工具箱', kind: 'tool', quantity: 1 }

export const visitors: readonly Visitor[] = [
  {
    name: '渡邊 剛',
    furigana: 'ワタナベ ツヨシ',
    company: '北辰ネットワーク工事',
    contact: '050-5555-0101',
    reason: 'work',
    purpose: 'スイッチ交換と配線整理',
    work: 'アクセススイッチの交換',
    belongings: [laptop, toolbox],
  },
  {
    name: '佐伯 真理子',
    furigana: 'サエキ マリコ',
    company: '青嵐ハードウェア保守',
    contact: '050-5555-0102',
    reason: 'fault',
    purpose: 'ストレージ筐体のディスク障害対応',
    work: 'ディスクの交換と再構築の確認',
    belongings: [laptop, { item: '交換用HDD', kind: 'media', quantity: 2, serial: 'QX7-44120' }],
  },
  {
    name: '吉岡 大地',
    furigana: 'ヨシオカ ダイチ',
    company: '吉岡空調設備',
    contact: '050-5555-0103',
    reason: 'construction',
    purpose: '空調機フィルター清掃とドレン点検',
    belongings: [toolbox],
    hazards: [{ kind: 'liquid', what: '洗浄水 10L', protection: '防水シートで床と機器を養生' }],
  },
  {
    name: '神﨑 翼',
    furigana: 'カンザキ ツバサ',
    company: '雷鳥電設',
    contact: '050-5555-0104',
    reason: 'construction',
    purpose: '非常用発電機の月次点検',
    belongings: [toolbox],
    hazards: [{ kind: 'flammable', what: '軽油 20L', protection: '屋外で給油、消火器を配置' }],
  },
  {
    name: '小野寺 静',
    furigana: 'オノデラ シズカ',
    company: '白樺台総合病院',
    contact: '050-5555-0105',
    reason: 'audit',
    purpose: '委託先の安全管理措置の確認',
    customer: 'shirakaba',
  },
  {
    name: 'マリア・シュタイナー',
    furigana: 'マリア シュタイナー',
    company: 'アルペン認証',
    contact: '050-5555-0106',
    reason: 'audit',
    purpose: 'ISMS 維持審査',
  },
  {
    name: '梶 亜由美',
    furigana: 'カジ アユミ',
    company: '港南リハビリテーション病院',
    contact: '050-5555-0107',
    reason: 'meeting',
    purpose: '画像データ移行の打合せと現地確認',
    customer: 'minato',
  },
  {
    name: '伊集院 光彦',
    furigana: 'イジュウイン ミツヒコ',
    company: '青嵐ハードウェア保守',
    contact: '050-5555-0108',
    reason: 'work',
    purpose: 'サーバーのメモリ増設',
    work: 'メモリ増設と起動確認',
    belongings: [laptop, { item: 'メモリモジュール', kind: 'equipment', quantity: 8 }],
  },
  {
    name: '七海 渉',
    furigana: 'ナナミ ワタル',
    company: 'ななみ運送',
    contact: '050-5555-0109',
    reason: 'delivery',
    purpose: 'ラック部材の搬入',
  },
]

/** How a visit ends. */
export type VisitEnding = 'leaves' | 'stays' | 'cancelled' | 'refused' | 'noShow' | 'unseen'

export interface VisitPlan {
  readonly visitor: Visitor
  readonly place: Place
  /** When the visitor is expected. */
  readonly from: Date
  /** How long, in minutes. */
  readonly minutes: number
  readonly ending: VisitEnding
  /** How long beforehand it is planned, in minutes. */
  readonly ahead?: number
}

/** One visit from its appointment on. */
export async function* visit(town: Town, plan: VisitPlan): Story {
  const { visitor, place, from, minutes, ending } = plan
  let now = yield later(from, -(plan.ahead ?? 2 * 24 * 60))
  const escort = town.chance.one(town.staff)
  const { id } = await planned(town, escort, plan, now)
  if (ending === 'cancelled') {
    now = yield later(now, 180)
    const because = '先方の都合により延期'
    await escort.act(`visits/${id}`, 'cancel', {}, { at: now, because })
    return
  }
  if (ending === 'noShow') return
  now = yield from
  if (ending === 'refused') {
    const fields = { refusal: 'declined', refusalNote: '撮影禁止の条件に同意できないとのこと' }
    await town.people.uketsuke.act(`visits/${id}`, 'refuse', fields, { at: now })
    return
  }
  await pledge(town, id, visitor, now)
  now = yield later(now, 4)
  const badge = place.free.shift()
  if (badge === undefined) return
  const admission = { escort: escort.id, badge, identity: town.chance.one(identities) }
  await escort.act(`visits/${id}`, 'admit', admission, { at: now })
  const until = later(now, minutes)
  if (visitor.work !== undefined) yield* work(town, { id, escort, visitor, place, now, minutes })
  if (ending === 'stays') return
  now = yield until
  await leave(town, { id, escort, visitor, unseen: ending === 'unseen', at: now })
  place.free.push(badge)
}

const identities = ['employee', 'licence', 'acquainted']

async function planned(town: Town, escort: Person, plan: VisitPlan, at: Date): Promise<Shown> {
  const { visitor, place, from, minutes } = plan
  const until = later(from, minutes + 30)
  const late = place.closes !== undefined && until > clockOn(from, place.closes)
  const { name, furigana, company, contact, reason, purpose, belongings, hazards } = visitor
  const fields = {
    visitor: { name, furigana },
    company,
    contact,
    reason,
    purpose,
    site: place.site,
    areas: [{ area: place.area }],
    plannedFrom: from.toISOString(),
    plannedTo: until.toISOString(),
    ...(late && { hoursNote: '作業が立会可能時間を越える見込みのため' }),
    ...(visitor.work !== undefined && { racks: [{ rack: town.chance.one(place.racks) }] }),
    ...(visitor.customer && { customer: town.customers[visitor.customer] }),
    ...(belongings && { belongings }),
    ...(hazards && { hazards }),
  }
  // Outside the hours a visit is planned by the ISO office only.
  const applicant = late ? town.people.hayami : escort
  return await applicant.create('visits', 'plan', fields, { at })
}

async function pledge(town: Town, id: string, visitor: Visitor, at: Date): Promise<void> {
  const { uketsuke } = town.people
  const { facts, id: text } = town.pledge
  const language = visitor.company === 'アルペン認証' ? 'en' : 'ja'
  const promise = { text, version: facts['version'], language, sha256: pledgeHash(facts, language) }
  const signature = await uketsuke.signature(visitors.indexOf(visitor) + 1, at)
  await uketsuke.act(`visits/${id}`, 'pledge', { pledge: promise, signature }, { at })
}

interface Stay {
  readonly id: string
  readonly escort: Person
  readonly visitor: Visitor
  readonly place: Place
  readonly now: Date
  readonly minutes: number
}

/** Opens a rack, sometimes changes what is done, and closes the rack again. */
async function* work(town: Town, stay: Stay): Story {
  const { id, escort, visitor, place, minutes } = stay
  const rack = town.chance.one(place.racks)
  let now = yield later(stay.now, minutes * 0.1)
  await escort.act(`visits/${id}`, 'recordWork', { rack, work: visitor.work }, { at: now })
  if (town.chance.often(20)) {
    now = yield later(stay.now, minutes * 0.4)
    const fields = { change: '予備機も同じ手順で更新', changeApprover: town.people.hayami.id }
    await escort.act(`visits/${id}`, 'changeWork', fields, { at: now })
  }
  now = yield later(stay.now, minutes * 0.8)
  await escort.act(`visits/${id}`, 'recordWork', { rack }, { at: now })
}

interface Leaving {
  readonly id: string
  readonly escort: Person
  readonly visitor: Visitor
  readonly unseen: boolean
  readonly at: Date
}

async function leave(town: Town, { id, escort, visitor, unseen, at }: Leaving): Promise<void> {
  const matched = visitor.belongings ? { belongingsMatched: true } : {}
  const fields = { badgeReturned: true, ...matched }
  if (unseen) {
    const because = '退館時に端末が故障し、入館証は翌朝に返却ボックスで確認した'
    const said = { at, because, stated: true }
    await escort.act(`visits/${id}`, 'closeUnseen', fields, said)
  } else if (town.chance.often(8)) {
    const because = '通信障害のため紙に控え、後から入力'
    await escort.act(`visits/${id}`, 'leave', fields, { at, because, stated: true })
  } else {
    await escort.act(`visits/${id}`, 'leave', fields, { at })
  }
}
