/**
 * Keeps people's views of ledgers: checked against the declaration, bounded, and nobody else's to
 * change.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readGrant } from '../../models/derive/permissions.ts'
import type { Ledger } from '../../models/ledger.ts'
import { limits } from '../../models/limits.ts'
import { Problem } from '../../models/problems.ts'
import { sharesViews } from '../../models/roles.ts'
import type { Actor } from '../../models/roles.ts'
import type { StoredView } from '../../models/stored/views.ts'
import { houseColumns } from '../../models/views.ts'
import type { SavedView } from '../../models/views.ts'
import type { House } from '../house.ts'
import { readQuery } from './list.ts'

const text = z.string().min(1).max(limits.textCharactersMax)
const column = z.strictObject({
  key: text,
  width: z.int().min(limits.columnPixelsMin).max(limits.columnPixelsMax).optional(),
})

/** What somebody asks to have kept. */
export const viewBody = z.strictObject({
  /** Given to put a view of one's own in the place of an earlier one. */
  id: z.uuid().optional(),
  ledger: text,
  name: z.string().trim().min(1).max(limits.viewNameCharactersMax),
  query: z.record(z.string().max(limits.textCharactersMax), text),
  columns: z.array(column).max(limits.viewColumnsMax).optional(),
  shared: z.boolean().default(false),
})

export type ViewBody = z.infer<typeof viewBody>

/** A person's own views of a ledger, and those that are shared with everyone. */
export async function viewsOf(house: House, name: string, actor: Actor): Promise<SavedView[]> {
  const ledger = readable(house, name, actor)
  const { views } = house.database
  const [own, shared] = await Promise.all([
    views.find({ ledger: ledger.name, account: actor.id }).limit(limits.viewsPerPersonMax).lean(),
    views.find({ ledger: ledger.name, shared: true }).limit(limits.viewsShownMax).lean(),
  ])
  const others = shared.filter(({ account }) => account !== actor.id)
  return [...own, ...others]
    .map((view) => shownTo(view, actor))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'ja'))
}

/**
 * Keeps a view.
 *
 * @throws Problem unknown-query for what the ledger does not have, too-many-views, not-allowed
 */
export async function keepView(house: House, body: ViewBody, actor: Actor): Promise<SavedView> {
  const ledger = readable(house, body.ledger, actor)
  readQuery(ledger, addressed(body.query))
  for (const { key } of body.columns ?? []) refuseColumn(ledger, key)
  if (body.shared && !sharesViews(actor)) throw new Problem('not-allowed')
  const { views } = house.database
  const id = body.id ?? randomUUID()
  const before = await views.findById(id).lean()
  if (before && before.account !== actor.id) throw new Problem('not-allowed')
  if (!before && (await views.countDocuments({ account: actor.id })) >= limits.viewsPerPersonMax) {
    throw new Problem('too-many-views', { max: limits.viewsPerPersonMax })
  }
  const { name, query, columns, shared } = body
  const kept = { account: actor.id, ledger: ledger.name, name, query, shared, keptAt: new Date() }
  const replacement = { ...kept, ...(columns && { columns }) }
  await views.replaceOne({ _id: id }, replacement, { upsert: true })
  return shownTo({ _id: id, ...replacement }, actor)
}

/**
 * Takes a view away: one's own, or a shared one by whoever may share.
 *
 * @throws Problem unknown-view when there is none the actor may take away
 */
export async function dropView(house: House, id: string, actor: Actor): Promise<void> {
  const whose = sharesViews(actor)
    ? { $or: [{ account: actor.id }, { shared: true }] }
    : { account: actor.id }
  const { deletedCount } = await house.database.views.deleteOne({ _id: id, ...whose })
  if (deletedCount === 0) throw new Problem('unknown-view')
}

function readable(house: House, name: string, actor: Actor): Ledger {
  const ledger = house.ledgers.find((one) => one.name === name)
  const grant = ledger && readGrant(ledger, actor)
  if (!ledger) throw new Problem('unknown-query', { name: 'ledger' })
  if (grant === undefined || (typeof grant === 'object' && 'by' in grant)) {
    throw new Problem('not-allowed')
  }
  return ledger
}

/** A view's query as the list is asked. */
function addressed(query: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([key, value]) => [
      key === 'q' || key === 'sort' ? key : `filter[${key}]`,
      value,
    ]),
  )
}

function refuseColumn(ledger: Ledger, key: string): void {
  const known = (houseColumns as readonly string[]).includes(key)
  if (!known && !Object.hasOwn(ledger.fields, key))
    throw new Problem('unknown-query', { name: key })
}

function shownTo(view: StoredView, actor: Actor): SavedView {
  const { _id, account, ledger, name, query, columns, shared } = view
  return {
    id: _id,
    ledger,
    name,
    query,
    shared,
    own: account === actor.id,
    ...(columns && { columns }),
  }
}
