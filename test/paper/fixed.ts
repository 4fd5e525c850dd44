/**
 * A house whose papers always say the same: everything in it happened at moments that are told,
 * with files whose bytes are told, so that what a paper says can be held against a text kept here.
 */
import { languages } from '../../models/words.ts'
import { openHouse } from '../house.ts'
import type { Listed, TestHouse } from '../house.ts'
import { admin } from '../people.ts'
import type { Person, Shown, With } from '../people.ts'
import { picture } from '../pictures.ts'
import { pledge, site } from '../http/told.ts'

/** The year everything happened in; a date of another year is a date of the run. */
export const year = 2025

/** A moment of the second Monday of April in Japan. */
export const clock = (time: string) => new Date(`${year}-04-14T${time}:00+09:00`).toISOString()

/** Colours nothing else on a page has, for pictures that can be found on it. */
export const colours = {
  seal: [201, 30, 30],
  photo: [20, 150, 60],
  plate: [150, 90, 10],
  operator: [10, 60, 200],
  witness: [120, 10, 190],
  carrier: [200, 10, 120],
  released: [10, 140, 180],
  returned: [90, 130, 10],
  received: [230, 110, 10],
  visitor: [60, 60, 150],
} as const satisfies Record<string, readonly [number, number, number]>

/** Every paper of the house, a list first, because it names files that were issued before it. */
export const names = ['list', 'certificate', 'handover', 'pledge', 'disc', 'export'] as const
export type Name = (typeof names)[number]

/** The house, and its papers by name and language. */
export interface Fixed {
  readonly house: TestHouse
  readonly medium: Shown
  readonly files: ReadonlyMap<string, Uint8Array>
}

class Script {
  readonly house: TestHouse

  constructor(house: TestHouse) {
    this.house = house
  }

  async does(
    who: Person,
    act: string,
    record: Shown,
    time: string,
    fields: object = {},
    more: With = {},
  ) {
    const occurred = { occurredAt: clock(time), source: 'device' }
    return await this.house.as(who).does(act, record, fields, { ...occurred, ...more })
  }

  async creates(who: Person, act: string, time: string, fields: object) {
    const occurred = { occurredAt: clock(time), source: 'device' }
    return await this.house.as(who).creates(act, fields, occurred)
  }

  async stored(name: keyof typeof colours, who: Person = 'aya') {
    const [red, green, blue] = colours[name]
    return await this.house.as(who).stores(picture(red + (green << 8) + (blue << 16)))
  }

  async signed(name: keyof typeof colours, time: string, who: Person = 'aya') {
    return { image: await this.stored(name, who), signedAt: clock(time) }
  }
}

/** Opens the house and lets everything happen. */
export async function fixedHouse(): Promise<Fixed> {
  const house = await openHouse()
  const script = new Script(house)
  await furnish(script)
  const medium = await certifiedMedium(script)
  const movement = await returnedMovement(script)
  const visit = await pledgedVisit(script)
  const disc = await destroyedDisc(script)
  const paths: Readonly<Record<Name, string>> = {
    list: '/disposals/certificate.pdf?sort=number',
    certificate: `/disposals/${medium.id}/certificate.pdf?`,
    handover: `/movements/${movement.id}/handover.pdf?`,
    pledge: `/visits/${visit.id}/pledge.pdf?`,
    disc: `/discs/${disc.id}/sheet.pdf?`,
    export: '/disposals/export.pdf?sort=number',
  }
  const files = new Map<string, Uint8Array>()
  for (const name of names) {
    for (const language of languages) {
      const asked = `${paths[name]}&language=${language}`
      files.set(`${name}-${language}`, await house.as('chie').bytes(asked))
    }
  }
  return { house, medium, files }
}

async function furnish(script: Script): Promise<void> {
  const kaoru = script.house.as(admin)
  const [settings] = (await kaoru.get<Listed>('/settings')).records
  const [customer] = (await kaoru.get<Listed>('/customers')).records
  if (!settings || !customer) throw new Error('the house is not furnished')
  const company = {
    company: '台帳データセンター株式会社',
    companyEn: 'Daicho <Data> & Center K.K.',
    address: '東京都千代田区一番町1-1',
    addressEn: '1-1 Ichibancho, Chiyoda-ku, Tokyo',
    issuer: '運用部 媒体管理室',
    responsible: '室長　髙﨑 德𠮷',
    seal: await script.stored('seal'),
    verification: 'https://verify.example.jp/',
  }
  await kaoru.does('settings.change', settings, company, { because: '会社情報の登録' })
  const contract = { contractNo: 'K24-017', system: '電子カルテ 画像保管系' }
  await kaoru.does('customers.amend', customer, contract, { because: '契約番号の登録' })
}

/** A disk whose erasure failed and that was shredded then: everything a certificate may tell. */
async function certifiedMedium(script: Script): Promise<Shown> {
  const { house } = script
  const [customer] = (await house.as(admin).get<Listed>('/customers')).records
  const disk = await script.creates('aya', 'disposals.register', '09:00', {
    maker: '東西電子',
    model: 'TD-4000',
    serial: 'WX41A0917',
    managementNo: 'K-0042',
    mediaType: 'hdd',
    capacityGb: 4000,
    interface: 'SAS',
    source: { host: 'backup-3', rack: 'B-04', slot: '7', user: 'バックアップ' },
    customer: customer?.id,
    system: '画像保管系 第2期',
    reason: 'failed',
    backup: { confirmed: 'yes', place: '別棟の保管系' },
    preClass: 'confidential',
    requestNo: '廃-117',
    approvalNo: '承-117',
    removedAt: clock('08:30'),
    photos: [{ photo: await script.stored('plate'), phase: 'label', takenAt: clock('08:40') }],
  })
  const storage = { place: '地下保管庫A', locked: true, keeper: house.as('ben').id }
  await script.does('aya', 'disposals.store', disk, '09:10', { storage })
  const handOver = { to: '処理室', receiver: house.as('aya').id, place: '地下1階' }
  await script.does('ben', 'disposals.handOver', disk, '10:00', { handOver })
  const work = {
    standard: 'NIST SP 800-88 Rev. 2',
    site: await site(house),
    room: '処理室',
    operator: house.as('aya').id,
    witness: house.as('ben').id,
  }
  await script.does('aya', 'disposals.erase', disk, '10:40', {
    ...work,
    method: 'clear',
    technique: 'overwrite',
    detail: { passes: 1, pattern: 'ゼロ' },
    toolUsed: { name: 'nwipe', version: '0.38' },
    workDone: '全領域の上書き',
    startedAt: clock('10:10'),
    finishedAt: clock('10:40'),
    result: 'failed',
    errors: '不良セクタのため中断',
  })
  await script.does('aya', 'disposals.destroy', disk, '11:30', {
    ...work,
    technique: 'shred',
    detail: { particleMm: 6 },
    toolUsed: { name: 'シュレッダー SH-9', version: '2.0' },
    workDone: '筐体ごと破砕',
    startedAt: clock('11:00'),
    finishedAt: clock('11:20'),
    result: 'completed',
    photos: [{ photo: await script.stored('photo'), phase: 'after', takenAt: clock('11:21') }],
    operatorSignature: await script.signed('operator', '11:25'),
    witnessSignature: await script.signed('witness', '11:26'),
  })
  const verification = { method: 'visual', result: 'passed', detail: '6mm以下の破片を確認' }
  await script.does('dan', 'disposals.verify', disk, '13:00', { verification })
  const validation = { decision: 'accept', reason: '機密区分に見合う' }
  await script.does('chie', 'disposals.validate', disk, '13:30', { validation })
  await script.does('dan', 'disposals.concur', disk, '13:40')
  return await script.does('chie', 'disposals.certify', disk, '14:00', {
    destination: 'recycler',
    destinationName: '三丁目リサイクル株式会社',
    manifestNo: 'M25-0414',
    postClass: 'public',
  })
}

async function returnedMovement(script: Script): Promise<Shown> {
  const request = await script.creates('aya', 'movements.request', '09:00', {
    direction: 'out',
    category: 'equipment',
    items: [
      { name: 'サーバー RX-200', managementNo: 'S-0007', serial: 'SN77001', quantity: 1 },
      { name: '電源ケーブル', quantity: 2 },
    ],
    reason: '電源部の修理のため',
    destination: '製造元修理センター',
    destinationAddress: '川崎市幸区二丁目',
    plannedOut: clock('10:00'),
    dueBack: clock('18:00'),
    information: '構成情報のみ',
    risk: 'acceptable',
    measures: '遠隔で消去する',
  })
  await script.does('chie', 'movements.approve', request, '09:30')
  await script.does('aya', 'movements.carryOut', request, '10:00', {
    itemsChecked: true,
    carriage: 'person',
    carrierName: { name: '運野 運', furigana: 'ハコノ ハコブ' },
    container: '施錠ケース',
    sealNo: 'F-0091',
    releaseSignature: await script.signed('released', '09:58'),
    carrierSignature: await script.signed('carrier', '09:59'),
  })
  const handOver = { to: '製造元修理センター 受付', place: '川崎市' }
  await script.does('aya', 'movements.handOver', request, '11:00', { handOver })
  return await script.does('ben', 'movements.return', request, '17:00', {
    itemsMatched: true,
    sealIntact: true,
    condition: '良好',
    returnedBy: { name: '返田 返', furigana: 'カエダ カエル' },
    returnSignature: await script.signed('returned', '16:58'),
    receiptSignature: await script.signed('received', '16:59'),
  })
}

async function pledgedVisit(script: Script): Promise<Shown> {
  const { house } = script
  const visit = await script.creates('aya', 'visits.plan', '09:00', {
    visitor: { name: '髙﨑 次郎', furigana: 'タカサキ ジロウ' },
    company: '三丁目電設',
    contact: '03-0000-0000',
    reason: 'work',
    purpose: 'ディスク交換',
    site: await site(house),
    plannedFrom: clock('10:00'),
    plannedTo: clock('17:00'),
    racks: [{ rack: 'A-12' }],
  })
  const agreed = await pledge(house)
  return await script.does('uketsuke', 'visits.pledge', visit, '10:05', {
    ...agreed,
    signature: await script.signed('visitor', '10:04', 'uketsuke'),
    belongings: [{ item: '工具箱', kind: 'tool', quantity: 1, serial: 'T-1' }],
    hazards: [{ kind: 'flammable', what: 'スプレー', protection: '受付で預かる' }],
  })
}

async function destroyedDisc(script: Script): Promise<Shown> {
  const { house } = script
  const disc = await script.creates('chie', 'discs.intake', '09:00', {
    kind: 'dvdr',
    lot: { purchasedOn: `${year}-04-01`, product: 'DVD-R 16倍速', quantity: 50 },
    cabinet: '保管庫B',
    keyHolder: '管理部',
    labelNo: 'S25-001',
  })
  await script.does('aya', 'discs.request', disc, '09:10', { purpose: '操作ログの保管' })
  await script.does('chie', 'discs.issue', disc, '09:20')
  const contents = { contents: '4月の操作ログ', confidential: false }
  await script.does('aya', 'discs.write', disc, '09:40', contents)
  await script.does('aya', 'discs.store', disc, '09:50', { cabinet: '保管庫B' })
  const check = { result: 'present', how: 'scan' }
  await script.does('ben', 'discs.check', disc, '10:00', { check })
  return await script.does('aya', 'discs.destroy', disc, '15:00', {
    destruction: 'shred',
    operator: house.as('aya').id,
    witness: house.as('ben').id,
    photos: [{ photo: await script.stored('photo'), note: '破砕後' }],
  })
}
