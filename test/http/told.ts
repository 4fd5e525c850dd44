/**
 * What the flows of the four ledgers have in common: moments, photos, the pledge a visitor is
 * shown and the badge they are given. Everything goes through the public door.
 */
import { createHash } from 'node:crypto'
import type { Listed, TestHouse } from '../house.ts'
import type { Shown } from '../people.ts'
import { picture } from '../pictures.ts'

let count = 0

/** A number no other call in this process has had. */
export function unique(): number {
  count += 1
  return count
}

/** A moment so many days from now at a time of day in Japan. */
export function japan(days: number, clock: string): string {
  const day = new Date(Date.now() + (days * 24 + 9) * 3_600_000).toISOString().slice(0, 10)
  return new Date(`${day}T${clock}:00+09:00`).toISOString()
}

/** A moment so many hours from now. */
export function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString()
}

/** A photo nobody has stored yet, stored by somebody. */
export async function photo(house: TestHouse, person: 'aya' | 'uketsuke' = 'aya') {
  return await house.as(person).stores(picture(0x10000 + unique()))
}

/** What a visitor is shown and signs: the text in force, its hash, and their drawn name. */
export async function pledge(house: TestHouse, language: 'ja' | 'en' = 'ja') {
  const { records } = await house.as('uketsuke').get<Listed>('/pledges?filter[state]=inForce')
  const [text] = records
  if (!text) throw new Error('no pledge text is in force')
  const shown = String(text.facts[language])
  const sha256 = createHash('sha256').update(shown, 'utf8').digest('hex')
  const { version } = text.facts
  return {
    pledge: { text: text.id, version, language, sha256 },
    signature: {
      image: await photo(house, 'uketsuke'),
      strokes: [
        [0, 0, 10, 12, 20, 8],
        [30, 0, 30, 40],
      ],
      signedAt: new Date().toISOString(),
    },
  }
}

/** The one site a house starts with. */
export async function site(house: TestHouse): Promise<string> {
  const { records } = await house.as('aya').get<Listed>('/sites')
  return records[0]?.id ?? ''
}

/** A new visitor badge. */
export async function badge(house: TestHouse): Promise<Shown> {
  return await house.as('chie').creates('badges.add', { no: `B-${unique()}`, strap: 'red' })
}

/** A visit of tomorrow, planned by aya. */
export async function plannedVisit(house: TestHouse, more: object = {}): Promise<Shown> {
  return await house.as('aya').creates('visits.plan', {
    visitor: { name: '髙﨑 次郎', furigana: 'タカサキ ジロウ' },
    company: '三丁目電設',
    contact: '03-0000-0000',
    reason: 'work',
    purpose: 'ディスク交換',
    site: await site(house),
    plannedFrom: japan(1, '10:00'),
    plannedTo: japan(1, '17:00'),
    racks: [{ rack: 'A-12' }],
    ...more,
  })
}

/** A visitor who is inside, admitted by aya. */
export async function insideVisit(house: TestHouse, more: object = {}): Promise<Shown> {
  const visit = await plannedVisit(house, more)
  await house.as('uketsuke').does('visits.pledge', visit, await pledge(house))
  return await house.as('aya').does('visits.admit', visit, {
    escort: house.as('aya').id,
    badge: (await badge(house)).id,
    identity: 'employee',
  })
}

/** An application to take a server out for a week, made by aya unless somebody else is named. */
export async function requested(
  house: TestHouse,
  more: object = {},
  person: 'aya' | 'chie' = 'aya',
): Promise<Shown> {
  return await house.as(person).creates('movements.request', {
    direction: 'out',
    category: 'equipment',
    items: [{ name: 'サーバー RX-200', serial: `SN${unique()}`, quantity: 1 }],
    reason: '修理のため',
    destination: '製造元修理センター',
    plannedOut: inHours(1),
    dueBack: inHours(24 * 7),
    information: '構成情報のみ',
    risk: 'acceptable',
    measures: '遠隔で消去する',
    ...more,
  })
}

/** A failed disk in the list, registered by aya. */
export async function registered(house: TestHouse, more: object = {}): Promise<Shown> {
  return await house.as('aya').creates('disposals.register', {
    maker: '東西電子',
    model: 'TD-4000',
    serial: `WD${unique()}`,
    managementNo: `K-${unique()}`,
    mediaType: 'hdd',
    source: { host: 'backup-3', rack: 'B-04', slot: '7' },
    reason: 'failed',
    ...more,
  })
}
