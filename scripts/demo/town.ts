/**
 * Moves everyone in: makes the accounts, registers and pledge the stories need, through the same
 * acts an administrator would use, and hands the stories what they may refer to.
 */
import { Chance } from './calendar.ts'
import { Person } from './person.ts'
import type { Key, Said, Shown } from './person.ts'
import {
  administrator,
  badges,
  company,
  customers,
  mainSite,
  northSite,
  people,
  tools,
} from './registers.ts'
import type { CustomerKey, PersonKey, ToolKey } from './registers.ts'

/** A place visits and work happen at. */
export interface Place {
  readonly site: string
  /** Badges nobody wears now. */
  readonly free: string[]
  readonly area: string
  readonly racks: readonly string[]
  /** The hour after which nobody can escort, when there is one. */
  readonly closes?: number
}

/** What the stories may refer to. */
export interface Town {
  readonly chance: Chance
  readonly admin: Person
  readonly people: Readonly<Record<PersonKey, Person>>
  /** Employees who escort and work on the floor. */
  readonly staff: readonly Person[]
  readonly iso: readonly Person[]
  readonly customers: Readonly<Record<CustomerKey, string>>
  readonly tools: Readonly<Record<ToolKey, string>>
  readonly main: Place
  readonly north: Place
  readonly pledge: Shown
  /** Counts up, for management numbers and the like. */
  next(): number
}

const racks = ['A-01', 'A-02', 'A-03', 'B-01', 'B-02', 'C-04', 'C-05']
/** Always the same story. */
const seed = 20_261_122

/**
 * Moves in.
 *
 * @param from when the house is said to have been set up
 */
export async function moveIn(url: string, password: string, from: Date): Promise<Town> {
  const admin = await Person.signIn(url, { user: administrator.user, password })
  const said: Said = { at: from, stated: true, because: '運用開始時の初期登録' }
  const { name, furigana } = administrator
  await admin.act(`accounts/${admin.id}`, 'rename', { name: { name, furigana } }, { at: from })
  const known = await registerCustomers(admin, said)
  const met = await hire(url, admin, password, known)
  const { site: first, pledge } = await settle(admin, said)
  const second = await admin.create('sites', 'open', northSite, said)
  const worn = await registerBadges(admin, first.id, second.id, said)
  let counted = 0
  return {
    chance: new Chance(seed),
    admin,
    people: met,
    staff: [met.ogata, met.takahashi, met.yamazaki, met.miura],
    iso: [met.hayami, met.kusuda],
    customers: known,
    tools: await registerTools(admin, said),
    main: { site: first.id, free: worn.main, area: 'サーバー室', racks },
    north: {
      site: second.id,
      free: worn.north,
      area: '保管室',
      racks: ['N-01', 'N-02'],
      closes: 19,
    },
    pledge,
    next: () => (counted += 1),
  }
}

/** Takes the steps of the set-up that the software cannot take by itself. */
async function settle(admin: Person, said: Said): Promise<{ site: Shown; pledge: Shown }> {
  const only = async (ledger: string) => {
    const { records } = (await admin.get(`/${ledger}`)) as { records: Shown[] }
    const [record] = records
    if (!record) throw new Error(`the house has none of its ${ledger}`)
    return record
  }
  const { id } = await only('settings')
  await admin.act(`settings/${id}`, 'change', company, said)
  const site = await only('sites')
  await admin.act(`sites/${site.id}`, 'amend', mainSite, said)
  const published = await only('pledges')
  const { ja, en } = published.facts
  const pledge = await admin.act(`pledges/${published.id}`, 'revise', { ja, en }, said)
  return { site, pledge }
}

async function registerCustomers(
  admin: Person,
  said: Said,
): Promise<Readonly<Record<CustomerKey, string>>> {
  const made = await eachOf(customers, (facts) => admin.create('customers', 'add', facts, said))
  return idsOf(made)
}

async function registerTools(admin: Person, said: Said): Promise<Town['tools']> {
  return idsOf(await eachOf(tools, (facts) => admin.create('tools', 'add', facts, said)))
}

async function registerBadges(admin: Person, main: string, north: string, said: Said) {
  const worn = { main: [] as string[], north: [] as string[] }
  for (const [no, strap] of badges) {
    const there = no.startsWith('N') ? 'north' : 'main'
    const site = there === 'north' ? north : main
    const { id } = await admin.create('badges', 'add', { no, strap, site }, said)
    worn[there].push(id)
  }
  return worn
}

async function hire(
  url: string,
  admin: Person,
  password: string,
  known: Town['customers'],
): Promise<Town['people']> {
  const keys = Object.keys(people) as PersonKey[]
  const met: Partial<Record<PersonKey, Person>> = {}
  for (const user of keys) {
    const { name, furigana, roles, ...rest } = people[user]
    const key: Key = { user, password }
    const customer = 'customer' in rest ? { customer: known[rest.customer] } : {}
    await admin.post('/accounts', { ...key, name: { name, furigana }, roles, ...customer })
    met[user] = await Person.signIn(url, key)
  }
  return met as Town['people']
}

async function eachOf<K extends string, T, R>(
  table: Readonly<Record<K, T>>,
  make: (value: T) => Promise<R>,
): Promise<Record<K, R>> {
  const made: [string, R][] = []
  for (const [key, value] of Object.entries<T>(table)) made.push([key, await make(value)])
  return Object.fromEntries(made) as Record<K, R>
}

function idsOf<K extends string>(made: Readonly<Record<K, Shown>>): Record<K, string> {
  const ids = Object.entries<Shown>(made).map(([key, { id }]) => [key, id])
  return Object.fromEntries(ids) as Record<K, string>
}
