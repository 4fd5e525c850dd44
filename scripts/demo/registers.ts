/**
 * Whom and what the invented house knows before its first day: people with accounts, customers,
 * a second site, badges and tools. Every name is invented; some carry the variant characters that
 * real Japanese names have, because those must work everywhere.
 */
import type { Role } from '../../models/roles.ts'

interface DemoAccount {
  readonly name: string
  readonly furigana: string
  readonly roles: readonly Role[]
  /** The customer, by key, an account of the role `customer` belongs to. */
  readonly customer?: keyof typeof customers
}

/** The first account, an administrator who is also auditor. */
export const administrator = { user: 'amano', name: '天野 理恵', furigana: 'アマノ リエ' }

export const people = {
  hayami: { name: '速水 千尋', furigana: 'ハヤミ チヒロ', roles: ['iso'] },
  kusuda: { name: '楠田 誠', furigana: 'クスダ マコト', roles: ['iso', 'staff'] },
  ogata: { name: '緒方 健', furigana: 'オガタ ケン', roles: ['staff'] },
  takahashi: { name: '髙橋 美咲', furigana: 'タカハシ ミサキ', roles: ['staff'] },
  yamazaki: { name: '山﨑 悠斗', furigana: 'ヤマザキ ユウト', roles: ['staff'] },
  miura: { name: '三浦 さくら', furigana: 'ミウラ サクラ', roles: ['staff'] },
  nagai: { name: '永井 律子', furigana: 'ナガイ リツコ', roles: ['auditor'] },
  uketsuke: { name: '受付端末 1号機', furigana: 'ウケツケタンマツ', roles: ['kiosk'] },
  shirakaba: {
    name: '森下 薫',
    furigana: 'モリシタ カオル',
    roles: ['customer'],
    customer: 'shirakaba',
  },
} as const satisfies Record<string, DemoAccount>

export const customers = {
  shirakaba: {
    name: '白樺台総合病院',
    furigana: 'シラカバダイソウゴウビョウイン',
    contractNo: 'K-2101',
    system: '電子カルテ遠隔バックアップ',
    address: '長野県白樺台市緑町1-2-3',
    contact: { name: '森下 薫', furigana: 'モリシタ カオル' },
    contactDetails: 'joho@shirakabadai-hp.example',
  },
  asagiri: {
    name: '朝霧内科クリニック',
    furigana: 'アサギリナイカクリニック',
    contractNo: 'K-2107',
    system: 'レセプト・検査データバックアップ',
    address: '静岡県朝霧市本町4-5',
    contact: { name: '渡邉 修', furigana: 'ワタナベ オサム' },
    contactDetails: 'watanabe@asagiri-cl.example',
  },
  minato: {
    name: '港南リハビリテーション病院',
    furigana: 'コウナンリハビリテーションビョウイン',
    contractNo: 'K-2115',
    system: '医用画像（PACS）長期保管',
    address: '神奈川県港南町6-7-8',
    contact: { name: '齋藤 久美子', furigana: 'サイトウ クミコ' },
    contactDetails: 'system@konan-reha.example',
  },
  hinata: {
    name: 'ひなたこどもクリニック',
    furigana: 'ヒナタコドモクリニック',
    contractNo: 'K-2122',
    system: '電子カルテ遠隔バックアップ',
    address: '埼玉県日向市中央9-1',
    contact: { name: '辻󠄀 亮', furigana: 'ツジ リョウ' },
    contactDetails: 'info@hinata-kodomo.example',
  },
}

/** What the software could not know at first start: whose house it is, and where. */
export const company = {
  company: '蒼天データセンター株式会社',
  companyEn: 'Soten Datacenter K.K.',
  address: '東京都青空区本町1-1',
  addressEn: '1-1 Honcho, Aozora-ku, Tokyo',
}

export const mainSite = {
  name: '本社データセンター',
  nameEn: 'Head office datacenter',
  address: '東京都青空区本町1-1',
  areas: [{ area: 'サーバー室' }, { area: 'オペレーションルーム' }, { area: '搬入口' }],
}

export const northSite = {
  name: '北館バックアップセンター',
  nameEn: 'North backup center',
  address: '北海道青空市工業団地12',
  timeZone: 'Asia/Tokyo',
  areas: [{ area: '保管室' }, { area: '作業室' }],
  escortHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:30', to: '19:00' }],
}

/** Badges by number with the colour of their strap; those of the north site begin with N. */
export const badges: readonly (readonly [no: string, strap: string])[] = [
  ...Array.from({ length: 10 }, (_, n) => [`V-${n + 1}`, 'yellow'] as const),
  ['W-1', 'red'],
  ['W-2', 'red'],
  ...Array.from({ length: 4 }, (_, n) => [`N-${n + 1}`, 'green'] as const),
]

export const tools = {
  eraser: {
    name: '白紙ワイパー',
    kind: 'eraser',
    maker: '白紙ソフトウェア',
    version: '7.2.1',
  },
  degausser: {
    name: '磁消 MG-300',
    kind: 'degausser',
    maker: '磁消機器',
    model: 'MG-300',
    serial: 'MG300-00417',
    version: 'FW 2.4',
  },
  shredder: {
    name: '砕丸 S-6',
    kind: 'shredder',
    maker: '砕丸製作所',
    model: 'S-6',
    serial: 'S6-20188',
    version: '2型',
    particleMm: 6,
  },
  drill: {
    name: '穿孔機 DR-1',
    kind: 'crusher',
    maker: '砕丸製作所',
    model: 'DR-1',
    serial: 'DR1-0072',
    version: '初版',
  },
  scanner: {
    name: '見張番アンチウイルス',
    kind: 'scanner',
    maker: '見張番',
    version: '12.0',
  },
}

export type CustomerKey = keyof typeof customers
export type PersonKey = keyof typeof people
export type ToolKey = keyof typeof tools
