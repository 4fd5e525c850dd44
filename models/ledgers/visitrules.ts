/**
 * The law of the visits ledger. Each rule is a sentence the published reference makes about
 * visitors, so an act that would make the sentence untrue is refused with that sentence.
 */
import { sameName } from '../kana.ts'
import type { Rule, Scene } from '../ledger.ts'
import type { LedgerRecord } from '../record.ts'
import { words } from '../words.ts'
import { activeEmployee } from './accounts.ts'
import { keeps, notYourOwn, ownOrIso } from './amending.ts'
import { pledgeHash } from './pledges.ts'
import type { VisitAct } from './visitacts.ts'
import type { VisitFacts, VisitFields } from './visitfields.ts'
import { planning } from './visitplanning.ts'

type VisitScene = Scene<VisitFields>
type VisitRule = Rule<VisitFields, VisitAct>

/** Whether the pledge was given on the text in force now, and on exactly its words. */
function pledgedOnCurrentText({ facts, linked }: VisitScene): boolean {
  const { pledge } = facts
  const text = linked(pledge?.text)
  if (!pledge?.language || text?.state !== 'inForce') return false
  if (text.facts['version'] !== pledge.version) return false
  return pledge.sha256?.toLowerCase() === pledgeHash(text.facts, pledge.language)
}

/** At the kiosk a name is completed; only staff say that somebody else comes instead. */
function signsInOwnName({ actor, before, given }: VisitScene): boolean {
  const { visitor } = (before?.facts ?? {}) as VisitFacts
  if (!visitor || !given.visitor || sameName(visitor, given.visitor)) return true
  return actor.roles.some((role) => role === 'staff' || role === 'iso')
}

function badgeOf({ facts, linked }: VisitScene): LedgerRecord | undefined {
  return linked(facts.badge)
}

/** Only a visitor inside wears a badge, so a correction of an old visit asks nothing of it. */
function badgeFits(scene: VisitScene): boolean {
  if (scene.state !== 'inside' || !scene.given.badge) return true
  const badge = badgeOf(scene)
  const site = badge?.facts['site']
  return badge?.state === 'usable' && (site === undefined || site === scene.facts.site)
}

/** What a person owns comes in only through an approved movement. */
function personalItemsApproved({ facts, linked }: VisitScene): boolean {
  return (facts.belongings ?? []).every(
    ({ kind, movement }) =>
      kind !== 'personal' || ['approved', 'out'].includes(linked(movement)?.state ?? ''),
  )
}

function racksClosed({ facts }: VisitScene): boolean {
  return (facts.rackWork ?? []).every(({ opened, closed }) => {
    return closed !== undefined && opened !== undefined && closed >= opened
  })
}

const correcting: readonly VisitRule[] = [
  {
    on: ['amend'],
    must: (scene) => ownOrIso(scene, ['applicant', 'escort', 'admittedBy']),
    else: notYourOwn,
  },
  keeps(
    ['amend'],
    [
      'visitor',
      'company',
      'reason',
      'site',
      'plannedFrom',
      'plannedTo',
      'escort',
      'badge',
      'identity',
      'entered',
      'left',
    ],
  ),
  {
    on: ['amend'],
    must: ({ actor, given }) =>
      actor.roles.includes('iso') || (given.entered === undefined && given.left === undefined),
    else: words(
      '入館・退館の日時を訂正できるのはISO事務局だけです。',
      'Only the ISO office corrects the times of entry and exit.',
    ),
    field: 'entered',
  },
  {
    on: ['amend'],
    must: ({ before, given, state }) =>
      (given.entered === undefined || before?.facts['entered'] !== undefined) &&
      (given.left === undefined || state === 'left'),
    else: words(
      'まだ起きていない入館・退館の日時は記録できません。',
      'The time of an entry or exit that has not happened cannot be recorded.',
    ),
    field: 'left',
  },
]

const entering: readonly VisitRule[] = [
  {
    on: ['pledge'],
    must: signsInOwnName,
    else: words(
      'ご予定のお名前と一致しません。係の者にお声がけください。',
      'This is not the name the visit was planned for. Please ask our staff.',
    ),
    field: 'visitor',
  },
  {
    on: ['pledge', 'admit'],
    must: pledgedOnCurrentText,
    else: words(
      '現行の誓約文への署名が必要です。最新の誓約文を表示して署名をもらってください。',
      'A signature on the pledge text now in force is needed; show the latest text and sign again.',
    ),
    field: 'pledge',
  },
  {
    on: ['refuse'],
    must: ({ actor, given }) =>
      actor.roles.some((role) => role === 'staff' || role === 'iso') ||
      given.refusal === 'declined',
    else: words(
      '受付端末で記録できるのは「誓約に同意しない」だけです。',
      'The kiosk records only that the pledge was declined.',
    ),
    field: 'refusal',
  },
  {
    on: ['admit', 'changeEscort', 'amend'],
    must: ({ given, linked }) => !given.escort || activeEmployee(linked(given.escort)),
    else: words(
      '立会者は有効なアカウントを持つ社員でなければなりません。',
      'The escort must be an employee with an active account.',
    ),
    field: 'escort',
  },
  {
    on: ['admit', 'amend'],
    must: badgeFits,
    else: words(
      'この入館証は使用できません（紛失・廃止、または別の拠点のものです）。',
      'This badge cannot be used: it is lost, retired or belongs to another site.',
    ),
    field: 'badge',
  },
  {
    on: ['admit'],
    must: ({ facts }) => (facts.hazards ?? []).every(({ protection }) => protection !== undefined),
    else: words(
      '火気・危険物等には、入館前に合意した養生・保護措置の記録が必要です。',
      'Every hazard needs its protection agreed and recorded before entry.',
    ),
    field: 'hazards',
  },
  {
    on: ['admit'],
    must: personalItemsApproved,
    else: words(
      '個人所有物の持込には、承認された持込申請が必要です。',
      'A personal item comes in only through an approved movement.',
    ),
    field: 'belongings',
  },
]

const staying: readonly VisitRule[] = [
  {
    on: ['recordWork'],
    must: ({ before, given }) =>
      given.work !== undefined ||
      ((before?.facts['rackWork'] ?? []) as { rack: string; closed?: string }[]).some(
        ({ rack, closed }) => rack === given.rack && closed === undefined,
      ),
    else: words(
      '解錠するときは作業内容を記録してください。',
      'Opening a rack says what work is done.',
    ),
    field: 'work',
  },
  {
    on: ['changeWork'],
    must: ({ given, linked }) => activeEmployee(linked(given.changeApprover)),
    else: words(
      '変更の承認者は有効なアカウントを持つ社員でなければなりません。',
      'The change is approved by an employee with an active account.',
    ),
    field: 'changeApprover',
  },
  {
    on: ['changeWork'],
    must: ({ facts, given }) => given.changeApprover !== facts.escort,
    else: words(
      '変更は立会者とは別の社員が承認します。',
      'The change is approved by someone other than the escort.',
    ),
    field: 'changeApprover',
  },
]

const leaving: readonly VisitRule[] = [
  {
    on: ['leave', 'closeUnseen'],
    must: (scene) => scene.facts.badgeReturned === true || badgeOf(scene)?.state === 'lost',
    else: words(
      '入館証を回収してください。紛失のときは、先に入館証の紛失を届け出てください。',
      'The badge must be returned; if it is lost, report the loss of the badge first.',
    ),
    field: 'badgeReturned',
  },
  {
    on: ['leave', 'closeUnseen'],
    must: racksClosed,
    else: words(
      '解錠したままのラックがあります。施錠を記録してください。',
      'A rack is still open; record that it was closed.',
    ),
    field: 'rackWork',
  },
  {
    on: ['leave', 'closeUnseen'],
    must: ({ facts }) => !facts.belongings?.length || facts.belongingsMatched === true,
    else: words(
      '持込品の照合が済んでいません。',
      'What was brought in has not been accounted for.',
    ),
    field: 'belongingsMatched',
  },
  {
    on: ['leave', 'amend'],
    must: ({ facts }) => !facts.left || !facts.entered || facts.left >= facts.entered,
    else: words('退館は入館より後でなければなりません。', 'The exit cannot be before the entry.'),
    field: 'left',
  },
]

export const visitRules: readonly VisitRule[] = [
  ...correcting,
  ...planning,
  ...entering,
  ...staying,
  ...leaving,
]
