/**
 * Which stories the invented house tells: ordinary weeks, drawn by chance, and a present in which
 * something is in every state a board or a list can show.
 */
import type { Chance } from './calendar.ts'
import { clockOn, daysLater, later, workingDay } from './calendar.ts'
import { disposal } from './disposals.ts'
import type { DisposalEnding, DisposalPlan } from './disposals.ts'
import { lotsOf } from './discs.ts'
import { items, movement } from './movements.ts'
import type { MovementEnding, MovementPlan } from './movements.ts'
import type { CustomerKey } from './registers.ts'
import { customers } from './registers.ts'
import type { Story, Timeline } from './timeline.ts'
import type { Town } from './town.ts'
import { visit, visitors } from './visits.ts'
import type { VisitEnding } from './visits.ts'

const customerKeys = Object.keys(customers) as CustomerKey[]
const treatmentKeys = ['shred', 'shred', 'drill', 'overwrite', 'degauss', 'blockErase'] as const
const itemKeys = ['shuttle', 'image', 'laptop', 'tester', 'papers'] as const

/** How ordinary stories end, each with its weight. */
const endings = {
  visit: { leaves: 84, cancelled: 5, noShow: 3, refused: 3, unseen: 5 },
  movement: { closed: 84, rejected: 8, cancelled: 5, found: 3 },
  disposal: { certified: 80, reused: 16, withdrawn: 4 },
} as const satisfies {
  readonly visit: Partial<Record<VisitEnding, number>>
  readonly movement: Partial<Record<MovementEnding, number>>
  readonly disposal: Partial<Record<DisposalEnding, number>>
}

/** Visits around now: how many minutes from now they begin, how long, and how they end. */
const presentVisits: readonly (readonly [from: number, minutes: number, ending: VisitEnding])[] = [
  [-300, 120, 'stays'],
  [-95, 150, 'leaves'],
  [-40, 90, 'leaves'],
  [-15, 60, 'leaves'],
  [90, 60, 'leaves'],
  [24 * 60, 120, 'leaves'],
]

/** Movements around now: how many days ago they were asked for, for how many days, how far. */
const presentMovements: readonly (readonly [
  item: keyof typeof items,
  daysAgo: number,
  days: number,
  ending: MovementEnding,
])[] = [
  ['shuttle', 0.1, 7, 'requested'],
  ['papers', 0.3, 2, 'requested'],
  ['image', 1.2, 10, 'approved'],
  ['shuttle', 5, 14, 'out'],
  ['laptop', 3, 10, 'out'],
  ['tester', 42, 90, 'unchecked'],
  ['image', 12, 7, 'overdue'],
  ['laptop', 4, 2, 'returned'],
  ['papers', 8, 5, 'lost'],
]

/** Disks around now: how many days ago they were removed, what is done to them, how far. */
const presentDisposals: readonly (readonly [
  daysAgo: number,
  treatment: DisposalPlan['treatment'],
  ending: DisposalEnding,
])[] = [
  [0.1, 'shred', 'registered'],
  [0.2, 'blockErase', 'registered'],
  [2, 'shred', 'stored'],
  [4, 'drill', 'stored'],
  [21, 'degauss', 'stored'],
  [7, 'shred', 'treated'],
  [12, 'overwrite', 'treated'],
  [9, 'drill', 'verified'],
]

/** Tells the timeline everything up to now. */
export async function tellHistory(
  town: Town,
  timeline: Timeline,
  now: Date,
  days: number,
): Promise<void> {
  const from = daysLater(now, -days)
  await timeline.add(lotsOf(town, from, now, (story) => timeline.add(story)))
  for (let day = 0; day < days; day += 1) {
    const morning = clockOn(daysLater(from, day), 9)
    if (workingDay(morning)) await timeline.add(...ordinaryDay(town, morning, now))
  }
  await timeline.add(...present(town, now))
}

/** What an ordinary working day brings. */
function* ordinaryDay(town: Town, morning: Date, now: Date): Generator<Story> {
  const { chance } = town
  for (let count = chance.between(2, 4); count > 0; count -= 1) {
    const from = later(morning, chance.between(0, 480))
    const minutes = chance.between(30, 150)
    // Who is still inside now is told by the present.
    if (later(from, minutes) > now) continue
    const place = chance.often(80) ? town.main : town.north
    const ending = weighted(chance, endings.visit)
    yield visit(town, { visitor: chance.one(visitors), place, from, minutes, ending })
  }
  const disposedOf = later(morning, chance.between(0, 400))
  if (daysLater(disposedOf, 8) < now) yield disposal(town, ordinaryDisposal(chance, disposedOf))
  const asked = later(morning, chance.between(0, 400))
  const plan = ordinaryMovement(chance, asked)
  if (chance.often(60) && daysLater(asked, plan.days + 2) < now) yield movement(town, plan)
}

function ordinaryDisposal(chance: Chance, from: Date): DisposalPlan {
  const ending = weighted(chance, endings.disposal)
  const treatment = ending === 'reused' ? 'overwrite' : chance.one(treatmentKeys)
  return { from, customer: chance.one(customerKeys), treatment, ending }
}

function ordinaryMovement(chance: Chance, from: Date): MovementPlan {
  const item = items[chance.one(itemKeys)]
  return { item, from, days: chance.between(1, 9), ending: weighted(chance, endings.movement) }
}

function* present(town: Town, now: Date): Generator<Story> {
  for (const [at, [from, minutes, ending]] of presentVisits.entries()) {
    const visitor = visitors[at % visitors.length] ?? town.chance.one(visitors)
    const plan = { visitor, place: town.main, from: later(now, from), minutes, ending }
    yield visit(town, plan)
  }
  for (const [item, daysAgo, days, ending] of presentMovements) {
    yield movement(town, { item: items[item], from: daysLater(now, -daysAgo), days, ending })
  }
  for (const [daysAgo, treatment, ending] of presentDisposals) {
    const customer = town.chance.one(customerKeys)
    yield disposal(town, { from: daysLater(now, -daysAgo), customer, treatment, ending })
  }
}

/** One story that begins now, for a house that goes on living. */
export function storyFrom(town: Town, now: Date): Story {
  const { chance } = town
  const kind = chance.one(['visit', 'visit', 'movement', 'disposal'] as const)
  if (kind === 'movement') return movement(town, ordinaryMovement(chance, now))
  if (kind === 'disposal') return disposal(town, ordinaryDisposal(chance, now))
  const plan = { place: town.main, from: now, minutes: 60, ending: 'leaves', ahead: 0 } as const
  return visit(town, { visitor: chance.one(visitors), ...plan })
}

function weighted<K extends string>(chance: Chance, weights: Readonly<Record<K, number>>): K {
  const list = Object.entries<number>(weights) as [K, number][]
  let left = chance.next() * list.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [key, weight] of list) {
    left -= weight
    if (left < 0) return key
  }
  const [last] = list.at(-1) ?? []
  if (last === undefined) throw new RangeError('a choice needs something to choose from')
  return last
}
