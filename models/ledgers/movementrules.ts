/**
 * The law of the movements ledger: nothing leaves unapproved, nobody approves their own, what
 * carries customer data leaves erased, encrypted, sealed and tracked, and what comes back is
 * inspected before it is used again.
 */
import { settingsKey } from '../ledger.ts'
import type { FactsOf, Rule, Scene } from '../ledger.ts'
import { words } from '../words.ts'
import { keeps, notYourOwn, ownOrIso } from './amending.ts'
import type { MovementAct } from './movementacts.ts'
import type { MovementFields } from './movementfields.ts'

type MovementFacts = FactsOf<MovementFields>
type MovementScene = Scene<MovementFields>
type MovementRule = Rule<MovementFields, MovementAct>

/** Categories whose return inspection is a virus scan on an isolated machine. */
const scanned: readonly MovementFacts['category'][] = ['equipment', 'hdd', 'shuttle']

/** Whether the application says what the house must know before anything leaves. */
function assessed({ facts }: MovementScene): boolean {
  if (facts.direction === 'in') return true
  return Boolean(facts.information && facts.risk && facts.measures)
}

function withinLongest({ facts, holder }: MovementScene): boolean {
  const longest = holder(settingsKey)?.facts['returnDaysMax']
  if (typeof longest !== 'number' || !facts.plannedOut || !facts.dueBack) return true
  return Date.parse(facts.dueBack) - Date.parse(facts.plannedOut) <= longest * 86_400_000
}

/** Only the ISO office corrects an application that has been decided, and never its own. */
function mayAmend(scene: MovementScene): boolean {
  if (scene.before?.state === 'requested') return ownOrIso(scene, ['applicant'])
  return scene.actor.roles.includes('iso') && scene.before?.facts['applicant'] !== scene.actor.id
}

function discsAre({ facts }: MovementScene): boolean {
  return facts.category === 'optical' || (facts.items ?? []).every(({ disc }) => !disc)
}

/** The same item twice in one application would hold its own key twice. */
function itemsOnce({ facts }: MovementScene): boolean {
  const keys = itemKeys(facts)
  return new Set(keys).size === keys.length
}

/** Keys under which the items of a movement are known, so that none is out twice. */
export function itemKeys({ items }: MovementFacts): string[] {
  return (items ?? []).flatMap(({ serial, managementNo, disc }) => [
    ...(serial ? [`item:${serial}`] : []),
    ...(managementNo ? [`item-no:${managementNo}`] : []),
    ...(disc ? [`item-disc:${disc}`] : []),
  ])
}

/** Discs of the movement's items that are not said to be missing. */
export function discsOf(facts: MovementFacts): string[] {
  const missing = new Set((facts.missing ?? []).map(({ disc }) => disc))
  return (facts.items ?? []).flatMap(({ disc }) => (disc && !missing.has(disc) ? [disc] : []))
}

function scannedWell({ facts }: MovementScene): boolean {
  const { inspection, category } = facts
  if (!scanned.includes(category) && inspection?.scan === 'none') return true
  const tool = inspection?.tool ?? inspection?.toolName
  return (
    inspection?.scan !== 'none' &&
    tool !== undefined &&
    inspection?.definitions !== undefined &&
    inspection.isolated === true
  )
}

const applying: readonly MovementRule[] = [
  {
    on: ['request', 'amend', 'extend'],
    must: ({ facts }) => (facts.plannedOut ?? '') < (facts.dueBack ?? ''),
    else: words(
      '返却予定は持出予定より後にしてください。',
      'The due date comes after the planned one.',
    ),
    field: 'dueBack',
  },
  {
    on: ['request', 'amend', 'extend'],
    must: withinLongest,
    else: words(
      '持出期間が設定の上限を超えています。',
      'The item would be out longer than the settings allow.',
    ),
    field: 'dueBack',
  },
  {
    on: ['request', 'amend'],
    must: discsAre,
    else: words(
      'CD/DVD管理台帳の枚を含む申請の種別は「CD/DVD」です。',
      'A movement of numbered discs has the category “Optical disc”.',
    ),
    field: 'category',
  },
  {
    on: ['request', 'amend'],
    must: itemsOnce,
    else: words(
      '同じ番号の品目が二つあります。',
      'The same serial, management number or disc is listed twice.',
    ),
    field: 'items',
  },
  {
    on: ['approve'],
    must: assessed,
    else: words(
      '持出の承認には、情報の概要・リスク評価の結果・紛失時の対応策が必要です。',
      'Approval needs the information held, the risk assessment and the measures for loss.',
    ),
    field: 'risk',
  },
  {
    on: ['approve'],
    must: ({ facts }) => facts.risk !== 'unacceptable',
    else: words(
      'リスクを受容できない申請は承認できません。却下するか、対策を加えてください。',
      'An unacceptable risk cannot be approved; reject it or add measures.',
    ),
    field: 'risk',
  },
  {
    on: ['cancel'],
    must: (scene) => ownOrIso(scene, ['applicant']),
    else: words(
      '取り消せるのは申請者とISO事務局だけです。',
      'Only the applicant and the ISO office can cancel.',
    ),
  },
]

const leaving: readonly MovementRule[] = [
  {
    on: ['carryOut'],
    must: ({ facts }) => facts.itemsChecked === true,
    else: words('現物を申請と照合してください。', 'Check the items against the application.'),
    field: 'itemsChecked',
  },
  {
    on: ['carryOut'],
    must: ({ facts }) =>
      facts.carriage === 'courier'
        ? Boolean(facts.courier && facts.trackingNo)
        : facts.carriage === 'person',
    else: words(
      '運搬方法を記録してください。配送業者のときは業者名と追跡番号も必要です。',
      'Say how it is carried; a courier is named together with the tracking number.',
    ),
    field: 'carriage',
  },
  {
    on: ['carryOut'],
    must: ({ facts }) => facts.category !== 'shuttle' || facts.erasure !== undefined,
    else: words(
      'シャトル便ディスクは、前回データの消去（日時・方法・実施者）を記録してから持ち出します。',
      'A shuttle disk leaves only after its previous contents were erased: when, how, by whom.',
    ),
    field: 'erasure',
  },
  {
    on: ['carryOut'],
    must: ({ facts, at }) => !facts.erasure?.at || facts.erasure.at <= at,
    else: words('消去の日時が持出より後です。', 'The erasure is later than the leaving.'),
    field: 'erasure',
  },
  {
    on: ['carryOut'],
    must: ({ facts }) => facts.category !== 'shuttle' || facts.encryption?.done === true,
    else: words('シャトル便ディスクは暗号化が必要です。', 'A shuttle disk must be encrypted.'),
    field: 'encryption',
  },
  {
    on: ['carryOut'],
    must: ({ facts }) => facts.category !== 'shuttle' || Boolean(facts.container && facts.sealNo),
    else: words(
      'シャトル便ディスクは容器と封印番号の記録が必要です。',
      'A shuttle disk travels in a container under a numbered seal.',
    ),
    field: 'sealNo',
  },
]

const returning: readonly MovementRule[] = [
  {
    on: ['extend'],
    must: ({ actor, facts }) => actor.id !== facts.applicant,
    else: words('自分の申請の期限は延ばせません。', 'Nobody extends their own application.'),
  },
  {
    on: ['return'],
    must: ({ facts }) => facts.itemsMatched === true || Boolean(facts.difference),
    else: words(
      '一致しないときは、差異の内容を書いてください。',
      'When the items do not match, say what differs.',
    ),
    field: 'difference',
  },
  {
    on: ['inspect'],
    must: scannedWell,
    else: words(
      'ウイルス検査は、隔離した端末で、ツールと定義ファイルの日付を記録して行います。',
      'The virus scan names its tool and definitions date and runs on an isolated machine.',
    ),
    field: 'inspection',
  },
  {
    on: ['inspect'],
    must: ({ facts }) =>
      facts.inspection?.scan !== 'found' || facts.inspection.action !== undefined,
    else: words(
      '検出したときは処置を書いてください。',
      'When something is found, say what was done.',
    ),
    field: 'inspection',
  },
]

export const movementRules: readonly MovementRule[] = [
  { on: ['amend'], must: mayAmend, else: notYourOwn },
  keeps(
    ['amend'],
    ['direction', 'category', 'items', 'reason', 'destination', 'plannedOut', 'dueBack', 'loss'],
  ),
  ...applying,
  ...leaving,
  ...returning,
]
