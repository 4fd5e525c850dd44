/**
 * The law of planning a visit: when and where a stay may be planned, and who may come along with
 * those it was planned for. What follows the plan is ruled in `visitrules.ts`.
 */
import type { Rule, Scene } from '../ledger.ts'
import { words } from '../words.ts'
import { withinEscortHours } from './hours.ts'
import type { SiteHours } from './hours.ts'
import type { VisitAct } from './visitacts.ts'
import type { VisitFacts, VisitFields } from './visitfields.ts'

type VisitScene = Scene<VisitFields>

/** Whether the act says anything about when and where the stay is. */
function movesStay({ given }: VisitScene): boolean {
  return Boolean(given.plannedFrom ?? given.plannedTo ?? given.site)
}

function insideHours({ facts, linked }: VisitScene): boolean {
  const { site, plannedFrom, plannedTo } = facts
  const hours = linked(site)?.facts as SiteHours | undefined
  if (!hours || !plannedFrom || !plannedTo) return false
  return withinEscortHours(hours, plannedFrom, plannedTo)
}

/** Outside the hours a stay is planned only by the ISO office, giving a reason. */
function hoursKept(scene: VisitScene): boolean {
  if (!movesStay(scene) || insideHours(scene)) return true
  return scene.actor.roles.includes('iso') && scene.facts.hoursNote !== undefined
}

/** What somebody who joins a group has in common with those it was planned for. */
function joinsGroup({ facts, linked }: VisitScene): boolean {
  const companion = linked(facts.companion)
  if (!companion || !['planned', 'pledged', 'inside'].includes(companion.state)) return false
  const known = companion.facts as VisitFacts
  const shared = ['code', 'site', 'plannedFrom', 'plannedTo'] as const
  return shared.every((key) => known[key] === facts[key])
}

/** Rules of the acts that say when and where somebody comes. */
export const planning: readonly Rule<VisitFields, VisitAct>[] = [
  {
    on: ['plan', 'join', 'extend', 'amend'],
    must: ({ facts }) => (facts.plannedFrom ?? '') < (facts.plannedTo ?? ''),
    else: words(
      '退館予定は入館予定より後にしてください。',
      'The planned end comes after the start.',
    ),
    field: 'plannedTo',
  },
  {
    on: ['join'],
    must: joinsGroup,
    else: words(
      '同行する方の入館予定と、受付コード・拠点・日時が一致しません。',
      'The code, the site and the times are not those of the visit that is joined.',
    ),
    field: 'companion',
  },
  {
    on: ['plan', 'join'],
    must: ({ facts, linked }) => linked(facts.site)?.state === 'open',
    else: words('この拠点は閉鎖されています。', 'This site is closed.'),
    field: 'site',
  },
  {
    on: ['plan', 'amend'],
    must: hoursKept,
    else: words(
      '予定が立会可能時間の外にあります。時間内に変えるか、ISO事務局が理由を添えて予定してください。',
      'The stay lies outside the escort hours; move it, or have the ISO office plan it with a reason.',
    ),
    field: 'plannedFrom',
  },
  {
    on: ['extend'],
    must: (scene) => insideHours(scene) || scene.given.hoursNote !== undefined,
    else: words(
      '立会可能時間を越える延長には理由が必要です。',
      'Staying past the escort hours needs a reason.',
    ),
    field: 'hoursNote',
  },
]
